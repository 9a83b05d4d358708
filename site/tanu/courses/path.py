"""Where a reader stands in a course: its modules and lessons in order, and what is done of them."""

from dataclasses import dataclass, field

from tanu.courses.compiled import Document, course_document
from tanu.courses.models import Course, LessonProgress
from tanu.courses.review import WAITING_ON_THE_MAP
from tanu.lib.languages import current_language, in_language
from tanu.people.models import Person


@dataclass
class Step:
    """A lesson on the way. `state` is empty, done or set-aside."""

    slug: str
    title: str
    minutes: int
    stretch_number: int
    number: int
    awaits: list[str]
    state: str = ""
    is_next: bool = False


@dataclass
class Stretch:
    """A module on the way."""

    number: int
    title: str
    summary: str
    steps: list[Step] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def is_through(self) -> bool:
        return all(step.state for step in self.steps)

    @property
    def is_here(self) -> bool:
        return any(step.is_next for step in self.steps)


@dataclass
class Path:
    """A course as one reader walks it, in the reader's language."""

    course: Course
    title: str
    summary: str
    stretches: list[Stretch]

    @property
    def steps(self) -> list[Step]:
        return [step for stretch in self.stretches for step in stretch.steps]

    @property
    def through(self) -> int:
        """How many lessons are done or set aside."""
        return sum(bool(step.state) for step in self.steps)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def minutes_left(self) -> int:
        return sum(step.minutes for step in self.steps if not step.state)

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if step.is_next), None)

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    def after(self, slug: str) -> Step | None:
        """The lesson that follows `slug`."""
        slugs = [step.slug for step in self.steps]
        place = slugs.index(slug) + 1 if slug in slugs else len(slugs)
        return self.steps[place] if place < len(slugs) else None

    def before(self, slug: str) -> Step | None:
        slugs = [step.slug for step in self.steps]
        return self.steps[slugs.index(slug) - 1] if slug in slugs[1:] else None

    @property
    def waiting(self) -> list[tuple[str, int]]:
        """Who has not reviewed yet, and in how many lessons."""
        found = [kind for step in self.steps for kind in step.awaits]
        return [(str(title), found.count(kind)) for kind, title in WAITING_ON_THE_MAP.items() if kind in found]


def walk(course: Course, person: Person | None) -> Path:
    """The path of `person`, or of a visitor, through the current edition of a published course. One query."""
    document = _document(course)
    states = _states(course, person)
    stretches = [
        _stretch(number, module, states)
        for number, module in enumerate((module for module in document["modules"] if module["lessons"]), start=1)
    ]
    path = Path(course, in_language(document["title"]), in_language(document["summary"]), stretches)
    if step := next((step for step in path.steps if not step.state), None):
        step.is_next = True
    return path


def _stretch(number: int, module: Document, states: dict[str, str]) -> Stretch:
    stretch = Stretch(number, in_language(module["title"]), in_language(module["summary"]))
    for place, entry in enumerate(module["lessons"], start=1):
        stretch.steps.append(
            Step(
                slug=entry["slug"],
                title=in_language(entry["title"]),
                minutes=entry["minutes"],
                stretch_number=number,
                number=place,
                awaits=entry.get("awaits", {}).get(current_language(), []),
                state=states.get(entry["lesson"], ""),
            )
        )
    return stretch


def _document(course: Course) -> Document:
    if course.current is None:
        raise ValueError(f"{course.key} is not published")
    return course_document(course.pk, course.current.hash)


def _states(course: Course, person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    rows = LessonProgress.objects.of(person).filter(lesson__course=course)
    # A record joined into this one may hold the same lesson: done counts before set aside.
    return {str(lesson): state for lesson, state in rows.order_by("-state").values_list("lesson_id", "state")}
