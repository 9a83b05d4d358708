"""Groups: opened and closed, joined and left, given cases and relieved of them.

Verbs of an owner raise PermissionDenied for everybody else.
"""

from datetime import date, datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.case_studies.models import Case
from tanu.groups.models import Assignment, Group, Member, ReadInstead
from tanu.groups.permissions import forget_groups, may_open_groups, own_groups
from tanu.lib.dates import local_day
from tanu.lib.spoken_codes import new_code
from tanu.people.models import Person


class NoSuchGroup(ValueError):
    """No open group has this code."""


class OwnGroup(ValueError):
    """The owner of a group is not counted among its members."""


class GroupIsClosed(ValueError):
    """A closed group is given no more cases."""


@transaction.atomic
def open_group(title: str, *, by: Person, on: date | None = None) -> Group:
    """A new group of `by`, with a code that no other group has ever had."""
    if not may_open_groups(by):
        raise PermissionDenied
    group = Group.objects.create(title=title, owner=by, code=_free_code(), opened_on=on or local_day())
    record("open-group", group, by=by)
    return group


@transaction.atomic
def close_group(group: Group, *, by: Person, on: date | None = None) -> Group:
    """Nobody can join any more, and it leaves the members' pages. Closed already, it stays as it is."""
    group = _own(group, by)
    if not group.is_closed:
        group.closed_on = on or local_day()
        group.save(update_fields=["closed_on"])
        record("close-group", group, by=by, on=group.closed_on.isoformat())
    return group


@transaction.atomic
def join(person: Person, code: str) -> Member:
    """`person` becomes a member of the open group with `code`; who is one already stays one.

    Raises NoSuchGroup and OwnGroup. Whoever lets people type codes counts the first (throttle.py).
    """
    group = Group.objects.open().locked().filter(code=code).first()
    if group is None:
        raise NoSuchGroup
    if Person.objects.same_as(person).filter(pk=group.owner_id).exists():
        raise OwnGroup
    present = Member.objects.present().of(person).filter(group=group).first()
    if present:
        return present
    member = Member.objects.create(group=group, person=person)
    transaction.on_commit(partial(forget_groups, person))
    record("join-group", member, by=person, group=str(group.pk))
    return member


@transaction.atomic
def leave(member: Member, *, at: datetime | None = None) -> Member:
    """From now on the owner sees nothing of this member."""
    if member.left_at is None:
        member.left_at = at or timezone.now()
        member.save(update_fields=["left_at"])
        transaction.on_commit(partial(forget_groups, member.person))
        record("leave-group", member, by=member.person, group=str(member.group_id))
    return member


@transaction.atomic
def assign(group: Group, case: Case, *, by: Person, until: date | None = None) -> Assignment:
    """The members are to play `case`. Assigned already, only the day may change. Raises GroupIsClosed."""
    group = _own(group, by)
    if group.is_closed:
        raise GroupIsClosed
    assignment, is_new = Assignment.objects.get_or_create(
        group=group, case=case, taken_off_at=None, defaults={"until": until}
    )
    if is_new or assignment.until != until:
        assignment.until = until
        assignment.save(update_fields=["until"])
        record("assign-case", assignment, by=by, case=case.key, until=until and until.isoformat())
    return assignment


@transaction.atomic
def take_off(assignment: Assignment, *, by: Person, at: datetime | None = None) -> Assignment:
    """The case is no longer asked of the group; what members have played stays theirs."""
    _own(assignment.group, by)
    if assignment.taken_off_at is None:
        assignment.taken_off_at = at or timezone.now()
        assignment.save(update_fields=["taken_off_at"])
        record("take-off-case", assignment, by=by, case=assignment.case.key)
    return assignment


@transaction.atomic
def read_instead(person: Person, case: Case) -> ReadInstead:
    """The case counts as done. It is not audited: which of the two it was is nobody's business but theirs."""
    return ReadInstead.objects.get_or_create(person=person, case=case)[0]


def _own(group: Group, by: Person) -> Group:
    own = Group.objects.locked().filter(own_groups(by), pk=group.pk).first()
    if own is None:
        raise PermissionDenied
    return own


def _free_code() -> str:
    code = new_code()
    return _free_code() if Group.objects.filter(code=code).exists() else code
