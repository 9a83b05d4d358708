"""A served demo and a real Chromium. Each file of tests has a copy of the demo for itself."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.watching import Watch
from tests.serving import House, Served, database

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
IS_REQUIRED = os.environ.get("TANU_BROWSER") == "required"
LEFT_OUT = pytest.StashKey[int]()

NewPage = Callable[..., Page]


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium these tests are left out, unless TANU_BROWSER=required."""
    ours = [item for item in items if item.get_closest_marker("browser")]
    if CHROMIUM or not ours:
        return
    if IS_REQUIRED:
        raise pytest.UsageError("TANU_BROWSER=required, and there is no chromium on the path.")
    items[:] = [item for item in items if item not in ours]
    config.hook.pytest_deselected(items=ours)
    config.stash[LEFT_OUT] = len(ours)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if left_out := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(f"There is no chromium on the path: {left_out} browser tests were left out.")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and session.config.stash.get(LEFT_OUT, 0):
        session.exitstatus = pytest.ExitCode.OK


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo, built once; not served."""
    folder = tmp_path_factory.mktemp("demo")
    if server := os.environ.get("DATABASE_URL"):
        with database(server, f"tanu_browser_{os.getpid()}") as address:
            house = House(folder, address)
            house.build()
            yield house
    else:
        house = House(folder)
        house.build()
        yield house


@pytest.fixture(scope="module")
def site(demo: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the demo, served for this file of tests alone."""
    folder = tmp_path_factory.mktemp("site") / "var"
    with demo.copy(folder, f"tanu_browser_{os.getpid()}_site") as house, house.served() as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(site: Served, browser: Browser) -> Iterator[NewPage]:
    """Opens a page as a new visitor. `options` are those of a browser context: viewport, java_script_enabled.

    The test fails if a page asks another host, reports an error or breaks the Content-Security-Policy.
    """
    watch = Watch(site.address)
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=site.address, **{"locale": "kk-KZ", **options})
        contexts.append(context)
        watch.over(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert watch.found == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()
