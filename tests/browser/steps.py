"""What people do on the pages, in words of the demo's story."""

import csv

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.serving import ROOT

DEMO = ROOT / "site" / "tanu" / "home" / "demo"


def sign_in(page: Page, code: str, language: str = "kk") -> None:
    """Through the demo's door on the sign-in page, as the member of the cast with this code."""
    page.goto(f"/{language}/sign-in/")
    page.get_by_role("button", name=name_of(code), exact=True).click()
    page.wait_for_url("**/my/")


def name_of(code: str) -> str:
    """The full name under which the demo knows a member of the cast."""
    for file in ("roster.csv", "officials.csv"):
        for row in csv.DictReader((DEMO / file).read_text(encoding="utf-8").splitlines()):
            if row["code"] == code:
                return " ".join(filter(None, [row["family_name"], row["given_name"], row["patronymic"]]))
    raise KeyError(code)


def faults_found_by_axe(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule, and where."""
    violations = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in violations for node in fault["nodes"]]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
