"""Writing a plan in bulk: the effects of register, start_post, designate and their opposites; one row of audit."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Model
from django.utils import timezone

from tanu.institutions.models import Absence, Designation, Post
from tanu.institutions.roster_codes import codes_for
from tanu.institutions.roster_facts import chunks
from tanu.institutions.roster_plan import Change, Plan
from tanu.people.models import Person, SignInName

BATCH = 2_000
FACTS: dict[Any, str] = {Post: "posts", Designation: "designations", Absence: "absences"}
"""What a roster writes of people, by the names under which `did` keeps it."""
Say = Callable[[str, int, int], None]
"""Told after each batch: what is written, how many so far, and of how many."""


class Writing:
    """`did` holds the ids of everything made and superseded, so that it can be undone."""

    def __init__(self, plan: Plan, *, is_demo: bool, say: Say) -> None:
        self.plan, self.is_demo, self.say = plan, is_demo, say
        self.now = timezone.now()
        self.did: dict[str, list[Any]] = {
            "people": [],
            "opened": sorted(map(str, plan.opened)),
            "coded": [],
            "names": [],
            **{key: [] for name in FACTS.values() for key in (name, f"{name}_retired")},
        }

    def write(self) -> dict[str, list[Any]]:
        self._people()
        self._retire_and_renew(Post, self.plan.changes, "posts")
        self._make("posts", Post, [self._post(new) for new in self.plan.posts])
        self._retire_and_renew(Designation, self.plan.orders, "designations")
        self._make("designations", Designation, [self._designation(new) for new in self.plan.designations])
        self._retire_and_renew(Absence, self.plan.absences, "absences")
        return self.did

    def end(self, model: type[Post | Designation | Absence], ends: Iterable[tuple[Any, Any]]) -> None:
        """Rows with the day on which they end; one that begins then or later is only superseded."""
        changes = [Change(0, row, {"valid_until": min(day, row.valid_until or day)}) for row, day in ends]
        self._retire_and_renew(model, changes, FACTS[model])

    def _people(self) -> None:
        given = {person.code for person in self.plan.people if person.code}
        codes = codes_for([person for person in self.plan.people if not person.code], given)
        people = [self._person(new) for new in self.plan.people]
        self._in_batches("people", Person, people)
        self._in_batches("sign-in names", SignInName, [_named(p.id, p.code or codes[p.id]) for p in self.plan.people])
        added = [_named(person, code) for person, code in self.plan.codes]
        self._in_batches("sign-in names", SignInName, added)
        self.did["names"] = [name.pk for name in added]
        for chunk in chunks(self.plan.opened):
            Person.objects.filter(pk__in=chunk).update(is_active=True)
        self.did["people"] = [str(person.pk) for person in people]
        self.did["coded"] = [str(pk) for pk in codes]

    def _person(self, new: Any) -> Person:
        person = Person(
            id=new.id,
            family_name=new.family_name,
            given_name=new.given_name,
            patronymic=new.patronymic,
            language=new.language,
            is_demo=self.is_demo,
            password=make_password(None),
        )
        person.refresh_keys()
        return person

    def _post(self, new: Any) -> Post:
        return Post(
            person_id=new.person,
            institution_id=new.institution,
            profession=new.profession,
            share=new.share,
            phone=new.phone,
            mail=new.mail,
            valid_from=new.since,
            valid_until=new.until,
            recorded_at=self.now,
        )

    def _designation(self, new: Any) -> Designation:
        return Designation(
            person_id=new.person,
            institution_id=new.institution,
            role=new.role,
            order_number=new.order_number,
            order_date=new.order_date,
            valid_from=new.since,
            valid_until=new.until,
            recorded_at=self.now,
        )

    def _retire_and_renew(self, model: Any, changes: Sequence[Change], name: str) -> None:
        retire(model, [change.row.pk for change in changes], self.now)
        self.did[f"{name}_retired"] += [change.row.pk for change in changes]
        copies = [copied(change.row, self.now, **change.facts) for change in changes]
        self._make(name, model, [row for row in copies if row.valid_until is None or row.valid_until > row.valid_from])

    def _make(self, name: str, model: Any, rows: list[Any]) -> None:
        self._in_batches(name, model, rows)
        self.did[name] += [row.pk for row in rows]

    def _in_batches(self, what: str, model: type[Model], rows: Sequence[Any]) -> None:
        for start in range(0, len(rows), BATCH):
            model._default_manager.bulk_create(rows[start : start + BATCH])
            self.say(what, min(start + BATCH, len(rows)), len(rows))


def _named(person: Any, code: str) -> SignInName:
    return SignInName(person_id=person, kind=SignInName.Kind.CODE, value=code)


def retire(model: Any, keys: Iterable[Any], now: datetime) -> None:
    """They stay as what was known until `now`."""
    for chunk in chunks(keys):
        model.objects.filter(pk__in=chunk).update(superseded_at=now)


def copied(row: Any, now: datetime, **facts: Any) -> Any:
    """`row` once more, with `facts`, known from `now` on."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return row.__class__(**{**fields, **facts, "superseded_at": None, "recorded_at": now})
