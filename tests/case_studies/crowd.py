"""Many people's first ways, written at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from tanu.case_studies.engine import begin, take
from tanu.case_studies.models import Case, Playthrough, Step
from tanu.people.models import Person


def send(case: Case, number: int, *choices: str, at: datetime | None = None, **fields: Any) -> list[Playthrough]:
    """`number` invented people take `choices` in their first way, twenty seconds each, and stop there."""
    return [_way(case, choices, at or timezone.now(), fields) for _ in range(number)]


def send_all(case: Case, ways: Mapping[tuple[str, ...], int]) -> None:
    for choices, number in ways.items():
        send(case, number, *choices)


def _way(case: Case, choices: Iterable[str], at: datetime, fields: Mapping[str, Any]) -> Playthrough:
    person = Person.objects.create(given_name="Жүргін", password="!")
    spec = case.current.spec
    state, steps = begin(spec), []
    for choice in choices:
        after = take(spec, state, choice)
        steps.append((state.scene, choice, after.scene))
        state = after
    way = Playthrough.objects.create(
        person=person,
        case=case,
        edition=case.current,
        kind="graded",
        state=state.as_json(),
        length=len(steps),
        began_at=at,
        moved_at=at,
        ended_at=at if spec.scene(state.scene).is_end else None,
        **{"language": "kk", **fields},
    )
    Step.objects.bulk_create(
        Step(playthrough=way, number=n, scene=scene, choice=choice, to=to, seconds=20, language=way.language)
        for n, (scene, choice, to) in enumerate(steps, start=1)
    )
    return way
