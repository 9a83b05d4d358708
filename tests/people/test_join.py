"""Two records of one person become one and two again; no fact of either is changed."""

import pytest

from tanu.people.actions import register
from tanu.people.joining import JoinRefused, join, undo_join
from tanu.people.models import Joining, Person
from tanu.people.signals import people_joined, people_parted


@pytest.fixture
def twin(cast) -> Person:
    """A second record of Zarina's, as a roster makes it that does not know her code."""
    return register(family_name="Жүнісова", given_name="Зарина", code="zarina-2")


def told(signal, do) -> list[tuple[Person, Person]]:
    heard: list[tuple[Person, Person]] = []

    def hear(kept: Person, joined: Person, **kwargs: object) -> None:
        heard.append((kept, joined))

    signal.connect(hear)
    try:
        do()
    finally:
        signal.disconnect(hear)
    return heard


def test_the_joined_record_leads_to_the_one_that_is_kept(cast, twin):
    join(cast.zarina, twin, by=cast.baurzhan)

    twin.refresh_from_db()
    assert twin.merged_into == cast.zarina
    assert list(Person.objects.living().filter(family_name="Жүнісова")) == [cast.zarina]


def test_joined_again_is_joined_once(cast, twin):
    first = join(cast.zarina, twin)

    assert join(cast.zarina, twin) == first
    assert Joining.objects.count() == 1


def test_undone_they_are_as_they_were(cast, twin):
    before = list(Person.objects.order_by("pk").values())

    undo_join(join(cast.zarina, twin))

    assert list(Person.objects.order_by("pk").values()) == before


def test_undone_twice_is_undone_once(cast, twin):
    joining = join(cast.zarina, twin)
    first = undo_join(joining, by=cast.baurzhan)

    assert undo_join(joining, by=cast.aigerim).undone_by == first.undone_by == cast.baurzhan


def test_they_can_be_joined_once_more_the_other_way_round(cast, twin):
    undo_join(join(cast.zarina, twin))

    join(twin, cast.zarina)

    assert Person.objects.get(pk=cast.zarina.pk).merged_into == twin


def refused(kept, joined) -> str:
    with pytest.raises(JoinRefused) as refusal:
        join(kept, joined)
    return refusal.value.code


def test_no_record_is_joined_to_itself(cast):
    assert refused(cast.zarina, cast.zarina) == "same-record"


def test_no_circle_is_made(cast, twin):
    join(cast.zarina, twin)

    assert refused(twin, cast.zarina) == "joined-already"


def test_a_joined_record_is_not_joined_elsewhere(cast, twin):
    join(cast.zarina, twin)

    assert refused(cast.gulmira, twin) == "joined-already"


def test_a_record_that_holds_another_leads_to_none(cast, twin):
    join(cast.zarina, twin)

    assert refused(cast.gulmira, cast.zarina) == "holds-another"


def test_a_record_holds_as_many_others_as_there_are(cast, twin):
    join(cast.zarina, twin)
    join(cast.zarina, register(given_name="Зарина", code="zarina-3"))

    assert Person.objects.same_as(cast.zarina).count() == 3


def test_the_rooms_above_are_told(cast, twin):
    zarina = cast.zarina
    joinings: list[Joining] = []

    assert told(people_joined, lambda: joinings.append(join(zarina, twin))) == [(zarina, twin)]
    assert told(people_parted, lambda: undo_join(joinings[0])) == [(zarina, twin)]
    assert told(people_parted, lambda: undo_join(joinings[0])) == []
