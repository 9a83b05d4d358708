"""A choice map over 100,000 first ways through one case, on PostgreSQL: how long it takes to count and to draw.

Prints JSON: {"ways", "steps", "count_s", "page_s", "queries"}, seconds by the clock, medians. The ways stay in the
database it is given: give it a copy of a built demo.
"""

import json
import random
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from statistics import median
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from tanu.case_studies.choice_map import read_map  # noqa: E402
from tanu.case_studies.engine import State, begin, offered, take  # noqa: E402
from tanu.case_studies.filters import Filters  # noqa: E402
from tanu.case_studies.models import Case, Playthrough, Step  # noqa: E402
from tanu.people.models import Person  # noqa: E402

WAYS = 100_000
DIFFERENT = 2_000
UNFINISHED = 10  # Of a hundred ways, how many stop somewhere.
BATCH = 5_000
ROUNDS = 7
COLUMNS = ("playthrough_id", "number", "scene", "choice", "to", "refused", "answers", "counters", "seconds", "language")

Walk = tuple[list[tuple[State, str]], State]


def walk_all(case: Case) -> int:
    """First ways by invented people through the edition of today; how many steps they took."""
    chance = random.Random(1)
    walks = [_walk(case, chance) for _ in range(DIFFERENT)]
    steps = 0
    for start in range(0, WAYS, BATCH):
        people = [_person(number) for number in range(start, start + BATCH)]
        Person.objects.bulk_create(people)
        taken = [chance.choice(walks) for _ in people]
        ways = [_way(case, person, walk, chance) for person, walk in zip(people, taken, strict=True)]
        Playthrough.objects.bulk_create(ways, 1_000)
        steps += _copy_steps(zip(ways, taken, strict=True), chance)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    return steps


def _walk(case: Case, chance: random.Random) -> Walk:
    """The steps of a way, each with the state it was taken in, and where it ended or stopped."""
    spec = case.current.spec
    state, steps = begin(spec), []
    stops_after = chance.randrange(12) if chance.randrange(100) < UNFINISHED else 1_000
    while not spec.scene(state.scene).is_end and len(steps) < stops_after:
        choices = offered(spec, state)
        choice = chance.choices(choices, [8 if choice.expert else 1 for choice in choices])[0].id
        steps.append((state, choice))
        state = take(spec, state, choice)
    return steps, state


def _person(number: int) -> Person:
    return Person(given_name=f"Жүргін{number}", sort_key=f"{number}", search_key=f"{number}", password="!")


def _way(case: Case, person: Person, walk: Walk, chance: random.Random) -> Playthrough:
    steps, state = walk
    began = timezone.now() - timedelta(days=chance.randrange(400), minutes=chance.randrange(1_000))
    is_ended = case.current.spec.scene(state.scene).is_end
    return Playthrough(
        id=uuid.uuid4(),
        person=person,
        case=case,
        edition=case.current,
        kind="graded",
        language=chance.choice(("kk", "ru")),
        profession=chance.choice(("teacher", "nurse", "doctor", "social-pedagogue", "")),
        institution_kind=chance.choice(("school", "hospital", "polyclinic", "")),
        state=state.as_json(),
        length=len(steps),
        began_at=began,
        moved_at=began + timedelta(minutes=len(steps)),
        ended_at=began + timedelta(minutes=len(steps)) if is_ended else None,
    )


def _copy_steps(ways: Iterable[tuple[Playthrough, Walk]], chance: random.Random) -> int:
    """Written as PostgreSQL takes them fastest: there are a million."""
    names = ", ".join(f'"{name}"' for name in (*COLUMNS, "is_replayed", "taken_at"))
    number = 0
    with connection.cursor() as cursor, cursor.copy(f"copy {Step._meta.db_table} ({names}) from stdin") as copy:
        for way, (steps, end) in ways:
            states = [*(state for state, _ in steps[1:]), end]
            for place, ((state, choice), after) in enumerate(zip(steps, states, strict=False), start=1):
                counters, seconds = json.dumps(dict(after.counters)), chance.randrange(5, 120)
                row = (way.pk, place, state.scene, choice, after.scene, "", "[]", counters, seconds, way.language)
                copy.write_row((*row, False, way.began_at))
                number += 1
    return number


def seconds(ask: Callable[[], Any]) -> float:
    """The median by the clock: most of it is the database's, which no processor time of this process shows."""
    ask()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        times.append(time.perf_counter() - begun)
    return round(median(times), 3)


def measure() -> dict[str, float]:
    case = Case.objects.select_related("current").get(key="after-the-bell")
    steps = walk_all(case)
    client = Client(headers={"X-Forwarded-Proto": "https"}, SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(sign_in_names__value="aliya"))

    def page() -> None:
        response = client.get(f"/kk/cases/{case.key}/map/")
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code} {getattr(response, 'url', '')}")

    with CaptureQueriesContext(connection) as captured:
        page()
    queries = len(captured)
    return {
        "ways": WAYS,
        "steps": steps,
        "count_s": seconds(lambda: read_map(case, case.current, Filters())),
        "page_s": seconds(page),
        "queries": queries,
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
