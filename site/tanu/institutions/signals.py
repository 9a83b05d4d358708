"""What this room tells the rooms above it. All are sent inside the transaction of the write."""

from django.dispatch import Signal

# `person` and `institution`: a post or designation began, changed or ended.
posts_changed = Signal()
# `institution`: its name, kind, place or number of officers changed.
institution_changed = Signal()
