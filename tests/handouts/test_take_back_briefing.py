"""A report made by mistake is taken back by a row of its own; the first one stays as it was."""

import pytest

from tanu.audit.models import Event
from tanu.handouts.actions import report_briefing, take_back_briefing
from tanu.handouts.models import Briefing


@pytest.fixture
def briefing(cast) -> Briefing:
    return report_briefing(cast.school, "briefing", cast.today, 24, by=cast.baurzhan)


def test_aigerim_takes_back_what_baurzhan_reported(client, cast, briefing, sent):
    client.force_login(cast.aigerim)
    answer = client.post(f"/en/briefings/{briefing.pk}/take-back/", sent(), follow=True)
    assert "It is taken back." in answer.content.decode()
    assert not Briefing.objects.standing().exists()
    back = Briefing.objects.get(takes_back=briefing)
    assert (back.reported_by, back.headcount) == (cast.aigerim, 24)
    assert Briefing.objects.filter(pk=briefing.pk, takes_back__isnull=True).exists()


def test_taking_back_twice_is_done_once(cast, briefing):
    first = take_back_briefing(briefing, by=cast.baurzhan)
    assert take_back_briefing(briefing, by=cast.aigerim) == first
    assert Event.objects.filter(verb="take-back-briefing").count() == 1


def test_a_taking_back_is_not_taken_back(client, cast, briefing, sent):
    back = take_back_briefing(briefing, by=cast.baurzhan)
    client.force_login(cast.baurzhan)
    assert client.post(f"/en/briefings/{back.pk}/take-back/", sent()).status_code == 404


def test_sergey_knows_nothing_of_it(client, cast, briefing, sent):
    client.force_login(cast.sergey)
    assert client.post(f"/en/briefings/{briefing.pk}/take-back/", sent()).status_code == 404
    assert Briefing.objects.standing().get() == briefing
