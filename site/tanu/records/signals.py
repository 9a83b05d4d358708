"""What the ledger tells the rooms above it."""

from django.dispatch import Signal

# Sent inside the transaction that adds the row: `completion` is the Completion.
completion_recorded = Signal()

# Sent when a completion was brought up to a newer edition. Provides `refresher`.
refresher_recorded = Signal()
