"""The canonical text of a handout: read and written again it has the same bytes."""

from collections.abc import Iterable

from tanu.courses.blocks import Block
from tanu.courses.files import HANDOUTS
from tanu.courses.writing import front_matter, lesson_text
from tanu.handouts.files import HandoutFile, HandoutSpec


def handout_texts(file: HandoutFile) -> dict[str, str]:
    """The files of a handout under their paths from the content root."""
    return {
        handout_path(file.course, file.slug, language): handout_text(prose.spec, prose.blocks)
        for language, prose in file.prose.items()
    }


def handout_text(spec: HandoutSpec, blocks: Iterable[Block]) -> str:
    """Its file in one language: fenced and spaced as a lesson's."""
    return lesson_text(front_matter(spec), blocks)


def handout_path(course: str, slug: str, language: str) -> str:
    return f"courses/{course}/{HANDOUTS}/{slug}.{language}.md"
