"""Each night the reminders of the day are decided: once, for whoever can be written to and has not done it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tanu.coverage.cases import Joined
from tanu.coverage.models import Obligation
from tanu.coverage.reminders import reads
from tanu.coverage.reminders.calendar import coming, decide_reminders
from tanu.institutions.actions import end_post, start_post
from tanu.institutions.models import Absence, Institution, Post
from tanu.messages.models import Letter
from tanu.people.models import SignInName


@pytest.fixture
def reach(story):
    """These of the cast can be written to, at a mail address they sign in with."""

    def reach(*codes: str) -> None:
        for code in codes:
            SignInName.objects.create(person=getattr(story, code), kind="mail", value=f"{code}@tanu.example")

    return reach


def everywhere() -> list:
    return list(Institution.objects.values_list("pk", flat=True))


def decided() -> dict[str, str]:
    """Address to the last part of the key: the step."""
    return {letter.address: letter.key.rsplit(":", 1)[1] for letter in Letter.objects.all()}


def test_who_is_near_a_deadline_gets_a_letter_in_their_language(story, reach):
    reach("aigerim", "gulmira", "svetlana", "daniyar")

    decide_reminders(story.today)

    assert decided() == {
        "aigerim@tanu.example": "30",
        "gulmira@tanu.example": "+29",
        "svetlana@tanu.example": "+29",
        "daniyar@tanu.example": "30",
    }
    assert Letter.objects.get(recipient_id=story.svetlana.pk).language == "ru"
    assert Letter.objects.get(recipient_id=story.aigerim.pk).language == "kk"


def test_the_letter_names_the_training_the_institution_and_the_way_there(story, reach, settings):
    settings.BASE_URL = "https://tanu.example"
    reach("aigerim")

    decide_reminders(story.today)

    body = Letter.objects.get().body
    assert story.aigerim.full_name in body
    assert "https://tanu.example/kk/my/" in body
    assert "111" in body
    assert "&" not in body


def test_who_is_trained_or_long_overdue_or_not_asked_gets_none(story, reach):
    reach("saule", "natalya", "timur", "arman", "nurlan", "kairat")
    Obligation.objects.update(decided_at=timezone.now() - timedelta(days=100))

    decide_reminders(story.today)

    assert decided() == {}


def test_who_is_long_overdue_when_it_is_written_down_is_reminded_at_once(story, reach):
    reach("natalya")

    decide_reminders(story.today)

    assert [letter.key.rsplit(":", 1)[1] for letter in Letter.objects.all()] == ["+1"]


def test_without_an_address_nothing_is_decided(story):
    assert decide_reminders(story.today) == 0


def test_the_work_mail_goes_before_the_mail_somebody_signs_in_with(story, reach):
    reach("aigerim", "gulmira")
    Post.objects.filter(person=story.aigerim).update(mail="aigerim@school.example")

    decide_reminders(story.today)

    assert set(decided()) == {"aigerim@school.example", "gulmira@tanu.example"}


def test_run_twice_a_day_it_decides_once(story, reach):
    reach("aigerim", "gulmira")

    assert (decide_reminders(story.today), decide_reminders(story.today)) == (2, 0)


def test_after_missed_days_only_the_most_recent_step_is_decided(story, reach):
    reach("aigerim")

    decide_reminders(story.today)
    decide_reminders(story.today + timedelta(days=16))

    assert [letter.key.rsplit(":", 1)[1] for letter in Letter.objects.order_by("decided_at")] == ["30", "7"]


def test_run_every_day_there_are_eight_and_no_more(story, reach):
    reach("aigerim")

    for number in range(90):
        decide_reminders(story.today + timedelta(days=number))

    steps = [letter.key.rsplit(":", 1)[1] for letter in Letter.objects.order_by("decided_at")]
    assert steps == ["30", "14", "7", "1", "+1", "+15", "+29", "+43"]


def test_reminders_stop_at_completion(story, reach, complete):
    reach("aigerim")
    decide_reminders(story.today)

    complete(story.aigerim, story.today)
    for number in range(90):
        decide_reminders(story.today + timedelta(days=number))

    assert Letter.objects.count() == 1


def test_who_leaves_is_not_reminded(story, reach):
    reach("gulmira")
    end_post(Post.objects.get(person=story.gulmira), story.today)

    decide_reminders(story.today)

    assert decided() == {}


def test_on_leave_nobody_is_reminded_and_afterwards_by_the_later_day(story, reach):
    reach("gulmira")
    back = story.today + timedelta(days=10)
    Absence.objects.create(
        person=story.gulmira, institution=story.school, valid_from=story.today - timedelta(days=100), valid_until=back
    )

    assert decide_reminders(story.today) == 0
    assert decide_reminders(back + timedelta(days=16)) == 1
    assert f":{back + timedelta(days=30)}:14" in Letter.objects.get().key


def test_asked_at_two_institutions_by_the_same_day_it_is_one_letter(story, reach):
    start_post(story.gulmira, story.school_7, "teacher", valid_from=story.today - timedelta(days=1000))
    reach("gulmira")

    decide_reminders(story.today)

    body = Letter.objects.get().body
    for institution in (story.school, story.school_7):
        assert institution.periods.get().name["kk"] in body


def test_however_many_institutions_the_queries_are_the_same(story, reach, django_assert_num_queries):
    reach("aigerim", "gulmira", "svetlana", "daniyar")
    joined = Joined()

    for institutions in ([story.school.pk], everywhere()):
        with django_assert_num_queries(15):
            coming(institutions, story.today, story.today, joined)


def test_in_portions_the_same_is_decided(story, reach, monkeypatch):
    start_post(story.gulmira, story.school_7, "teacher", valid_from=story.today - timedelta(days=1000))
    reach("aigerim", "gulmira", "svetlana", "daniyar")
    together = {one.key for one in coming(everywhere(), story.today, story.today, Joined())}

    monkeypatch.setattr(reads, "CHUNK", 1)
    decide_reminders(story.today)

    assert set(Letter.objects.values_list("key", flat=True)) == together


def test_the_nightly_command_says_what_it_decided(story, reach):
    reach("aigerim")
    out = StringIO()

    call_command("decide_letters", stdout=out)

    assert "reminders 1" in out.getvalue()
    assert Letter.objects.filter(kind="reminder").count() == 1


def test_the_preview_prints_who_gets_what_and_decides_nothing(story, reach):
    reach("aigerim")
    out = StringIO()

    call_command("decide_letters", "--preview", "--on", (story.today + timedelta(days=6)).isoformat(), stdout=out)

    assert "aigerim@tanu.example" in out.getvalue()
    assert not Letter.objects.exists()


def test_letters_are_decided_on_their_own_day_alone(story):
    with pytest.raises(CommandError, match="preview"):
        call_command("decide_letters", "--on", (story.today - timedelta(days=1)).isoformat())
