"""Leaving an institution: the post ends, and what hangs on it; what was entered by mistake is taken back."""

from datetime import timedelta

import pytest

from tanu.institutions.actions import designate, end_post, start_post, take_back_post
from tanu.institutions.facts import FactRefused
from tanu.institutions.models import Designation, Post


def days(number: int) -> timedelta:
    return timedelta(days=number)


def post_of(cast, person) -> Post:
    return Post.objects.on(cast.today).get(person=person, institution=cast.school)


def designated(cast, day) -> bool:
    return Designation.objects.on(day).filter(person=cast.aigerim, institution=cast.school).exists()


def test_who_leaves_on_a_day_ahead_is_the_officer_until_then(cast):
    end_post(post_of(cast, cast.aigerim), cast.today + days(20))

    assert designated(cast, cast.today + days(19))
    assert not designated(cast, cast.today + days(20))


def test_a_designation_that_was_to_begin_after_the_last_day_falls_away(cast):
    designate(cast.gulmira, cast.school, valid_from=cast.today + days(30), role=Designation.Role.DEPUTY)

    end_post(post_of(cast, cast.gulmira), cast.today + days(20))

    assert not Designation.objects.as_known().filter(person=cast.gulmira).exists()


def test_a_designation_that_begins_on_the_last_day_falls_away(cast):
    designate(cast.gulmira, cast.school, valid_from=cast.today, role=Designation.Role.DEPUTY)

    end_post(post_of(cast, cast.gulmira), cast.today)

    assert not Designation.objects.as_known().filter(person=cast.gulmira).exists()


def test_who_comes_back_later_is_not_designated_in_between(cast):
    start_post(cast.aigerim, cast.school, "teacher", valid_from=cast.today + days(100))

    end_post(post_of(cast, cast.aigerim), cast.today)

    assert not designated(cast, cast.today + days(50))
    assert not designated(cast, cast.today + days(100))


def test_half_a_post_elsewhere_is_not_touched(cast):
    end_post(post_of(cast, cast.zarina), cast.today)

    assert [post.institution for post in Post.objects.on(cast.today).filter(person=cast.zarina)] == [cast.hospital]


def test_a_post_does_not_end_before_it_began(cast):
    started = start_post(cast.svetlana, cast.school, "teacher", valid_from=cast.today)

    with pytest.raises(FactRefused) as refused:
        end_post(started, cast.today)

    assert (refused.value.code, refused.value.day) == ("ends-before-it-began", cast.today)


def test_a_post_entered_by_mistake_never_was(cast):
    started = start_post(cast.svetlana, cast.school, "teacher", valid_from=cast.today - days(5))
    designate(cast.svetlana, cast.school, valid_from=cast.today, role=Designation.Role.DEPUTY)

    take_back_post(started)

    assert not Post.objects.as_known().filter(person=cast.svetlana, institution=cast.school).exists()
    assert not Designation.objects.as_known().filter(person=cast.svetlana).exists()
    assert Post.objects.filter(pk=started.pk).exists()
