"""What is printed from the browser, and what the officer reports, by keyboard and without a script."""

import io

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import NewPage
from tests.browser.steps import press, sign_in

HANDOUTS = "/courses/recognition-and-referral/handouts/"
LANGUAGES = ("kk", "ru", "en")


def sheets(page: Page) -> int:
    return len(PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)


def my_institution(page: Page, language: str) -> None:
    page.goto(f"/{language}/my/")
    press(page.locator("a[href*='/institutions/']").first)


def test_every_aid_prints_on_one_sheet(page: Page):
    sign_in(page, "aigerim", "en")
    page.goto(f"/en{HANDOUTS}")
    aids = page.locator("h2", has_text="Aid on one page").locator("+ ul h3 a")
    found = [aid.get_attribute("href") for aid in aids.all()]
    too_long = []
    for address in found:
        for language in LANGUAGES:
            page.goto(address.replace("/en/", f"/{language}/", 1))
            if sheets(page) != 1:
                too_long.append(page.url)
    assert too_long == []


def test_the_poster_prints_on_one_sheet(page: Page):
    sign_in(page, "aigerim", "en")
    for language in LANGUAGES:
        my_institution(page, language)
        press(page.locator("a[href$='/poster/']"))
        assert sheets(page) == 1


def test_aigerim_reports_a_briefing_by_keyboard_and_takes_it_back_without_a_script(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    sign_in(page, "aigerim", "en")
    my_institution(page, "en")
    page.get_by_role("radio", name="Parents' evening").press("Space")
    page.get_by_label("How many came").fill("31")
    with page.expect_navigation():
        page.get_by_label("How many came").press("Enter")
    expect(page.get_by_role("region", name="Reported so far")).to_contain_text("31")
    with page.expect_navigation():
        page.get_by_role("button", name="Take back").press("Enter")
    expect(page.locator("main")).to_contain_text("Nothing reported yet")
