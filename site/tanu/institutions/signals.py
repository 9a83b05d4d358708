"""What this room tells the rooms above it. All are sent inside the transaction of the write."""

from django.dispatch import Signal

# `person` and `institution`: a post or designation began, changed or ended.
posts_changed = Signal()
# `institution`: its name, kind, place or number of officers changed.
institution_changed = Signal()
# `institutions`: ids of those whose posts and designations a roster has changed, told once for all of them.
roster_taken = Signal()
# `kind`: what its institutions owe has changed.
kind_duty_changed = Signal()
# `territory`: its name, or what it belongs to, has changed.
territory_changed = Signal()
