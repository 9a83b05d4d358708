"""Writes to places and posts. Facts are superseded, never changed: each verb says from when it holds."""

from datetime import date
from typing import Any

from django.db import models, transaction

from tanu.audit.actions import record
from tanu.institutions.absences import come_back
from tanu.institutions.facts import FactRefused, hold_from, retire, supersede
from tanu.institutions.help_lines import forget_help_lines
from tanu.institutions.models import (
    Absence,
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
from tanu.institutions.signals import institution_changed, posts_changed, territory_changed
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
    if hold_from(TerritoryPeriod, {"territory": territory}, valid_from, facts):
        record("define-territory", territory, by=by, valid_from=valid_from.isoformat())
        territory_changed.send(Territory, territory=territory)
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
    if hold_from(InstitutionPeriod, {"institution": institution}, valid_from, facts):
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
    """The person leaves; designations and absences at that institution end with the person's last post there.

    Raises FactRefused if the post begins on that day or later: what never was is taken back instead.
    """
    if post.valid_until == on:
        return post
    if on <= post.valid_from:
        raise FactRefused("ends-before-it-began", post.valid_from)
    ended = supersede(post, valid_until=on)
    record("end-post", ended, by=by, on=on.isoformat())
    _end_what_hangs_on_posts(post, on, by)
    posts_changed.send(Post, person=post.person, institution=post.institution)
    return ended


@transaction.atomic
def take_back_post(post: Post, *, by: Person | None = None) -> None:
    """The post was recorded by mistake: it never was."""
    retire(post)
    record("take-back-post", post, by=by)
    _end_what_hangs_on_posts(post, post.valid_from, by)
    posts_changed.send(Post, person=post.person, institution=post.institution)


@transaction.atomic
def move(post: Post, to: Institution, on: date, *, profession: str, by: Person | None = None, **facts: Any) -> Post:
    """The person goes from `post` to another on that day, here or at another institution; nothing lies between.

    Where the person stays at the institution, a designation there lives on.
    """
    started = start_post(post.person, to, profession, valid_from=on, by=by, **facts)
    end_post(post, on, by=by)
    return started


@transaction.atomic
def change_contact(post: Post, *, phone: str, mail: str, by: Person | None = None) -> Post:
    """The work contact of a post, for its whole time."""
    if (post.phone, post.mail) == (phone, mail):
        return post
    changed: Post = supersede(post, phone=phone, mail=mail)
    record("change-contact", changed, by=by)
    return changed


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
    """Appoint the designated officer or deputy; the same appointment again is answered with the one there is.

    Raises FactRefused if the order is older than the person's work there.
    """
    began = works_since(person, institution, valid_from)
    if order_date and began and order_date < began:
        raise FactRefused("order-before-post", began)
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
    """The person is the officer or deputy until the day before; on its first day or earlier it is taken back."""
    if on <= designation.valid_from:
        retire(designation)
        ended = designation
    else:
        ended = supersede(designation, valid_until=on)
    record("end-designation", ended, by=by, on=on.isoformat())
    posts_changed.send(Designation, person=designation.person, institution=designation.institution)
    return ended


def works_since(person: Person, institution: Institution, day: date) -> date | None:
    """The first day of the unbroken time at the institution in which `day` lies; None if there is no post then."""
    people = Person.objects.same_as(person.merged_into or person)
    posts = Post.objects.as_known().filter(person__in=people, institution=institution, valid_from__lte=day)
    began = None
    for start, end in posts.order_by("-valid_from").values_list("valid_from", "valid_until"):
        if end is None or end > day or (began and end >= began):
            began = start
    return began


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


def _end_what_hangs_on_posts(post: Post, on: date, by: Person | None) -> None:
    """Nobody is designated or on leave where they have no post."""
    people = Person.objects.same_as(post.person.merged_into or post.person)
    there: dict[str, Any] = {"person__in": people, "institution": post.institution}
    for designation in Designation.objects.as_known().filter(_not_over(on), **there):
        if not works_since(designation.person, post.institution, max(on, designation.valid_from)):
            end_designation(designation, on, by=by)
    for absence in Absence.objects.as_known().filter(_not_over(on), **there):
        if not works_since(absence.person, post.institution, max(on, absence.valid_from)):
            come_back(absence, on, by=by)


def _not_over(on: date) -> models.Q:
    return models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=on)
