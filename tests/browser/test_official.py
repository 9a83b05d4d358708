"""The officials open their boards before and after the school's officer has passed."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.steps import sign_in
from tests.browser.test_learner import begin_test, read_all_lessons, take_test


def board(page: Page) -> str:
    page.goto("/en/coverage/")
    return page.inner_text("main")


def address_of(page: Page) -> str:
    """Of the board one stands on, as another would type it."""
    download = page.locator("a[href$='uncovered.csv']").get_attribute("href") or ""
    return download.removesuffix("uncovered.csv")


def uncovered(page: Page) -> str:
    return page.get_by_role("region", name="Whom to call").inner_text()


def test_the_board_tells_who_is_covered_and_whom_to_call(new_page: NewPage):
    official = new_page()
    sign_in(official, "nurlan", "en")
    board(official)
    before = uncovered(official)
    for institution in ("Zhusandy village school", "Zhusandy city hospital", "Zhusandy police station", "Basic school"):
        assert institution in before
    for reason in ("overdue", "lapsed", "nobody appointed"):
        assert reason in before.casefold()

    learner = new_page()
    sign_in(learner, "aigerim", "en")
    read_all_lessons(learner)
    begin_test(learner)
    take_test(learner)

    board(official)
    after = uncovered(official)
    assert "Zhusandy village school" not in after
    assert "Zhusandy city hospital" in after
    covered = official.get_by_role("region", name="Covered")
    covered.locator("summary").click()
    expect(covered).to_contain_text("Zhusandy village school")


def test_the_region_adds_its_districts_up_and_the_region_next_door_is_not_found(new_page: NewPage):
    page = new_page()
    sign_in(page, "roza", "en")
    text = board(page)
    assert "Zhusandy District" in text
    assert "Tasotkel District" in text
    stranger = new_page()
    sign_in(stranger, "nurlan", "en")
    board(stranger)
    district, region = address_of(stranger), address_of(page)
    assert stranger.goto(region).status == 404
    assert page.goto(district).status == 200
    expect(page.locator("h1")).to_be_visible()
