"""Two records of one person become one, and two again if that was a mistake. No fact of either is changed."""

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.people.models import Joining, Person
from tanu.people.signals import people_joined, people_parted


class JoinRefused(ValueError):
    """The records cannot be joined; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def join(kept: Person, joined: Person, *, by: Person | None = None) -> Joining:
    """`joined` leads to `kept`, and signs in no more. The same again is answered with the joining there is.

    Raises JoinRefused if the two are one record, if `kept` was joined into another, or if `joined` was joined
    elsewhere or holds another record itself. So a record leads to at most one other, and never in a circle.
    It is refused as well where somebody joins a record with which its owner has signed in: `kept` opens what
    the owner answered there. Only the administrators, whose joinings are `by` nobody, do that.
    """
    kept, joined = _locked(kept, joined)
    if joined.merged_into_id and joined.merged_into_id == kept.pk:
        return Joining.objects.get(joined=joined, undone_at__isnull=True)
    if kept.pk == joined.pk:
        raise JoinRefused("same-record")
    if kept.merged_into_id or joined.merged_into_id:
        raise JoinRefused("joined-already")
    if joined.merged.exists():
        raise JoinRefused("holds-another")
    if by and joined.last_login:
        raise JoinRefused("both-signed-in" if kept.last_login else "signed-in")
    if joined.last_login:
        # They were printed for less than they would open now.
        kept.slips.unused().update(voided_at=timezone.now())
    joining = Joining.objects.create(kept=kept, joined=joined, by=by)
    joined.merged_into = kept
    joined.save(update_fields=["merged_into"])
    record("join", joined, by=by, kept=str(kept.pk))
    people_joined.send(Joining, kept=kept, joined=joined, at=joining.at)
    return joining


@transaction.atomic
def undo_join(joining: Joining, *, by: Person | None = None) -> Joining:
    """Two records again, each with what it brought; undone twice is undone once."""
    kept, joined = _locked(joining.kept, joining.joined)
    joining = Joining.objects.get(pk=joining.pk)
    if joining.undone_at:
        return joining
    joining.undone_at, joining.undone_by = timezone.now(), by
    joining.save(update_fields=["undone_at", "undone_by"])
    joined.merged_into = None
    joined.save(update_fields=["merged_into"])
    record("undo-join", joined, by=by, kept=str(kept.pk))
    people_parted.send(Joining, kept=kept, joined=joined, at=joining.at)
    return joining


def _locked(*people: Person) -> list[Person]:
    """As they are now, in the order given; two joinings of the same records wait for each other."""
    pks = [person.pk for person in people]
    rows = {row.pk: row for row in Person.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")}
    return [rows[pk] for pk in pks]
