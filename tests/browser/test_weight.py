"""What a page weighs on a village line, and what it may load: nothing from another host, nothing inline."""

import urllib.request

import pytest
from playwright.sync_api import Page

from tests.browser.steps import press, sign_in

KB = 1024
HTML, CSS, JS = 14 * KB, 12 * KB, 10 * KB
COURSE = "/kk/courses/recognition-and-referral/"
# What somebody opens on the first day, before anything is in the cache.
WAY = ["/kk/", "/kk/sign-in/", "/kk/my/", COURSE, f"{COURSE}first-five-minutes/", f"{COURSE}test/"]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def compressed(page: Page, url: str) -> int:
    """What its body weighs on the line, asked as the person signed in on `page`."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    headers = {"Accept-Encoding": "gzip", "Cookie": cookies}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:  # noqa: S310
        return len(response.read())


@pytest.fixture
def pages_and_files(page):
    """What the way loads, by address: its type, and the response. `page.html` keeps the documents as they came."""
    seen = {}
    page.on("response", lambda response: seen.update({response.url: (response.request.resource_type, response)}))
    sign_in(page, "aigerim")
    for address in WAY:
        page.goto(address, wait_until="networkidle")
    press(page.locator("main form button.btn"))
    page.wait_for_load_state("networkidle")
    return {url: (kind, response) for url, (kind, response) in seen.items() if response.status == 200}


def test_pages_style_and_script_stay_small(page, pages_and_files):
    limits = {"document": HTML, "stylesheet": CSS, "script": JS}
    total = dict.fromkeys(limits, 0)
    for url, (kind, _response) in pages_and_files.items():
        if kind not in limits:
            continue
        size = compressed(page, url)
        total[kind] = max(total[kind], size) if kind == "document" else total[kind] + size

    assert {kind: size for kind, size in total.items() if size > limits[kind]} == {}
    assert all(total.values())


def test_a_first_visit_asks_for_little(new_page):
    page = new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/kk/", wait_until="networkidle")

    assert len(requests) <= 6, requests


def test_every_page_has_a_strict_policy(pages_and_files):
    documents = [response for kind, response in pages_and_files.values() if kind == "document"]

    assert documents
    for response in documents:
        policy = response.headers.get("content-security-policy", "")
        given = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
        assert POLICY.items() <= given.items(), response.url
        assert "unsafe" not in policy, response.url


def test_style_and_script_may_be_kept_for_good(pages_and_files):
    files = [response for kind, response in pages_and_files.values() if kind in ("stylesheet", "script")]

    assert files
    for response in files:
        assert "immutable" in response.headers["cache-control"], response.url
