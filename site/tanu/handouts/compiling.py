"""Compiling: from a handout's Markdown to what pages and paper show of it, rendered and sanitised."""

from typing import Any

from django.utils.translation import override

from tanu.courses.blocks import Block, Figure
from tanu.courses.compiling import awaited, compiled_part, content_hash, drawing_source, merged_parts
from tanu.courses.stream import block_value
from tanu.handouts.models import Handout
from tanu.handouts.source import handout_blocks
from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import Citations, render_inline
from tanu.lib.svg import printed_svg


def compile_handout(handout: Handout) -> None:
    """Make `document` and `hash` from what the row says otherwise; the caller saves it."""
    handout.document = {language: _in_language(handout, language) for language in LANGUAGES}
    handout.hash = content_hash(handout.document)


def _in_language(handout: Handout, language: str) -> dict[str, Any]:
    citations = Citations()
    with override(language):
        parts = merged_parts(_part(block, citations) for block in handout_blocks(handout.body[language]))
    named = {source["fact"]: source["text"] for source in handout.sources[language]}
    return {
        "title": handout.title[language],
        "summary": render_inline(handout.summary[language]),
        "sources": [{"fact": fact, "text": render_inline(named[fact])} for fact in citations.facts if fact in named],
        "awaits": awaited(handout.review, language),
        "parts": parts,
    }


def _part(block: Block, citations: Citations) -> dict[str, str]:
    part = compiled_part(type(block).__name__.lower(), block_value(block), citations)
    if isinstance(block, Figure):
        drawing = printed_svg(drawing_source(block.path))
        return part | {"kind": "figure", "drawing": drawing, "caption": render_inline(block.caption)}
    return part
