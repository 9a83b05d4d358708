"""Sign-in slips: a secret on paper, valid for two weeks and once, that leads to a password of one's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.people.actions import set_password
from tanu.people.models import Person, SignInName, SignInSlip
from tanu.people.secret_signs import draw, read
from tanu.people.sign_in import fold

SIGNS = 12
VALID_FOR = timedelta(days=14)
_CODE_SIGNS = 8
# The newest slip and the one that it replaced: what is older is not told from a wrong password.
_LOOKED_AT = 2

WorksThere = Callable[[UUID, Person], bool]
_works_there: list[WorksThere] = []


class State(StrEnum):
    OPEN = "open"
    USED = "used"
    REPLACED = "replaced"
    RUN_OUT = "run-out"
    LEFT = "left"


@dataclass(frozen=True)
class PrintedSlip:
    """What stands on paper. The secret is nowhere else."""

    person: Person
    name: str
    secret: str
    last_day: date
    place: str = ""


def ask_who_works_there(function: WorksThere) -> None:
    """Register what knows posts: a slip holds while the person has one where it was printed."""
    _works_there[:] = [function]


@transaction.atomic
def make_slip(
    person: Person, *, place: UUID | None = None, place_names: dict[str, str] | None = None, by: Person | None = None
) -> PrintedSlip:
    """A new slip. Passwords, sessions and older slips end with it, also of the records joined with the person's.

    What one of them learned opens with the slip: whoever used it would notice.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    _shut_out(person)
    secret = draw(SIGNS)
    slip = SignInSlip.objects.create(
        person=person,
        secret_hash=make_password(secret),
        place=place,
        made_by=by,
        valid_until=local_day() + VALID_FOR,
    )
    person.refresh_from_db(fields=["password"])
    record("make-slip", slip, by=by, person=str(person.pk))
    place_name = in_language(place_names or {}, person.language)
    return PrintedSlip(person, _sign_in_name(person), secret, slip.last_day, place_name)


def slip_of(name: str, typed: str) -> SignInSlip | None:
    """The slip of whoever signs in as `name` whose secret was typed, open or not."""
    secret = read(typed, SIGNS)
    if not secret:
        return None
    people = Person.objects.living().filter(sign_in_names__value=fold(name), is_active=True)
    slips = list(SignInSlip.objects.filter(person__in=people).select_related("person")[:_LOOKED_AT])
    found = [slip for slip in slips if check_password(secret, slip.secret_hash)]
    for _ in range(_LOOKED_AT - len(slips)):
        # The same work as for a slip, so that the time taken does not tell who has one.
        make_password(secret)
    return found[0] if found else None


def state_of(slip: SignInSlip) -> State:
    if slip.used_at:
        return State.USED
    if slip.voided_at:
        return State.REPLACED
    if slip.valid_until <= local_day():
        return State.RUN_OUT
    if slip.place and not any(works_there(slip.place, slip.person) for works_there in _works_there):
        return State.LEFT
    return State.OPEN


@transaction.atomic
def choose_password(slip: SignInSlip, password: str) -> bool:
    """The password of their own for the slip. False if another window was first or a newer slip replaced it."""
    person = Person.objects.select_for_update().get(pk=slip.person_id)
    if not SignInSlip.objects.open().filter(pk=slip.pk).update(used_at=timezone.now()):
        return False
    set_password(person, password, by=person)
    record("use-slip", slip, by=person, person=str(person.pk))
    return True


def _shut_out(person: Person) -> None:
    records = Person.objects.same_as(person.merged_into or person)
    SignInSlip.objects.unused().filter(person__in=records).update(voided_at=timezone.now())
    for one in records.select_for_update().order_by("pk"):
        one.set_unusable_password()
        one.save(update_fields=["password"])


def _sign_in_name(person: Person) -> str:
    """The login code if there is one, else another name; somebody without any is given a code."""
    order = [SignInName.Kind.CODE, SignInName.Kind.PHONE, SignInName.Kind.MAIL]
    names = sorted(person.sign_in_names.all(), key=lambda name: (order.index(SignInName.Kind(name.kind)), name.pk))
    if names:
        return names[0].value
    code = SignInName.objects.create(person=person, kind=SignInName.Kind.CODE, value=fold(draw(_CODE_SIGNS)))
    record("give-login-code", person)
    return code.value
