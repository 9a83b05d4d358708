"""The village school's social pedagogue reads the course, passes the test and prints her certificate."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.answers import answer, chosen_keys, dealt_keys, questions_on, take_test
from tests.browser.conftest import NewPage
from tests.browser.steps import name_of, press, sign_in

COURSE = "/en/courses/recognition-and-referral/"


def in_language(page: Page, code: str) -> None:
    """Use the switch in the header."""
    press(page.locator(f"header [lang={code}]"))


def read_all_lessons(page: Page) -> None:
    page.goto(COURSE)
    press(page.locator(".lessons a").first)
    done = page.locator("form[action$='/done/'] button")
    while done.count():
        press(done)


def begin_test(page: Page) -> None:
    page.goto(f"{COURSE}test/")
    press(page.locator("main form button.btn"))


def test_she_changes_the_language_in_the_middle_of_a_lesson_and_keeps_her_answer(page):
    sign_in(page, "aigerim", "kk")
    page.goto("/kk/courses/recognition-and-referral/bruises-that-speak/")
    in_language(page, "ru")
    expect(page).to_have_url(re.compile("/ru/courses/recognition-and-referral/bruises-that-speak/$"))
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    check = page.locator("form", has=page.locator("fieldset")).first
    check.locator("input[value=b]").check()
    check.locator("button").first.click()
    expect(page.locator("main")).to_contain_text("Да. Место настораживает")
    in_language(page, "kk")
    expect(page.locator("main .check")).to_contain_text("Орны алаңдатады")


@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_same_options_stay_chosen_in_the_dealt_order_when_she_changes_language(new_page: NewPage, has_script):
    page = new_page(java_script_enabled=has_script)
    sign_in(page, "gulmira" if has_script else "zarina", "en")
    begin_test(page)
    for question in questions_on(page):
        answer(question)
    chosen, dealt = chosen_keys(page), dealt_keys(page)
    press(page.locator("header button[value=ru]"))
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert chosen_keys(page) == chosen
    assert dealt_keys(page) == dealt
    press(page.locator("header button[value=kk]"))
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    assert chosen_keys(page) == chosen
    assert dealt_keys(page) == dealt


def test_she_passes_and_the_certificate_has_her_name_with_every_letter(page):
    sign_in(page, "aigerim", "en")
    read_all_lessons(page)
    begin_test(page)
    take_test(page)
    expect(page.locator("h1")).to_contain_text("You have passed")
    page.goto("/en/certificates/")
    press(page.locator("main a[href*='/certificates/TN-']").first)
    serial = page.url.rstrip("/").rsplit("/", 1)[1]
    for language in ("kk", "ru", "en"):
        drawn = page.request.get(page.url + f"certificate.{language}.pdf")
        text = " ".join(PdfReader(io.BytesIO(drawn.body())).pages[0].extract_text().split())
        assert name_of("aigerim") in text
        assert serial in text
    visitor = page.context.browser.new_context(base_url=page.context.pages[0].url.split("/en/")[0]).new_page()
    visitor.goto(f"/v/{serial}")
    assert name_of("aigerim") in visitor.inner_text("main")
    assert "/v/" in visitor.url
    visitor.context.close()


def test_after_the_third_try_there_is_a_way_back(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    sign_in(page, "svetlana", "en")
    for number in (1, 2, 3):
        begin_test(page)
        take_test(page, wrong=6)
        expect(page.locator("h1")).to_have_text("16 of 20 are needed, you have 14.")
        if number < 3:
            assert page.locator("main fieldset").count() == 0, "right answers are not shown before the last try"
    expect(page.locator("main")).to_contain_text("A new set of questions opens")
    assert page.locator("main fieldset, main .answered").count() > 0
    lessons = page.locator("main .lines a[href*='/courses/recognition-and-referral/']")
    assert lessons.count() >= 1
    page.goto(f"{COURSE}test/")
    assert page.locator("main form button.btn").count() == 0
