"""The head says for how long something is not asked; nobody exempts themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from tanu.audit.models import Event
from tanu.coverage.actions import recount
from tanu.coverage.algebra import Duty
from tanu.coverage.exemptions.actions import ExemptionRefused, end_exemption, exempt
from tanu.coverage.models import Exemption, Requirement, Standing
from tanu.coverage.reads import due_for
from tanu.institutions.actions import start_post
from tests.quizzes.paper import form


def address(name: str, *arguments) -> str:
    with override("en"):
        return reverse(f"requirements:{name}", args=arguments)


@pytest.fixture
def head(client, story):
    client.force_login(story.baurzhan)
    return client


@pytest.fixture
def fields(story) -> dict:
    return {
        **form([]),
        "requirement": str(Requirement.objects.get(key="school-staff").pk),
        "reason": "decision",
        "valid_from": story.today.isoformat(),
        "valid_until": (story.today + timedelta(days=40)).isoformat(),
    }


def test_while_it_lasts_nothing_is_asked(head, story, fields):
    page = address("exempt", story.school.pk, story.gulmira.pk)

    assert head.post(page, fields).url == page

    assert due_for(story.gulmira, story.today)[0].duty == Duty.EXEMPT
    assert Exemption.objects.get().granted_by == story.baurzhan
    assert "Decision of the head, by order" in head.get(page).content.decode()


def test_taken_back_it_asks_again_and_the_old_row_stays(head, story, fields):
    head.post(address("exempt", story.school.pk, story.gulmira.pk), fields)
    row = Exemption.objects.get()

    head.post(address("take_back", story.school.pk, row.pk), form([]))

    assert due_for(story.gulmira, story.today)[0].duty != Duty.EXEMPT
    assert Exemption.objects.get().superseded_at is not None


@pytest.mark.parametrize("days", [0, -1, 400])
def test_it_ends_after_it_began_and_within_a_year(head, story, fields, days):
    fields["valid_until"] = (story.today + timedelta(days=days)).isoformat()

    text = head.post(address("exempt", story.school.pk, story.gulmira.pk), fields).content.decode()

    assert "within a year" in text
    assert not Exemption.objects.exists()


def test_nobody_exempts_themselves(head, story, fields):
    page = address("exempt", story.school.pk, story.baurzhan.pk)

    assert "Nobody exempts themselves." in head.post(page, fields).content.decode()
    with pytest.raises(ExemptionRefused):
        exempt(
            story.baurzhan,
            story.school,
            Requirement.objects.get(key="officers"),
            reason="decision",
            valid_from=story.today,
            valid_until=story.today + timedelta(days=3),
            by=story.baurzhan,
        )


def test_somebody_with_two_posts_there_is_one_person(head, story, fields):
    start_post(story.gulmira, story.school, "psychologist", valid_from=story.today)

    assert head.get(address("exempt", story.school.pk, story.gulmira.pk)).status_code == 200


def test_somebody_who_does_not_work_there_is_unknown(head, story, fields):
    assert head.get(address("exempt", story.school.pk, story.saule.pk)).status_code == 404
    assert head.get(address("exempt", story.hospital.pk, story.natalya.pk)).status_code == 404


def test_the_audit_names_codes_and_dates_only(story):
    row = exempt(
        story.gulmira,
        story.school,
        Requirement.objects.get(key="school-staff"),
        reason="leaving",
        valid_from=story.today,
        valid_until=story.today + timedelta(days=3),
        by=story.baurzhan,
    )
    end_exemption(row, by=story.baurzhan)

    verbs = Event.objects.filter(subject_kind="coverage.exemption").values_list("verb", "detail")
    until = (story.today + timedelta(days=3)).isoformat()
    assert dict(verbs) == {"exempt": {"reason": "leaving", "until": until}, "end-exemption": {}}


def test_the_standing_of_the_institution_is_counted_anew(story):
    recount(story.today)

    exempt(
        story.natalya,
        story.hospital,
        Requirement.objects.get(key="officers"),
        reason="decision",
        valid_from=story.today,
        valid_until=story.today + timedelta(days=3),
        by=story.roza,
    )

    assert not Standing.objects.filter(institution=story.hospital).exists()
    assert Standing.objects.filter(institution=story.school).exists()
