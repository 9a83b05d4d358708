"""From the files of a bank to its rows."""

from collections.abc import Iterable

from django.db import transaction

from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import render, render_inline
from tanu.lib.specs import ReviewState, Trilingual
from tanu.question_banks.actions import publish_question, retire
from tanu.question_banks.files import BankFile, QuestionSpec
from tanu.question_banks.models import Bank, Outcome


@transaction.atomic
def load_bank(key: str, files: Iterable[BankFile]) -> Bank:
    """The bank `key` with the outcomes and questions of its files; questions that stand in none are retired."""
    bank, _ = Bank.objects.get_or_create(key=key)
    kept = set()
    for file in files:
        for outcome, title in file.spec.outcomes.items():
            Outcome.objects.update_or_create(bank=bank, key=outcome, defaults={"title": title.model_dump()})
        for spec in file.spec.questions:
            kept.add(_publish(bank, file, spec))
    for question in bank.questions.exclude(key__in=kept):
        retire(question)
    return bank


def _publish(bank: Bank, file: BankFile, spec: QuestionSpec) -> str:
    key = f"{file.spec.id}/{spec.id}"
    publish_question(
        bank,
        key,
        spec.type,
        question_document(spec),
        spec.outcome,
        spec.level,
        spec.truth,
        is_reviewed=_is_reviewed(file) and not spec.awaits,
    )
    return key


def question_document(spec: QuestionSpec) -> dict[str, object]:
    """The shape told at QuestionVersion."""
    weights = spec.weights()
    return {
        "stem": rendered(spec.stem, block=True),
        "ask": rendered(spec.ask),
        "options": [
            {
                "key": option.key,
                "weight": weights[option.key],
                "text": rendered(option.text),
                "feedback": rendered(option.feedback),
            }
            for option in spec.options
        ],
        "facts": list(spec.facts),
        "awaits": list(spec.awaits),
    }


def rendered(text: Trilingual, *, block: bool = False) -> dict[str, str]:
    """HTML in each language that passed the gate."""
    render_one = render if block else render_inline
    return {language: render_one(getattr(text, language)) for language in LANGUAGES}


def _is_reviewed(file: BankFile) -> bool:
    review = file.spec.review
    states: list[ReviewState] = [review.clinical, review.legal, review.language.kk, review.language.ru]
    return all(state.is_settled for state in states)
