"""The text form of a handout: `handouts/<slug>.<lang>.md` beside a course's modules, three languages side by side."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tanu.courses.blocks import Download
from tanu.courses.directives import parse_blocks
from tanu.courses.files import HANDOUTS, CourseFile
from tanu.courses.parity import check_parity
from tanu.courses.written import (
    InLanguages,
    SourceSpec,
    TextReview,
    Written,
    check_anchors,
    check_figures,
    check_language,
    check_sources,
    figures_under,
)
from tanu.lib.frontmatter import split_front_matter
from tanu.lib.languages import LANGUAGES
from tanu.lib.pdf import unprintable
from tanu.lib.places import Problems, Report
from tanu.lib.specs import ItemId, Language, Slug, Spec, Text, validate
from tanu.lib.textfiles import read_text

DIRECTIVES = frozenset({"callout", "figure", "local", "awaits"})
_NEUTRAL = ("id", "kind", "edition", "audience", "outcomes")
_NAME = re.compile(rf"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>{'|'.join(LANGUAGES)})\.md")


class HandoutSpec(Spec):
    """Front matter of one language."""

    id: ItemId
    lang: Language
    title: Text
    kind: Literal["aid", "briefing", "parents"]
    edition: datetime.date
    audience: tuple[Slug, ...]
    outcomes: tuple[Slug, ...]
    summary: Text
    sources: tuple[SourceSpec, ...]
    review: TextReview


@dataclass(frozen=True)
class HandoutProse(Written[HandoutSpec]):
    """A handout in one language."""


@dataclass(frozen=True)
class HandoutFile(InLanguages[HandoutSpec]):
    """A handout with its three languages; `course` is the id of its course, `slug` comes from the file name."""

    course: str
    slug: str
    prose: Mapping[str, HandoutProse]


def read_handouts(folder: Path, course: CourseFile | None, media: Path, problems: Problems) -> tuple[HandoutFile, ...]:
    """The handouts in the folder of a course, and every fault of every file in `problems`.

    What cannot be read in all languages is left out of the result, and so is everything without its course.
    """
    found: dict[str, dict[str, Path]] = {}
    for path in sorted((folder / HANDOUTS).glob("*")):
        match = _NAME.fullmatch(path.name)
        if match and path.is_file():
            found.setdefault(match["slug"], {})[match["language"]] = path
        else:
            problems.add(path, 1, "unexpected here: handouts are named name.<language>.md")
    read = [_read_handout(slug, paths, course, media, problems) for slug, paths in found.items()]
    return tuple(handout for handout in read if handout)


def check_downloads(course: CourseFile, handouts: Iterable[HandoutFile], problems: Problems) -> None:
    """Every card in a lesson leads to one of the `handouts` of its course."""
    known = {handout.slug for handout in handouts}
    for lesson in course.lessons:
        for prose in lesson.prose.values():
            for block in prose.all(Download):
                if block.slug not in known:
                    problems.add(prose.path, block.line, f"there is no handout `{block.slug}` in this course")


def _read_handout(
    slug: str, paths: dict[str, Path], course: CourseFile | None, media: Path, problems: Problems
) -> HandoutFile | None:
    some = next(iter(paths.values()))
    for language in LANGUAGES:
        if language not in paths:
            problems.add(some.with_name(f"{slug}.{language}.md"), 1, "this translation of the handout is missing")
    read = {language: _read_prose(path, language, media, problems) for language, path in paths.items()}
    prose = {language: found for language in LANGUAGES if (found := read.get(language))}
    check_parity(prose, problems, neutral=_NEUTRAL, counted=())
    if course is None or len(prose) < len(LANGUAGES):
        return None
    for text in prose.values():
        _check_course(text, course, problems.report_for(text.path))
    return HandoutFile(course.spec.id, slug, prose)


def _read_prose(path: Path, language: str, media: Path, problems: Problems) -> HandoutProse | None:
    file = read_text(path, problems)
    if file is None:
        return None
    report = problems.report_for(path)
    parts = split_front_matter(file.text, report)
    blocks = parse_blocks(parts.body, parts.body_line, report, known=DIRECTIVES, needs_anchors=False)
    check_anchors(blocks, report)
    check_figures(blocks, figures_under(media), report)
    _check_letters(file.text, report)
    spec = validate(HandoutSpec, parts.document, report) if parts.document else None
    if parts.document is None or spec is None:
        return None
    prose = HandoutProse(file, parts.document, spec, blocks, parts.body_line)
    check_language(prose, language, report)
    check_sources(prose, report)
    return prose


def _check_letters(text: str, report: Report) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        for sign in sorted(unprintable(line)):
            report(number, f"the sign {sign} (U+{ord(sign):04X}) cannot be printed: our font lacks it")


def _check_course(prose: HandoutProse, course: CourseFile, report: Report) -> None:
    for key in ("outcomes", "audience"):
        for name in sorted(set(getattr(prose.spec, key)) - set(getattr(course.spec, key))):
            report(prose.document.line(key), f"`{name}` is not among the `{key}` of the course")
