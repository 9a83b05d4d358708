"""A head reminds everybody who is not done: each at most once in seven days, and nothing is sent while they wait."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tanu.audit.models import Event
from tanu.coverage.reminders.nudges import Notice, notice_for, remind_now, to_nudge, untold_at
from tanu.institutions.actions import start_post
from tanu.messages.models import Letter
from tanu.people.models import SignInName


def reach(person) -> None:
    SignInName.objects.create(person=person, kind="mail", value=f"{person.pk}@tanu.example")


def press(client, institution):
    return client.post(reverse("letters:remind", args=[institution.pk]), {"client_key": uuid.uuid4()})


def test_everybody_with_something_open_is_reminded(story):
    reminded = remind_now(story.school, by=story.baurzhan)

    assert reminded == 3
    assert set(Letter.objects.values_list("recipient_id", flat=True)) == {
        story.aigerim.pk,
        story.gulmira.pk,
        story.zarina.pk,
    }


def test_the_letter_lists_what_is_open(story):
    remind_now(story.school, by=story.baurzhan)

    letter = Letter.objects.get(recipient_id=story.aigerim.pk)
    assert "\n- " in letter.body
    assert "/kk/my/" in letter.body


def test_nobody_is_reminded_twice_in_seven_days(story):
    assert remind_now(story.school, by=story.baurzhan) == 3
    assert remind_now(story.school, by=story.baurzhan) == 0

    Letter.objects.update(decided_at=timezone.now() - timedelta(days=6))
    assert remind_now(story.school, by=story.baurzhan) == 0


def test_after_seven_days_a_head_may_remind_again(story):
    remind_now(story.school, by=story.baurzhan)
    for letter in Letter.objects.all():
        letter.key = letter.key.replace(str(story.today), str(story.today - timedelta(days=7)))
        letter.decided_at -= timedelta(days=7)
        letter.save()

    assert remind_now(story.school, by=story.baurzhan) == 3


def test_who_is_new_or_works_elsewhere_too_is_reminded_once_by_both_heads(story):
    start_post(story.zarina, story.school_7, "nurse", share=0.5, valid_from=story.today - timedelta(days=300))
    remind_now(story.school, by=story.baurzhan)

    assert to_nudge(story.school_7, story.today) == 1
    remind_now(story.school_7, by=story.baurzhan)

    assert Letter.objects.filter(recipient_id=story.zarina.pk).count() == 1


def test_who_is_done_is_not_reminded(story, complete):
    complete(story.aigerim, story.today)

    assert remind_now(story.school, by=story.baurzhan) == 2
    assert not Letter.objects.filter(recipient_id=story.aigerim.pk).exists()


def test_it_is_audited_without_names(story):
    remind_now(story.school, by=story.baurzhan)

    event = Event.objects.get(verb="remind")
    assert (event.actor_id, event.subject_id) == (story.baurzhan.pk, str(story.school.pk))
    assert event.detail == {"on": story.today.isoformat(), "people": 3}


def test_without_an_address_it_stands_on_the_own_page_and_in_the_head_s_list(story):
    reach(story.aigerim)
    assert notice_for(story.gulmira, story.today).asked_on is None

    remind_now(story.school, by=story.baurzhan)

    notice = notice_for(story.gulmira, story.today)
    assert notice.asked_on == story.today
    assert [one.is_missed for one in notice.open] == [True]
    assert [one.person for one in untold_at(story.school, story.today)] == [story.gulmira, story.zarina]


def test_the_notice_goes_with_what_was_open(story, complete):
    remind_now(story.school, by=story.baurzhan)

    complete(story.gulmira, story.today)

    assert notice_for(story.gulmira, story.today) == Notice((), None)


def test_the_button_sends_nothing_itself_and_asks_no_mail_server(story, client, settings):
    settings.EMAIL_BACKEND = "a.mail.server.that.is.down"
    reach(story.aigerim)
    client.force_login(story.baurzhan)

    answer = press(client, story.school)

    assert answer.status_code == 302
    assert mail.outbox == []
    assert Letter.objects.filter(kind="nudge", sent_at=None).count() == 3


def test_two_presses_of_one_form_are_one(story, client):
    client.force_login(story.baurzhan)
    fields = {"client_key": uuid.uuid4()}

    for _ in range(2):
        client.post(reverse("letters:remind", args=[story.school.pk]), fields)

    assert Event.objects.filter(verb="remind").count() == 1


@pytest.mark.parametrize(("who", "status"), [("aigerim", 403), ("gulmira", 404), ("nurlan", 404), ("sergey", 404)])
def test_only_the_head_may_press(story, client, who, status):
    client.force_login(getattr(story, who))

    assert press(client, story.school).status_code == status
    assert not Letter.objects.exists()
