"""From a handout's row back to its files."""

from tanu.handouts.files import HandoutSpec
from tanu.handouts.models import Handout
from tanu.handouts.source import handout_blocks
from tanu.handouts.writing import handout_path, handout_text
from tanu.lib.languages import LANGUAGES


def export_handout(handout: Handout) -> dict[str, str]:
    """Path under the content root to text, in canonical form. What is retired has no file."""
    if handout.retired_on:
        return {}
    return {
        handout_path(handout.course.key, handout.slug, language): handout_text(
            _spec(handout, language), handout_blocks(handout.body[language])
        )
        for language in LANGUAGES
    }


def _spec(handout: Handout, language: str) -> HandoutSpec:
    review = handout.review
    # Not strict: JSON holds dates as texts and tuples as lists.
    return HandoutSpec.model_validate(
        {
            "id": handout.key,
            "lang": language,
            "title": handout.title[language],
            "kind": handout.kind,
            "edition": handout.dated,
            "audience": handout.audience,
            "outcomes": handout.outcomes,
            "summary": handout.summary[language],
            "sources": handout.sources[language],
            "review": {**review, "language": review["language"][language]},
        },
        strict=False,
    )
