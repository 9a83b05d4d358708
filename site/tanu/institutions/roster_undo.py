"""Undoing the last roster of an institution: exactly what it did, and nothing that came after."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from tanu.audit.actions import record
from tanu.institutions.models import Post
from tanu.institutions.roster_facts import chunks
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_writing import FACTS, copied, retire
from tanu.institutions.signals import roster_taken
from tanu.lib.sentences import Sentence
from tanu.people.models import Person, SignInName

Traces = Callable[[Collection[UUID]], Collection[UUID]]
_TRACES: list[Traces] = []


class UndoRefused(ValueError):
    """Nothing was undone; the argument is the Sentence that says why."""


def leaves_traces(traces: Traces) -> Traces:
    """Rooms above say which of some people have learned something here: those stay open after an undo."""
    _TRACES.append(traces)
    return traces


_CHANGED = gettext_noop("What this roster wrote has been changed since. Change the rest by hand.")


def _written_since(taken: RosterImport, model: Any, rows: Collection[Any]) -> bool:
    """Somebody has written of these people by hand in the same places."""
    places = taken.touches.all()
    for chunk in chunks(rows):
        people = model.objects.filter(pk__in=chunk).values("person")
        for later in FACTS:
            written = later.objects.as_known().filter(person__in=people, institution__in=places)
            if written.filter(recorded_at__gt=taken.taken_at).exists():
                return True
    return False


def why_not(taken: RosterImport) -> Sentence | None:
    """What stands in the way of undoing it."""
    if taken.state != RosterImport.State.TAKEN:
        return Sentence(gettext_noop("This roster is not in force."))
    later = RosterImport.objects.filter(state=RosterImport.State.TAKEN, taken_at__gt=taken.taken_at)
    if later.filter(touches__in=taken.touches.all()).exists():
        return Sentence(gettext_noop("A later roster was taken in. Only the last one can be undone."))
    for model, name in FACTS.items():
        made = taken.did.get(name, [])
        if _written_since(taken, model, [*made, *taken.did.get(f"{name}_retired", [])]):
            return Sentence(_CHANGED)
        for chunk in chunks(made):
            if model.objects.filter(pk__in=chunk, superseded_at__isnull=False).exists():
                return Sentence(_CHANGED)
    return None


@transaction.atomic
def undo(taken: RosterImport, *, by: Person | None) -> RosterImport:
    """What it made is known no more, what it superseded holds again. Undone twice, it is answered as the first time.

    People it registered who have never signed in or learned are closed, not deleted. Raises UndoRefused.
    """
    taken = RosterImport.objects.select_for_update().get(pk=taken.pk)
    if taken.state == RosterImport.State.UNDONE:
        return taken
    if said := why_not(taken):
        raise UndoRefused(said)
    now = timezone.now()
    for model, name in FACTS.items():
        made = taken.did.get(name, [])
        retire(model, made, now)
        for chunk in chunks(set(taken.did.get(f"{name}_retired", [])) - set(made)):
            rows = model.objects.filter(pk__in=chunk)
            model.objects.bulk_create([copied(row, now) for row in rows])
    closed = _close([UUID(pk) for pk in [*taken.did["people"], *taken.did["opened"]]])
    SignInName.objects.filter(pk__in=taken.did.get("names", [])).delete()
    taken.state, taken.undone_by, taken.undone_at = RosterImport.State.UNDONE, by, now
    taken.save(update_fields=["state", "undone_by", "undone_at"])
    record("undo-roster", taken, by=by, people=closed)
    roster_taken.send(RosterImport, institutions=list(taken.touches.values_list("pk", flat=True)))
    return taken


def _close(people: list[UUID]) -> int:
    closed = 0
    for chunk in chunks(people):
        idle: Any = Person.objects.filter(pk__in=chunk, last_login__isnull=True, is_active=True)
        here = Post.objects.as_known().filter(person__in=chunk).values("person")
        idle = set(idle.exclude(Q(pk__in=here)).values_list("pk", flat=True))
        for traces in _TRACES:
            idle -= set(traces(idle))
        closed += Person.objects.filter(pk__in=idle).update(is_active=False)
    return closed
