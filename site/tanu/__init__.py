"""Tanu (to recognise): training that makes the people who meet children recognise abuse and refer it."""
