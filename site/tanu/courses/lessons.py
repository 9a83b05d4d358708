"""The text form of a lesson: one file per language, side by side.

What is neutral to language (keys, right marks, minutes, outcomes) must be the same in all files and is held once.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop

from tanu.courses.blocks import Block, Check, Practise, Prose
from tanu.courses.directives import parse_blocks
from tanu.courses.written import (
    HasFigure,
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
from tanu.lib.frontmatter import FrontMatter, split_front_matter
from tanu.lib.markup import CITATION
from tanu.lib.places import Problems, Report
from tanu.lib.sentences import Sentence
from tanu.lib.specs import ItemId, Language, Slug, Spec, Text, validate
from tanu.lib.textfiles import TextFile, read_text

ANCHORS = ("idea", "see", "do", "back", "next")
# Words outside directives: fewest and most.
LENGTH = {"en": (400, 900), "kk": (330, 800), "ru": (330, 800)}

_ANCHORS_MISSING = gettext_noop("the headings need the anchors %(anchors)s, once each and in this order")
_LENGTH = gettext_noop("%(words)s words outside directives; a lesson in `%(language)s` has %(fewest)s to %(most)s")
_CHECK_TWICE = gettext_noop("the question `%(name)s` stands twice in this lesson")
_OTHER_OUTCOME = gettext_noop("the outcome `%(outcome)s` is not among the lesson's outcomes")


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
    review: TextReview


@dataclass(frozen=True)
class LessonProse(Written[LessonSpec]):
    """A lesson in one language."""


@dataclass(frozen=True)
class LessonFile(InLanguages[LessonSpec]):
    """A lesson with its three languages; `module` is its folder, `order` and `name` come from the file name."""

    module: str
    order: int
    name: str
    prose: Mapping[str, LessonProse]

    @property
    def checks(self) -> list[Check]:
        """Check questions in one language; keys, right marks and weights are the same in all."""
        return next(iter(self.prose.values())).all(Check)

    @property
    def practices(self) -> list[Practise]:
        """Questions of banks that are practised here, in one language; they are the same in all."""
        return next(iter(self.prose.values())).all(Practise)


def read_prose(path: Path, language: str, media: Path, problems: Problems) -> LessonProse | None:
    """One language of a lesson, or None when its front matter is broken; every fault is in `problems`."""
    file = read_text(path, problems)
    if file is None:
        return None
    return parse_prose(file, language, figures_under(media), problems.report_for(path))


def parse_prose(file: TextFile, language: str, has_figure: HasFigure, report: Report) -> LessonProse | None:
    """As `read_prose`, from a text that need not stand on a disk."""
    parts = split_front_matter(file.text, report)
    blocks = parse_blocks(parts.body, parts.body_line, report)
    _check_blocks(blocks, language, parts, report)
    check_figures(blocks, has_figure, report)
    document = parts.document
    spec = validate(LessonSpec, document, report) if document else None
    if document is None or spec is None:
        return None
    prose = LessonProse(file, document, spec, blocks, parts.body_line)
    check_language(prose, language, report)
    check_sources(prose, report)
    _check_outcomes(prose, report)
    return prose


def word_count(markdown: str) -> int:
    """Words a reader reads: without citations, anchors and link targets."""
    text = re.sub(r"\]\([^)]*\)|\{#[^}]*\}", " ", CITATION.sub(" ", markdown))
    return len(re.findall(r"[^\W_]+(?:[-’'.,][^\W_]+)*", text))


def _check_blocks(blocks: tuple[Block, ...], language: str, parts: FrontMatter, report: Report) -> None:
    anchors = [block.anchor for block in blocks if isinstance(block, Prose) and block.anchor]
    if [anchor for anchor in anchors if anchor in ANCHORS] != list(ANCHORS):
        report(parts.body_line, Sentence(_ANCHORS_MISSING, anchors=", ".join(ANCHORS)))
    check_anchors(blocks, report)
    words = sum(word_count(block.markdown) for block in blocks if isinstance(block, Prose))
    fewest, most = LENGTH[language]
    if not fewest <= words <= most:
        said = {"words": words, "language": language, "fewest": fewest, "most": most}
        report(parts.body_line, Sentence(_LENGTH, **said))
    names: set[str] = set()
    for check in (block for block in blocks if isinstance(block, Check | Practise)):
        if check.name in names:
            report(check.line, Sentence(_CHECK_TWICE, name=check.name))
        names.add(check.name)


def _check_outcomes(prose: LessonProse, report: Report) -> None:
    for check in prose.all(Check):
        if check.outcome not in prose.spec.outcomes:
            report(check.line, Sentence(_OTHER_OUTCOME, outcome=check.outcome))
