"""What this room tells the rooms above it."""

from django.dispatch import Signal

# Sent once for an attempt at a test, inside the transaction that marks it: `attempt` is the Attempt.
attempt_submitted = Signal()
