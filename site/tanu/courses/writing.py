"""The canonical text of a course, a lesson and the register of facts: read and written again it has the same bytes."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tanu.courses.blocks import (
    Awaits,
    Block,
    Callout,
    Case,
    Check,
    CheckOption,
    Download,
    Figure,
    Local,
    Play,
    Practise,
    Prose,
)
from tanu.courses.files import CourseFile
from tanu.courses.lessons import LessonFile
from tanu.courses.sources import FactSpec
from tanu.lib.yaml_writer import Flow, write_yaml

REGISTER = "courses/sources.yaml"
_REGISTER_HEAD = """\
# The facts that lessons and questions cite: our wording, where it comes from, how sure we are, what still needs review.
# status: read = the source, or an excerpt of it, was read; seed = one of the five founding documents on child
# protection in Kazakhstan; memory = cited from memory, in whole or in part, and to be checked.
# flags: CLIN a clinician, LAW a lawyer of Kazakhstan, LANG a native speaker must confirm. checked: when we last looked.

"""


def course_texts(file: CourseFile) -> dict[str, str]:
    """course.md under its path from the content root."""
    return {content_path(file.path, 3): course_text(front_matter(file.spec))}


def lesson_texts(file: LessonFile) -> dict[str, str]:
    """The files of a lesson under their paths from the content root."""
    return {
        content_path(prose.path, 4): lesson_text(front_matter(prose.spec), prose.blocks)
        for prose in file.prose.values()
    }


def register_text(facts: Mapping[str, FactSpec]) -> str:
    """sources.yaml: the facts by prefix and number, whatever order they came in."""
    return _REGISTER_HEAD + "\n".join(fact_text(key, facts[key]) for key in sorted(facts, key=fact_order))


def fact_text(key: str, spec: FactSpec) -> str:
    """One entry of the register."""
    return write_yaml({key: front_matter(spec)})


def fact_order(key: str) -> tuple[str, int]:
    """F-CLIN-2 stands before F-CLIN-12."""
    prefix, _, number = key.rpartition("-")
    return prefix, int(number) if number.isdigit() else 0


def front_matter(spec: BaseModel) -> dict[str, Any]:
    """What a file must say of `spec`: all but what goes without saying."""
    return spec.model_dump(by_alias=True, exclude_defaults=True)


def course_text(said: Mapping[str, Any]) -> str:
    """course.md, from front matter as in CourseSpec."""
    return f"---\n{write_yaml({**said, 'review': _in_flow(said['review'])})}---\n"


def lesson_text(said: Mapping[str, Any], blocks: Iterable[Block]) -> str:
    """A lesson's file in one language, from front matter as in LessonSpec and its body."""
    return "\n".join([lesson_head(said), *(f"{block_text(block)}\n" for block in blocks)])


def lesson_head(said: Mapping[str, Any]) -> str:
    """The front matter of a lesson's file with its two fences."""
    sources = [Flow(source) for source in said["sources"]]
    return f"---\n{write_yaml({**said, 'sources': sources, 'review': _in_flow(said['review'])})}---\n"


def block_text(block: Block) -> str:
    """A block of a body, without the line end after it."""
    match block:
        case Prose():
            return block.markdown.rstrip()
        case Case():
            return _directive(f'case "{block.title}"', block.markdown)
        case Callout():
            return _directive(f'callout {block.kind} "{block.title}"', block.markdown)
        case Check():
            several = " several" if block.several else ""
            return _directive(f"check {block.name} outcome={block.outcome}{several}", _check_body(block))
        case Practise():
            return _directive(f"practise {block.name} question={block.question}")
        case Figure():
            return _directive(f"figure {block.path}", f"alt: {block.alt}\ncaption: {block.caption}")
        case Local():
            return _directive(f"local {block.what}")
        case Awaits():
            return _directive(f"awaits {block.kind}", block.markdown)
        case Download():
            return _directive(f'download {block.slug} "{block.title}"')
        case Play():
            return _directive(f"play {block.case}")
        case _:
            raise TypeError(type(block))


def content_path(path: Path, parts: int) -> str:
    """The end of `path` as it stands under a content root."""
    return "/".join(path.parts[-parts:])


def _directive(header: str, body: str = "") -> str:
    return "\n".join(filter(None, [f"::: {header}", body, ":::"]))


def _check_body(check: Check) -> str:
    return "\n".join([check.stem, "", *(_option(option) for option in check.options)])


def _option(option: CheckOption) -> str:
    mark = "x" if option.right else " "
    return f"- [{mark}] {option.key} | {option.text}\n  > {option.feedback}"


def _in_flow(review: Mapping[str, Any]) -> dict[str, Any]:
    """Each kind of review on one line."""
    return {kind: Flow(state) for kind, state in review.items()}
