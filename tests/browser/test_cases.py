"""A case in a real browser: played to its end by keyboard, without JavaScript, in two windows, in two languages."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.pages import CASE, begin_case, take_steps
from tests.browser.steps import press, sign_in

EXPERT = ("limits", "listen", "ask", "together", "now", "facts", "verbatim", "calm")


def focus_by_tab(page: Page, selector: str) -> None:
    """Tab until what `selector` names has the focus."""
    for _ in range(60):
        if page.locator(selector).and_(page.locator(":focus")).count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def choose_by_keyboard(page: Page, choice: str) -> None:
    """From the first of the radios down to the one of `choice`, then on to the button."""
    focus_by_tab(page, "input[name=choice]")
    page.keyboard.press("Space")
    for _ in range(8):
        if page.locator(f"input[value={choice}]").is_checked():
            break
        page.keyboard.press("ArrowDown")
    focus_by_tab(page, "main button.btn")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_case_is_played_to_its_end_by_keyboard_without_javascript(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    sign_in(page, "daniyar", "ru")
    page.goto(f"/ru{CASE}")
    focus_by_tab(page, "main form button.btn")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for choice in EXPERT:
        choose_by_keyboard(page, choice)
    expect(page).to_have_url(re.compile("/debrief/$"))
    expect(page.locator("main")).to_contain_text("14 из 14")


def test_a_case_is_played_by_pointer(new_page: NewPage):
    page = new_page()
    sign_in(page, "madina", "kk")
    begin_case(page, CASE)
    take_steps(page, *EXPERT)
    expect(page.locator("h1")).to_have_text("Бүгін кешке")


def test_two_windows_and_a_double_click_take_each_step_once(new_page: NewPage):
    page = new_page()
    sign_in(page, "kairat", "en")
    page.goto(f"/en{CASE}")
    page.locator("main form button.btn").first.dblclick()
    page.wait_for_url(re.compile("/after-the-bell/[0-9a-f-]{36}/$"))
    other = page.context.new_page()
    other.goto(page.url)
    take_steps(page, "limits")
    other.locator("input[value=monday]").check()
    press(other.locator("main form button.btn"))
    expect(other.locator("[role=status]").first).to_contain_text("taken already")
    expect(other.locator("h1")).to_have_text("What he says")
    other.locator("input[value=listen]").check()
    other.locator("main form button.btn").dblclick()
    expect(other.locator("h1")).to_have_text("A quarter of an hour")
    expect(other.locator(".knots li.done")).to_have_count(2)


def test_the_language_changed_in_the_middle_keeps_the_way(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    sign_in(page, "timur", "kk")
    begin_case(page, CASE)
    take_steps(page, "limits", "listen")
    press(page.locator("header [lang=ru]"))
    expect(page.locator("h1")).to_have_text("Четверть часа")
    take_steps(page, "ask")
    expect(page.locator(".knots li.done")).to_have_count(3)
