"""Editors at work under a policy that lets no inline script run: every screen opens, and every tool on it works.

Alma has all rights here, so that every screen of Wagtail is met. `new_page` fails on whatever the policy refuses.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.steps import press, sign_in
from tests.serving import House, Served

WITH_ALL_RIGHTS = """
from tanu.people.models import Person
from tanu.reviews.actions import let_review
alma = Person.objects.get(sign_in_names__value="alma")
Person.objects.filter(pk=alma.pk).update(is_superuser=True)
let_review(alma, "clinical")
let_review(alma, "legal")
"""
DESK = {"width": 1280, "height": 900}
# One of each kind of thing is enough.
A_THING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
# A playtest is a page of the learners', not a screen.
NOT_TO_OPEN = re.compile(r"/(logout|bulk|choose-\w+|playtest)/|\.(csv|xlsx|zip)$")
SIDE_PANELS = "[data-side-panel-toggle]"
DIALOGS = "[data-a11y-dialog-show]:not([data-a11y-dialog-show*=keyboard])"
MORE_OF_A_LIST = "button[id$='-ADD']"
CHOOSERS = "[data-chooser-action-choose]"
DATES = "[data-begin-name-value^=init]"
CALENDAR = ".xdsoft_datetimepicker:visible"


@pytest.fixture(scope="module")
def site(demo: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with demo.copy(tmp_path_factory.mktemp("admin") / "var", "tanu_browser_admin") as house:
        house.manage("shell", "-v", "0", "-c", WITH_ALL_RIGHTS)
        with house.served() as served:
            yield served


@pytest.fixture
def page(new_page: NewPage) -> Page:
    page = new_page(viewport=DESK, reduced_motion="reduce")
    sign_in(page, "alma", "ru")
    return page


def kind_of(address: str) -> str:
    return A_THING.sub("*", address)


def links(page: Page) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href^='/admin/']", "all => all.map(one => one.getAttribute('href'))")
    addresses = [href.split("#")[0].split("?")[0] for href in hrefs]
    return [address for address in addresses if not NOT_TO_OPEN.search(address)]


def screens(page: Page) -> Iterator[str]:
    """Opens one screen of every kind that can be reached from the menu."""
    waiting, met = ["/admin/"], {kind_of("/admin/")}
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        page.locator("body.ready").wait_for()
        yield address
        for link in links(page):
            if kind_of(link) not in met:
                met.add(kind_of(link))
                waiting.append(link)


def use_every_tool(page: Page) -> set[str]:
    """Opens and shuts whatever the screen offers. Which kinds of tool it had."""
    met = use_dialogs(page) | use_choosers(page)
    for panel in usable(page.locator(SIDE_PANELS)):
        panel.click()
        met |= {SIDE_PANELS} | use_dialogs(page)
    for button in usable(page.locator(MORE_OF_A_LIST)):
        button.click()
        met.add(MORE_OF_A_LIST)
    return met | use_dates(page) | use_choosers(page)


def use_dialogs(page: Page) -> set[str]:
    met = set()
    for opener in usable(page.locator(DIALOGS)):
        opener.click()
        expect(page.locator("[role=dialog]:visible")).to_have_count(1)
        met |= {DIALOGS} | use_dates(page)
        page.locator("[role=dialog]:visible button[data-action='w-dialog#hide']").first.click()
        expect(page.locator("[role=dialog]:visible")).to_have_count(0)
    return met


def use_choosers(page: Page) -> set[str]:
    choosers = usable(page.locator(CHOOSERS))
    for chooser in choosers:
        chooser.click()
        expect(page.locator(".modal.in .modal-body")).to_be_visible()
        page.locator(".modal.in [data-dismiss=modal]").first.click()
        expect(page.locator(".modal-backdrop")).to_have_count(0)
    return {CHOOSERS} if choosers else set()


def use_dates(page: Page) -> set[str]:
    fields = usable(page.locator(DATES).locator("xpath=preceding-sibling::input[1]"))
    for field in fields:
        field.focus()
        expect(page.locator(CALENDAR)).to_have_count(1)
        field.blur()
        page.locator("body").dispatch_event("mousedown")
        expect(page.locator(CALENDAR)).to_have_count(0)
    return {DATES} if fields else set()


def usable(tools: Locator) -> list[Locator]:
    return [tool for tool in tools.all() if tool.is_visible() and tool.is_enabled()]


def test_every_screen_opens_and_every_tool_on_it(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    policies, met = set(), set()
    page.on("response", lambda response: policies.add(response.headers.get("content-security-policy")))
    for _address in screens(page):
        met |= use_every_tool(page)
    assert met == {SIDE_PANELS, DIALOGS, MORE_OF_A_LIST, CHOOSERS, DATES}
    scripts = {part for policy in policies if policy for part in policy.split(";") if "script-src" in part}
    assert {part.strip() for part in scripts} == {"script-src 'self'"}


def test_a_day_is_picked_from_the_calendar(page: Page) -> None:
    page.goto("/admin/snippets/institutions/helpline/add/")
    day = page.locator("#id_check_by")
    day.focus()
    page.locator(f"{CALENDAR} .xdsoft_today").click()
    expect(day).to_have_value(re.compile(r"^\d{4}-\d\d-\d\d$"))


def test_a_list_grows_by_a_line_and_its_chooser_chooses(page: Page) -> None:
    page.goto("/admin/workflows/add/")
    page.locator("#id_workflow_tasks-ADD").click()
    line = page.locator("[id^=inline_child_workflow_tasks]:visible").last
    line.locator(CHOOSERS).click()
    page.locator(".modal.in [href='#tab-existing']").click()
    task = page.locator(".modal.in a.task-choice").first
    title = task.inner_text()
    task.click()
    expect(line.locator("[data-chooser-title]")).to_have_text(title)
    expect(line.locator("input[name$='-task']")).not_to_have_value("")


def test_the_preview_stands_beside_the_editor_as_the_learner_will_see_it(page: Page) -> None:
    open_a_lesson_page(page)
    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.locator("h1")).to_have_text(page.locator("#id_title").input_value())
    expect(preview.locator("link[href*='tanu.']")).to_have_count(1)


def test_a_text_is_sent_to_review_and_approved_with_a_remark(page: Page) -> None:
    open_a_lesson_page(page)
    address = page.url
    press(more_actions(page).locator("[name=action-submit]"))
    page.goto(address)
    more_actions(page).locator("[data-workflow-action-name=approve]").click()
    remark = page.locator(".modal.in textarea")
    remark.fill("Checked.")
    press(page.locator(".modal.in [type=submit]"))
    expect(page.locator(".messages .success")).to_be_visible()


def open_a_lesson_page(page: Page) -> None:
    page.goto("/admin/pages/usage/courses/lessonpage/")
    press(page.locator("main a[href$='/edit/']").first)
    page.locator("body.ready").wait_for()


def more_actions(page: Page) -> Locator:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    return page.locator("footer")
