"""Who gets which letter in the next days: the head sees own staff, officials see officers and whole fives."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tanu.coverage.reminders.calendar import decide_reminders
from tanu.coverage.reminders.previews import next_first, next_monday, of_institution, of_territory
from tanu.institutions.actions import start_post
from tanu.messages.models import Letter
from tanu.people.actions import register
from tanu.people.models import SignInName


def reach(person) -> None:
    SignInName.objects.create(person=person, kind="mail", value=f"{person.pk}@tanu.example")


def page(client, person, name: str, *arguments):
    client.force_login(person)
    return client.get(reverse(f"letters:{name}", args=arguments))


def new_teachers(cast, institution, number: int) -> None:
    """Due in fourteen days."""
    for _ in range(number):
        person = register(given_name="Мұғалім")
        start_post(person, institution, "teacher", valid_from=cast.today - timedelta(days=351))
        reach(person)


def test_the_head_sees_by_name_and_day_who_is_written_to(story, client):
    reach(story.aigerim)

    answer = page(client, story.baurzhan, "institution", story.school.pk).content.decode()

    assert story.aigerim.full_name in answer
    assert f"{story.today:%d.%m.%Y}" in answer


def test_the_mail_somebody_signs_in_with_is_shown_to_nobody(story, client):
    reach(story.aigerim)

    assert b"@tanu.example" not in page(client, story.baurzhan, "institution", story.school.pk).content


def test_a_head_without_an_address_is_told_so(story, client):
    head, page_of = story.baurzhan, lambda: page(client, story.baurzhan, "institution", story.school.pk)
    before = page_of().context["heads"]
    reach(head)

    assert [one.has_address for one in before] == [False]
    assert [one.has_address for one in page_of().context["heads"]] == [True]


def test_what_is_foreseen_is_what_is_decided_on_the_day(story):
    reach(story.aigerim)
    reach(story.gulmira)
    foreseen = {one.key for one in of_institution(story.school, story.today)}

    for number in range(7):
        decide_reminders(story.today + timedelta(days=number))

    assert set(Letter.objects.values_list("key", flat=True)) == foreseen
    assert len(foreseen) == 3


def test_who_has_no_address_stands_in_the_list_to_print(story, client):
    answer = page(client, story.baurzhan, "institution", story.school.pk).content.decode()

    assert story.gulmira.full_name in answer


def test_a_page_writes_nothing(story, client):
    reach(story.aigerim)

    page(client, story.baurzhan, "institution", story.school.pk)
    page(client, story.nurlan, "territory", story.district.pk)

    assert not Letter.objects.exists()


def test_officials_see_officers_by_name_and_no_other_staff(story, client):
    reach(story.aigerim)
    reach(story.gulmira)

    answer = page(client, story.nurlan, "territory", story.district.pk).content.decode()

    assert story.aigerim.full_name in answer
    assert story.gulmira.full_name not in answer
    assert "@tanu.example" not in answer


@pytest.mark.parametrize(("number", "shown"), [(4, 0), (5, 5), (9, 5), (10, 10)])
def test_letters_to_other_staff_are_told_in_whole_fives(story, number, shown):
    new_teachers(story, story.school_7, number)

    lines = of_territory(story.district, story.today)

    assert sum(line.at_least for line in lines) == shown


def test_one_place_more_or_less_shows_nobody(story):
    new_teachers(story, story.school_7, 6)
    before = of_territory(story.district, story.today)
    new_teachers(story, story.school_7, 1)

    assert of_territory(story.district, story.today) == before


@pytest.mark.parametrize(
    ("who", "status"), [("baurzhan", 200), ("aigerim", 403), ("gulmira", 404), ("nurlan", 404), ("sergey", 404)]
)
def test_the_head_alone_opens_the_page_of_an_institution(story, client, who, status):
    assert page(client, getattr(story, who), "institution", story.school.pk).status_code == status


@pytest.mark.parametrize(("who", "status"), [("nurlan", 200), ("roza", 200), ("baurzhan", 404), ("sergey", 404)])
def test_officials_open_the_page_of_their_territory(story, client, who, status):
    assert page(client, getattr(story, who), "territory", story.district.pk).status_code == status


@pytest.mark.parametrize(("who", "status"), [("nurlan", 200), ("baurzhan", 200), ("gulmira", 403), ("alma", 403)])
def test_the_list_is_for_heads_and_officials(story, client, who, status):
    assert page(client, getattr(story, who), "letters").status_code == status


def test_the_next_monday_and_the_next_first(story):
    for number in range(40):
        day = story.today + timedelta(days=number)
        assert next_monday(day).weekday() == 0
        assert 0 <= (next_monday(day) - day).days < 7
        assert next_first(day).day == 1
        assert 0 <= (next_first(day) - day).days < 31
