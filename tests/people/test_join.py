"""Two records of one person become one and two again; no fact of either is changed."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tanu.people.actions import register, set_password
from tanu.people.joining import JoinRefused, join, undo_join
from tanu.people.models import Joining, Person
from tanu.people.signals import people_joined, people_parted
from tanu.people.slips import make_slip


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


def has_signed_in(*people: Person) -> None:
    Person.objects.filter(pk__in=[person.pk for person in people]).update(last_login=timezone.now())


def test_a_head_joins_no_record_with_which_somebody_signs_in(cast, twin):
    has_signed_in(cast.zarina)
    with pytest.raises(JoinRefused, match=r"^signed-in$"):
        join(twin, cast.zarina, by=cast.baurzhan)

    has_signed_in(twin)
    with pytest.raises(JoinRefused, match=r"^both-signed-in$"):
        join(twin, cast.zarina, by=cast.baurzhan)
    with pytest.raises(JoinRefused, match=r"^both-signed-in$"):
        join(cast.zarina, twin, by=cast.baurzhan)

    assert not Joining.objects.exists()


def test_a_head_joins_to_the_record_with_which_its_owner_signs_in(cast, twin):
    has_signed_in(cast.zarina)

    join(cast.zarina, twin, by=cast.baurzhan)

    assert Person.objects.get(pk=twin.pk).merged_into == cast.zarina


def test_the_administrators_join_records_that_have_both_signed_in(cast, twin):
    has_signed_in(cast.zarina, twin)

    call_command("join_records", "ZARINA", "zarina-2")

    assert Person.objects.get(pk=twin.pk).merged_into == cast.zarina
    assert Joining.objects.get().by is None


def test_the_command_says_why_it_cannot(cast, twin):
    with pytest.raises(CommandError, match=r"same-record\. Nothing was changed"):
        call_command("join_records", "zarina", "zarina")
    with pytest.raises(CommandError, match="Nobody is known as 'nobody-here'"):
        call_command("join_records", "zarina", "nobody-here")


def test_a_slip_from_before_does_not_open_what_was_joined_since(cast, twin, type_slip, is_in):
    has_signed_in(cast.zarina, twin)
    slip = make_slip(twin)

    join(twin, cast.zarina)

    type_slip(slip)
    assert not twin.slips.open().exists()
    assert not is_in(twin)


@pytest.mark.parametrize("printed_for", ["zarina", "twin"])
def test_a_slip_for_one_ends_the_passwords_and_sessions_of_both(cast, twin, printed_for):
    zarina = cast.zarina
    for person in (zarina, twin):
        set_password(person, "a sentence nobody guesses")
    browser = Client()
    browser.force_login(zarina)
    has_signed_in(zarina, twin)
    joining = join(twin, zarina)

    make_slip({"zarina": zarina, "twin": twin}[printed_for], by=cast.baurzhan)
    undo_join(joining)

    for person in (zarina, twin):
        assert not Person.objects.get(pk=person.pk).has_usable_password()
    assert browser.get("/en/my/").url.startswith("/en/sign-in/")


def test_a_slip_leaves_the_passwords_of_others_as_they_were(cast, twin):
    gulmira = cast.gulmira
    set_password(gulmira, "a sentence nobody guesses")
    undo_join(join(gulmira, twin))

    make_slip(twin)

    assert Person.objects.get(pk=gulmira.pk).has_usable_password()


def test_the_rooms_above_are_told(cast, twin):
    zarina = cast.zarina
    joinings: list[Joining] = []

    assert told(people_joined, lambda: joinings.append(join(zarina, twin))) == [(zarina, twin)]
    assert told(people_parted, lambda: undo_join(joinings[0])) == [(zarina, twin)]
    assert told(people_parted, lambda: undo_join(joinings[0])) == []
