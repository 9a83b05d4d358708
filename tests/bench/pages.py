"""What single pages cost the server, without a network: CPU (median) and queries, in a process of its own.

Prints JSON: {page: {"cpu_ms", "queries", "html_kb"}}. With --profile NAME the functions that page spends its time in.
"""

import cProfile
import io
import json
import pstats
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tanu.case_studies.actions import begin as begin_case  # noqa: E402
from tanu.case_studies.actions import choose  # noqa: E402
from tanu.case_studies.models import Case  # noqa: E402
from tanu.certificates.actions import issue  # noqa: E402
from tanu.courses.models import Course, Lesson  # noqa: E402
from tanu.institutions.models import Territory  # noqa: E402
from tanu.people.models import Person  # noqa: E402
from tanu.quizzes.actions import begin, save  # noqa: E402
from tanu.quizzes.models import Attempt, AttemptItem  # noqa: E402
from tanu.records.models import Completion  # noqa: E402
from tests.bench.crowd import LEARNERS  # noqa: E402
from tests.bench.journeys import learner_code  # noqa: E402

ROUNDS = 30
WARM = 3

LIBRARIES = {
    "/django/db/backends/": "database driver and its wrappers",
    "/psycopg": "database driver and its wrappers",
    "/django/db/": "Django's ORM, building SQL and rows",
    "/django/template/": "Django's templates",
    "/django/utils/": "Django's lazy texts, escaping, dates",
    "/django/": "Django, the rest",
    "/tanu/": "Tanu",
    "/json/": "JSON",
}

Ask = Callable[[], HttpResponse]


def measure(ask: Ask, rounds: int = ROUNDS) -> dict[str, float]:
    """Raises if the page is refused."""
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    queries = len(captured)  # Now: the next request clears the log.
    if response.status_code >= 400:
        raise RuntimeError(f"{response.status_code} {getattr(response, 'url', '')}")
    size = len(response.content)
    times = []
    for number in range(WARM + rounds):
        begun = time.process_time()
        ask()
        if number >= WARM:
            times.append(time.process_time() - begun)
    return {"cpu_ms": round(1000 * median(times), 2), "queries": queries, "kb": round(size / 1024, 1)}


def person(code: str) -> Person:
    return Person.objects.get(sign_in_names__value=code)


def client_of(someone: Person) -> Client:
    client = Client(headers={"X-Forwarded-Proto": "https", "Referer": "https://127.0.0.1/"}, SERVER_NAME="127.0.0.1")
    client.force_login(someone)
    return client


def pages() -> dict[str, tuple[Ask, int]]:
    """By name: how it is asked, and how often."""
    lesson = Lesson.objects.select_related("course").order_by("module__position", "position").first()
    if lesson is None:
        raise RuntimeError("There is no lesson.")
    course = lesson.course
    learner = client_of(person("aigerim"))
    district, region = (Territory.objects.get(code=code) for code in ("demo-zhusandy", "KZ-62"))
    nurlan, roza = client_of(person("nurlan")), client_of(person("roza"))
    completion = Completion.objects.filter(person__sign_in_names__value="saule").get()
    certificate, holder = issue(completion), client_of(completion.person)
    pdf = f"/kk/certificates/{certificate.serial}/certificate.kk.pdf"
    return {
        "lesson page": (lambda: learner.get(f"/kk/courses/{course.key}/{lesson.slug}/"), ROUNDS),
        "course map": (lambda: learner.get(f"/kk/courses/{course.key}/"), ROUNDS),
        "my training": (lambda: learner.get("/kk/my/"), ROUNDS),
        "saved answer": (saved_answer(course), ROUNDS),
        "test submitted": (test_submitted(course), 15),
        "case scene": (case_scene(), ROUNDS),
        "case step": (case_step(), ROUNDS),
        "certificate PDF": (lambda: holder.get(pdf), 10),
        "district board": (lambda: nurlan.get(f"/kk/coverage/{district.pk}/"), ROUNDS),
        "region board": (lambda: roza.get(f"/kk/coverage/{region.pk}/"), ROUNDS),
    }


def saved_answer(course: Course) -> Ask:
    """Another answer to the five questions of a page each time."""
    attempt = begin(person("gulmira"), course.test, "kk", course.current.hash)
    items = list(attempt.items.filter(position__lte=5))
    client, turn = client_of(attempt.person), iter(range(10_000))

    def ask() -> HttpResponse:
        chosen = next(turn)
        fields = {f"q{i.position}": i.option_order[chosen % len(i.option_order)] for i in items}
        return client.post(f"/kk/tests/{attempt.pk}/1/", _keyed({**fields, "go": "next"}))

    return ask


def test_submitted(course: Course) -> Ask:
    """Another learner each time, with twenty answers saved."""
    ready = iter([_answered(course, number) for number in range(LEARNERS - 1, LEARNERS - 21, -1)])

    def ask() -> HttpResponse:
        attempt, client = next(ready)
        return client.post(f"/kk/tests/{attempt.pk}/review/", _keyed({}))

    return ask


def case_scene() -> Ask:
    """The second scene of a way."""
    way = begin_case(person("gulmira"), Case.objects.get(key="after-the-bell"), "kk")
    choose(way, 1, "limits", "kk")
    client = client_of(way.person)
    return lambda: client.get(f"/kk/cases/after-the-bell/{way.pk}/")


def case_step() -> Ask:
    """Another learner each time, in the first scene."""
    case = Case.objects.get(key="after-the-bell")
    ways = [begin_case(person(learner_code(number)), case, "kk") for number in range(WARM + ROUNDS + 1)]
    ready = iter([(way, client_of(way.person)) for way in ways])

    def ask() -> HttpResponse:
        way, client = next(ready)
        return client.post(f"/kk/cases/after-the-bell/{way.pk}/", _keyed({"step": "1", "choice": "limits"}))

    return ask


def _answered(course: Course, number: int) -> tuple[Attempt, Client]:
    learner = person(learner_code(number))
    attempt = begin(learner, course.test, "kk", course.current.hash)
    save(attempt, {item.pk: item.option_order[:1] for item in AttemptItem.objects.filter(attempt=attempt)}, "kk")
    return attempt, client_of(learner)


def _keyed(fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "client_key": str(uuid.uuid4())}


def profile(ask: Ask) -> str:
    """Thirty requests: where the time goes, by library and by function. Time is that of a function itself."""
    profiler, out = cProfile.Profile(time.process_time), io.StringIO()
    ask()
    with profiler:
        for _ in range(ROUNDS):
            ask()
    stats = pstats.Stats(profiler, stream=out)
    shares = "\n".join(f"{share:6.1%}  {library}" for library, share in by_library(stats))
    stats.strip_dirs().sort_stats("tottime").print_stats(25)
    return f"{shares}\n{out.getvalue()}"


def by_library(stats: pstats.Stats) -> list[tuple[str, float]]:
    """Built-in functions count to the library that calls them."""
    times: Counter[str] = Counter()
    for (file, _line, _name), (_calls, _all_calls, own, _together, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if file != "~":
            times[library_of(file)] += own
            continue
        for (caller, _caller_line, _caller_name), (_n, _m, spent, _t) in callers.items():
            times[library_of(caller)] += spent
    total = sum(times.values())
    return [(library, spent / total) for library, spent in times.most_common(8)]


def library_of(file: str) -> str:
    for part, name in LIBRARIES.items():
        if part in file:
            return name
    return "the rest"


if __name__ == "__main__":
    found = pages()
    if len(sys.argv) > 2 and sys.argv[1] == "--profile":
        print(profile(found[sys.argv[2]][0]))
    else:
        print(json.dumps({name: measure(ask, rounds) for name, (ask, rounds) in found.items()}))
