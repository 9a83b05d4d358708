"""`make shots`: the pictures of the README. `make shots-all`: every type of page in every language, width and look,
to leaf through in var/shots/index.html. Both are taken from a demo that is built, played and served for them.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import ROOT, House

django.setup()

from tests.browser.conftest import CHROMIUM, FLAGS  # noqa: E402
from tests.browser.pages import HEIGHT, LANGUAGES, PAGES, WIDTHS, Story, played  # noqa: E402
from tests.browser.steps import press  # noqa: E402

README = ROOT / "docs" / "screenshots"
ALL = ROOT / "var" / "shots"
PHONE, DESK = (360, 740), (1280, 860)
LIGHT: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none", "media": "screen"}
# How a page is looked at, and in which widths.
LOOKS = {
    "light": (LIGHT, WIDTHS),
    "dark": (LIGHT | {"color_scheme": "dark"}, WIDTHS),
    "forced": (LIGHT | {"forced_colors": "active"}, WIDTHS[-1:]),
    "print": (LIGHT | {"media": "print"}, (720,)),
}


@dataclass(frozen=True)
class Picture:
    """Of a type of page, or of an address of `who`; `beginning_at` an element of it."""

    name: str
    page: str
    language: str
    size: tuple[int, int]
    look: str = "light"
    beginning_at: str = ""


PICTURES = [
    Picture("lesson-360-ru", "lesson", "ru", PHONE),
    Picture("form-360-kk-dark", "practice form", "kk", PHONE, "dark", "form[action*='/check/p1/'] fieldset"),
    Picture("course-360-kk", "course map", "kk", PHONE, beginning_at="main h1"),
    Picture("board-1280-kk", "board of a district", "kk", DESK),
    Picture("board-1280-ru-dark", "board of a region", "ru", DESK, "dark"),
    Picture("case-360-kk", "case, in the middle", "kk", PHONE),
    Picture("debrief-1280-ru", "case, debrief", "ru", DESK, beginning_at="#score"),
    Picture("certificate-1280-kk", "certificate", "kk", DESK, beginning_at=".cert"),
]


def main() -> None:
    begun = time.monotonic()
    with _told_story() as (browser, story):
        if "--all" in sys.argv:
            _take_all(browser, story)
        else:
            README.mkdir(parents=True, exist_ok=True)
            for picture in PICTURES:
                _take(browser, story, picture)
            _take_editor(browser, story)
    _say(f"{time.monotonic() - begun:.0f} seconds")


@contextmanager
def _told_story() -> Iterator[tuple[Browser, Story]]:
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.build()
        with house.served() as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            with played(browser, served) as story:
                yield browser, story
            browser.close()


def _open(browser: Browser, story: Story, who: str, size: tuple[int, int], **options: Any) -> Page:
    viewport = {"width": size[0], "height": size[1]}
    state = story.state(who)
    return browser.new_context(
        base_url=story.site.address, storage_state=state, viewport=viewport, reduced_motion="reduce", **options
    ).new_page()


def _take(browser: Browser, story: Story, picture: Picture) -> None:
    scale = 2 if picture.size == PHONE else 1
    page = _open(browser, story, PAGES[picture.page].who, picture.size, device_scale_factor=scale)
    page.emulate_media(**LOOKS[picture.look][0])
    page.goto(story.address(picture.page, picture.language))
    if picture.beginning_at:
        page.locator(picture.beginning_at).first.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 96)")
    _keep(page, picture.name)


def _take_editor(browser: Browser, story: Story) -> None:
    """A lesson in the editors' admin, with the page as the learner will see it beside it."""
    page = _open(browser, story, "alma", (1440, 900), locale="ru-RU")
    page.goto("/admin/pages/usage/courses/lessonpage/")
    press(page.locator("main a[href$='/edit/']").first)
    page.locator("[data-side-panel-toggle=preview]").click()
    page.frame_locator("#w-preview-iframe").locator("h1").wait_for()
    _keep(page, "editor-1440-ru")


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=README / f"{name}.png")
    page.context.close()
    _say(f"docs/screenshots/{name}.png")


def _take_all(browser: Browser, story: Story) -> None:
    ALL.mkdir(parents=True, exist_ok=True)
    for name, kind in PAGES.items():
        page = _open(browser, story, kind.who, (WIDTHS[0], HEIGHT))
        for language in LANGUAGES:
            page.goto(story.address(name, language))
            for look, (media, widths) in LOOKS.items():
                page.emulate_media(**media)
                for width in widths:
                    page.set_viewport_size({"width": width, "height": HEIGHT})
                    file = ALL / _file(name, language, look, width)
                    page.screenshot(path=file, full_page=True, type="jpeg", quality=75)
        page.context.close()
        _say(name)
    (ALL / "index.html").write_text(_index(), encoding="utf-8")
    _say(str(ALL / "index.html"))


def _file(name: str, language: str, look: str, width: int) -> str:
    return f"{name.replace(',', '').replace(' ', '-')}.{language}.{width}.{look}.jpg"


def _index() -> str:
    parts = ["<!doctype html><meta charset=utf-8><title>Tanu</title>"]
    for name in PAGES:
        parts.append(f"<h2>{escape(name)}</h2>")
        for language in LANGUAGES:
            files = [_file(name, language, look, width) for look, (_, widths) in LOOKS.items() for width in widths]
            parts += [f'<a href="{file}"><img src="{file}" height=300 loading=lazy alt="{file}"></a>' for file in files]
            parts.append("<br>")
    return "\n".join(parts)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
