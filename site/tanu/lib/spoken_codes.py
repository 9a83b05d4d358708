"""Codes by which people come to a group or to a classroom day: short enough to read out, and hard to mistake."""

import secrets

# Without those taken for others in print or by hand: 0 and O, 1, I and L, U beside V, Z beside 2.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
SIGNS = 6

# What a Kazakh or Russian keyboard types for a letter of the same shape.
_SAME_SHAPE = str.maketrans("АВЕКМНРСТУҮХ", "ABEKMHPCTYYX")


class Misread(ValueError):
    """What was typed cannot be a code."""


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))


def read_code(typed: str) -> str:
    """The code that was meant; small letters, blanks, dashes and Cyrillic letters do not matter. Raises Misread."""
    code = "".join(sign for sign in typed.upper().translate(_SAME_SHAPE) if sign.isalnum())
    if len(code) != SIGNS or not set(code) <= set(ALPHABET):
        raise Misread
    return code


def spoken(code: str) -> str:
    """As it is read out and written on a board: K7P-3HM."""
    return f"{code[: SIGNS // 2]}-{code[SIGNS // 2 :]}"
