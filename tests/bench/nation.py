"""An invented nation in PostgreSQL, for `make bench-national`: facts only, written by COPY; nothing is decided yet.

822,000 people, 8,042 schools and the other kinds in the real territories, with five years of people who came, left,
were appointed and trained. One hospital has 10,000 people. The same seed gives the same nation.
"""

import json
import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from tanu.coverage.actions import require
from tanu.coverage.models import Obligation
from tanu.institutions.models import Designation, Institution, InstitutionPeriod, Level, Post, Protocol, Territory
from tanu.institutions.territories import load_territories
from tanu.lib.dates import ALWAYS, add_months
from tanu.people.models import Person
from tanu.records.actions import announce_edition, open_training
from tanu.records.models import Completion, TrainingEdition

PEOPLE = 822_000
# Institutions of a kind, and people in one of them before what is left of the nation is spread over all.
KINDS = {
    "school": (8_042, 45),
    "preschool": (10_500, 14),
    "college": (770, 40),
    "residential": (130, 40),
    "hospital": (800, 120),
    "polyclinic": (900, 70),
    "police": (600, 30),
    "university": (112, 80),
    "helpline": (20, 15),
    "guardianship": (188, 5),
}
PROFESSIONS = {"school": "teacher", "preschool": "teacher", "hospital": "nurse", "polyclinic": "nurse"}
BIG = 10_000
YEARS = 5
NAMES = dict.fromkeys(("kk", "ru", "en"), "Ойдан шығарылған мекеме")
ORDER = dict.fromkeys(("kk", "ru", "en"), "invented order")
# Everything was recorded and decided before the month of which figures are released.
KNOWN = timezone.now() - timedelta(days=100)


def gather(today: date) -> None:
    """Fill an empty, migrated database."""
    chance = random.Random(1)
    load_territories()
    training = open_training("bench")
    edition = announce_edition(
        training, dated=today - timedelta(days=365 * YEARS), title=ORDER, hours=6, valid_months=36, is_pilot=True
    )
    start = today - timedelta(days=365 * YEARS)
    nation = _Nation(today, start, chance, edition)
    nation.write()
    terms: dict[str, Any] = {
        "training": training,
        "title": ORDER,
        "ordered_by": ORDER,
        "order_date": start,
        "valid_from": start,
        "at_once": False,
    }
    require("officers", due_days=60, **terms)
    require("staff", due_days=365, kinds=["school", "hospital"], designated_only=False, **terms)


def known_from_the_start() -> None:
    """What is decided was decided long ago, so that figures as known on the first of the month have it."""
    Obligation.objects.filter(superseded_at__isnull=False).update(superseded_at=KNOWN)
    Obligation.objects.update(decided_at=KNOWN)


class _Nation:
    def __init__(self, today: date, start: date, chance: random.Random, edition: TrainingEdition) -> None:
        self.today, self.start, self.chance, self.edition = today, start, chance, edition
        self.people: list[uuid.UUID] = []
        self.posts: list[tuple[Any, ...]] = []
        self.designations: list[tuple[Any, ...]] = []
        self.completions: list[tuple[Any, ...]] = []

    def write(self) -> None:
        places = list(Territory.objects.exclude(level__in=[Level.COUNTRY, Level.REGION]).values_list("pk", flat=True))
        institutions = [(uuid.uuid4(), kind) for kind, (number, _) in KINDS.items() for _ in range(number)]
        big = next(pk for pk, kind in institutions if kind == "hospital")
        copy_in(Institution, ("id", "code"), ((pk, f"bench-{number}") for number, (pk, _) in enumerate(institutions)))
        copy_in(
            InstitutionPeriod,
            ("institution_id", "territory_id", "kind", "name", "valid_from"),
            ((pk, self.chance.choice(places), kind, NAMES, ALWAYS) for pk, kind in institutions),
        )
        for pk, kind in institutions:
            self._staff(pk, kind, BIG if pk == big else max(1, round(KINDS[kind][1] * self.chance.uniform(0.5, 1.5))))
        while len(self.people) < PEOPLE:
            pk, kind = self.chance.choice(institutions)
            self._staff(pk, kind, min(20, PEOPLE - len(self.people)))
        copy_in(Person, ("id", "given_name", "family_name", "sort_key", "search_key", "password"), self._persons())
        columns = ("person_id", "institution_id", "profession", "valid_from", "valid_until")
        copy_in(Post, columns, self.posts)
        columns = ("person_id", "institution_id", "role", "valid_from", "valid_until")
        copy_in(Designation, columns, self.designations)
        copy_in(
            Completion, ("id", "person_id", "completed_on", "valid_until", "evidence"), self._rows(), self._ledger()
        )
        chosen = self.chance.sample(institutions, len(institutions) * 7 // 10)
        copy_in(Protocol, ("institution_id", "order_number", "valid_from"), ((pk, "1", self.start) for pk, _ in chosen))

    def _staff(self, institution: uuid.UUID, kind: str, number: int) -> None:
        """People with posts there; most institutions appoint the first, and some have lost an officer before."""
        first = len(self.people)
        for _ in range(number):
            self._hire(institution, kind)
        if any(row[1] == institution for row in self.designations[-2:]) or self.chance.random() < 0.12:
            return
        self._designate(self.people[first], institution, "officer", self._some_day())
        if number > 1 and self.chance.random() < 0.5:
            self._designate(self.people[first + 1], institution, "deputy", self._some_day())
        if self.chance.random() < 0.3:
            left = self.start + timedelta(days=self.chance.randrange(200, 1500))
            former = self._hire(institution, kind, self.start - timedelta(days=900), left)
            self._designate(former, institution, "officer", self.start, left)

    def _hire(
        self, institution: uuid.UUID, kind: str, since: date | None = None, left: date | None = None
    ) -> uuid.UUID:
        person = uuid.uuid4()
        self.people.append(person)
        since = since or self.today - timedelta(days=self.chance.randrange(30, 4000))
        self.posts.append((person, institution, PROFESSIONS.get(kind, "teacher"), since, left))
        if kind in ("school", "hospital") and self.chance.random() < 0.6:
            self._train(person, max(since, self.start) + timedelta(days=self.chance.randrange(700)))
        return person

    def _designate(
        self, person: uuid.UUID, institution: uuid.UUID, role: str, since: date, left: date | None = None
    ) -> None:
        self.designations.append((person, institution, role, since, left))
        if self.chance.random() < 0.8:
            self._train(person, since + timedelta(days=self.chance.randrange(120)))

    def _train(self, person: uuid.UUID, day: date) -> None:
        """And again three years later, mostly in time."""
        while day <= self.today:
            self.completions.append((person, day))
            if self.chance.random() < 0.2:
                return
            day = add_months(day, 36) - timedelta(days=self.chance.randrange(-30, 60))

    def _some_day(self) -> date:
        return self.start + timedelta(days=self.chance.randrange(365 * YEARS))

    def _persons(self) -> Iterator[tuple[Any, ...]]:
        for number, person in enumerate(self.people):
            yield person, f"Адам{number}", "Ойдан", f"{number:08d}", f"ойдан адам{number}", "!"

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for number, (person, day) in enumerate(self.completions):
            yield uuid.uuid4(), person, day, add_months(day, 36), f"day:{number}"

    def _ledger(self) -> dict[str, Any]:
        return {"edition_id": self.edition.pk, "source": Completion.Source.CLASSROOM}


def copy_in(model: type[Model], names: tuple[str, ...], rows: Iterable[tuple[Any, ...]], same: Any = None) -> None:
    """Write `rows` by COPY; columns that are not named take the model's defaults, or the value in `same`."""
    example = model(**(same or {}))
    fields = {field.attname: field for field in model._meta.concrete_fields}
    others = [name for name, field in fields.items() if name not in names and not (field.primary_key and name == "id")]
    values = [_plain(fields[name], getattr(example, name)) for name in others]
    columns = ", ".join(f'"{fields[name].column}"' for name in (*names, *others))
    given = [fields[name] for name in names]
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([*(_plain(field, value) for field, value in zip(given, row, strict=True)), *values])


def _plain(field: Any, value: Any) -> Any:
    if field.attname == "created_at":
        return timezone.now()
    if field.attname == "recorded_at":
        return KNOWN
    if field.get_internal_type() == "JSONField":
        return json.dumps(value)
    return value
