"""Two records of one person, as the head joins and parts them: every read is as before once it is undone."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from tanu.coverage.reads import due_for
from tanu.coverage.staff.roll import read_roll
from tanu.institutions.actions import designate, grant, start_post
from tanu.institutions.models import Designation, Post
from tanu.lib import dates
from tanu.people.actions import register
from tanu.people.joining import join, undo_join
from tanu.people.models import Joining, Person
from tanu.people.slips import make_slip
from tanu.records.models import Completion
from tests.coverage.staff_desk import Desk, desk_of, of


def long_date(day: date) -> str:
    with translation.override("en"):
        return dates.long_date(day)


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def twin(story) -> Person:
    """A second record of Gulmira's at the same school, where she is the deputy."""
    twin = register(family_name="Әбілқасова", given_name="Гүлмира", code="gulmira-2")
    start_post(twin, story.school, "teacher", valid_from=story.today - days(30))
    designate(twin, story.school, role=Designation.Role.DEPUTY, valid_from=story.today - days(30))
    return twin


@pytest.fixture
def desk(client, story) -> Desk:
    return desk_of(client, story.baurzhan, story.school)


def reads(story, *people: Person) -> list:
    """All that is said of people: what is asked and done, and the roll of the school."""
    roll = read_roll(story.school, story.today)
    asked = [
        [(due.training_key, due.duty, due.due_on, due.expires_on) for due in due_for(p, story.today)] for p in people
    ]
    completed = [sorted(str(pk) for pk in Completion.objects.of(p).values_list("pk", flat=True)) for p in people]
    return [asked, completed, roll.lines, roll.status]


@pytest.mark.parametrize("who_learned", ["gulmira", "twin", "both", "nobody"])
@pytest.mark.parametrize("kept_is", ["gulmira", "twin"])
def test_joined_and_parted_every_read_is_as_before(story, twin, complete, who_learned, kept_is):
    gulmira = story.gulmira
    if who_learned in ("gulmira", "both"):
        complete(gulmira, story.today - days(20))
    if who_learned in ("twin", "both"):
        complete(twin, story.today - days(10))
    before = reads(story, gulmira, twin)
    kept, joined = (gulmira, twin) if kept_is == "gulmira" else (twin, gulmira)

    joining = join(kept, joined)
    together = reads(story, kept)
    undo_join(joining)

    assert reads(story, Person.objects.get(pk=gulmira.pk), Person.objects.get(pk=twin.pk)) == before
    assert len(together[2]) == len(before[2]) - 1


def test_what_one_record_learned_counts_for_both(story, twin, complete):
    complete(twin, story.today - days(10))

    join(story.gulmira, twin)

    line = next(line for line in read_roll(story.school, story.today).lines if line.person_id == story.gulmira.pk)
    assert line.role == "deputy"
    assert line.is_asked
    assert not line.has_to_do


def test_the_head_joins_by_the_code_and_sees_whose_record_it_is(desk, story, twin):
    page = desk.look(of(story.gulmira, "join"), code="GULMIRA-2")
    assert f"The other record is that of {twin.full_name}. It signs in no more." in page
    assert not Joining.objects.exists()

    desk.do(of(story.gulmira, "join"), code="gulmira-2")

    assert Person.objects.get(pk=twin.pk).merged_into == story.gulmira
    assert desk.open(of(twin)).status_code == 404
    assert "Two people after all" in desk.page(of(story.gulmira))


def test_the_head_parts_them_again(desk, story, twin):
    desk.do(of(story.gulmira, "join"), code="gulmira-2")

    desk.do(of(story.gulmira, "part"), joining=Joining.objects.get().pk)

    assert Person.objects.get(pk=twin.pk).merged_into is None
    assert desk.open(of(twin)).status_code == 200


def test_a_record_with_no_post_of_this_head_is_as_unknown_as_none(desk, story):
    for code in ("natalya", "nobody-has-this"):
        page = desk.do(of(story.gulmira, "join"), code=code).content.decode()
        assert "No record belongs to this code" in page
        assert "Ким" not in page
    assert not Joining.objects.exists()


def test_nobody_is_shut_out_of_work_elsewhere(desk, story):
    page = desk.do(of(story.gulmira, "join"), code="zarina").content.decode()

    assert "The other record has work or a role elsewhere." in page
    assert not Joining.objects.exists()


def test_nobody_is_shut_out_of_a_role(desk, story, twin):
    grant(twin, "official", valid_from=story.today, territory=story.district)

    assert "work or a role elsewhere" in desk.do(of(story.gulmira, "join"), code="gulmira-2").content.decode()
    assert not Joining.objects.exists()


def test_both_must_have_a_post_today(desk, story, twin):
    Post.objects.filter(person=story.gulmira).update(valid_until=story.today)

    page = desk.do(of(story.gulmira, "join"), code="gulmira-2").content.decode()

    assert "has no post here today" in page
    assert not Joining.objects.exists()


def test_a_record_is_not_joined_to_itself(desk, story):
    assert "this same record" in desk.do(of(story.gulmira, "join"), code="gulmira").content.decode()


def test_another_head_does_not_part_them(client, story, twin):
    joining = join(story.gulmira, twin)
    grant(story.svetlana, "head", valid_from=story.today, institution=story.school_7)
    start_post(story.gulmira, story.school_7, "teacher", valid_from=story.today)

    page = desk_of(client, story.svetlana, story.school_7).send(
        of(story.gulmira, "part"), step="do", joining=joining.pk
    )

    assert "No record is joined to this one." in page.content.decode()
    assert Joining.objects.get().undone_at is None


def test_two_records_that_have_both_signed_in_are_joined_by_no_head(desk, story, twin):
    """Otherwise a head signs in as an invented person, joins a colleague to them and reads the colleague's answers."""
    for kept, code in ((story.gulmira, "gulmira-2"), (twin, "gulmira")):
        signed_in(story.gulmira, twin)
        page = desk.look(of(kept, "join"), code=code)
        assert "The administrators of Tanu can join them" in page
    assert not Joining.objects.exists()


def test_the_record_in_use_is_the_one_that_stays(desk, story, twin):
    signed_in(story.gulmira)

    assert "Open its page and join this one to it." in desk.look(of(twin, "join"), code="gulmira")
    desk.do(of(story.gulmira, "join"), code="gulmira-2")

    assert Person.objects.get(pk=twin.pk).merged_into == story.gulmira


def test_gulmira_sees_who_joined_a_record_to_hers_and_who_parted_it(client, desk, story, twin):
    desk.do(of(story.gulmira, "join"), code="gulmira-2")
    assert f"Joined to your record: {long_date(story.today)}, by {story.baurzhan}" in own_page(client, story.gulmira)

    desk = desk_of(client, story.baurzhan, story.school)
    desk.do(of(story.gulmira, "part"), joining=Joining.objects.get().pk)
    assert f"Parted again: {long_date(story.today)}, by {story.baurzhan}" in own_page(client, story.gulmira)


def test_gulmira_sees_it_too_when_hers_was_the_record_that_was_joined(client, story, twin):
    joining = join(twin, story.gulmira, by=story.baurzhan)
    make_slip(twin, place=story.school.pk, by=story.baurzhan)
    undo_join(joining)

    page = own_page(client, story.gulmira)

    assert f"Your record was joined to this one: {long_date(story.today)}, by {story.baurzhan}" in page
    assert f"Sign-in slip printed meanwhile: {long_date(story.today)}, by {story.baurzhan}" in page
    assert f"Parted again: {long_date(story.today)}, by the administrators of Tanu" in page


def test_gulmira_sees_who_printed_the_last_slip_for_her(client, story):
    assert "joined records" not in own_page(client, story.gulmira)
    make_slip(story.gulmira)
    make_slip(story.gulmira, place=story.school.pk, by=story.baurzhan)

    page = own_page(client, story.gulmira)

    assert f"Last sign-in slip: {long_date(story.today)}, printed by {story.baurzhan}" in page
    assert "joined records" not in own_page(client, story.aigerim)


def signed_in(*people: Person) -> None:
    Person.objects.filter(pk__in=[person.pk for person in people]).update(last_login=timezone.now())


def own_page(client: Client, person: Person) -> str:
    client.force_login(person)
    return client.get("/en/staff/mine/").content.decode()


def test_a_head_never_joins_their_own_record(desk, story):
    """Neither takes what somebody else has learned, nor gives away the right to lead."""
    for whose, code in ((story.baurzhan, "gulmira"), (story.gulmira, "baurzhan")):
        page = desk.look(of(whose, "join"), code=code)
        assert "Nobody joins their own record." in page
    assert not Joining.objects.exists()
