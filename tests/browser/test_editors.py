"""The admin saves by itself while an editor types: that stands in nobody's way, and overwrites nobody."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.steps import press, sign_in

LESSONS = "/admin/snippets/courses/lesson/?q=four-forms"


def open_editor(page: Page) -> None:
    """The Russian text of a lesson, opened by an editor who reads English."""
    sign_in(page, "alma", "en")
    page.goto(LESSONS)
    press(page.get_by_role("row", name="four-forms").get_by_role("link", name="Russian"))
    expect(page.locator("#id_title")).to_be_editable()


def write(page: Page, title: str) -> None:
    """Types until the admin has saved it by itself: what was typed before it had woken up it does not notice."""
    opened = page.locator("[name='loaded_revision_id']")
    before, typed = opened.input_value(), title
    while opened.input_value() == before and len(typed) < len(title) + 40:
        page.locator("#id_title").fill(typed)
        page.wait_for_timeout(1000)
        typed += "!"
    expect(opened).not_to_have_value(before)


@pytest.fixture
def editor(new_page: NewPage) -> Page:
    page = new_page(locale="en-GB", viewport={"width": 1400, "height": 1000})
    open_editor(page)
    return page


def test_what_saved_itself_can_be_published(editor: Page):
    write(editor, "Новое название")
    editor.get_by_role("button", name="More actions").click()
    editor.locator("button[name='action-publish']").click()
    expect(editor.locator(".messages")).to_contain_text("has been published")
