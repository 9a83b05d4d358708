"""An editor works on a case in Wagtail: scenes are renamed and added, and what led there follows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.steps import press, sign_in


@pytest.fixture
def editor(new_page: NewPage) -> Page:
    """After the bell, opened by the editor."""
    page = new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    sign_in(page, "alma", "en")
    page.goto("/admin/snippets/case_studies/case/")
    press(page.locator("a[href*='/case/edit/']").first)
    page.locator("body.ready").wait_for()
    page.locator("#scenes-root").wait_for()
    return page


def targets(page: Page) -> list[str]:
    return page.eval_on_selector_all("select[data-scenes]", "all => all.map(one => one.value)")


def rename(page: Page, before: str, after: str) -> None:
    page.evaluate(
        """([before, after]) => {
            const field = [...document.querySelectorAll("input[name^=scenes-][name$=value-id]")]
                .find(one => /^scenes-\\d+-value-id$/.test(one.name) && one.value === before);
            field.dispatchEvent(new FocusEvent("focusin", {bubbles: true}));
            field.value = after;
            field.dispatchEvent(new Event("change", {bubbles: true}));
        }""",
        [before, after],
    )


def test_targets_follow_a_scene_that_is_renamed(editor: Page):
    led = targets(editor).count("weekend")
    assert led > 1
    rename(editor, "weekend", "a-week-later")
    assert targets(editor).count("a-week-later") == led
    assert "weekend" not in targets(editor)


def test_a_fault_is_told_beside_the_draft_and_leads_to_its_scene(editor: Page):
    editor.locator("[data-side-panel-toggle=problems]").click()
    panel = editor.locator("[data-side-panel=problems]")
    expect(panel.locator("li")).to_have_count(0)
    expect(panel.locator("svg")).to_have_count(1)
    editor.locator("select[data-scenes]").first.evaluate(
        """list => {
            list.value = "end-silence";
            list.dispatchEvent(new Event("change", {bubbles: true}));
        }"""
    )
    with editor.expect_navigation():
        editor.evaluate("document.querySelector('#w-editor-form, form[data-edit-form]').requestSubmit()")
    editor.locator("body.ready").wait_for()
    link = editor.locator("[data-side-panel=problems] li a[href^='#block-']").first
    expect(link).to_be_attached()
    place = link.get_attribute("href")
    assert place is not None
    expect(editor.locator(place)).to_be_attached()


def test_the_draft_is_played_and_nothing_is_kept(editor: Page):
    editor.locator("[data-side-panel-toggle=problems]").click()
    address = editor.locator("[data-side-panel=problems] a[href*='playtest']").first.get_attribute("href")
    assert address is not None
    editor.goto(address)
    for choice in ("limits", "listen", "ask", "together", "now", "facts", "verbatim", "calm"):
        editor.locator(f"input[value={choice}]").check()
        press(editor.locator("main form button.btn").first)
    expect(editor.locator("main")).to_contain_text(re.compile("14.+14"))
