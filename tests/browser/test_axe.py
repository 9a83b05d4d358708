"""Every type of page in three languages, from a telephone to a desk, light and dark: axe finds nothing, and nothing
scrolls sideways.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NewPage
from tests.browser.pages import HEIGHT, LANGUAGES, PAGES, WIDTHS, Story, played
from tests.browser.steps import contrast_faults, faults_found_by_axe, scrolls_sideways
from tests.serving import Served


@pytest.fixture(scope="module")
def story(site: Served, browser: Browser) -> Iterator[Story]:
    with played(browser, site) as story:
        yield story


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(story: Story, new_page: NewPage, name: str) -> None:
    # Without motion: a colour on its way from light to dark is neither.
    page = new_page(storage_state=story.state(PAGES[name].who), reduced_motion="reduce")
    found = {}
    for language in LANGUAGES:
        page.goto(story.address(name, language))
        assert page.locator("html").get_attribute("lang") == language
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme="light")
            faults = faults_found_by_axe(page) + ["scrolls sideways"] * scrolls_sideways(page)
            # Dark changes colours and nothing else.
            page.emulate_media(color_scheme="dark")
            faults += contrast_faults(page)
            if faults:
                found[f"{language} {width}"] = faults
    assert found == {}
