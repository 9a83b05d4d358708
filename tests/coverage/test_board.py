from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tanu.coverage.actions import recount
from tanu.coverage.algebra import Cover, Reason
from tanu.coverage.boards.board import read_board
from tanu.coverage.boards.rows import Row, read_rows, with_details
from tanu.institutions.actions import define_institution, designate, end_post, grant, start_post
from tanu.institutions.models import Designation, Post
from tanu.institutions.tree import Tree


def row_of(cast, institution, day=None) -> Row:
    """As the board of its territory lists it."""
    day = day or cast.today
    period = institution.periods.on(day).get()
    rows = with_details(read_rows([period.territory_id], day), day)
    return next(row for row in rows if row.institution_id == institution.pk)


def stand(cast, institution, day=None) -> tuple[Cover, Reason | None]:
    status = row_of(cast, institution, day).status
    return status.cover, status.reason


def to_call(territory, day) -> set:
    return {row.institution_id for row in read_board(territory, day).to_call}


def address(territory, name: str = "coverage:board", language: str = "ru") -> str:
    with override(language):
        return reverse(name, args=[territory.pk])


@pytest.fixture
def official(client, story):
    """The browser of the district's official."""
    client.force_login(story.nurlan)
    return client


@pytest.fixture
def regional(client, story):
    """The browser of the region's official."""
    client.force_login(story.roza)
    return client


def test_the_school_becomes_covered_when_the_completion_lands(story, complete):
    assert stand(story, story.school) == (Cover.NOT_COVERED, Reason.NOT_TRAINED)

    complete(story.aigerim, story.today)

    assert stand(story, story.school) == (Cover.COVERED, None)


def test_the_hospitals_officer_is_overdue(story):
    assert stand(story, story.hospital) == (Cover.NOT_COVERED, Reason.OVERDUE)


def test_the_police_stations_training_has_lapsed(story):
    assert stand(story, story.police) == (Cover.NOT_COVERED, Reason.LAPSED)


def test_who_has_appointed_nobody_counts_as_uncovered(story):
    assert stand(story, story.school_7) == (Cover.NOBODY_APPOINTED, None)
    assert story.school_7.pk in to_call(story.district, story.today)


def test_who_has_registered_nobody_counts_as_uncovered(story):
    assert stand(story, story.preschool) == (Cover.NOT_REGISTERED, None)
    assert story.preschool.pk in to_call(story.district, story.today)


def test_training_that_ends_within_sixty_days_is_a_risk(story):
    assert stand(story, story.institution("ta-home")) == (Cover.AT_RISK, Reason.ENDS_SOON)


def test_a_leavers_institution_has_nobody_again(story):
    school = story.institution("ta-school")

    assert stand(story, school, story.today - timedelta(days=31)) == (Cover.COVERED, None)
    assert stand(story, school, story.today - timedelta(days=30)) == (Cover.NOBODY_APPOINTED, None)


def test_who_leaves_today_leaves_the_institution_uncovered_today(story):
    end_post(Post.objects.on(story.today).get(person=story.saule), story.today)

    assert stand(story, story.polyclinic) == (Cover.NOT_REGISTERED, None)


def test_a_trained_deputy_alone_is_a_risk(story, complete):
    designate(story.zarina, story.hospital, valid_from=story.today, role=Designation.Role.DEPUTY)
    complete(story.zarina, story.today)

    assert stand(story, story.hospital) == (Cover.AT_RISK, Reason.ONLY_DEPUTY)


def test_one_person_covers_both_institutions_of_two_posts(story, complete):
    start_post(story.zarina, story.school_7, "nurse", valid_from=story.today, share=0.5)
    for institution in (story.school_7, story.hospital):
        designate(story.zarina, institution, valid_from=story.today)

    complete(story.zarina, story.today)

    assert stand(story, story.school_7) == (Cover.COVERED, None)
    assert stand(story, story.hospital) == (Cover.COVERED, None)


def test_an_institution_that_owes_two_officers_needs_two(story, complete):
    facts = story.polyclinic.periods.get()
    define_institution(
        facts.institution.code, territory=facts.territory, kind=facts.kind, name=facts.name, officers_owed=2
    )
    assert stand(story, story.polyclinic) == (Cover.NOT_COVERED, Reason.TOO_FEW)

    start_post(story.sergey, story.polyclinic, "nurse", valid_from=story.today)
    designate(story.sergey, story.polyclinic, valid_from=story.today)
    complete(story.sergey, story.today)

    assert stand(story, story.polyclinic) == (Cover.COVERED, None)


def test_an_officer_whose_records_were_joined_is_shown_once_and_by_the_living_name(story):
    designate(story.gulmira, story.hospital, valid_from=story.today)
    gulmira = story.gulmira
    gulmira.merged_into = story.natalya
    gulmira.save()

    officers = row_of(story, story.hospital).officers

    assert [officer.name for officer in officers] == [story.natalya.full_name]


def test_a_correction_made_today_shows_on_past_days_too(story, complete):
    complete(story.natalya, story.today - timedelta(days=50))

    assert stand(story, story.hospital, story.today - timedelta(days=51)) == (Cover.NOT_COVERED, Reason.OVERDUE)
    assert stand(story, story.hospital, story.today - timedelta(days=50)) == (Cover.COVERED, None)


def test_the_region_adds_its_districts_up(story):
    region = read_board(story.region, story.today)

    assert {part.territory_id for part in region.parts} >= {story.district.pk, story.moved_district.pk}
    assert sum(part.counts.total for part in region.parts) == region.counts.total == 9
    assert sum(part.counts.covered for part in region.parts) == region.counts.covered == 2
    assert sum(part.counts.at_risk for part in region.parts) == region.counts.at_risk == 1


def test_what_lies_in_no_district_is_a_part_of_its_own(story):
    next_door = read_board(story.next_door, story.today - timedelta(days=300))

    assert [(part.is_itself, part.counts.total) for part in next_door.parts] == [(False, 2), (True, 2)]


def test_a_district_counts_where_it_belonged_on_the_day(story):
    moved = story.today - timedelta(days=265)
    before = moved - timedelta(days=1)

    def parts(territory, day):
        return {part.territory_id for part in read_board(territory, day).parts}

    assert story.moved_district.pk in parts(story.region, moved)
    assert story.moved_district.pk not in parts(story.next_door, moved)
    assert story.moved_district.pk not in parts(story.region, before)
    assert story.moved_district.pk in parts(story.next_door, before)


def test_a_territory_of_later_has_no_board_yet(story):
    story.district.periods.update(valid_from=story.today)

    assert read_board(story.district, story.today - timedelta(days=1)) is None


def test_whom_to_call_begins_with_those_who_have_nobody(story):
    called = [row.status.cover for row in read_board(story.district, story.today).to_call]

    assert called[:2] == [Cover.NOT_REGISTERED, Cover.NOBODY_APPOINTED]
    assert set(called[2:]) == {Cover.NOT_COVERED}


def test_the_board_says_number_and_denominator(official, story):
    page = official.get(address(story.district, language="en")).content.decode()

    assert "2 of 7 institutions have a trained person." in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_board_says_whom_to_call_and_that_it_is_a_pilot(official, story, language):
    page = official.get(address(story.district, language=language)).content.decode()

    for words in ("Бауыржан Серікұлы", "tel:+77100000011", story.aigerim.full_name, "tel:+77100000101"):
        assert words in page
    assert 'class="basted"' in page


def test_nobody_but_officers_and_heads_is_named(official, story):
    page = official.get(address(story.district)).content.decode()

    for person in (story.gulmira, story.zarina, story.svetlana):
        assert person.family_name not in page


def test_a_district_without_a_confirmed_referral_route_is_named(regional, story):
    board = read_board(story.region, story.today)
    assert [route.confirmed_on for route in board.stale_routes] == [None]

    with override("ru"):
        assert (
            Tree.on(story.today).names[story.moved_district.pk] in regional.get(address(story.region)).content.decode()
        )


def test_a_route_is_stale_after_180_days(story):
    story.district.referral_routes.update(confirmed_on=story.today - timedelta(days=180))

    assert [route.confirmed_on for route in read_board(story.district, story.today).stale_routes] == [
        story.today - timedelta(days=180)
    ]


def test_the_official_of_the_region_opens_its_districts(regional, story):
    for territory in (story.region, story.district, story.moved_district):
        assert regional.get(address(territory)).status_code == 200


def test_the_official_of_the_district_opens_neither_the_region_nor_the_next_district(official, story):
    for territory in (story.region, story.moved_district):
        assert official.get(address(territory)).status_code == 404


def test_the_region_next_door_is_unknown(regional, story):
    for name in ("coverage:board", "coverage:uncovered_csv"):
        assert regional.get(address(story.next_door, name)).status_code == 404


@pytest.mark.parametrize("code", ["aigerim", "baurzhan", "gulmira", "sergey", "alma", "bolat"])
def test_who_is_no_official_knows_of_no_board(client, story, code):
    client.force_login(getattr(story, code))

    assert client.get("/ru/coverage/").status_code == 403
    assert client.get(address(story.district)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, story):
    assert client.get(address(story.district)).status_code == 302


def test_the_first_page_names_the_places_one_oversees(official, story):
    page = official.get("/ru/coverage/").content.decode()

    assert address(story.district) in page
    assert address(story.region) not in page


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "2999-01-01", "20260101T00"])
def test_a_day_that_is_none_or_has_not_come_is_unknown(official, story, day):
    assert official.get(address(story.district), {"on": day}).status_code == 404


def test_a_past_day_is_shown_as_it_was_cut(regional, story):
    day = story.today - timedelta(days=300)

    page = regional.get(address(story.region), {"on": day.isoformat()}).content.decode()

    assert address(story.district) in page
    assert address(story.moved_district) not in page


def more_institutions(story) -> None:
    for number in range(12):
        institution = define_institution(
            f"more-{number}",
            territory=story.district,
            kind="school",
            name={"kk": f"Мектеп {number}", "ru": f"Школа {number}", "en": f"School {number}"},
        )
        start_post(story.sergey, institution, "teacher", valid_from=story.today)
        designate(story.sergey, institution, valid_from=story.today)


def test_a_board_costs_the_same_however_many_institutions(official, story, django_assert_num_queries):
    page = address(story.district)
    recount(story.today)
    official.get(page)
    with CaptureQueriesContext(connection) as before:
        official.get(page)
    more_institutions(story)
    recount(story.today)

    with django_assert_num_queries(len(before)):
        official.get(page)

    assert len(before) <= 32


def test_reading_a_board_writes_nothing(official, story):
    page = address(story.district)

    with CaptureQueriesContext(connection) as asked:
        official.get(page)

    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []


def test_who_oversees_several_places_chooses_among_them(official, story):
    grant(story.nurlan, "official", territory=story.moved_district, valid_from=story.today)

    page = official.get("/ru/coverage/").content.decode()

    assert address(story.district) in page
    assert address(story.moved_district) in page
    assert "uncovered.csv" not in page


@pytest.mark.parametrize("page", ["", "months/", "people/", "uncovered.csv"])
def test_a_shared_computer_keeps_no_page_that_names_officers(client, story, page):
    client.force_login(story.nurlan)

    answer = client.get(f"/en/coverage/{story.district.pk}/{page}")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
