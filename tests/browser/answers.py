"""The shipped questions as a learner who knows the answers sees them: by the wording of their options."""

import re
from functools import cache

from playwright.sync_api import Locator, Page, expect

from tanu.content.walk import read_library
from tests.browser.steps import press
from tests.serving import ROOT


@cache
def right_answers() -> dict[frozenset[str], set[str]]:
    """From the wordings of a question's options, in one language, to those that are right."""
    library = read_library(ROOT)
    found = {}
    for file in (file for files in library.banks.values() for file in files):
        for question in (question for question in file.spec.questions if question.options):
            for language in ("kk", "ru", "en"):
                options = {option.key: _plain(getattr(option.text, language)) for option in question.options}
                found[frozenset(options.values())] = {options[key] for key in question.right_keys()}
    return found


def questions_on(page: Page) -> list[Locator]:
    return page.locator("fieldset", has=page.locator("input[type=radio], input[type=checkbox]")).all()


def answer(question: Locator, *, right: bool = True) -> None:
    """Choose what is right, or one option that is not."""
    labels = {_plain(label.inner_text()): label for label in question.locator("label").all()}
    wanted = right_answers()[frozenset(labels)]
    if not right:
        wanted = {next(text for text in sorted(labels) if text not in wanted)}
    for text, label in labels.items():
        label.locator("input").set_checked(text in wanted) if _is_box(label) else text in wanted and label.click()


def chosen_keys(page: Page) -> list[str]:
    """The names and keys of the options that are chosen, in the order in which they stand."""
    return page.eval_on_selector_all(
        "fieldset input:checked", "inputs => inputs.map(input => `${input.name}=${input.value}`)"
    )


def dealt_keys(page: Page) -> list[str]:
    """The names and keys of all options, in the order in which they were dealt."""
    return page.eval_on_selector_all(
        "fieldset input[type=radio], fieldset input[type=checkbox]",
        "inputs => inputs.map(input => `${input.name}=${input.value}`)",
    )


def take_test(page: Page, *, wrong: int = 0) -> None:
    """Answer from the page one stands on to the last, `wrong` of the questions not rightly, and send the answers."""
    while questions := questions_on(page):
        for question in questions:
            answer(question, right=wrong <= 0)
            wrong -= 1
        press(page.locator("form#answers button[value=next]").last)
    press(page.locator("main form button.btn"))
    expect(page).to_have_url(re.compile("/result/$"))


def _is_box(label: Locator) -> bool:
    return label.locator("input").get_attribute("type") == "checkbox"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("**", "").replace("\u00a0", " ")).strip()
