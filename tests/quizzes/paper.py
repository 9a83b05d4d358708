"""A bank and a test for the tests: ten outcomes, four questions each, sixteen right of twenty to pass."""

import uuid

from tanu.question_banks.actions import define_question
from tanu.question_banks.models import Bank, Outcome
from tanu.quizzes.actions import begin, save, submit
from tanu.quizzes.models import Attempt, AttemptItem, Quiz

OUTCOMES = [f"o{number}" for number in range(1, 11)]


def in_all(text: str) -> dict[str, str]:
    return {language: f"{text} {language}" for language in ("kk", "ru", "en")}


def source(name: str, outcome: str, type: str) -> dict:
    right_ones = SEVERAL if type == "several" else SINGLE
    return {
        "type": type,
        "outcome": outcome,
        "stem": in_all(f"Stem of {name}"),
        "ask": in_all(f"Ask of {name}"),
        "options": [
            {
                "key": key,
                "right": key in right_ones,
                "text": in_all(f"Option {key} of {name}"),
                "feedback": in_all(f"Reason {key} of {name}"),
            }
            for key in ("a", "b", "c", "d")
        ],
    }


SINGLE = ("b",)
SEVERAL = ("a", "b")


def build_quiz(questions: int = 4) -> Quiz:
    """The last question of each outcome takes several answers."""
    bank = Bank.objects.create(key="paper", title=in_all("Paper"))
    for outcome in OUTCOMES:
        Outcome.objects.create(bank=bank, key=outcome, title=in_all(f"Outcome {outcome}"))
        for number in range(1, questions + 1):
            key, type = f"{outcome}-q{number}", "several" if number == questions else "single"
            define_question(bank, key, source(key, outcome, type))
    return Quiz.objects.create(
        key="paper/final", title=in_all("Final test"), bank=bank, outcomes=OUTCOMES, pass_mark=16
    )


def items_of(attempt: Attempt) -> list[AttemptItem]:
    return list(attempt.items.with_answers().select_related("version__question"))


def right(item: AttemptItem) -> list[str]:
    return [option["key"] for option in item.version.document["options"] if option["weight"] > 0]


def wrong(item: AttemptItem) -> list[str]:
    return [option["key"] for option in item.version.document["options"] if option["weight"] <= 0][:1]


def answer(attempt: Attempt, right_ones: int, language: str = "kk") -> None:
    """The first `right_ones` questions are answered right and the rest not."""
    items = items_of(attempt)
    save(attempt, {item.pk: right(item) if n < right_ones else wrong(item) for n, item in enumerate(items)}, language)


def sit(person, quiz: Quiz, right_ones: int, at=None) -> Attempt:
    """A whole try."""
    attempt = begin(person, quiz, "kk", at=at)
    answer(attempt, right_ones)
    return submit(attempt, at=at)


def form(items: list[AttemptItem], responses: dict[int, list[str]] | None = None, **fields: str) -> dict:
    """What a browser posts for `items`: what `responses` says by position, else nothing."""
    chosen = {f"q{item.position}": (responses or {}).get(item.position, []) for item in items}
    return {"client_key": str(uuid.uuid4()), **{name: keys for name, keys in chosen.items() if keys}, **fields}
