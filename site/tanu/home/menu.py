"""The main menu."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext

from tanu.groups.permissions import has_groups
from tanu.institutions.models import Institution
from tanu.institutions.permissions import institutions_headed, is_official
from tanu.people.models import Person


@dataclass(frozen=True)
class Entry:
    title: str
    address: str
    is_here: bool


def entries(person: Any, path: str) -> list[Entry]:
    """What `person`, or a visitor, is offered on the page at `path`."""
    if person is None or not person.is_authenticated:
        offered = [(gettext("Courses"), "courses:courses"), (gettext("Sign in"), "people:sign_in")]
    else:
        offered = [
            (gettext("My training"), "home:my_training"),
            (gettext("Courses"), "courses:courses"),
            (gettext("Cases"), "case_studies:cases"),
        ]
        if has_groups(person):
            offered.append((gettext("Groups"), "groups:groups"))
        if _is_head(person):
            offered.append((gettext("Our staff"), "staff:institutions"))
        if _is_official(person):
            offered.append((gettext("Coverage"), "coverage:overseen"))
    return [_entry(title, reverse(name), path) for title, name in offered]


def _is_official(person: Person) -> bool:
    """Asked on every page, so the database is asked once a minute."""
    return bool(cache.get_or_set(f"home:official:{person.pk}", lambda: is_official(person), 60))


def _is_head(person: Person) -> bool:
    return bool(cache.get_or_set(f"home:head:{person.pk}", lambda: _heads_any(person), 60))


def _heads_any(person: Person) -> bool:
    return Institution.objects.filter(institutions_headed(person)).exists()


def _entry(title: str, address: str, path: str) -> Entry:
    return Entry(title, address, path.startswith(address))
