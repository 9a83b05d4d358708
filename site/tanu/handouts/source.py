"""The Markdown of a handout as it stands in the database, read again."""

from tanu.courses.blocks import Block
from tanu.courses.directives import parse_blocks
from tanu.handouts.files import DIRECTIVES


def handout_blocks(body: str) -> tuple[Block, ...]:
    """The blocks of one language. The checker has told what is wrong: what stands in the database has passed it."""
    return parse_blocks(body, 1, _passed_over, known=DIRECTIVES, needs_anchors=False)


def _passed_over(line: int, fault: str) -> None:
    return
