"""When a course that was completed may be completed again: near its end, and after it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tanu.courses.models import Course
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.quizzes.models import Quiz
from tanu.quizzes.renewals import register_renewals
from tanu.records.models import Completion, Training

# So long before a completion ends it may be renewed, whether or not anything asks for it.
WINDOW = timedelta(days=90)

Asker = Callable[[Person, Training, date], bool]
_askers: list[Asker] = []


def register_asker(asker: Asker) -> Asker:
    """`asker` says whether somebody is asked to renew a training on a day."""
    if asker not in _askers:
        _askers.append(asker)
    return asker


def may_renew(person: Person, completion: Completion, day: date) -> bool:
    """It ends soon or has ended, or something asks for it."""
    ends = completion.valid_until
    if ends is not None and day >= ends - WINDOW:
        return True
    return any(asker(person, completion.edition.training, day) for asker in _askers)


@register_renewals
def passed_for_an_earlier_time(person: Person, quiz: Quiz, now: datetime) -> datetime | None:
    """The moment of the latest completion, once it may be renewed. One query for a test nobody completed."""
    trainings = Course.objects.filter(test=quiz).values("training")
    rows = Completion.objects.of(person).standing().filter(edition__training__in=trainings)
    latest = rows.select_related("edition__training").order_by("completed_on", "recorded_at").last()
    if latest is None or not may_renew(person, latest, local_day(now)):
        return None
    return latest.recorded_at
