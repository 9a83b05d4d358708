"""What others did to the reader's sign-in: records that were joined and parted, and slips that were printed."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from tanu.people.models import Joining, Person, SignInSlip


@dataclass(frozen=True)
class Joined:
    """One joining, as either of the two sees it. `slips` opened both records while they were one."""

    joining: Joining
    is_kept: bool
    slips: list[SignInSlip]

    @property
    def other(self) -> Person:
        return self.joining.joined if self.is_kept else self.joining.kept


@dataclass(frozen=True)
class SignInHistory:
    """The newest first; also joinings that are undone. `slip` is the last one for the reader's own record."""

    slip: SignInSlip | None
    joined: list[Joined]

    def __bool__(self) -> bool:
        return bool(self.slip or self.joined)


def sign_in_history(person: Person) -> SignInHistory:
    joinings = Joining.objects.filter(Q(kept=person) | Q(joined=person)).order_by("-at", "-pk")
    rows = joinings.select_related("kept", "joined", "by", "undone_by")
    slip = SignInSlip.objects.filter(person=person).select_related("made_by").first()
    return SignInHistory(slip, [_joined(row, person) for row in rows])


def _joined(joining: Joining, person: Person) -> Joined:
    is_kept = joining.kept_id == person.pk
    return Joined(joining, is_kept, [] if is_kept else _slips_meanwhile(joining))


def _slips_meanwhile(joining: Joining) -> list[SignInSlip]:
    meanwhile = (joining.at, joining.undone_at or timezone.now())
    return list(SignInSlip.objects.filter(person=joining.kept, made_at__range=meanwhile).select_related("made_by"))
