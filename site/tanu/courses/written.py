"""What a lesson and a handout have in common as text files: front matter, a body in blocks, cited sources."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from django.utils.translation import gettext_noop

from tanu.courses.blocks import Block, Figure, Prose
from tanu.lib.markup import CITATION, HEADING_ANCHOR
from tanu.lib.places import Report
from tanu.lib.sentences import Sentence
from tanu.lib.specs import FactId, ReviewState, Spec, Text
from tanu.lib.strict_yaml import Document
from tanu.lib.textfiles import TextFile

BlockT = TypeVar("BlockT", bound=Block)
# Whether there is a figure of this path.
HasFigure = Callable[[str], bool]


class SourceSpec(Spec):
    fact: FactId
    text: Text


class TextReview(Spec):
    """Where the review of a text in one language stands; clinical and legal are the same in all."""

    clinical: ReviewState
    legal: ReviewState
    language: ReviewState


class TextSpec(Protocol):
    """The part of a front matter that both have."""

    @property
    def id(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def sources(self) -> tuple[SourceSpec, ...]: ...
    @property
    def review(self) -> TextReview: ...


SpecT = TypeVar("SpecT", bound=TextSpec)


@dataclass(frozen=True)
class Written(Generic[SpecT]):
    """A text in one language. `spec` repeats the neutral part, which parity has compared."""

    file: TextFile
    document: Document
    spec: SpecT
    blocks: tuple[Block, ...]
    body_line: int

    @property
    def path(self) -> Path:
        return self.file.path

    @property
    def body(self) -> str:
        """What stands below the front matter."""
        return "\n".join(self.file.text.split("\n")[self.body_line - 1 :]).strip() + "\n"

    def all(self, kind: type[BlockT]) -> list[BlockT]:
        """The blocks of one kind, in order."""
        return [block for block in self.blocks if isinstance(block, kind)]

    def citations(self) -> Iterator[tuple[int, str]]:
        """Line and fact of every citation in the body."""
        lines = self.file.text.split("\n")
        for number, text in enumerate(lines[self.body_line - 1 :], start=self.body_line):
            for fact in CITATION.findall(text):
                yield number, fact

    def cited(self) -> Iterator[tuple[Path, int, str]]:
        """File, line and fact of every citation and every listed source."""
        yield from ((self.path, line, fact) for line, fact in self.citations())
        for place, source in enumerate(self.spec.sources):
            yield self.path, self.document.line("sources", place), source.fact


class InLanguages(Generic[SpecT]):
    """A text with its three languages."""

    prose: Mapping[str, Written[SpecT]]

    @property
    def neutral(self) -> SpecT:
        """Holds what all languages share: id, edition, audience, outcomes, clinical and legal review."""
        return next(iter(self.prose.values())).spec

    @property
    def id(self) -> str:
        return self.neutral.id

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(source.fact for source in self.neutral.sources)

    @property
    def language_review(self) -> dict[str, ReviewState]:
        return {language: prose.spec.review.language for language, prose in self.prose.items()}

    def cited(self) -> Iterator[tuple[Path, int, str]]:
        """File, line and fact of every citation and every listed source."""
        for prose in self.prose.values():
            yield from prose.cited()


def check_language(text: Written[SpecT], language: str, report: Report) -> None:
    if text.spec.lang != language:
        line = text.document.line("lang")
        report(line, f"`lang: {text.spec.lang}` stands in a file whose name says `{language}`")


def check_sources(text: Written[SpecT], report: Report) -> None:
    """Every source is listed once and cited, every cited fact is listed."""
    cited = {fact for _, fact in text.citations()}
    listed: set[str] = set()
    for place, source in enumerate(text.spec.sources):
        line = text.document.line("sources", place)
        if source.fact in listed:
            report(line, Sentence(gettext_noop("the source %(fact)s is listed twice"), fact=source.fact))
        if source.fact not in cited:
            report(line, Sentence(gettext_noop("the source %(fact)s is cited nowhere in this text"), fact=source.fact))
        listed.add(source.fact)
    for line, fact in text.citations():
        if fact not in listed:
            report(line, Sentence(gettext_noop("%(fact)s is cited but not listed under `sources`"), fact=fact))


def check_anchors(blocks: Iterable[Block], report: Report) -> None:
    """An anchor becomes an id, and an id stands once in a page."""
    seen: set[str] = set()
    for block in blocks:
        for offset, text in enumerate(block.markdown.split("\n") if isinstance(block, Prose) else ()):
            anchor = HEADING_ANCHOR.search(text) if text.startswith("##") else None
            if anchor and anchor[1] in seen:
                sentence = gettext_noop("the anchor {#%(anchor)s} stands twice in this text")
                report(block.line + offset, Sentence(sentence, anchor=anchor[1]))
            if anchor:
                seen.add(anchor[1])


def check_figures(blocks: Iterable[Block], has_figure: HasFigure, report: Report) -> None:
    for block in blocks:
        if isinstance(block, Figure) and not has_figure(block.path):
            report(block.line, Sentence(gettext_noop("there is no figure media/%(path)s"), path=block.path))


def figures_under(media: Path) -> HasFigure:
    """The figures that stand as files in a folder."""
    return lambda path: (media / path).is_file()
