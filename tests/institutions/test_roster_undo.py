"""Whoever undoes a roster is responsible today for every institution that it concerned."""

import pytest
from django.test import Client
from django.urls import reverse

from tanu.institutions.actions import define_institution, grant
from tanu.institutions.models import Grant, InstitutionPeriod, Post
from tanu.institutions.roster_difference import difference
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_permissions import rosters_undone_by
from tanu.institutions.roster_taking import keep_draft, take_draft
from tests.institutions.test_roster_pages import press
from tests.institutions.test_roster_taking import DINARA, ERLAN, rows


@pytest.fixture
def of_two(cast) -> RosterImport:
    """Nurlan's roster of his district: somebody new at each of two schools."""
    lines = rows(DINARA, ERLAN.replace("zh-school-7", "zh-school"))
    draft = keep_draft(lines, by=cast.nurlan, territory=cast.district)
    return take_draft(draft, by=cast.nurlan, seen=difference(lines).seen(), within=None)


@pytest.fixture
def nurlan(client, cast) -> Client:
    client.force_login(cast.nurlan)
    return client


def move_away(cast) -> None:
    """School No. 7 belongs to another district from today on."""
    period = InstitutionPeriod.objects.on(cast.today).get(institution=cast.school_7)
    define_institution(
        "zh-school-7", territory=cast.next_door, kind=period.kind, name=period.name, valid_from=cast.today
    )


def stands(roster: RosterImport) -> bool:
    roster.refresh_from_db()
    return roster.state == RosterImport.State.TAKEN


def test_nurlan_undoes_the_roster_of_his_district(nurlan, cast, of_two):
    assert press(nurlan, "roster_undo", of_two).status_code == 302
    assert not stands(of_two)
    assert not Post.objects.as_known().filter(person__given_name="Динара").exists()


def test_one_school_went_to_another_district_and_he_undoes_none_of_it(nurlan, cast, of_two):
    move_away(cast)

    assert press(nurlan, "roster_undo", of_two).status_code == 403
    assert stands(of_two)


def test_the_page_says_so_and_offers_no_button(nurlan, cast, of_two):
    move_away(cast)

    page = nurlan.get(reverse("institutions:roster_draft", args=[of_two.pk]))

    assert page.context["against"]
    assert reverse("institutions:roster_undo", args=[of_two.pk]) not in page.content.decode()
    sent = nurlan.get(reverse("institutions:roster_territory", args=[cast.district.pk]))
    assert [may for _, may in sent.context["earlier"]] == [False]


def test_whoever_oversees_both_districts_undoes_it(nurlan, cast, of_two):
    move_away(cast)
    grant(cast.nurlan, "official", valid_from=cast.today, territory=cast.next_door)

    assert RosterImport.objects.filter(rosters_undone_by(cast.nurlan)).get() == of_two
    assert press(nurlan, "roster_undo", of_two).status_code == 302
    assert not stands(of_two)


def test_without_the_mandate_the_roster_is_not_even_known(nurlan, cast, of_two):
    Grant.objects.filter(person=cast.nurlan).update(valid_until=cast.today)

    assert press(nurlan, "roster_undo", of_two).status_code == 404
    assert stands(of_two)
