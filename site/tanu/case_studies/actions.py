"""Ways through a case: begun, gone step by step, explored again.

Every step is stored when it is taken and is itself the record; it is not audited a second time, since only the learner
may read it.
"""

import random
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from tanu.case_studies.editions import edition as read_edition
from tanu.case_studies.engine import Impossible, State, offered, refusal, take
from tanu.case_studies.engine import begin as at_the_start
from tanu.case_studies.models import Case, CaseEdition, Playthrough, Step
from tanu.case_studies.playing import drawn, marked
from tanu.case_studies.scoring import LONGEST_STEP, result
from tanu.institutions.models import Post
from tanu.institutions.nearby import main_workplace
from tanu.lib.dates import local_day
from tanu.people.models import Person


class MovedOn(Exception):
    """Another window or a second click has taken this step already."""


class NothingChosen(ValueError):
    """A step needs a choice, or an answer to the scene's form."""


class NotThere(ValueError):
    """The way has no such step to go back to."""


@transaction.atomic
def begin(person: Person, case: Case, language: str, *, at: datetime | None = None) -> Playthrough:
    """The person's first way through `case`, begun now if there is none. It keeps the edition it began with."""
    _one_at_a_time(person)
    first = Playthrough.objects.of(person).graded().filter(case=case).first()
    if first:
        return first
    edition = read_edition(_current(case))
    return _create(person, edition, Playthrough.Kind.GRADED, at_the_start(edition.spec), language, at)


@transaction.atomic
def choose(
    playthrough: Playthrough,
    number: int,
    key: str,
    language: str,
    answers: Sequence[str] = (),
    *,
    at: datetime | None = None,
    chance: random.Random | None = None,
) -> Step:
    """Take step `number` (from 1) by the choice `key`; in a scene with a form or a question, by its `answers`.

    Raises MovedOn if that step is stored or the way has ended, NothingChosen, and Impossible for a choice that
    is not offered. A refused choice is stored and leads nowhere.
    """
    at = at or timezone.now()
    way = Playthrough.objects.locked().get(pk=playthrough.pk)
    if number != way.length + 1 or way.is_ended:
        raise MovedOn
    edition = read_edition(way.edition_id)
    state = State.from_json(way.state)
    key = _key(edition, state, key, answers, chance or random.SystemRandom())
    choice = next((choice for choice in offered(edition.spec, state) if choice.id == key), None)
    if choice is None:
        raise Impossible(f"{state.scene}.{key}")
    refused = refusal(edition.spec, state, choice)
    after = state if refused else take(edition.spec, state, key)
    step = Step.objects.create(
        playthrough=way,
        number=number,
        scene=state.scene,
        choice=key,
        to=after.scene,
        refused=refused or "",
        answers=list(answers),
        counters=dict(after.counters),
        seconds=min(LONGEST_STEP, max(0, int((at - way.moved_at).total_seconds()))),
        language=language,
        taken_at=at,
    )
    way.length, way.moved_at = number, at
    _stand(way, edition, after, at)
    way.save(update_fields=["length", "moved_at", "state", "ended_at", "points", "verdict", "passed"])
    return step


@transaction.atomic
def go_back(playthrough: Playthrough, number: int, language: str, *, at: datetime | None = None) -> Playthrough:
    """A new way that stands before step `number` (from 1) of one that has ended: what if I had ...

    What was stored stays as it is; an exploration that is still open ends here. Raises NotThere.
    """
    _one_at_a_time(playthrough.person)
    steps = list(playthrough.steps.all())
    if not playthrough.is_ended or not 1 <= number <= len(steps):
        raise NotThere
    edition = read_edition(playthrough.edition_id)
    state = at_the_start(edition.spec)
    for step in steps[: number - 1]:
        state = state if step.refused else take(edition.spec, state, step.choice)
    return _explore(playthrough.person, edition, state, language, steps[: number - 1], at)


@transaction.atomic
def play_again(person: Person, case: Case, language: str, *, at: datetime | None = None) -> Playthrough:
    """Another way from the start, through the edition of today. It is kept apart and not graded."""
    _one_at_a_time(person)
    edition = read_edition(_current(case))
    return _explore(person, edition, at_the_start(edition.spec), language, [], at)


def _explore(
    person: Person, edition: CaseEdition, state: State, language: str, steps: Sequence[Step], at: datetime | None
) -> Playthrough:
    at = at or timezone.now()
    Playthrough.objects.of(person).exploring().open().filter(case_id=edition.case_id).update(ended_at=at)
    way = _create(person, edition, Playthrough.Kind.EXPLORING, state, language, at)
    for step in steps:
        step.pk, step.playthrough, step.is_replayed = None, way, True
    Step.objects.bulk_create(steps)
    way.length = len(steps)
    way.save(update_fields=["length"])
    return way


def _create(
    person: Person, edition: CaseEdition, kind: Playthrough.Kind, state: State, language: str, at: datetime | None
) -> Playthrough:
    at = at or timezone.now()
    day = local_day(at)
    profession = Post.objects.on(day).filter(person=person).order_by("-share", "valid_from", "pk").values("profession")
    work = (
        main_workplace(person, day).annotate(profession=Subquery(profession[:1])).values("kind", "profession").first()
    )
    way = Playthrough(
        person=person,
        case_id=edition.case_id,
        edition=edition,
        kind=kind,
        language=language,
        profession=work["profession"] if work else "",
        institution_kind=work["kind"] if work else "",
        began_at=at,
        moved_at=at,
    )
    _stand(way, edition, state, at)
    way.save()
    return way


def _stand(way: Playthrough, edition: CaseEdition, state: State, at: datetime) -> None:
    """The way stands in `state`; if that is an ending, it has ended."""
    way.state = state.as_json()
    if edition.spec.scene(state.scene).is_end:
        found = result(edition.spec, state)
        way.ended_at, way.points, way.verdict, way.passed = at, found.points, found.verdict, found.passed


def _key(edition: CaseEdition, state: State, key: str, answers: Sequence[str], chance: random.Random) -> str:
    scene = edition.spec.scene(state.scene)
    if scene.links == "chance":
        return drawn(edition, state, chance)
    if scene.is_marked:
        if not answers:
            raise NothingChosen
        return marked(edition, scene, answers)
    if not key:
        raise NothingChosen
    return key


def _current(case: Case) -> UUID:
    if case.current_id is None:
        raise ValueError(f"{case.key} was never published")
    return case.current_id


def _one_at_a_time(person: Person) -> None:
    """Two requests at once wait here for each other; the second one finds what the first has made."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
