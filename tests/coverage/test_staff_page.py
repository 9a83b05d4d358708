"""The head's page: everybody by name, done or not done, and where the institution stands."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tanu.coverage.algebra import HAS_TRAINED
from tanu.coverage.staff.exports import table
from tanu.coverage.staff.roll import read_roll
from tanu.institutions.absences import leave
from tanu.institutions.actions import define_institution, designate, end_post, grant, start_post
from tanu.institutions.models import Designation, InstitutionPeriod, Post
from tanu.lib.spreadsheets import as_xlsx
from tanu.people.actions import register
from tanu.people.joining import join
from tanu.records.actions import announce_edition, open_training
from tests.coverage.staff_desk import desk_of, of


def days(number: int) -> timedelta:
    return timedelta(days=number)


def line_of(roll, person):
    return next(line for line in roll.lines if line.person_id == person.pk)


def due_days_of(line):
    return {mark.due_on for mark in line.marks if mark}


def test_baurzhan_sees_everybody_of_his_school_by_name(client, story):
    page = desk_of(client, story.baurzhan, story.school).page()

    for person in (story.aigerim, story.baurzhan, story.gulmira, story.zarina):
        assert person.full_name in page
    assert story.natalya.full_name not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("baurzhan", 200), ("aigerim", 403), ("gulmira", 404), ("svetlana", 404), ("nurlan", 404), ("bolat", 404)],
)
def test_only_the_head_opens_it(client, story, who, status):
    desk = desk_of(client, getattr(story, who), story.school)

    for path in ("", "staff.csv", "staff.xlsx", "add/", "protocol/", of(story.gulmira), of(story.gulmira, "leave")):
        assert desk.open(path).status_code == status, path


def test_whoever_was_granted_it_is_a_head_too(client, story):
    grant(story.svetlana, "head", valid_from=story.today, institution=story.school_7)

    assert desk_of(client, story.svetlana, story.school_7).open().status_code == 200


def test_a_head_is_led_to_the_one_institution_and_others_to_none(client, story):
    client.force_login(story.baurzhan)
    assert client.get("/en/staff/")["Location"].endswith(f"/{story.school.pk}/")
    client.force_login(story.aigerim)
    assert client.get("/en/staff/").status_code == 403


def test_a_head_of_two_chooses(client, story):
    grant(story.baurzhan, "head", valid_from=story.today, institution=story.school_7)
    client.force_login(story.baurzhan)

    page = client.get("/en/staff/").content.decode()

    assert "Zhusandy village school" in page
    assert "Basic school No. 7" in page


def test_done_and_not_done_follow_the_ledger(story, complete):
    complete(story.gulmira, story.today)

    roll = read_roll(story.school, story.today)

    assert not line_of(roll, story.gulmira).has_to_do
    assert line_of(roll, story.aigerim).has_to_do
    assert not line_of(roll, story.baurzhan).is_asked
    assert (roll.done, roll.asked) == (1, 3)


def test_the_headline_says_who_is_trained_and_who_is_missing(client, story, complete):
    desk = desk_of(client, story.baurzhan, story.school)
    before = desk.page()

    complete(story.aigerim, story.today)
    after = desk.page()

    assert "Your institution has no trained officer" in before
    assert f"Still to train: {story.aigerim.full_name}" in " ".join(before.split())
    assert "Your institution has a trained officer" in after
    assert f"Trained: {story.aigerim.full_name}" in " ".join(after.split())


def test_the_order_and_the_leave_stand_there(client, story):
    leave(story.aigerim, story.school, valid_from=story.today, valid_until=story.today + days(90))

    page = desk_of(client, story.baurzhan, story.school).page()

    assert "№ 14" in page
    assert f"on leave, back on {story.today + days(90):%d.%m.%Y}" in page


def test_the_page_leads_to_the_roster_and_to_what_is_printed(client, story):
    page = desk_of(client, story.baurzhan, story.school).page()

    assert f"/rosters/institution/{story.school.pk}/" in page
    assert f"/institutions/{story.school.pk}/" in page


def test_a_long_roll_stands_on_several_pages(client, story):
    for number in range(100):
        person = register(family_name="Көп", given_name=f"Адам{number:03}")
        start_post(person, story.school, "teacher", valid_from=story.today)
    desk = desk_of(client, story.baurzhan, story.school)

    first, second = desk.page(), desk.page("?page=2")

    assert "Page 1 of 2" in first
    assert story.aigerim.full_name not in first.split("<table>")[1]
    assert story.aigerim.full_name in second.split("<table>")[1]


def test_who_is_on_leave_is_not_counted_as_missing(story):
    leave(story.aigerim, story.school, valid_from=story.today)

    line = line_of(read_roll(story.school, story.today), story.aigerim)

    assert line.is_away
    assert not line.has_to_do


def test_only_those_who_have_something_to_do(client, story, complete):
    complete(story.gulmira, story.today)

    page = desk_of(client, story.baurzhan, story.school).page("?only=to-do")

    assert story.zarina.full_name in page
    assert story.gulmira.full_name not in page


def test_only_officers_and_deputies(client, story):
    designate(story.gulmira, story.school, valid_from=story.today, role=Designation.Role.DEPUTY)

    page = desk_of(client, story.baurzhan, story.school).page("?only=officers")

    assert page.index(story.aigerim.full_name) < page.rindex(story.gulmira.full_name)
    assert story.zarina.full_name not in page


def test_neither_points_nor_tries_are_read(client, story):
    desk = desk_of(client, story.baurzhan, story.school)

    with CaptureQueriesContext(connection) as queries:
        desk.page()

    assert not [query for query in queries if '"quizzes_' in query["sql"] or '"case_studies_' in query["sql"]]


def test_however_many_work_there_the_queries_are_the_same(client, story):
    desk = desk_of(client, story.baurzhan, story.school)
    desk.page()
    with CaptureQueriesContext(connection) as few:
        desk.page()
    for number in range(12):
        person = register(family_name="Көп", given_name=f"Адам{number}")
        start_post(person, story.school, "teacher", valid_from=story.today)
    with CaptureQueriesContext(connection) as many:
        desk.page()

    assert len(many) == len(few)


def test_a_joined_record_is_one_line(story):
    twin = register(family_name="Әбілқасова", given_name="Гүлмира")
    start_post(twin, story.school, "psychologist", valid_from=story.today - days(5))
    join(story.gulmira, twin)

    roll = read_roll(story.school, story.today)

    assert line_of(roll, story.gulmira).professions == ("teacher", "psychologist")
    assert [line.name for line in roll.lines].count(story.gulmira.full_name) == 1


def test_who_works_here_only_by_a_joined_record_stands_under_the_name_that_is_kept(story):
    twin = register(family_name="Ким", given_name="Наташа")
    start_post(twin, story.school, "teacher", valid_from=story.today - days(5))
    join(story.natalya, twin)

    roll = read_roll(story.school, story.today)

    assert line_of(roll, story.natalya).professions == ("teacher",)


def test_on_the_day_before_the_institution_existed_there_is_no_roll(story):
    InstitutionPeriod.objects.filter(institution=story.school).update(valid_from=story.today)

    assert read_roll(story.school, story.today - days(1)) is None


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_files_say_what_the_page_says(client, story, complete):
    complete(story.gulmira, story.today)
    desk = desk_of(client, story.baurzhan, story.school)

    rows = rows_of(desk.open("staff.csv"))
    sheet = load_workbook(io.BytesIO(desk.open("staff.xlsx").content)).active

    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == rows
    by_name = {row[0]: row for row in rows}
    assert "done" in by_name[story.gulmira.full_name]
    assert "not done" in by_name[story.aigerim.full_name]
    assert by_name[story.aigerim.full_name][2:5] == ["Designated officer", "№ 14", f"{story.today - days(40):%d.%m.%Y}"]


def test_a_file_holds_what_is_shown(client, story, complete):
    complete(story.gulmira, story.today)

    rows = rows_of(desk_of(client, story.baurzhan, story.school).open("staff.csv?only=to-do"))

    assert story.gulmira.full_name not in [row[0] for row in rows]
    assert story.zarina.full_name in [row[0] for row in rows]


def test_no_cell_of_a_file_is_a_formula(client, story):
    person = register(given_name="=HYPERLINK(1)")
    start_post(person, story.school, "teacher", valid_from=story.today)
    roll = read_roll(story.school, story.today)

    rows = rows_of(desk_of(client, story.baurzhan, story.school).open("staff.csv"))
    assert "'=HYPERLINK(1)" in [row[0] for row in rows]
    sheet = load_workbook(io.BytesIO(as_xlsx(table(roll, roll.lines)))).active
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "'=HYPERLINK(1)" in [row[0].value for row in sheet.iter_rows()]


def test_a_person_who_left_and_came_back_is_asked_anew_and_keeps_what_was_learned(story, complete):
    complete(story.gulmira, story.today - days(100))
    end_post(Post.objects.on(story.today).get(person=story.gulmira), story.today - days(50))
    gone = read_roll(story.school, story.today)

    start_post(story.gulmira, story.school, "teacher", valid_from=story.today - days(10))
    back = read_roll(story.school, story.today)

    assert story.gulmira.pk not in [line.person_id for line in gone.lines]
    assert line_of(back, story.gulmira).is_asked
    assert not line_of(back, story.gulmira).has_to_do


def test_the_head_of_an_institution_that_moved_district_keeps_the_page(client, story, ask):
    ask("of-the-district", territory=story.district, kinds=["school"], due_days=30)
    desk = desk_of(client, story.baurzhan, story.school)
    period = InstitutionPeriod.objects.on(story.today).get(institution=story.school)
    before = read_roll(story.school, story.today)

    define_institution(
        "zh-school", territory=story.moved_district, kind="school", name=period.name, valid_from=story.today
    )
    after = read_roll(story.school, story.today)

    assert desk.open().status_code == 200
    assert [line.name for line in after.lines] == [line.name for line in before.lines]
    assert due_days_of(before.officers[0]) == {story.today - days(10)}
    assert due_days_of(after.officers[0]) == {story.today + days(60)}


def test_the_trained_officer_is_named_as_trained_though_another_training_is_missed(story, ask, complete):
    designate(story.svetlana, story.school_7, valid_from=story.today - days(300))
    complete(story.svetlana, story.today - days(200))
    other = open_training("another")
    announce_edition(
        other, dated=story.today - days(800), title={"en": "Another"}, hours=1, valid_months=None, is_pilot=True
    )
    ask("staff", training=other, designated_only=False)

    roll = read_roll(story.school_7, story.today)

    assert roll.status.cover in HAS_TRAINED
    assert [line.person_id for line in roll.trained_officers] == [story.svetlana.pk]
    assert not roll.missing_officers


def test_on_the_last_day_by_which_to_renew_it_is_still_valid(cast, ask, complete):
    designate(cast.svetlana, cast.school_7, valid_from=cast.today - days(300))
    ask(valid_months=12)
    complete(cast.svetlana, cast.today - days(200))

    def mark_on(day):
        (mark,) = line_of(read_roll(cast.school_7, day), cast.svetlana).marks
        return mark

    last = mark_on(cast.today).renew_by
    assert (mark_on(last).is_done, mark_on(last + days(1)).is_done) == (True, False)
