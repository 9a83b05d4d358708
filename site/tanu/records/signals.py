"""What the ledger tells the rooms above it."""

from django.dispatch import Signal

# Sent inside the transaction that adds the row: `completion` is the Completion.
completion_recorded = Signal()
