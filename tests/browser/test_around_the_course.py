"""Without scripts and on a small telephone: the form that is practised, and what was known before the course."""

from playwright.sync_api import expect

from tests.browser.answers import take_test
from tests.browser.conftest import NewPage
from tests.browser.steps import press, scrolls_sideways, sign_in

COURSE = "/en/courses/recognition-and-referral/"
SMALL = {"width": 320, "height": 640}


def test_a_practice_form_is_filled_in_with_the_keyboard(new_page: NewPage):
    page = new_page(java_script_enabled=False, viewport=SMALL)
    sign_in(page, "gulmira", "en")
    page.goto(f"{COURSE}practise-the-form/")
    form = page.locator("form[action$='/check/p1/']")
    for field in form.locator("fieldset").all():
        field.locator("input").first.focus()
        page.keyboard.press("Space")
    form.locator("button[type=submit]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#p1")).to_contain_text("Fields that are right:")
    assert not scrolls_sideways(page)


def test_a_form_with_an_open_field_is_not_sent(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    sign_in(page, "zarina", "en")
    page.goto(f"{COURSE}practise-the-form/")
    form = page.locator("form[action$='/check/p1/']")
    form.locator("input").nth(3).check()
    form.locator("button[type=submit]").click()
    expect(form).to_be_visible()
    assert form.locator("input:checked").count() == 1


def test_what_was_known_before_stands_beside_what_was_learned(new_page: NewPage):
    page = new_page(java_script_enabled=False, viewport=SMALL)
    sign_in(page, "natalya", "en")
    page.goto(COURSE)
    press(page.get_by_role("link", name="What do I know already?"))
    press(page.locator("main form button.btn"))
    take_test(page, wrong=6)
    expect(page.locator("h1")).to_have_text("4 of 10 sure already")
    page.goto(f"{COURSE}test/")
    press(page.locator("main form button.btn"))
    take_test(page)
    expect(page.locator("main")).to_contain_text("Sure before the course: 4 of 10. Sure after it: 10 of 10.")
    assert not scrolls_sideways(page)


def test_another_variant_is_taken_on_the_map(new_page: NewPage):
    page = new_page(java_script_enabled=False, viewport=SMALL)
    sign_in(page, "svetlana", "en")
    page.goto(COURSE)
    expect(page.locator("main")).to_contain_text("The course for: School staff.")
    page.get_by_text("Take it for other work").click()
    page.get_by_label("Health staff").check()
    press(page.get_by_role("button", name="Change"))
    expect(page.locator("main")).to_contain_text("The course for: Health staff.")


def test_whoever_is_asked_again_may_say_no(new_page: NewPage):
    page = new_page(java_script_enabled=False, viewport=SMALL)
    sign_in(page, "kairat", "en")
    page.goto("/en/my/")
    expect(page.locator("main")).to_contain_text("What do you remember?")
    press(page.get_by_role("button", name="Do not ask again for this one"))
    expect(page.locator("main")).not_to_contain_text("What do you remember?")
