"""Appointing by an order, and the end of a designation."""

from datetime import timedelta

import pytest

from tanu.institutions.actions import designate, end_designation, end_post, start_post, works_since
from tanu.institutions.facts import FactRefused
from tanu.institutions.models import Designation, Post


def days(number: int) -> timedelta:
    return timedelta(days=number)


def appoint(cast, order_date, valid_from=None):
    return designate(
        cast.gulmira,
        cast.school,
        role=Designation.Role.DEPUTY,
        valid_from=valid_from or cast.today,
        order_number="№ 15",
        order_date=order_date,
    )


def test_an_order_dated_before_the_post_began_is_refused(cast):
    with pytest.raises(FactRefused) as refused:
        appoint(cast, cast.today - days(1501))

    assert (refused.value.code, refused.value.day) == ("order-before-post", cast.today - days(1500))
    assert not Designation.objects.filter(person=cast.gulmira).exists()


def test_an_order_of_the_first_day_is_not(cast):
    assert appoint(cast, cast.today - days(1500)).order_date == cast.today - days(1500)


def test_a_change_of_profession_does_not_make_the_work_begin_anew(cast):
    post = Post.objects.on(cast.today).get(person=cast.gulmira)
    start_post(cast.gulmira, cast.school, "social-pedagogue", valid_from=cast.today - days(100))
    end_post(post, cast.today - days(100))

    assert works_since(cast.gulmira, cast.school, cast.today) == cast.today - days(1500)
    assert appoint(cast, cast.today - days(200))


def test_the_order_of_an_earlier_time_does_not_serve_who_came_back(cast):
    end_post(Post.objects.on(cast.today).get(person=cast.gulmira), cast.today - days(400))
    start_post(cast.gulmira, cast.school, "teacher", valid_from=cast.today - days(50))

    assert works_since(cast.gulmira, cast.school, cast.today) == cast.today - days(50)
    assert works_since(cast.gulmira, cast.school, cast.today - days(200)) is None
    with pytest.raises(FactRefused):
        appoint(cast, cast.today - days(500))


def test_a_designation_ends_on_its_day_and_what_was_stays(cast):
    end_designation(Designation.objects.on(cast.today).get(person=cast.aigerim), cast.today)

    assert Designation.objects.on(cast.today - days(1)).filter(person=cast.aigerim).exists()
    assert not Designation.objects.on(cast.today).filter(person=cast.aigerim).exists()


def test_a_designation_that_ends_before_it_began_never_was(cast):
    planned = appoint(cast, cast.today, valid_from=cast.today + days(10))

    end_designation(planned, cast.today + days(10))

    assert not Designation.objects.as_known().filter(person=cast.gulmira).exists()
