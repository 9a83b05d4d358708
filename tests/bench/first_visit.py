"""What a first visit of the front page moves over the line, in Chromium with a cold cache."""

import shutil
from typing import Any

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
# The front page, then the way to the first lesson: what a learner on a telephone pays on the first day.
FRONT = "/kk/"


def first_visit(address: str) -> dict[str, float]:
    """Bytes as they came over the line, headers included, and requests. Empty without Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(extra_http_headers={"X-Forwarded-Proto": "https"})
        page = context.new_page()
        moved = Moved(context.new_cdp_session(page))
        page.goto(f"{address}{FRONT}", wait_until="networkidle")
        browser.close()
    return {"kb": round(moved.bytes / 1024, 1), "requests": moved.requests}


class Moved:
    """Counts what Chromium's network stack received."""

    def __init__(self, session: Any) -> None:
        self.bytes = 0.0
        self.requests = 0
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self.requests += 1
