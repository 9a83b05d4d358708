"""What this room tells the rooms above it."""

from django.dispatch import Signal

# Sent once for a graded attempt, inside the transaction that marks it: `attempt` is the Attempt.
attempt_submitted = Signal()
