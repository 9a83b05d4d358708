"""For whom a course is: its variants, one for each kind of work. A lesson says which of them it belongs to."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from tanu.institutions.models import Kind


class Variant(models.TextChoices):
    SCHOOL = "school", _("School staff")
    PRESCHOOL = "preschool", _("Pre-school staff")
    HEALTH = "health", _("Health staff")
    POLICE = "police", _("Police officers")
    HELPLINE = "helpline", _("Help line operators")
    RESIDENTIAL = "residential", _("Staff of residential institutions")


_OF_KIND = {
    Kind.SCHOOL: Variant.SCHOOL,
    Kind.PRESCHOOL: Variant.PRESCHOOL,
    Kind.COLLEGE: Variant.SCHOOL,
    Kind.RESIDENTIAL: Variant.RESIDENTIAL,
    Kind.HOSPITAL: Variant.HEALTH,
    Kind.POLYCLINIC: Variant.HEALTH,
    Kind.POLICE: Variant.POLICE,
    Kind.HELPLINE: Variant.HELPLINE,
}


def variant_for(kind: str | None, audience: Collection[str]) -> str:
    """The variant of a course for `audience` that suits work in a `kind` of institution, else its first."""
    suits = _OF_KIND.get(Kind(kind), "") if kind else ""
    return suits if suits in audience else next(iter(audience), "")


def suits(kind: str | None, audience: Collection[str]) -> bool:
    """Whether a course for `audience` is for work in a `kind` of institution.

    Who works in none that has a variant is offered what is written for several kinds of work.
    """
    variant = _OF_KIND.get(Kind(kind)) if kind else None
    return variant in audience if variant else len(audience) != 1


def is_for(audience: Collection[str], variant: str) -> bool:
    """Whether a lesson for `audience` belongs to `variant`; one that names nobody is for everybody."""
    return not audience or not variant or variant in audience


@dataclass(frozen=True)
class Choice:
    """A variant in a form."""

    value: str
    text: str
    is_chosen: bool


def choices(audience: Collection[str], chosen: str) -> list[Choice]:
    return [Choice(variant, name, variant == chosen) for variant, name in zip(audience, names(audience), strict=True)]


def names(variants: Collection[str]) -> list[str]:
    """As the reader's language says them; a variant that nobody has named goes by its key."""
    known = dict(Variant.choices)
    return [str(known.get(variant, variant)) for variant in variants]
