"""An official says what the institutions of a kind owe: first they see what would follow, then it is set."""

from datetime import timedelta

import pytest

from tanu.audit.models import Event
from tanu.coverage.requirements.duty_reads import effect_of
from tanu.institutions.actions import designate, start_post
from tanu.institutions.kinds import define_kind_duty
from tanu.institutions.models import KindDuty
from tests.quizzes.paper import form

POLYCLINICS = "/en/requirements/kinds/polyclinic/"


@pytest.fixture
def official(client, story):
    client.force_login(story.nurlan)
    return client


@pytest.fixture
def said(story):
    def said(**changes: object) -> dict:
        fields = {"officers_owed": "2", "deputies_owed": "1", "valid_from": story.today.isoformat()}
        return {**form([]), **fields, **changes}

    return said


def test_what_would_follow_is_said_and_nothing_is_set(official, said):
    text = official.post(POLYCLINICS, said()).content.decode()

    assert "Today 1 of 1 institutions would stand differently" in text
    assert not KindDuty.objects.exists()


def test_the_figures_are_those_of_the_board(story):
    define_kind_duty("polyclinic", deputies_owed=0, owes_protocol=False, valid_from=story.today)
    effect = effect_of(KindDuty(kind="polyclinic", officers_owed=2, deputies_owed=1, owes_protocol=True), story.today)

    assert (effect.now.covered, effect.now.not_covered) == (1, 0)
    assert (effect.then.covered, effect.then.not_covered) == (0, 1)
    assert (effect.now.lack_deputies, effect.then.lack_deputies) == (0, 1)
    assert (effect.now.lack_protocol, effect.then.lack_protocol) == (0, 1)

    start_post(story.sergey, story.polyclinic, "nurse", valid_from=story.today)
    designate(story.sergey, story.polyclinic, valid_from=story.today, role="deputy")
    again = effect_of(KindDuty(kind="polyclinic", officers_owed=1, deputies_owed=1, owes_protocol=False), story.today)
    assert (again.different, again.then.lack_deputies) == (0, 0)


def test_set_it_holds_from_its_day_and_is_audited(official, said, story):
    answer = official.post(POLYCLINICS, said(set="1"), follow=True)

    assert "It is set and holds from today." in answer.content.decode()
    duty = KindDuty.objects.get(kind="polyclinic")
    assert (duty.officers_owed, duty.deputies_owed, duty.owes_protocol) == (2, 1, False)
    assert Event.objects.filter(verb="define-kind-duty", actor_id=story.nurlan.pk).count() == 1


def test_set_for_a_later_day_it_stands_in_the_list_as_coming(official, said, story):
    later = story.today + timedelta(days=20)
    text = official.post(POLYCLINICS, said(set="1", valid_from=later.isoformat()), follow=True).content.decode()

    assert "until then everything stays as it is" in text
    assert f"from {later:%d.%m.%Y}" in text
    text = official.post(POLYCLINICS, said(officers_owed="3")).content.decode()
    assert "falls away" in text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"valid_from": "2020-01-01"}, "A duty begins today or later."),
        ({"valid_from": "2062-01-01"}, "The day is more than a year away."),
        ({"valid_from": "soon"}, "Write the date as 21.11.2026."),
        ({"officers_owed": "0"}, "Write a whole number from 1 to 20."),
        ({"deputies_owed": "many"}, "Write a whole number from 0 to 20."),
        ({"officers_owed": "1", "deputies_owed": "0", "owes_protocol": "on"}, "This is what they owe already."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(official, said, changes, error):
    assert error in official.post(POLYCLINICS, said(set="1", **changes)).content.decode()
    assert not KindDuty.objects.exists()


def test_a_kind_that_others_have_too_is_read_and_not_set(official, said):
    define_kind_duty("school")
    listed = official.get("/en/requirements/").content.decode()

    assert "/en/requirements/kinds/polyclinic/" in listed
    assert "/en/requirements/kinds/school/" not in listed
    assert official.get("/en/requirements/kinds/school/").status_code == 403
    assert official.post("/en/requirements/kinds/school/", said(set="1")).status_code == 403
    assert official.get("/en/requirements/kinds/castle/").status_code == 404
