"""What is remembered of a course, as a sum over everybody: at the final test, and months later.

Nobody can be found out from it. People are counted in whole fives, in the order in which they sent their tests: under
five there is no figure, the figures move only when five more have come, and there is nothing to filter by.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext

from tanu.courses.models import Course
from tanu.lib.languages import in_language
from tanu.question_banks.models import Outcome
from tanu.question_banks.verdicts import RIGHT_ABOVE
from tanu.quizzes.charts import COLOURS, Chart, Value, grouped
from tanu.quizzes.models import Attempt, AttemptItem
from tanu.quizzes.querysets import AttemptQuerySet

FEWEST = 5


@dataclass(frozen=True)
class Share:
    """Right answers of those given by `people`; None where there are too few."""

    right: float | None
    people: int

    @property
    def figure(self) -> str:
        return "–" if self.right is None else f"{round(100 * self.right)}\xa0%"

    @property
    def value(self) -> Value:
        return Value(self.right, self.figure)


NOBODY = Share(None, 0)


@dataclass(frozen=True)
class Moment:
    """The final test, or a retest; `colour` is that of its bars."""

    title: str
    colour: str


@dataclass(frozen=True)
class Line:
    """An outcome with its share at each moment."""

    key: str
    title: str
    shares: list[Share]


@dataclass(frozen=True)
class Remembered:
    moments: list[Moment]
    lines: list[Line]

    @property
    def chart(self) -> Chart:
        return grouped([[share.value for share in line.shares] for line in self.lines])

    @property
    def has_figures(self) -> bool:
        return any(share.right is not None for line in self.lines for share in line.shares)

    def rows(self) -> Iterator[list[str]]:
        """As a table for a file, with its headings."""
        yield [
            gettext("Key"),
            gettext("Outcome"),
            *(heading for moment in self.moments for heading in _headings(moment.title)),
        ]
        for line in self.lines:
            figures = (("" if s.right is None else f"{100 * s.right:.1f}", str(s.people or "")) for s in line.shares)
            yield [line.key, line.title, *(figure for pair in figures for figure in pair)]


def _headings(when: str) -> tuple[str, str]:
    return f"{when}, %", gettext("%(when)s, people") % {"when": when}


def remembered(course: Course) -> Remembered:
    """For a course with a test."""
    if course.test is None:
        raise ValueError(f"{course.key} has no test")
    months = course.again.get("months", [])
    sent = Attempt.objects.submitted().filter(quiz=course.test)
    again = sent.filter(kind=Attempt.Kind.AGAIN, retest__completion__edition__training=course.training_id)
    sums = [
        _sum(sent.graded().filter(passed=True)),
        *(_sum(again.filter(retest__months=number)) for number in months),
    ]
    titles = [
        gettext("Final test"),
        *(gettext("After %(months)s months") % {"months": number} for number in months),
    ]
    outcomes = dict(Outcome.objects.filter(bank=course.test.bank_id).values_list("key", "title"))
    return Remembered(
        [Moment(title, colour) for title, colour in zip(titles, COLOURS, strict=False)],
        [
            Line(key, in_language(outcomes.get(key, {})), [shares.get(key, NOBODY) for shares in sums])
            for key in course.test.outcomes
        ],
    )


def _sum(attempts: AttemptQuerySet) -> dict[str, Share]:
    """By outcome, over the first whole fives of `attempts`."""
    number = attempts.count()
    whole = attempts.order_by("submitted_at", "pk")[: number - number % FEWEST]
    items = AttemptItem.objects.filter(attempt__in=whole.values("pk")).order_by()
    rows = items.values_list("version__question__outcome").annotate(
        people=Count("attempt__person", distinct=True),
        asked=Count("pk"),
        right=Count("pk", filter=Q(fraction__gt=RIGHT_ABOVE)),
    )
    return {outcome: Share(right / asked, people) for outcome, people, asked, right in rows if people >= FEWEST}
