"""Every type of page, who opens it and where: what axe is asked about, and what the screenshots show.

A new type of page is one line in PAGES. Where its address holds a name in braces, `play` finds out what that is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.answers import answer, questions_on, take_test
from tests.browser.steps import press, sign_in
from tests.serving import Served

LANGUAGES = ("kk", "ru", "en")
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
HEIGHT = 800
COURSE = "/courses/recognition-and-referral/"
LESSON = f"{COURSE}first-five-minutes/"
FORM = f"{COURSE}practise-the-form/"
CASE = "/cases/after-the-bell/"
REFERRAL = "/cases/the-quiet-ward/"
# Of the quiet ward, up to its form.
BEFORE_THE_FORM = ("invite", "open", "honest", "map", "compare", "now", "outside", "facts")
TROUBLES = ("400", "403", "csrf", "409", "429", "429-codes", "500", "503")


@dataclass(frozen=True)
class PageType:
    """`who` of the cast opens it, nobody for a visitor; `at` is its address without the language."""

    who: str
    at: str


PAGES = {
    "front page": PageType("", "/"),
    "sign-in": PageType("", "/sign-in/"),
    "courses": PageType("", "/courses/"),
    "course map of a visitor": PageType("", COURSE),
    "verify": PageType("", "/v/"),
    "certificate that is valid": PageType("", "/v/{serial}/"),
    "certificate that is not known": PageType("", "/v/TN-2222-2222-2222/"),
    "not found": PageType("", "/nothing/"),
    "my training": PageType("natalya", "/my/"),
    "my training, completed": PageType("aigerim", "/my/"),
    "my training, asked again": PageType("kairat", "/my/"),
    "course map": PageType("gulmira", COURSE),
    "lesson": PageType("zarina", LESSON),
    "lesson with a marked question": PageType("gulmira", LESSON),
    "practice form": PageType("zarina", FORM),
    "practice form, marked": PageType("gulmira", FORM),
    "questions before the course": PageType("sergey", f"{COURSE}before/"),
    "result, before the course": PageType("aigerim", "/tests/{before}/result/"),
    "test, before it begins": PageType("zarina", f"{COURSE}test/"),
    "test": PageType("gulmira", "/tests/{begun}/1/"),
    "test, before it is sent": PageType("gulmira", "/tests/{begun}/review/"),
    "result, passed": PageType("aigerim", "/tests/{passed}/result/"),
    "result, not yet": PageType("svetlana", "/tests/{failed}/result/"),
    "certificates": PageType("aigerim", "/certificates/"),
    "certificates, none": PageType("natalya", "/certificates/"),
    "certificate": PageType("aigerim", "/certificates/{serial}/"),
    "handouts": PageType("gulmira", f"{COURSE}handouts/"),
    "my institution": PageType("aigerim", "/institutions/{school}/"),
    "referral protocol": PageType("aigerim", "/institutions/{school}/protocol/"),
    "poster": PageType("aigerim", "/institutions/{school}/poster/"),
    "what is forgotten": PageType("alma", f"{COURSE}remembered/"),
    "cases": PageType("gulmira", "/cases/"),
    "case, before it begins": PageType("vera", CASE),
    "case, in the middle": PageType("gulmira", f"{CASE}{{middle}}/"),
    "case, a practice referral": PageType("zarina", f"{REFERRAL}{{referral}}/"),
    "case, debrief": PageType("arman", f"{CASE}{{ended}}/debrief/"),
    "groups of a lecturer": PageType("aliya", "/groups/"),
    "groups of a student": PageType("arman", "/groups/"),
    "a group": PageType("aliya", "/groups/{group}/"),
    "choice map": PageType("aliya", f"{CASE}map/"),
    "not open to you": PageType("gulmira", "/coverage/"),
    "board of a district": PageType("nurlan", "/coverage/"),
    "board of a region": PageType("roza", "/coverage/"),
    "board narrowed to a kind": PageType("nurlan", "/coverage/{district}/?kind=school"),
    "months before and ahead": PageType("nurlan", "/coverage/{district}/months/"),
    "other staff in fives": PageType("roza", "/coverage/{district}/people/"),
    "papers for the akim": PageType("nurlan", "/coverage/{district}/papers/"),
    "requirements": PageType("nurlan", "/requirements/"),
    "a new requirement": PageType("nurlan", "/requirements/new/"),
    "what a kind owes": PageType("nurlan", "/requirements/kinds/polyclinic/"),
    "our staff": PageType("baurzhan", "/staff/{school}/"),
    "add a person": PageType("baurzhan", "/staff/{school}/add/"),
    "what is recorded of me": PageType("zarina", "/staff/mine/"),
    "dispute a record": PageType("zarina", "/staff/mine/{school}/"),
    "sign-in slips": PageType("baurzhan", "/slips/{school}/"),
    "a roster to send": PageType("baurzhan", "/rosters/institution/{school}/"),
    "letters to an institution": PageType("baurzhan", "/letters/institutions/{school}/"),
    "letters of an official": PageType("nurlan", "/letters/"),
    "how one signs in": PageType("gulmira", "/account/"),
    "second step, offered": PageType("nurlan", "/account/code/"),
    "classroom days": PageType("bolat", "/days/"),
    "a classroom day": PageType("bolat", "/days/{day}/"),
    "code of a day": PageType("bolat", "/days/{day}/code/"),
    "hand a document in": PageType("natalya", "/days/evidence/hand-in/"),
    "documents to decide": PageType("nurlan", "/days/evidence/waiting/"),
    "accepted documents": PageType("nurlan", "/days/evidence/accepted/"),
    "call a day off": PageType("bolat", "/days/{day}/call-off/"),
    "components": PageType("", "/gallery/"),
    **{f"trouble {name}": PageType("", f"/gallery/{name}/") for name in TROUBLES},
}


class Story:
    """Plays what must have happened in a served demo, and remembers what the addresses of PAGES name."""

    def __init__(self, browser: Browser, site: Served) -> None:
        self.browser, self.site = browser, site
        self.contexts: dict[str, BrowserContext] = {}
        self.named: dict[str, str] = {}

    def open(self, who: str) -> Page:
        """A new page of `who`, signed in."""
        if who not in self.contexts:
            self.contexts[who] = self.browser.new_context(base_url=self.site.address)
            if who:
                page = self.contexts[who].new_page()
                sign_in(page, who)
                return page
        return self.contexts[who].new_page()

    def state(self, who: str) -> dict[str, list[dict[str, object]]] | None:
        """The cookies of `who`, for a context of one's own; none for a visitor."""
        if not who:
            return None
        self.open(who).close()
        return self.contexts[who].storage_state()

    def address(self, name: str, language: str) -> str:
        return f"/{language}{PAGES[name].at.format(**self.named)}"

    def name(self, key: str, page: Page, *, after: str) -> None:
        """The part of the address of `page` that follows `after` is called `key`."""
        self.named[key] = page.url.split(after, 1)[1].split("/", 1)[0]


@contextmanager
def played(browser: Browser, site: Served) -> Iterator[Story]:
    """The story of a whole day, told in a demo as it was built."""
    story = Story(browser, site)
    for tell in (
        _pass_the_course,
        _lead,
        _oversee,
        _train,
        _fill_the_form,
        _stop_in_the_middle,
        _fail,
        _play_cases,
        _teach,
    ):
        tell(story)
    yield story
    for context in story.contexts.values():
        context.close()


def read_lessons(page: Page, number: int = 99) -> None:
    """The first `number` of the course, or all there are."""
    page.goto(f"/kk{COURSE}")
    press(page.locator(".lessons a").first)
    done = page.locator("form[action$='/done/'] button")
    while number and done.count():
        press(done.first)
        number -= 1


def begin_test(page: Page) -> None:
    page.goto(f"/kk{COURSE}test/")
    press(page.locator("main form button.btn"))


def _pass_the_course(story: Story) -> None:
    page = story.open("aigerim")
    page.goto(f"/kk{COURSE}before/")
    press(page.locator("main form button.btn"))
    take_test(page)
    story.name("before", page, after="/tests/")
    read_lessons(page)
    begin_test(page)
    take_test(page)
    story.name("passed", page, after="/tests/")
    page.goto("/kk/certificates/")
    press(page.locator("main a[href*='/certificates/TN-']").first)
    story.name("serial", page, after="/certificates/")


def _lead(story: Story) -> None:
    page = story.open("aigerim")
    page.goto("/kk/my/")
    press(page.locator("main a[href*='/institutions/']").first)
    story.name("school", page, after="/institutions/")


def _oversee(story: Story) -> None:
    page = story.open("nurlan")
    page.goto("/kk/coverage/")
    address = page.locator("a[href$='uncovered.csv']").first.get_attribute("href") or ""
    story.named["district"] = address.split("/coverage/", 1)[1].split("/", 1)[0]


def _train(story: Story) -> None:
    """The day that stands in the demo."""
    page = story.open("bolat")
    page.goto("/kk/days/")
    press(page.locator("main li a[href*='/days/']").first)
    story.name("day", page, after="/days/")


def _fill_the_form(story: Story) -> None:
    page = story.open("gulmira")
    page.goto(f"/kk{FORM}")
    form = page.locator("form[action*='/check/p1/']")
    for field in form.locator("fieldset").all():
        field.locator("input").first.check()
    press(form.locator("button"))


def _stop_in_the_middle(story: Story) -> None:
    page = story.open("gulmira")
    read_lessons(page, 4)
    page.goto(f"/kk{LESSON}")
    check = page.locator("form", has=page.locator("fieldset")).first
    check.locator("input").and_(check.locator("[type=radio], [type=checkbox]")).first.check()
    press(check.locator("button").first)
    begin_test(page)
    answer(questions_on(page)[0])
    story.name("begun", page, after="/tests/")


def begin_case(page: Page, case: str) -> None:
    page.goto(f"/kk{case}")
    press(page.locator("main form button.btn").first)


def take_steps(page: Page, *choices: str) -> None:
    for choice in choices:
        page.locator(f"main input[value={choice}]").check()
        press(page.locator("main form button.btn"))


def _play_cases(story: Story) -> None:
    page = story.open("gulmira")
    begin_case(page, CASE)
    take_steps(page, "promise", "correct")
    story.name("middle", page, after=CASE)
    page = story.open("zarina")
    begin_case(page, REFERRAL)
    take_steps(page, *BEFORE_THE_FORM)
    story.name("referral", page, after=REFERRAL)
    page = story.open("arman")
    begin_case(page, CASE)
    take_steps(page, "promise", "correct", "lead", "ask", "head", "stop", "now", "facts", "verbatim", "calm")
    story.name("ended", page, after=CASE)


def _teach(story: Story) -> None:
    page = story.open("aliya")
    page.goto("/kk/groups/")
    press(page.locator("main .lines a").first)
    story.name("group", page, after="/groups/")


def _fail(story: Story) -> None:
    page = story.open("svetlana")
    begin_test(page)
    take_test(page, wrong=6)
    story.name("failed", page, after="/tests/")
