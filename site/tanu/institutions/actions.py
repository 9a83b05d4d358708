"""Writes to places and posts. Facts are superseded, never changed: each verb says from when it holds."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.institutions.help_lines import forget_help_lines
from tanu.institutions.models import (
    Designation,
    Grant,
    HelpLine,
    Institution,
    InstitutionPeriod,
    Post,
    ReferralRoute,
    Territory,
    TerritoryPeriod,
)
from tanu.institutions.signals import institution_changed, posts_changed
from tanu.lib.dated import Dated
from tanu.lib.dates import ALWAYS
from tanu.people.models import Person


@transaction.atomic
def define_territory(
    code: str,
    level: str,
    name: dict[str, str],
    *,
    parent: Territory | None = None,
    valid_from: date = ALWAYS,
    by: Person | None = None,
) -> Territory:
    """What `code` is called and belongs to from `valid_from`; what held before ends on that day."""
    territory, _ = Territory.objects.get_or_create(code=code, defaults={"level": level})
    facts = {"name": name, "parent": parent}
    if _hold_from(TerritoryPeriod, {"territory": territory}, valid_from, facts):
        record("define-territory", territory, by=by, valid_from=valid_from.isoformat())
    return territory


@transaction.atomic
def define_institution(
    code: str,
    *,
    territory: Territory,
    kind: str,
    name: dict[str, str],
    officers_owed: int = 1,
    head_name: str = "",
    phone: str = "",
    valid_from: date = ALWAYS,
    by: Person | None = None,
) -> Institution:
    """The institution `code` with its facts from `valid_from`; what held before ends on that day."""
    institution, _ = Institution.objects.get_or_create(code=code)
    facts = {
        "territory": territory,
        "kind": kind,
        "name": name,
        "officers_owed": officers_owed,
        "head_name": head_name,
        "phone": phone,
    }
    if _hold_from(InstitutionPeriod, {"institution": institution}, valid_from, facts):
        record("define-institution", institution, by=by, valid_from=valid_from.isoformat())
        institution_changed.send(Institution, institution=institution)
    return institution


@transaction.atomic
def start_post(
    person: Person,
    institution: Institution,
    profession: str,
    *,
    valid_from: date,
    by: Person | None = None,
    **facts: Any,
) -> Post:
    """A post from `valid_from`; the same post again is answered with the one there is."""
    post, is_new = Post.objects.as_known().get_or_create(
        person=person, institution=institution, profession=profession, valid_from=valid_from, defaults=facts
    )
    if is_new:
        record("start-post", post, by=by, valid_from=valid_from.isoformat())
        posts_changed.send(Post, person=person, institution=institution)
    return post


@transaction.atomic
def end_post(post: Post, on: date, *, by: Person | None = None) -> Post:
    """The person leaves; designations at that institution end with the person's last post there."""
    if post.valid_until == on:
        return post
    ended = _supersede(post, valid_until=on)
    record("end-post", ended, by=by, on=on.isoformat())
    if not Post.objects.on(on).filter(person=post.person, institution=post.institution).exists():
        for designation in Designation.objects.on(on).filter(person=post.person, institution=post.institution):
            end_designation(designation, on, by=by)
    posts_changed.send(Post, person=post.person, institution=post.institution)
    return ended


@transaction.atomic
def designate(
    person: Person,
    institution: Institution,
    *,
    valid_from: date,
    role: str = Designation.Role.OFFICER,
    order_number: str = "",
    order_date: date | None = None,
    by: Person | None = None,
) -> Designation:
    """Appoint the designated officer or deputy; the same appointment again is answered with the one there is."""
    designation, is_new = Designation.objects.as_known().get_or_create(
        person=person,
        institution=institution,
        role=role,
        valid_from=valid_from,
        defaults={"order_number": order_number, "order_date": order_date},
    )
    if is_new:
        record("designate", designation, by=by, valid_from=valid_from.isoformat())
        posts_changed.send(Designation, person=person, institution=institution)
    return designation


@transaction.atomic
def end_designation(designation: Designation, on: date, *, by: Person | None = None) -> Designation:
    ended = _supersede(designation, valid_until=on)
    record("end-designation", ended, by=by, on=on.isoformat())
    posts_changed.send(Designation, person=designation.person, institution=designation.institution)
    return ended


@transaction.atomic
def grant(
    person: Person,
    role: str,
    *,
    valid_from: date,
    institution: Institution | None = None,
    territory: Territory | None = None,
    by: Person | None = None,
) -> Grant:
    """A role over one place; the same grant again is answered with the one there is."""
    granted, is_new = Grant.objects.as_known().get_or_create(
        person=person, role=role, institution=institution, territory=territory, valid_from=valid_from
    )
    if is_new:
        record("grant", granted, by=by, role=role)
    return granted


@transaction.atomic
def name_help_line(
    number: str, *, position: int, purpose: dict[str, str], by: Person | None = None, **confirmation: Any
) -> HelpLine:
    """The number as pages show it. `confirmation`: confirmed_on, confirmed_by, check_by, when somebody rang it."""
    facts = {"position": position, "purpose": purpose, **confirmation}
    line, is_new = HelpLine.objects.get_or_create(number=number, defaults=facts)
    _rewrite(line, facts, is_new=is_new, by=by)
    transaction.on_commit(forget_help_lines)
    return line


@transaction.atomic
def name_referral_route(
    territory: Territory, *, recipient: dict[str, str], phone: str, by: Person | None = None, **facts: Any
) -> ReferralRoute:
    """Who takes referrals in `territory`. `facts`: hours, confirmed_on, confirmed_by, check_by."""
    facts = {"recipient": recipient, "phone": phone, **facts}
    route, is_new = ReferralRoute.objects.get_or_create(territory=territory, defaults=facts)
    _rewrite(route, facts, is_new=is_new, by=by)
    return route


def _rewrite(row: Any, facts: dict[str, Any], *, is_new: bool, by: Person | None) -> None:
    if not is_new and all(getattr(row, name) == value for name, value in facts.items()):
        return
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    confirmed_on = facts.get("confirmed_on")
    record(f"name-{row._meta.model_name}", row, by=by, confirmed_on=confirmed_on and confirmed_on.isoformat())


def _hold_from(model: type[Dated], owner: dict[str, Any], valid_from: date, facts: dict[str, Any]) -> bool:
    """Let `facts` hold for `owner` from that day on. False if they hold already."""
    known = model.objects.as_known().filter(**owner)
    current = known.filter(valid_until__isnull=True).first()
    if current and all(getattr(current, name) == value for name, value in facts.items()):
        return False
    if current and current.valid_from == valid_from:
        _retire(current)
    elif current:
        _supersede(current, valid_until=valid_from)
    model.objects.create(**owner, valid_from=valid_from, **facts)
    return True


def _supersede(row: Any, **changes: Any) -> Any:
    """A copy of `row` with `changes`; the old row stays as what was known until now."""
    _retire(row)
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    fields.update(changes, superseded_at=None, recorded_at=row.superseded_at)
    return row.__class__.objects.create(**fields)


def _retire(row: Any) -> None:
    row.superseded_at = timezone.now()
    row.save(update_fields=["superseded_at"])
