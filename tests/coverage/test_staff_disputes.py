"""A person sees what each institution records of them, says what is wrong, and sees the head's answer."""

from datetime import timedelta

import pytest
from django.test import Client

from tanu.institutions.absences import leave
from tanu.institutions.disputes import answer_dispute, dispute
from tanu.institutions.models import Dispute
from tests.coverage.staff_desk import desk_of, filled


def own_page(client: Client, person) -> str:
    client.force_login(person)
    return client.get("/en/staff/mine/").content.decode()


def say(client: Client, person, institution, **fields: str):
    client.force_login(person)
    return client.post(f"/en/staff/mine/{institution.pk}/", filled(**fields))


def test_zarina_sees_both_of_her_institutions(client, story):
    page = own_page(client, story.zarina)

    assert "Zhusandy village school" in page
    assert "Zhusandy city hospital" in page
    assert page.count("Share of a post: 0.50") == 2


def test_aigerim_sees_her_designation_her_order_and_her_leave(client, story):
    leave(story.aigerim, story.school, valid_from=story.today, reason="study")

    page = own_page(client, story.aigerim)

    for words in ("Designated officer", "№ 14", "Study leave", f"since {story.today:%d.%m.%Y}"):
        assert words in page


def test_who_has_left_still_sees_what_was_recorded(client, story):
    assert "Tasotkel school" in own_page(client, story.kairat)


def test_of_somebody_who_works_nowhere_nothing_is_recorded(client, story):
    assert "No institution records anything of you" in own_page(client, story.alma)


def test_gulmira_says_what_is_wrong_and_reads_the_answer(client, story):
    say(client, story.gulmira, story.school, about="dates", words="I began in September.")
    raised = Dispute.objects.get()
    desk = desk_of(client, story.baurzhan, story.school)

    assert f"disputes/{raised.pk}/" in desk.page()
    said = desk.page(f"disputes/{raised.pk}/")
    assert "I began in September." in said
    assert f"since {story.today - timedelta(days=1500):%d.%m.%Y}" in said
    desk.send(f"disputes/{raised.pk}/", answer="corrected", words="Put right today.")

    page = own_page(client, story.gulmira)
    assert "Put right today." in page
    assert "Corrected" in page
    assert f"disputes/{raised.pk}/" not in desk_of(client, story.baurzhan, story.school).page()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_before_the_box_stands_whom_to_call(client, story, language):
    client.force_login(story.gulmira)

    page = client.get(f"/{language}/staff/mine/{story.school.pk}/").content.decode()

    before = page[: page.index("<textarea")]
    assert all(f'href="tel:{number}"' in before for number in ("111", "102", "112"))


def test_the_box_of_the_head_has_it_too(client, story):
    raised = dispute(story.gulmira, story.school, "dates")

    page = desk_of(client, story.baurzhan, story.school).page(f"disputes/{raised.pk}/")

    assert "Nobody is watching this box" in page[: page.index("<textarea")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": "Nothing chosen."}, "Choose what is wrong."),
        ({"about": "dates", "words": "ө" * 501}, "500 signs are enough here."),
    ],
)
def test_a_fault_is_said_and_nothing_is_sent(client, story, fields, said):
    page = say(client, story.gulmira, story.school, **fields).content.decode()

    assert said in page
    assert fields["words"] in page
    assert not Dispute.objects.exists()


def test_the_same_is_said_once(client, story):
    say(client, story.gulmira, story.school, about="dates")
    page = say(client, story.gulmira, story.school, about="dates").content.decode()

    assert "You have said this already" in page
    assert Dispute.objects.count() == 1


def test_nobody_disputes_where_nothing_is_recorded_of_them(client, story):
    assert say(client, story.natalya, story.school, about="dates").status_code == 404


def test_an_answer_is_given_once(client, story):
    raised = dispute(story.gulmira, story.school, "dates")
    desk = desk_of(client, story.baurzhan, story.school)
    desk.send(f"disputes/{raised.pk}/", answer="corrected")

    second = desk.send(f"disputes/{raised.pk}/", answer="stands")

    assert Dispute.objects.get().answer == "corrected"
    assert "Somebody else has answered in the meantime." in client.get(second["Location"]).content.decode()


@pytest.mark.parametrize(("who", "status"), [("gulmira", 404), ("aigerim", 403), ("natalya", 404), ("nurlan", 404)])
def test_only_the_head_reads_and_answers(client, story, who, status):
    raised = dispute(story.gulmira, story.school, "dates", "Mine.")
    desk = desk_of(client, getattr(story, who), story.school)

    assert desk.open(f"disputes/{raised.pk}/").status_code == status
    assert desk.send(f"disputes/{raised.pk}/", answer="stands").status_code == status
    assert desk.send(f"disputes/{raised.pk}/erase/").status_code == status
    assert Dispute.objects.get().words == "Mine."


def test_words_that_should_not_stand_there_are_erased(client, story):
    raised = dispute(story.gulmira, story.school, "other", "Words of a child.")
    answer_dispute(raised, "stands", by=story.baurzhan)

    desk_of(client, story.baurzhan, story.school).send(f"disputes/{raised.pk}/erase/")

    assert "Words of a child." not in own_page(client, story.gulmira)
    assert Dispute.objects.get().answer == "stands"
