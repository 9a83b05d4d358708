"""Each type of page in three languages, on a telephone and on a desk, light and dark: axe finds nothing, and nothing
scrolls sideways.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.answers import answer, questions_on, take_test
from tests.browser.conftest import NewPage
from tests.browser.steps import faults_found_by_axe, scrolls_sideways, sign_in
from tests.serving import Served

LANGUAGES = ("kk", "ru", "en")
WIDTHS = (320, 1280)
HEIGHT = 800
COURSE = "/courses/recognition-and-referral/"
LESSON = f"{COURSE}first-five-minutes/"

# By type of page: who opens it. A visitor is nobody of the cast.
PAGES = {
    "front page": "",
    "sign-in": "",
    "courses": "",
    "course map of a visitor": "",
    "verify": "",
    "certificate that is valid": "",
    "certificate that is not known": "",
    "not found": "",
    "my training": "natalya",
    "my training, completed": "aigerim",
    "course map": "gulmira",
    "lesson": "zarina",
    "lesson with a marked question": "gulmira",
    "test, before it begins": "zarina",
    "test": "gulmira",
    "test, before it is sent": "gulmira",
    "result, passed": "aigerim",
    "result, not yet": "svetlana",
    "certificates": "aigerim",
    "certificate": "aigerim",
    "not open to you": "gulmira",
    "board of a district": "nurlan",
    "board of a region": "roza",
}


class Story:
    """Plays what must have happened, and remembers where: addresses without their language."""

    def __init__(self, browser: Browser, site: Served) -> None:
        self.browser, self.site = browser, site
        self.contexts: dict[str, BrowserContext] = {}
        self.addresses: dict[str, str] = {}

    def open(self, who: str) -> Page:
        if who not in self.contexts:
            self.contexts[who] = self.browser.new_context(base_url=self.site.address)
            if who:
                page = self.contexts[who].new_page()
                sign_in(page, who)
                return page
        return self.contexts[who].new_page()

    def state(self, who: str) -> Any:
        """The cookies of `who`, for a new page; none for a visitor."""
        if not who:
            return None
        self.open(who).close()
        return self.contexts[who].storage_state()

    def remember(self, name: str, page: Page) -> None:
        self.addresses[name] = "/" + page.url.removeprefix(f"{self.site.address}/").split("/", 1)[1]


def play(story: Story) -> None:
    story.addresses |= {
        "front page": "/",
        "sign-in": "/sign-in/",
        "courses": "/courses/",
        "course map of a visitor": COURSE,
        "verify": "/v/",
        "certificate that is not known": "/v/TN-2222-2222-2222/",
        "not found": "/nothing/",
        "my training": "/my/",
        "my training, completed": "/my/",
        "course map": COURSE,
        "lesson": LESSON,
        "lesson with a marked question": LESSON,
        "test, before it begins": f"{COURSE}test/",
        "certificates": "/certificates/",
        "not open to you": "/coverage/",
    }
    _pass_the_course(story)
    _stop_in_the_middle(story)
    _fail(story)
    for who, name in (("nurlan", "board of a district"), ("roza", "board of a region")):
        page = story.open(who)
        page.goto("/kk/coverage/")
        story.remember(name, page)


def _pass_the_course(story: Story) -> None:
    page = story.open("aigerim")
    page.goto(f"/kk{COURSE}")
    page.locator(".lessons a").first.click()
    while done := page.locator("form[action$='/done/'] button").all():
        done[0].click()
    _begin(page)
    take_test(page)
    story.remember("result, passed", page)
    page.goto("/kk/certificates/")
    page.locator("main a[href*='/certificates/TN-']").first.click()
    story.remember("certificate", page)
    serial = page.url.rstrip("/").rsplit("/", 1)[1]
    story.addresses["certificate that is valid"] = f"/v/{serial}/"


def _stop_in_the_middle(story: Story) -> None:
    page = story.open("gulmira")
    page.goto(f"/kk{LESSON}")
    check = page.locator("form", has=page.locator("fieldset")).first
    check.locator("input").and_(check.locator("[type=radio], [type=checkbox]")).first.check()
    check.locator("button").first.click()
    _begin(page)
    answer(questions_on(page)[0])
    story.remember("test", page)
    story.addresses["test, before it is sent"] = story.addresses["test"].removesuffix("1/") + "review/"


def _fail(story: Story) -> None:
    page = story.open("svetlana")
    _begin(page)
    take_test(page, wrong=6)
    story.remember("result, not yet", page)


def _begin(page: Page) -> None:
    page.goto(f"/kk{COURSE}test/")
    page.locator("main form button.btn").click()
    page.wait_for_url("**/tests/**")


@pytest.fixture(scope="module")
def story(site: Served, browser: Browser) -> Iterator[Story]:
    story = Story(browser, site)
    play(story)
    yield story
    for context in story.contexts.values():
        context.close()


@pytest.fixture
def opened(story: Story, new_page: NewPage) -> Callable[..., Page]:
    """A watched page of the person to whom a type of page belongs."""

    def open_page(name: str) -> Page:
        # Without motion: a colour on its way from light to dark is neither.
        return new_page(storage_state=story.state(PAGES[name]), reduced_motion="reduce")

    return open_page


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(story, opened, name):
    page = opened(name)
    found = {}
    for language in LANGUAGES:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(f"/{language}{story.addresses[name]}")
            assert page.locator("html").get_attribute("lang") == language
            faults = faults_found_by_axe(page) + ["scrolls sideways"] * scrolls_sideways(page)
            if faults:
                found[f"{language} {width}"] = faults
    page.emulate_media(color_scheme="dark")
    if faults := faults_found_by_axe(page):
        found["dark"] = faults
    assert found == {}
