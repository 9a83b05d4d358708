"""The head keeps the staff, a trainer holds a day, an official sets what is asked: forms alone, without a script."""

import re

from playwright.sync_api import expect

from tanu.lib.dates import local_day
from tests.browser.conftest import NewPage
from tests.browser.steps import press, sign_in


def test_the_head_appoints_a_deputy_and_sees_first_what_will_follow(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    sign_in(page, "baurzhan", "en")
    page.goto("/en/staff/")
    press(page.get_by_role("link", name=re.compile("Гүлмира")).first)
    press(page.locator("main a[href$='/appoint/']"))
    page.locator("[name=role]").select_option("deputy")
    page.locator("[name=order_number]").fill("№ 15")
    for name in ("order_date", "on"):
        page.locator(f"[name={name}]").fill(local_day().isoformat())
    press(page.locator("button[name=step][value=look]"))
    press(page.locator("button[name=step][value=do]"))

    page.goto("/en/staff/")
    expect(page.locator("main table")).to_contain_text("№ 15")


def test_a_trainer_shows_the_code_and_somebody_takes_a_seat_with_it(new_page: NewPage):
    trainer = new_page()
    sign_in(trainer, "bolat", "en")
    trainer.goto("/en/days/")
    press(trainer.locator("main li h3 a").first)
    press(trainer.locator("main a[href$='/code/']"))
    code = trainer.locator("main .big.num").inner_text()

    learner = new_page(java_script_enabled=False)
    sign_in(learner, "svetlana", "en")
    learner.goto("/en/days/join/")
    learner.locator("main [name=code]").fill(code)
    press(learner.locator("main form button.btn"))

    expect(learner).to_have_url(re.compile("/en/days/seats/"))


def test_an_official_sees_whom_a_requirement_would_touch_before_it_is_set(new_page: NewPage):
    page = new_page(java_script_enabled=False)
    sign_in(page, "nurlan", "en")
    page.goto("/en/requirements/new/")
    page.locator("[name=key]").fill("z-district-nurses")
    page.locator("[name=order_date]").fill("2026-11-01")
    for name in ("title", "ordered_by"):
        for language in ("kk", "ru", "en"):
            page.locator(f"[name={name}_{language}]").fill("Nurses of the district")
    press(page.get_by_role("button", name="Whom would this touch?"))
    expect(page.locator("#touch")).to_contain_text("institutions today")
    press(page.get_by_role("button", name="Set the requirement"))

    expect(page.locator("main")).to_contain_text("Nurses of the district")
