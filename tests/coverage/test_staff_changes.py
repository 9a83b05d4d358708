"""What a head writes by hand: each form first shows what will follow, and writes nothing before that was seen."""

from datetime import timedelta

import pytest

from tanu.audit.models import Event
from tanu.coverage.models import Obligation
from tanu.institutions.actions import designate, grant, start_post
from tanu.institutions.models import Absence, Designation, Post, Protocol
from tanu.lib.dates import long_date
from tanu.people.models import LearnerWrite
from tests.coverage.staff_desk import Desk, desk_of, filled, of


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def desk(client, story) -> Desk:
    return desk_of(client, story.baurzhan, story.school)


def post_of(story, person) -> Post:
    return Post.objects.on(story.today).get(person=person, institution=story.school)


def designated(story, person, day) -> bool:
    return Designation.objects.on(day).filter(person=person, institution=story.school).exists()


def test_before_the_only_trained_officer_leaves_the_form_says_what_follows(desk, story, complete):
    complete(story.aigerim, story.today - days(10))
    day = story.today + days(11)

    page = desk.look(of(story.aigerim, "end"), post=post_of(story, story.aigerim).pk, on=day)

    assert f"From {long_date(day, 'en')} Zhusandy village school has no trained officer" in page
    assert f"No longer designated: {story.aigerim.full_name}." in page
    assert designated(story, story.aigerim, day)


def test_looking_at_what_follows_writes_nothing(desk, story):
    before = [model.objects.count() for model in (Post, Designation, Obligation, Event, LearnerWrite)]

    desk.look(of(story.aigerim, "end"), post=post_of(story, story.aigerim).pk, on=story.today + days(11))

    assert [model.objects.count() for model in (Post, Designation, Obligation, Event, LearnerWrite)] == before


def test_then_it_is_done(desk, story):
    day = story.today + days(11)

    answer = desk.do(of(story.aigerim, "end"), post=post_of(story, story.aigerim).pk, on=day)

    assert answer.status_code == 302
    assert not Post.objects.on(day).filter(person=story.aigerim).exists()
    assert Event.objects.get(verb="end-post").actor_id == story.baurzhan.pk


def test_the_form_is_done_once_though_it_is_sent_twice(client, story):
    desk = desk_of(client, story.baurzhan, story.school)
    fields = filled(step="do", role="deputy", order_number="№ 15", order_date=story.today, on=story.today)
    address = f"/en/staff/{story.school.pk}/{of(story.gulmira, 'appoint')}"

    first, second = client.post(address, fields), client.post(address, fields)

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Designation.objects.filter(person=story.gulmira).count() == 1
    assert story.gulmira.full_name in desk.page("?only=officers")


def test_what_was_seen_can_be_changed_before_it_is_done(desk, story):
    page = desk.send(
        of(story.gulmira, "appoint"), step="edit", role="deputy", order_number="№ 15", on=story.today
    ).content.decode()

    assert 'value="№ 15"' in page
    assert not designated(story, story.gulmira, story.today)


def test_a_deputy_is_appointed_and_asked_for_the_training(desk, story):
    fields = {"role": "deputy", "order_number": "№ 15", "order_date": story.today, "on": story.today}

    page = desk.look(of(story.gulmira, "appoint"), **fields)
    desk.do(of(story.gulmira, "appoint"), **fields)

    assert (
        f"Will be asked for: Designated officers: the one-day course, by {long_date(story.today + days(60), 'en')}."
        in page
    )
    appointed = Designation.objects.on(story.today).get(person=story.gulmira)
    assert (appointed.role, appointed.order_number, appointed.order_date) == ("deputy", "№ 15", story.today)


def test_an_order_dated_before_the_post_is_refused_at_its_field(desk, story):
    day = story.today - days(1501)
    fields = {"role": "deputy", "order_number": "№ 15", "order_date": day, "on": story.today}

    page = desk.do(of(story.gulmira, "appoint"), **fields).content.decode()

    assert "The order is older than the work here" in page
    assert '<a href="#id_order_date">' in page
    assert 'value="№ 15"' in page
    assert not designated(story, story.gulmira, story.today)


def test_nobody_is_designated_twice(desk, story):
    fields = {"role": "deputy", "order_number": "№ 15", "order_date": story.today, "on": story.today}

    assert "Designated already" in desk.look(of(story.aigerim, "appoint"), **fields)


def test_nobody_is_designated_without_a_post_on_that_day(desk, story):
    fields = {"role": "deputy", "order_number": "№ 15", "order_date": story.today, "on": story.today - days(2000)}

    assert "There is no post here on that day" in desk.look(of(story.gulmira, "appoint"), **fields)


def test_the_end_of_the_designation_says_that_nobody_is_left(desk, story):
    held = Designation.objects.on(story.today).get(person=story.aigerim)
    fields = {"designation": held.pk, "on": story.today}

    page = desk.look(of(story.aigerim, "end-designation"), **fields)
    desk.do(of(story.aigerim, "end-designation"), **fields)

    assert "has no trained officer: Nobody appointed." in page
    assert not designated(story, story.aigerim, story.today)
    assert post_of(story, story.aigerim)


def test_leave_and_return(desk, story, complete):
    complete(story.aigerim, story.today - days(10))
    fields = {"reason": "parental", "on": story.today}

    page = desk.look(of(story.aigerim, "leave"), **fields)
    desk.do(of(story.aigerim, "leave"), **fields)
    away = Absence.objects.on(story.today).get(person=story.aigerim)
    desk.do(of(story.aigerim, "return"), absence=away.pk, on=story.today + days(100))

    assert "has no trained officer: The designated officer is on leave." in page
    assert Absence.objects.as_known().get(person=story.aigerim).valid_until == story.today + days(100)


def test_the_way_back_from_leave_is_shown_only_to_who_is_away(desk, story):
    assert "No leave is recorded" in desk.page(of(story.gulmira, "return"))
    assert desk.send(of(story.gulmira, "return"), step="do", on=story.today).status_code == 200


def test_a_second_leave_for_the_same_time_is_refused(desk, story):
    fields = {"reason": "leave", "on": story.today}
    desk.do(of(story.gulmira, "leave"), **fields)

    page = desk.do(of(story.gulmira, "leave"), reason="study", on=story.today + days(3)).content.decode()

    assert "is recorded for the same time" in page


def test_a_move_to_the_other_institution_of_the_same_head_shows_both(client, story):
    grant(story.baurzhan, "head", valid_from=story.today, institution=story.school_7)
    desk = desk_of(client, story.baurzhan, story.school)
    fields = {
        "post": post_of(story, story.aigerim).pk,
        "to": story.school_7.pk,
        "profession": "social-pedagogue",
        "share": "1",
        "on": story.today + days(5),
    }

    page = desk.look(of(story.aigerim, "move"), **fields)
    desk.do(of(story.aigerim, "move"), **fields)

    assert "Zhusandy village school has no trained officer: Nobody appointed." in page
    assert "Basic school No. 7 stands as before" in page
    posts = Post.objects.on(story.today + days(5)).filter(person=story.aigerim)
    assert [post.institution for post in posts] == [story.school_7]


def test_nobody_is_moved_to_an_institution_of_another_head(desk, story):
    fields = {"post": post_of(story, story.gulmira).pk, "to": story.school_7.pk, "profession": "teacher", "share": "1"}

    page = desk.do(of(story.gulmira, "move"), on=story.today, **fields).content.decode()

    assert "Choose one of the list." in page
    assert post_of(story, story.gulmira)


def test_half_a_post_is_written_with_a_comma_too(client, story):
    desk = desk_of(client, story.baurzhan, story.school)
    post = post_of(story, story.gulmira)
    fields = {"post": post.pk, "to": story.school.pk, "profession": "teacher", "share": "0,5", "on": story.today}

    client.post(f"/ru/staff/{story.school.pk}/{of(story.gulmira, 'move')}", filled(step="do", **fields))

    assert str(post_of(story, story.gulmira).share) == "0.50"
    assert desk.open().status_code == 200


def test_the_work_contact_is_changed(desk, story):
    fields = {"post": post_of(story, story.aigerim).pk, "phone": "+7 710 000 02 02", "mail": "a@example.kz"}

    desk.do(of(story.aigerim, "contact"), **fields)

    assert post_of(story, story.aigerim).phone == "+7 710 000 02 02"


@pytest.mark.parametrize(("ahead", "said"), [(400, "more than a year ahead"), (-40000, "before 1950")])
def test_a_day_out_of_reason_is_refused(desk, story, ahead, said):
    page = desk.look(of(story.gulmira, "end"), post=post_of(story, story.gulmira).pk, on=story.today + days(ahead))

    assert said in page


def test_a_post_that_begins_today_is_not_ended_today_but_taken_back(desk, story):
    started = start_post(story.svetlana, story.school, "teacher", valid_from=story.today)

    page = desk.do(of(story.svetlana, "end"), post=started.pk, on=story.today).content.decode()
    answer = desk.do(of(story.svetlana, "take-back"), post=started.pk)

    assert "take the post back instead" in page
    assert answer["Location"].endswith(f"/staff/{story.school.pk}/")
    assert desk.open(of(story.svetlana)).status_code == 404


def test_who_comes_back_is_given_a_post_again(desk, story):
    desk.do(of(story.gulmira, "end"), post=post_of(story, story.gulmira).pk, on=story.today - days(60))

    desk.do(of(story.gulmira, "start"), profession="teacher", share="1", on=story.today)

    assert post_of(story, story.gulmira).valid_from == story.today
    assert Post.objects.as_known().filter(person=story.gulmira).count() == 2


def test_the_same_post_is_not_recorded_twice(desk, story):
    page = desk.do(of(story.gulmira, "start"), profession="teacher", share="1", on=story.today).content.decode()

    assert "This post is recorded already" in page
    assert Post.objects.as_known().filter(person=story.gulmira).count() == 1


def test_the_protocol_and_the_one_that_replaces_it(desk, story):
    desk.do("protocol/", order_number="№ 21", on=story.today - days(300))

    page = desk.look("protocol/", order_number="№ 40", on=story.today)
    desk.do("protocol/", order_number="№ 40", on=story.today)
    older = desk.do("protocol/", order_number="№ 1", on=story.today - days(1)).content.decode()

    assert "The protocol by the order № 21" in page
    assert Protocol.objects.on(story.today).get(institution=story.school).order_number == "№ 40"
    assert "is in force already" in older
    assert "order № 40 of" in desk.page()


def test_what_is_not_recorded_here_is_not_found(desk, story):
    assert desk.open(of(story.natalya)).status_code == 404
    assert desk.open(of(story.natalya, "end")).status_code == 404
    assert desk.open(of(story.gulmira, "promote")).status_code == 404


def test_the_forms_of_one_head_are_not_anothers(client, story):
    grant(story.svetlana, "head", valid_from=story.today, institution=story.school_7)
    desk = desk_of(client, story.svetlana, story.school)

    assert desk.do(of(story.gulmira, "end"), post=post_of(story, story.gulmira).pk, on=story.today).status_code == 404
    assert post_of(story, story.gulmira)


def test_the_designated_officer_appoints_nobody(client, story):
    designate(story.zarina, story.school, valid_from=story.today, role=Designation.Role.DEPUTY)
    fields = {"role": "deputy", "order_number": "№ 15", "order_date": story.today, "on": story.today}

    for officer in (story.aigerim, story.zarina):
        assert desk_of(client, officer, story.school).do(of(story.gulmira, "appoint"), **fields).status_code == 403
    assert not designated(story, story.gulmira, story.today)
