"""The written protocol of an institution is in force from the date of its order until another replaces it."""

from datetime import timedelta

import pytest

from tanu.audit.models import Event
from tanu.institutions.facts import FactRefused
from tanu.institutions.models import Protocol
from tanu.institutions.protocols import adopt_protocol


def days(number: int) -> timedelta:
    return timedelta(days=number)


def number_on(cast, day) -> str | None:
    return Protocol.objects.on(day).filter(institution=cast.school).values_list("order_number", flat=True).first()


def test_it_is_in_force_from_the_date_of_its_order(cast):
    adopt_protocol(cast.school, order_number="№ 21", order_date=cast.today - days(3))

    assert number_on(cast, cast.today - days(4)) is None
    assert number_on(cast, cast.today - days(3)) == "№ 21"


def test_a_newer_order_replaces_it_from_its_own_day(cast):
    adopt_protocol(cast.school, order_number="№ 21", order_date=cast.today - days(300))
    adopt_protocol(cast.school, order_number="№ 40", order_date=cast.today)

    assert number_on(cast, cast.today - days(1)) == "№ 21"
    assert number_on(cast, cast.today) == "№ 40"


def test_a_number_that_was_mistyped_is_put_right_for_the_same_day(cast):
    adopt_protocol(cast.school, order_number="№ 12", order_date=cast.today)
    adopt_protocol(cast.school, order_number="№ 21", order_date=cast.today)

    assert Protocol.objects.as_known().get(institution=cast.school).order_number == "№ 21"


def test_the_same_order_again_changes_nothing(cast):
    first = adopt_protocol(cast.school, order_number="№ 21", order_date=cast.today)

    assert adopt_protocol(cast.school, order_number="№ 21", order_date=cast.today) == first
    assert Protocol.objects.count() == 1
    assert Event.objects.filter(verb="adopt-protocol").count() == 1


def test_an_order_older_than_the_one_in_force_is_refused(cast):
    adopt_protocol(cast.school, order_number="№ 40", order_date=cast.today)

    with pytest.raises(FactRefused) as refused:
        adopt_protocol(cast.school, order_number="№ 21", order_date=cast.today - days(1))

    assert (refused.value.code, refused.value.day) == ("newer-protocol", cast.today)
    assert number_on(cast, cast.today) == "№ 40"
