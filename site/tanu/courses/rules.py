"""Whether a page in the admin keeps the rules of the files: it is written as its file would be, and read as files are.

So there is one set of rules, and each fault is brought back to the field or block it stands in.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext_noop

from tanu.courses.awaited import unawaited
from tanu.courses.blocks import Block, Check, Practise, Prose
from tanu.courses.directives import parse_blocks
from tanu.courses.exporting import course_said, lesson_said, page_blocks
from tanu.courses.files import CourseSpec, check_course
from tanu.courses.lessons import LessonProse, parse_prose
from tanu.courses.models import Course, Fact, Lesson, LessonPage, Module
from tanu.courses.parity import compare
from tanu.courses.writing import block_text, course_text, lesson_head
from tanu.lib.frontmatter import split_front_matter
from tanu.lib.languages import FULL_NAMES
from tanu.lib.markup import links
from tanu.lib.sentences import Sentence
from tanu.lib.specs import validate
from tanu.lib.textfiles import TextFile, normalise
from tanu.pictures.models import Drawing
from tanu.question_banks.models import Question
from tanu.question_banks.source import Source

FIELDS = {"title", "content_warning", "objectives", "key_points", "sources"}
_NO_CHECK = gettext_noop("there is no check question `%(name)s`; make it on the page of the lesson")
_NO_QUESTION = gettext_noop("there is no question `%(question)s` in a bank")
_NO_FACT = gettext_noop("the fact %(fact)s is not in the register")
_NO_ANCHOR = gettext_noop("dead link: there is no anchor {%(anchor)s} in this text")
_FENCE_INSIDE = gettext_noop("a line begins with `:::`, which opens or closes a block; use a block of its own")
_COURSE_FIELDS = {
    **{key: key for key in ("title", "summary", "hours", "valid_months", "audience", "outcomes", "test", "before")},
    "edition": "dated",
    "completion": "test",
    "again": "again_months",
}
_KEY = re.compile(r"^([a-z_]+):")


@dataclass(frozen=True)
class Fault:
    """`place` is a field of the page, the number of a block in its body, or "" for what the lesson itself says."""

    place: str | int
    sentence: str


@dataclass
class Read:
    """A page read as a file would be; `prose` is None when its front matter is broken."""

    prose: LessonProse | None
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Surroundings:
    """What the texts of a lesson may name."""

    checks: Mapping[str, Source]
    figures: frozenset[str]
    facts: Mapping[str, Collection[str]]
    """Each fact of the register, with its flags."""
    questions: frozenset[str]


def surroundings(checks: Mapping[str, Source]) -> Surroundings:
    """What is there to be named now; `checks` are the sources of the lesson's questions by name. Three queries."""
    return Surroundings(
        checks,
        frozenset(Drawing.objects.filter(live=True).values_list("path", flat=True)),
        dict(Fact.objects.values_list("key", "flags")),
        frozenset(Question.objects.in_use().filter(bank__is_for_lessons=False).values_list("key", flat=True)),
    )


def read_page(lesson: Lesson, page: LessonPage, around: Surroundings) -> Read:
    """The page with every fault of it."""
    language = page.locale.language_code
    head = lesson_head(lesson_said(lesson, page))
    blocks = page_blocks(page, around.checks)
    texts = [block_text(block) for block in blocks]
    text = normalise("\n".join([head, *(f"{text}\n" for text in texts)]))
    places = _Places(head, texts)
    file = TextFile(Path(FULL_NAMES[language]), text, "")
    heard: list[tuple[int, str]] = []
    prose = parse_prose(file, language, around.figures.__contains__, lambda line, fault: heard.append((line, fault)))
    unknown = {number: sentence for number, block in enumerate(blocks) if (sentence := _unknown(block, around))}
    faults = [Fault(places.of(line), sentence) for line, sentence in sorted(heard)]
    faults = [fault for fault in faults if fault.place not in unknown]
    faults += [Fault(number, sentence) for number, sentence in unknown.items()]
    faults += _reads_otherwise(blocks, {fault.place for fault in faults})
    faults += [
        Fault("sources", Sentence(_NO_FACT, fact=source["fact"]))
        for source in page.sources
        if source["fact"] not in around.facts
    ]
    faults += _dead_anchors(text, places)
    if prose:
        facts = [source.fact for source in prose.spec.sources]
        for found in unawaited(facts, around.facts, prose.blocks, prose.spec.review):
            faults.append(Fault("" if found.is_in_review else "sources", found.sentence))
    return Read(prose, list(dict.fromkeys(faults)))


def differences(prose: LessonProse, base: LessonProse) -> list[str]:
    """Where one language differs from another in what they must share, in sentences."""
    heard: list[str] = []
    compare(prose, base, lambda _line, sentence: heard.append(sentence))
    return list(dict.fromkeys(heard))


def course_faults(course: Course, modules: Iterable[Module]) -> list[Fault]:
    """What keeps a course from being published, by field of its form."""
    if course.test is None:
        return [Fault("test", Sentence(gettext_noop("the course needs a final test")))]
    heard: list[tuple[int, str]] = []
    parts = split_front_matter(
        course_text(course_said(course, modules)), lambda line, fault: heard.append((line, fault))
    )
    document = parts.document
    spec = validate(CourseSpec, document, lambda line, fault: heard.append((line, fault))) if document else None
    if document and spec:
        check_course(spec, document, lambda line, fault: heard.append((line, fault)))
    lines = {line: str(path[0]) for path, line in document.lines.items() if path} if document else {}
    return [Fault(_COURSE_FIELDS.get(lines.get(line, ""), ""), sentence) for line, sentence in sorted(set(heard))]


class _Places:
    """From a line of the text to the field or block it came from."""

    def __init__(self, head: str, texts: Sequence[str]) -> None:
        self.keys = [(line, found[1]) for line, text in enumerate(head.split("\n"), 1) if (found := _KEY.match(text))]
        # The line below the closing fence is empty.
        self.starts = list(_starts(head.count("\n") + 2, texts))

    def of(self, line: int) -> str | int:
        blocks = [number for number, start in enumerate(self.starts) if start <= line]
        if blocks:
            return blocks[-1]
        if self.starts and line == self.starts[0] - 1:
            return "body"
        key = next((key for start, key in reversed(self.keys) if start <= line), "")
        return key if key in FIELDS else ""


def _starts(line: int, texts: Sequence[str]) -> Iterator[int]:
    for text in texts:
        yield line
        line += text.count("\n") + 2


def _dead_anchors(text: str, places: _Places) -> Iterator[Fault]:
    for line, target in links(text):
        if target.startswith("#") and f"{{{target}}}" not in text:
            yield Fault(places.of(line), Sentence(_NO_ANCHOR, anchor=target))


def _unknown(block: Block, around: Surroundings) -> str:
    """What a block names that is not there."""
    if isinstance(block, Check) and block.name not in around.checks:
        return Sentence(_NO_CHECK, name=block.name)
    if isinstance(block, Practise) and block.question not in around.questions:
        return Sentence(_NO_QUESTION, question=block.question)
    return ""


def _reads_otherwise(blocks: Sequence[Block], faulty: set[str | int]) -> Iterator[Fault]:
    """Blocks that would come back from their file as something else."""
    for number, block in enumerate(blocks):
        if number not in faulty and not _comes_back(block):
            yield Fault(number, Sentence(_FENCE_INSIDE))


def _comes_back(block: Block) -> bool:
    read = parse_blocks(block_text(block), 1, lambda _line, _fault: None)
    if isinstance(block, Prose):
        return all(isinstance(found, Prose) for found in read)
    return [_placeless(found) for found in read] == [_placeless(block)]


def _placeless(block: Block) -> Block:
    block = replace(block, line=0, section="")
    if isinstance(block, Check):
        return replace(block, options=tuple(replace(option, line=0) for option in block.options))
    return block
