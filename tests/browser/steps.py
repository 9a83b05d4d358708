"""What people do on the pages, in words of the demo's story."""

import csv
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

from tests.serving import ROOT

DEMO = ROOT / "site" / "tanu" / "home" / "demo"


def sign_in(page: Page, code: str, language: str = "kk") -> None:
    """Through the demo's door on the sign-in page, as the member of the cast with this code."""
    page.goto(f"/{language}/sign-in/")
    page.get_by_role("button", name=name_of(code), exact=True).click()
    page.wait_for_url("**/my/")


def press(control: Locator) -> None:
    """Click a link or a button that leads on, and wait until the page it leads to is there."""
    with control.page.expect_navigation():
        control.click()


def name_of(code: str) -> str:
    """The full name under which the demo knows a member of the cast."""
    for file in ("roster.csv", "officials.csv"):
        for row in csv.DictReader((DEMO / file).read_text(encoding="utf-8").splitlines()):
            if row["code"] == code:
                return " ".join(filter(None, [row["family_name"], row["given_name"], row["patronymic"]]))
    raise KeyError(code)


def faults_found_by_axe(page: Page, **options: Any) -> list[str]:
    """What axe finds on the page as it stands: the rule, and where. `options` are those of `axe.run`."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("options => axe.run({...options, resultTypes: ['violations']})", options)["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in violations for node in fault["nodes"]]


def contrast_faults(page: Page) -> list[str]:
    """Only what axe finds of colours on one another."""
    return faults_found_by_axe(page, runOnly=["color-contrast"])


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
