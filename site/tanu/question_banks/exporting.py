"""From the rows of a bank back to its files."""

from tanu.lib.specs import Review
from tanu.question_banks.models import Section
from tanu.question_banks.source import question_spec
from tanu.question_banks.specs import BankSpec
from tanu.question_banks.writing import section_text


def export_section(section: Section) -> dict[str, str]:
    """Path under the content root and text of the file that says what learners are asked now."""
    return {f"question_banks/{section.bank.key}/{section.name}.yaml": section_text(section_spec(section))}


def section_spec(section: Section) -> BankSpec:
    """What the reader of its file would make of it. Drafts and retired questions are left out."""
    questions = section.questions.in_use().order_by("position", "key")
    return BankSpec.model_validate(
        {
            "id": section.key,
            "edition": section.edition,
            "title": section.title,
            "outcomes": {outcome.key: outcome.title for outcome in section.outcomes.order_by("position", "key")},
            "review": Review.model_validate(section.review, strict=False),
            "questions": tuple(question_spec(question) for question in questions),
        }
    )
