"""Ten thousand people with posts, and their hundred thousand attempts, written in bulk into a built demo.

Each has nine check questions and one test behind them. The last ones have nothing yet and a password: they make
the journeys.
"""

import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import islice
from typing import Any

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.utils import timezone  # noqa: E402

from tanu.coverage.actions import decide_for_everybody, recount  # noqa: E402
from tanu.institutions.models import Designation, Institution, InstitutionPeriod, Post, Territory  # noqa: E402
from tanu.institutions.tree import ids_within  # noqa: E402
from tanu.lib.dates import ALWAYS, local_day  # noqa: E402
from tanu.people.models import Person, SignInName  # noqa: E402
from tanu.question_banks.models import QuestionVersion  # noqa: E402
from tanu.quizzes.models import AnswerEvent, Attempt, AttemptItem, Quiz  # noqa: E402
from tanu.records.models import Completion, TrainingEdition  # noqa: E402
from tests.bench.journeys import PASSWORD, learner_code  # noqa: E402

PEOPLE = 10_000
ATTEMPTS_EACH = 10
INSTITUTIONS = 1_000
LEARNERS = 200
BATCH = 2_000


def gather() -> None:
    chance = random.Random(1)
    people = _people()
    institutions = _institutions()
    _posts(people, institutions)
    _attempts(people, chance)
    _completions(people[: PEOPLE // 2])
    decide_for_everybody()
    recount()


def _in_batches(rows: Iterable[Any], write: Callable[[list[Any]], Any]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        write(batch)


def _people() -> list[Person]:
    """Those who have learned; then the fresh learners are written and left out of the answer."""
    password = make_password(PASSWORD)
    people = []
    for number in range(PEOPLE + LEARNERS):
        is_learner = number >= PEOPLE
        person = Person(
            family_name=f"Қалың{number % 977}",
            given_name=f"Әсем{number}",
            language=("kk", "ru")[number % 3 == 0],
            password=password if is_learner else "!",
        )
        person.refresh_keys()
        people.append(person)
    _in_batches(people, Person.objects.bulk_create)
    names = (
        SignInName(person=person, kind="code", value=learner_code(n - PEOPLE) if n >= PEOPLE else f"crowd-{n}")
        for n, person in enumerate(people)
    )
    _in_batches(names, SignInName.objects.bulk_create)
    return people


def _institutions() -> list[Institution]:
    """A tenth of them in the district whose board is measured, as many again as four tenths in the region."""
    day = local_day()
    district = Territory.objects.get(code="demo-zhusandy")
    region = Territory.objects.get(code="KZ-62")
    parts = set(ids_within([region.pk], day)) - {district.pk, region.pk}
    inside = list(Territory.objects.filter(pk__in=parts).order_by("code"))
    outside = list(Territory.objects.filter(level="district").exclude(pk__in=[t.pk for t in inside]).order_by("code"))
    institutions = [Institution(code=f"crowd-{number}") for number in range(INSTITUTIONS)]
    _in_batches(institutions, Institution.objects.bulk_create)

    def territory(number: int) -> Territory:
        if number % 10 == 0:
            return district
        return inside[number % len(inside)] if number % 10 < 5 else outside[number % len(outside)]

    periods = (
        InstitutionPeriod(
            institution=institution,
            territory=territory(number),
            kind=("school", "hospital", "preschool")[number % 3],
            name={"kk": f"{number} мектеп", "ru": f"Школа {number}", "en": f"School {number}"},
            phone="+7 710 000 00 00",
            head_name="Басшы",
            valid_from=ALWAYS,
        )
        for number, institution in enumerate(institutions)
    )
    _in_batches(periods, InstitutionPeriod.objects.bulk_create)
    return institutions


def _posts(people: list[Person], institutions: list[Institution]) -> None:
    """Ten people to an institution; the first of each is its designated officer, in eight of ten."""
    since = local_day() - timedelta(days=700)
    homes = [institutions[number % len(institutions)] for number in range(len(people))]
    posts = (
        Post(person=person, institution=home, profession=("teacher", "nurse")[n % 3 == 1], valid_from=since)
        for n, (person, home) in enumerate(zip(people, homes, strict=True))
    )
    _in_batches(posts, Post.objects.bulk_create)
    officers = (
        Designation(person=person, institution=home, valid_from=since, order_number="№ 1")
        for n, (person, home) in enumerate(zip(people[: len(institutions)], institutions, strict=True))
        if n % 5
    )
    _in_batches(officers, Designation.objects.bulk_create)


def _attempts(people: list[Person], chance: random.Random) -> None:
    quiz = Quiz.objects.filter(courses__isnull=False).get()
    checks = list(QuestionVersion.objects.filter(question__bank__is_for_lessons=True))
    tested = list(QuestionVersion.objects.filter(question__bank=quiz.bank))
    for start in range(0, PEOPLE, 500):
        attempts = [
            _attempt(person, quiz if number == 0 else None)
            for person in people[start : min(start + 500, PEOPLE)]
            for number in range(ATTEMPTS_EACH)
        ]
        Attempt.objects.bulk_create(attempts, BATCH)
        items = []
        for attempt in attempts:
            versions = chance.sample(tested, quiz.length) if attempt.quiz else [chance.choice(checks)]
            items += [_item(attempt, n, version, chance) for n, version in enumerate(versions, start=1)]
        AttemptItem.objects.bulk_create(items, BATCH)
        answers = [AnswerEvent(item=i, sequence=1, language="kk", response=i.option_order[:1]) for i in items]
        AnswerEvent.objects.bulk_create(answers, BATCH)


def _attempt(person: Person, quiz: Quiz | None) -> Attempt:
    return Attempt(
        person=person,
        kind="graded" if quiz else "practice",
        quiz=quiz,
        state="submitted",
        language=person.language,
        pass_mark=quiz.pass_mark if quiz else None,
        submitted_at=timezone.now(),
        score=quiz.pass_mark if quiz else 1,
        passed=True if quiz else None,
    )


def _item(attempt: Attempt, position: int, version: QuestionVersion, chance: random.Random) -> AttemptItem:
    order = [option["key"] for option in version.document["options"]]
    chance.shuffle(order)
    return AttemptItem(attempt=attempt, position=position, version=version, option_order=order, fraction=1.0)


def _completions(people: list[Person]) -> None:
    edition = TrainingEdition.objects.order_by("-number").first()
    day = local_day() - timedelta(days=30)
    rows = (
        Completion(person=person, edition=edition, source="online", evidence="course:crowd", completed_on=day)
        for person in people
    )
    _in_batches(rows, Completion.objects.bulk_create)


if __name__ == "__main__":
    gather()
