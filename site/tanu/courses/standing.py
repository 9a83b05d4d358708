"""How far a lesson is, as editors see it: each language's state, what holds it back, what awaits review."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from tanu.courses.exporting import check_sources, newest
from tanu.courses.models import Course, Lesson, LessonPage
from tanu.courses.rules import differences, read_page, surroundings
from tanu.lib.languages import LANGUAGES, in_language
from tanu.lib.sentences import restored, spoken
from tanu.lib.trilingual import LANGUAGE_NAMES
from tanu.question_banks.review import STATES


@dataclass(frozen=True)
class InLanguage:
    """One language of a lesson. `lag` says why its live text is not read by learners."""

    language: str
    name: str
    state: str
    url: str
    review: str
    lag: list[str]


@dataclass(frozen=True)
class Said:
    """Sentences under a heading."""

    heading: str
    sentences: list[str]


def languages_of(lesson: Lesson, pages: Iterable[LessonPage]) -> list[InLanguage]:
    """In the order of the house. `pages` are the lesson's, with their locales."""
    by_language = {page.locale.language_code: page for page in pages}
    return [_in_language(lesson, language, by_language.get(language)) for language in LANGUAGES]


def title_of(lesson: Lesson) -> str:
    """As its pages are drafted."""
    return in_language({page.locale.language_code: page.draft_title for page in lesson.pages.all()})


def review_said(thing: Course | Lesson, kind: str, language: str = "") -> str:
    """The state of one kind of review in words, with whoever approved it."""
    state = thing.review_of(kind, language)
    return ", ".join(filter(None, [str(STATES[state["state"]]), state.get("by"), state.get("date")]))


def against_publishing(page: LessonPage) -> list[Said]:
    """What the newest draft of `page` still breaks, and where it differs from the other languages as they are live."""
    lesson, draft = page.lesson, newest(page)
    around = surroundings(check_sources(lesson))
    read = read_page(lesson, draft, around)
    said = [Said(gettext("Before it can be published"), [spoken(fault.sentence) for fault in read.faults])]
    for sister in lesson.pages.live().exclude(pk=page.pk).select_related("locale").order_by("locale"):
        other = read_page(lesson, sister, around).prose
        if read.prose and other:
            heading = gettext("Other than in %(language)s") % {"language": _name(sister.locale.language_code)}
            said.append(Said(heading, [spoken(sentence) for sentence in differences(read.prose, other)]))
    return [part for part in said if part.sentences]


def _in_language(lesson: Lesson, language: str, page: LessonPage | None) -> InLanguage:
    return InLanguage(
        language,
        _name(language),
        _state(page),
        reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else "",
        review_said(lesson, "language", language),
        [spoken(restored(kept)) for kept in lesson.held_back.get(language, [])],
    )


def _state(page: LessonPage | None) -> str:
    if page is None:
        return gettext("missing")
    if not page.live:
        return gettext("draft")
    return gettext("live, and a newer draft") if page.has_unpublished_changes else gettext("live")


def _name(language: str) -> str:
    return str(LANGUAGE_NAMES[language])
