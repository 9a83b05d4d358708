"""`make shots`: the pictures of the README, taken from a demo built and served for it."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.answers import take_test
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.steps import sign_in
from tests.serving import ROOT, House

FOLDER = ROOT / "docs" / "screenshots"
COURSE = "courses/recognition-and-referral"
PHONE, DESK = (360, 740), (1280, 860)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.build()
        with house.served() as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            _learner(browser, served.address)
            _official(browser, served.address)
            browser.close()


def _learner(browser: Browser, address: str) -> None:
    page = _open(browser, address, PHONE)
    sign_in(page, "aigerim", "kk")
    page.goto(f"/ru/{COURSE}/bruises-that-speak/")
    _take(page, "lesson-360-ru")
    page.goto(f"/kk/{COURSE}/test/")
    page.locator("main form button.btn").click()
    page.wait_for_url("**/tests/**")
    take_test(page)
    page.goto(f"/kk/{COURSE}/")
    page.locator(".lessons a").first.click()
    while page.locator("form[action$='/done/'] button").count():
        page.locator("form[action$='/done/'] button").click()
    _take(page, "course-360-kk")
    desk = _open(browser, address, DESK)
    sign_in(desk, "aigerim", "kk")
    desk.goto("/kk/certificates/")
    desk.locator("main a[href*='/certificates/TN-']").first.click()
    _take(desk, "certificate-1280-kk")


def _official(browser: Browser, address: str) -> None:
    page = _open(browser, address, DESK)
    sign_in(page, "nurlan", "kk")
    page.goto("/kk/coverage/")
    _take(page, "board-1280-kk")


def _open(browser: Browser, address: str, size: tuple[int, int]) -> Page:
    viewport = {"width": size[0], "height": size[1]}
    return browser.new_context(base_url=address, viewport=viewport, locale="kk-KZ").new_page()


def _take(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    sys.stdout.write(f"docs/screenshots/{name}.png\n")


if __name__ == "__main__":
    main()
