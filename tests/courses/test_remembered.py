"""What everybody together remembers: for editors, and never so that one person can be found out."""

import csv
import io

import pytest

from tanu.courses.actions import begin_again
from tanu.courses.models import Course
from tanu.courses.remembered import remembered
from tanu.lib.dates import add_months
from tanu.people.actions import register
from tanu.people.models import Person
from tanu.quizzes.actions import submit
from tanu.records.actions import record_completion
from tests.quizzes.paper import answer, sit


@pytest.fixture(autouse=True)
def asked_again(course: Course) -> None:
    course.again = {"months": [3, 12], "minutes": 10}
    course.save(update_fields=["again"])


@pytest.fixture
def people(db):
    """As many as are wanted, without a post and without lessons done: the test alone is passed."""
    return lambda number: [register(given_name=f"Learner {n}") for n in range(number)]


@pytest.fixture
def remember(course, cast):
    def months_later(person: Person, right_ones: int) -> None:
        day = add_months(cast.today, -3)
        edition = course.current.edition
        record_completion(person, edition, source="classroom", evidence="day:1", completed_on=day)
        attempt = begin_again(person, course, 3, "kk")
        answer(attempt, right_ones)
        submit(attempt)

    return months_later


def people_counted(course: Course) -> list[set[int]]:
    """At each moment, by outcome."""
    return [{line.shares[place].people for line in remembered(course).lines} for place in range(3)]


def test_under_five_there_is_no_figure(course, people):
    for person in people(4):
        sit(person, course.test, 20)
    assert not remembered(course).has_figures
    assert people_counted(course) == [{0}, {0}, {0}]


def test_from_five_on_there_is_one_by_outcome(course, people, remember):
    for person in people(5):
        sit(person, course.test, 20)
        remember(person, 10)
    lines = remembered(course).lines
    assert [line.key for line in lines] == course.test.outcomes
    assert {(share.right, share.people) for line in lines for share in line.shares[:2]} == {(1.0, 5)}
    assert {line.shares[2].right for line in lines} == {None}


def test_what_was_not_right_is_forgotten(course, people, remember):
    for person in people(5):
        remember(person, 0)
    assert {line.shares[1].right for line in remembered(course).lines} == {0.0}


@pytest.mark.parametrize("number", [6, 7, 9])
def test_figures_move_only_when_five_more_have_come(course, people, number):
    """Read one day and the next, the difference would else be one person's answers."""
    for place, person in enumerate(people(number)):
        sit(person, course.test, 20 if place < 5 else 16)
    assert {(line.shares[0].right, line.shares[0].people) for line in remembered(course).lines} == {(1.0, 5)}


def test_tries_that_did_not_pass_are_not_the_final_test(course, people):
    for person in people(5):
        sit(person, course.test, 3)
    assert people_counted(course)[0] == {0}


def test_what_was_not_sent_is_not_counted(course, cast, people):
    for person in people(5):
        edition = course.current.edition
        day = add_months(cast.today, -3)
        record_completion(person, edition, source="classroom", evidence="day:1", completed_on=day)
        begin_again(person, course, 3, "kk")
    assert people_counted(course)[1] == {0}


@pytest.fixture
def page(course) -> str:
    return f"/en/courses/{course.key}/remembered/"


def test_the_page_is_for_editors_only(client, cast, page):
    for person in (cast.aigerim, cast.baurzhan, cast.nurlan, cast.roza, cast.bolat):
        client.force_login(person)
        assert client.get(page).status_code == 404
        assert client.get(page.rstrip("/") + ".csv").status_code == 404
    client.force_login(cast.alma)
    assert client.get(page).status_code == 200


def test_it_has_nothing_to_filter_by(client, cast, course, people, page):
    for person in people(5):
        sit(person, course.test, 20)
    client.force_login(cast.alma)
    plain, asked = client.get(page), client.get(f"{page}?outcome=o1-why&institution=1&on=2026-01-01")
    assert plain.context["remembered"] == asked.context["remembered"]
    assert "<form" not in plain.content.decode().partition("<main")[2].partition("</main")[0]


def test_the_picture_and_the_table_say_the_same(client, cast, course, people, page):
    for person in people(5):
        sit(person, course.test, 20)
    client.force_login(cast.alma)
    text = client.get(page).content.decode()
    assert text.count('<rect class="fr"') == 30
    assert text.count("100\xa0%") == 20
    assert "under five" in text


def test_the_file_holds_the_figures_of_the_page(client, cast, course, people, page):
    for person in people(5):
        sit(person, course.test, 20)
    client.force_login(cast.alma)
    body = client.get(page.rstrip("/") + ".csv").content.decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(body))
    assert heading[:4] == ["Key", "Outcome", "Final test, %", "Final test, people"]
    assert [row[0] for row in rows] == course.test.outcomes
    assert {tuple(row[2:]) for row in rows} == {("100.0", "5", "", "", "", "")}


def test_only_an_editor_is_offered_it_on_the_map(client, cast, course, page):
    for person, offered in ((cast.alma, True), (cast.aigerim, False)):
        client.force_login(person)
        assert (page in client.get(f"/en/courses/{course.key}/").content.decode()) is offered
