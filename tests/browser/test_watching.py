"""What every browser test looks out for is found when it happens."""

import pytest

from tests.browser.steps import faults_found_by_axe, scrolls_sideways
from tests.browser.watching import Watch


@pytest.fixture
def watched(site, browser):
    context = browser.new_context(base_url=site.address)
    watch = Watch(site.address)
    watch.over(context)
    page = context.new_page()
    page.goto("/kk/")
    yield page, watch
    context.close()


def test_a_page_of_ours_is_quiet(watched):
    _, watch = watched

    assert watch.found == []


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://elsewhere.invalid/a.png" alt="">',
        '<p style="color: red">',
        '<img src="/static/nothing.png" alt="">',
    ],
)
def test_what_a_page_must_not_do_is_noticed(watched, markup):
    page, watch = watched
    page.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", markup)
    page.wait_for_timeout(300)

    assert watch.found


def test_axe_and_the_ruler_find_faults(watched):
    page, _ = watched
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img width=3000 height=9 src=/static/tanu/icon.svg>')"
    )

    assert any(fault.startswith("image-alt") for fault in faults_found_by_axe(page))
    assert scrolls_sideways(page)
