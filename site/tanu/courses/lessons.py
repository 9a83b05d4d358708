"""The text form of a lesson: one file per language, side by side.

What is neutral to language (keys, right marks, minutes, outcomes) must be the same in all files and is held once.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tanu.courses.blocks import Block, Check, Figure, Prose
from tanu.courses.directives import parse_blocks
from tanu.lib.frontmatter import FrontMatter, split_front_matter
from tanu.lib.markup import CITATION, HEADING_ANCHOR
from tanu.lib.places import Problems, Report
from tanu.lib.specs import FactId, ItemId, Language, ReviewState, Slug, Spec, Text, validate
from tanu.lib.strict_yaml import Document
from tanu.lib.textfiles import TextFile, read_text

ANCHORS = ("idea", "see", "do", "back", "next")
# Words outside directives: fewest and most.
LENGTH = {"en": (400, 900), "kk": (330, 800), "ru": (330, 800)}
BlockT = TypeVar("BlockT", bound=Block)


class SourceSpec(Spec):
    fact: FactId
    text: Text


class LessonReview(Spec):
    clinical: ReviewState
    legal: ReviewState
    language: ReviewState


class LessonSpec(Spec):
    """Front matter of one language."""

    id: ItemId
    lang: Language
    title: Text
    minutes: int
    edition: datetime.date
    audience: tuple[Slug, ...]
    outcomes: tuple[Slug, ...]
    objectives: tuple[Text, ...]
    key_points: tuple[Text, ...]
    content_warning: Text
    sources: tuple[SourceSpec, ...]
    review: LessonReview


@dataclass(frozen=True)
class LessonProse:
    """A lesson in one language. `spec` repeats the neutral part, which parity has compared."""

    file: TextFile
    document: Document
    spec: LessonSpec
    blocks: tuple[Block, ...]
    body_line: int

    @property
    def path(self) -> Path:
        return self.file.path

    def all(self, kind: type[BlockT]) -> list[BlockT]:
        """The blocks of one kind, in order."""
        return [block for block in self.blocks if isinstance(block, kind)]

    def citations(self) -> Iterator[tuple[int, str]]:
        """Line and fact of every citation in the body."""
        lines = self.file.text.split("\n")
        for number, text in enumerate(lines[self.body_line - 1 :], start=self.body_line):
            for fact in CITATION.findall(text):
                yield number, fact


@dataclass(frozen=True)
class LessonFile:
    """A lesson with its three languages; `module` is its folder, `order` and `name` come from the file name."""

    module: str
    order: int
    name: str
    prose: Mapping[str, LessonProse]

    @property
    def neutral(self) -> LessonSpec:
        """Holds what all languages share: id, minutes, edition, audience, outcomes, clinical and legal review."""
        return next(iter(self.prose.values())).spec

    @property
    def id(self) -> str:
        return self.neutral.id

    @property
    def checks(self) -> list[Check]:
        """Check questions in one language; keys, right marks and weights are the same in all."""
        return next(iter(self.prose.values())).all(Check)

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(source.fact for source in self.neutral.sources)

    @property
    def language_review(self) -> dict[str, ReviewState]:
        return {language: prose.spec.review.language for language, prose in self.prose.items()}


def read_prose(path: Path, language: str, media: Path, problems: Problems) -> LessonProse | None:
    """One language of a lesson, or None when its front matter is broken; every fault is in `problems`."""
    file = read_text(path, problems)
    if file is None:
        return None
    report = problems.report_for(path)
    parts = split_front_matter(file.text, report)
    blocks = parse_blocks(parts.body, parts.body_line, report)
    _check_blocks(blocks, language, media, parts, report)
    document = parts.document
    spec = validate(LessonSpec, document, report) if document else None
    if document is None or spec is None:
        return None
    prose = LessonProse(file, document, spec, blocks, parts.body_line)
    if spec.lang != language:
        report(document.line("lang"), f"`lang: {spec.lang}` stands in a file whose name says `{language}`")
    _check_sources(prose, report)
    _check_outcomes(prose, report)
    return prose


def word_count(markdown: str) -> int:
    """Words a reader reads: without citations, anchors and link targets."""
    text = re.sub(r"\]\([^)]*\)|\{#[^}]*\}", " ", CITATION.sub(" ", markdown))
    return len(re.findall(r"[^\W_]+(?:[-’'.,][^\W_]+)*", text))


def _check_blocks(blocks: tuple[Block, ...], language: str, media: Path, parts: FrontMatter, report: Report) -> None:
    anchors = [block.anchor for block in blocks if isinstance(block, Prose) and block.anchor]
    if [anchor for anchor in anchors if anchor in ANCHORS] != list(ANCHORS):
        report(parts.body_line, f"the headings need the anchors {', '.join(ANCHORS)}, once each and in this order")
    _check_anchors(blocks, report)
    words = sum(word_count(block.markdown) for block in blocks if isinstance(block, Prose))
    fewest, most = LENGTH[language]
    if not fewest <= words <= most:
        report(parts.body_line, f"{words} words outside directives; a lesson in `{language}` has {fewest} to {most}")
    for block in blocks:
        if isinstance(block, Figure) and not (media / block.path).is_file():
            report(block.line, f"there is no figure media/{block.path}")
    names: set[str] = set()
    for check in (block for block in blocks if isinstance(block, Check)):
        if check.name in names:
            report(check.line, f"the check question `{check.name}` stands twice in this lesson")
        names.add(check.name)


def _check_anchors(blocks: tuple[Block, ...], report: Report) -> None:
    """An anchor becomes an id, and an id stands once in a page."""
    seen: set[str] = set()
    for block in blocks:
        for offset, text in enumerate(block.markdown.split("\n") if isinstance(block, Prose) else ()):
            anchor = HEADING_ANCHOR.search(text) if text.startswith("##") else None
            if anchor and anchor[1] in seen:
                report(block.line + offset, f"the anchor {{#{anchor[1]}}} stands twice in this lesson")
            if anchor:
                seen.add(anchor[1])


def _check_sources(prose: LessonProse, report: Report) -> None:
    cited = {fact for _, fact in prose.citations()}
    listed: set[str] = set()
    for place, source in enumerate(prose.spec.sources):
        line = prose.document.line("sources", place)
        if source.fact in listed:
            report(line, f"the source {source.fact} is listed twice")
        if source.fact not in cited:
            report(line, f"the source {source.fact} is cited nowhere in the lesson")
        listed.add(source.fact)
    for line, fact in prose.citations():
        if fact not in listed:
            report(line, f"{fact} is cited but not listed under `sources`")


def _check_outcomes(prose: LessonProse, report: Report) -> None:
    for check in prose.all(Check):
        if check.outcome not in prose.spec.outcomes:
            report(check.line, f"the outcome `{check.outcome}` is not among the lesson's outcomes")
