"""Alma, the editor, keeps help lines and referral routes in the admin."""

import pytest
from django.urls import reverse

from tanu.audit.models import Event
from tanu.institutions.models import HelpLine, ReferralRoute, Territory
from tanu.lib.dates import local_day

POLICE = {"purpose_kk": "полиция", "purpose_ru": "полиция", "purpose_en": "police"}
BODY = {"recipient_kk": "Бөлім", "recipient_ru": "Отдел", "recipient_en": "Division"}
NO_HOURS = {"hours_kk": "", "hours_ru": "", "hours_en": ""}
NOT_CONFIRMED = {"confirmed_on": "", "confirmed_by": "", "check_by": ""}


@pytest.fixture
def alma(client, cast):
    client.force_login(cast.alma)
    return client


def address(model: str, page: str, *args) -> str:
    return reverse(f"wagtailsnippets_institutions_{model}:{page}", args=args)


def test_she_writes_who_confirmed_a_number_and_the_audit_knows_it_was_she(alma, cast):
    line = HelpLine.objects.get(number="102")
    today = local_day().isoformat()
    form = {"number": "102", "position": "1", **POLICE, "confirmed_on": today, "confirmed_by": "duty desk"}
    answer = alma.post(address("helpline", "edit", line.pk), {**form, "check_by": ""})
    assert answer.status_code == 302
    line.refresh_from_db()
    assert (line.confirmed_by, line.purpose["en"]) == ("duty desk", "police")
    assert Event.objects.filter(verb="name-helpline", actor_id=cast.alma.pk, subject_id=line.pk).count() == 1


def test_a_confirmation_without_a_name_is_refused(alma):
    line = HelpLine.objects.get(number="102")
    form = {"number": "102", "position": "1", **POLICE, "confirmed_on": local_day().isoformat()}
    answer = alma.post(address("helpline", "edit", line.pk), {**form, "confirmed_by": "", "check_by": ""})
    assert answer.status_code == 200
    line.refresh_from_db()
    assert line.confirmed_on is None


def test_a_text_in_two_languages_only_is_refused_and_names_the_third(alma):
    line = HelpLine.objects.get(number="102")
    form = {"number": "102", "position": "1", **POLICE, "purpose_en": "", **NOT_CONFIRMED}
    page = alma.post(address("helpline", "edit", line.pk), form).content.decode()
    assert "Ағылшын" in page
    line.refresh_from_db()
    assert line.purpose["en"]


def test_she_names_the_route_of_another_district(alma, cast):
    form = {"territory": str(cast.moved_district.pk), **BODY, "phone": "+7 710 000 00 02", **NO_HOURS, **NOT_CONFIRMED}
    assert alma.post(address("referralroute", "add"), form).status_code == 302
    route = ReferralRoute.objects.get(territory=cast.moved_district)
    assert (route.recipient["ru"], route.hours) == ("Отдел", {})


def test_the_territories_are_offered_by_name(alma):
    page = alma.get(address("referralroute", "add")).content.decode()
    assert Territory.objects.count() > 3
    assert "Тасөткел ауданы" in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_preview_is_what_a_learner_sees(alma, language):
    route = ReferralRoute.objects.get()
    where = address("referralroute", "preview_on_edit", route.pk)
    form = {"territory": str(route.territory_id), **BODY, "phone": route.phone, **NO_HOURS}
    form |= {"confirmed_on": local_day().isoformat(), "confirmed_by": "duty desk", "check_by": ""}
    assert alma.post(where, form).json()["is_valid"]
    page = alma.get(where, {"mode": language})
    assert BODY[f"recipient_{language}"] in page.content.decode()
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
