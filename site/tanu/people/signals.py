"""What this room tells the rooms above it. Both are sent inside the transaction of the write."""

from django.dispatch import Signal

# `kept`, `joined`, `at`: two records were one person's, and `joined` leads to `kept` from that moment on.
people_joined = Signal()
# `kept`, `joined`, `at`: what was joined at that moment was a mistake; they are two people again.
people_parted = Signal()
