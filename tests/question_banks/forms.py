"""A small bank with one practice referral form, read from its file."""

from pathlib import Path

from tanu.lib.places import Problems
from tanu.question_banks.files import BankFile, read_bank_file
from tanu.question_banks.loading import load_bank
from tanu.question_banks.models import Question
from tanu.question_banks.specs import QuestionSpec

FILE = Path(__file__).with_name("referral.yaml")
KEY = "practice/forms/first"
ALL_RIGHT = {"threshold": "now", "words": "verbatim", "parents-informed": "asked-to-wait"}


def read_forms() -> BankFile:
    problems = Problems(FILE.parent)
    file = read_bank_file(FILE, problems)
    assert list(problems) == []
    assert file is not None
    return file


def form_spec() -> QuestionSpec:
    return read_forms().spec.questions[0]


def load_form() -> Question:
    load_bank("practice", [read_forms()])
    return Question.objects.select_related("current").get(key=KEY)


def filled_in(name: str, **chosen: str) -> dict[str, str]:
    """What a browser posts for the form under `name`, where `chosen` differs from what is right."""
    answers = ALL_RIGHT | {field.replace("_", "-"): option for field, option in chosen.items()}
    return {f"{name}-{field}": option for field, option in answers.items()}
