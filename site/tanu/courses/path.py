"""Where a reader stands in a course: its modules and lessons in order, and what is done of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tanu.courses.chosen import variants_of
from tanu.courses.compiled import Document, course_document
from tanu.courses.models import Course, LessonProgress
from tanu.courses.review import WAITING_ON_THE_MAP
from tanu.courses.variants import is_for, names
from tanu.lib.languages import current_language, in_language
from tanu.people.models import Person


@dataclass
class Step:
    """A lesson on the way. `state` is empty, done or set-aside."""

    slug: str
    title: str
    minutes: int
    awaits: list[str]
    audience: list[str]
    outcomes: list[str]
    state: str = ""
    is_next: bool = False

    @property
    def written_for(self) -> str:
        """The variants it belongs to, in words."""
        return ", ".join(names(self.audience))


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
    """A course as one reader walks it, in the reader's language: the lessons of the reader's variant.

    A visitor has no variant and sees the whole course. `outside` are the lessons of other variants.
    """

    course: Course
    title: str
    summary: str
    variant: str
    stretches: list[Stretch]
    outside: list[Step]

    @property
    def walked_by(self) -> str:
        """The reader's variant in words; for a visitor all there are."""
        return ", ".join(names([self.variant] if self.variant else self.course.audience))

    @property
    def steps(self) -> list[Step]:
        return [step for stretch in self.stretches for step in stretch.steps]

    @property
    def through(self) -> int:
        """How many lessons are done or set aside."""
        return sum(bool(step.state) for step in self.steps)

    @property
    def is_begun(self) -> bool:
        """Whether any lesson, of whichever variant, is done or set aside."""
        return any(step.state for step in [*self.steps, *self.outside])

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
        """On the way or outside it."""
        return next((step for step in [*self.steps, *self.outside] if step.slug == slug), None)

    def stretch(self, slug: str) -> Stretch | None:
        """The module in which the reader meets the lesson; None for one outside the way."""
        return next((found for found in self.stretches if any(step.slug == slug for step in found.steps)), None)

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
    """The path of `person`, or of a visitor, through the current edition of a published course. Two queries."""
    return walk_all([course], person)[0]


def walk_all(courses: Iterable[Course], person: Person | None) -> list[Path]:
    """A path through each of `courses`. Two queries for however many."""
    courses = list(courses)
    variants = variants_of(person, courses) if person else {}
    states = _states(courses, person)
    return [path_through(course, _document(course), variants.get(course.pk, ""), states) for course in courses]


def path_through(course: Course, document: Document, variant: str = "", states: Mapping[str, str] = {}) -> Path:
    """The path of `variant` through a course as `document` describes it, with what is done of its lessons."""
    path = Path(course, in_language(document["title"]), in_language(document["summary"]), variant, [], [])
    for module in document["modules"]:
        stretch = Stretch(len(path.stretches) + 1, in_language(module["title"]), in_language(module["summary"]))
        for entry in module["lessons"]:
            is_mine = is_for(entry.get("audience", []), variant)
            (stretch.steps if is_mine else path.outside).append(_step(entry, states))
        if stretch.steps:
            path.stretches.append(stretch)
    if step := next((step for step in path.steps if not step.state), None):
        step.is_next = True
    return path


def _step(entry: Document, states: Mapping[str, str]) -> Step:
    return Step(
        slug=entry["slug"],
        title=in_language(entry["title"]),
        minutes=entry["minutes"],
        awaits=entry.get("awaits", {}).get(current_language(), []),
        audience=entry.get("audience", []),
        outcomes=entry["outcomes"],
        state=states.get(entry["lesson"], ""),
    )


def _document(course: Course) -> Document:
    if course.current is None:
        raise ValueError(f"{course.key} is not published")
    return course_document(course.pk, course.current.hash)


def _states(courses: list[Course], person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    rows = LessonProgress.objects.of(person).filter(lesson__course__in=courses)
    # A record joined into this one may hold the same lesson: done counts before set aside.
    return {str(lesson): state for lesson, state in rows.order_by("-state").values_list("lesson_id", "state")}
