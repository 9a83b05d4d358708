"""A slip opens the door once, to choose a password of one's own; until then nobody is signed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tanu.audit.models import Event
from tanu.institutions.actions import end_post
from tanu.institutions.models import Post
from tanu.people.actions import register, set_password
from tanu.people.entered_slip import HELD_FOR, KEY
from tanu.people.models import SignInSlip
from tanu.people.secret_signs import grouped
from tanu.people.slip_words import WHY_NOT
from tanu.people.slips import VALID_FOR, State, make_slip
from tanu.people.throttle import FAILURES_OF_A_NAME
from tests.people.conftest import PASSWORD

CHOOSE = "/kk/sign-in/password/"


@pytest.fixture
def slip(cast):
    return make_slip(cast.aigerim, place=cast.school.pk, by=cast.baurzhan)


def choose(client, new: str = PASSWORD, again: str | None = None, **fields: str):
    return client.post(CHOOSE, {"new": new, "again": new if again is None else again, **fields})


def refused(answer) -> list[str]:
    return list(answer.context["form"].non_field_errors())


def stored(slip) -> SignInSlip:
    return SignInSlip.objects.get(person=slip.person, used_at__isnull=True, voided_at__isnull=True)


def test_it_leads_to_choosing_a_password_in_the_persons_language_and_then_in(client, cast, slip, type_slip, is_in):
    assert type_slip(slip).url == CHOOSE
    assert choose(client).url == "/kk/my/"
    assert is_in(cast.aigerim)


def test_until_a_password_is_chosen_nobody_is_signed_in(client, cast, slip, type_slip):
    type_slip(slip)
    assert "_auth_user_id" not in client.session
    assert client.get("/kk/my/").url == "/kk/sign-in/?next=/kk/my/"
    assert client.get("/kk/account/").url == "/kk/sign-in/?next=/kk/account/"


def test_the_secret_stands_in_no_table_and_in_no_session(client, cast, slip, type_slip):
    type_slip(slip)
    kept = [*SignInSlip.objects.values_list("secret_hash", flat=True), str(dict(client.session))]
    kept += [str(detail) for detail in Event.objects.values_list("detail", flat=True)]
    assert [text for text in kept if slip.secret in text or grouped(slip.secret) in text] == []


@pytest.mark.parametrize("typed", [str.lower, grouped, lambda secret: f" {secret[:6]} {secret[6:]} "])
def test_small_letters_dashes_and_blanks_do_not_matter(slip, type_slip, typed):
    assert type_slip(slip, password=typed(slip.secret)).url == CHOOSE


def test_letters_of_a_russian_keyboard_do_not_matter(slip, type_slip):
    russian = slip.secret.translate(str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ"))
    assert type_slip(slip, password=russian).url == CHOOSE


def test_the_page_that_was_asked_for_comes_after_choosing(client, slip, type_slip):
    page = type_slip(slip, next="/ru/cases/").url
    assert page == f"{CHOOSE}?next=%2Fru%2Fcases%2F"
    assert choose(client, next="/ru/cases/").url == "/ru/cases/"


def test_used_twice_it_opens_nothing_and_says_what_to_do(client, slip, type_slip):
    type_slip(slip)
    choose(client)
    client.logout()
    assert refused(type_slip(slip)) == [str(WHY_NOT[State.USED])]


def test_a_wrong_secret_is_answered_like_a_wrong_password(slip, type_slip):
    wrong = slip.secret[:-1] + ("2" if slip.secret[-1] != "2" else "3")
    assert refused(type_slip(slip, password=wrong)) == refused(type_slip(slip, password="no slip at all"))


def test_the_slip_of_somebody_else_opens_nothing(cast, slip, type_slip):
    assert refused(type_slip(slip, name="gulmira")) == refused(type_slip(slip, password="no slip at all"))


def test_after_fourteen_days_it_has_run_out(slip, type_slip):
    row = stored(slip)
    assert row.valid_until - row.made_at.date() <= VALID_FOR + timedelta(days=1)
    SignInSlip.objects.filter(pk=row.pk).update(valid_until=row.valid_until - VALID_FOR)
    assert refused(type_slip(slip)) == [str(WHY_NOT[State.RUN_OUT])]


def test_on_its_last_day_it_still_opens(slip, type_slip):
    row = stored(slip)
    SignInSlip.objects.filter(pk=row.pk).update(valid_until=row.valid_until - VALID_FOR + timedelta(days=1))
    assert type_slip(slip).url == CHOOSE


def test_a_newer_slip_makes_it_void(client, cast, slip, type_slip):
    newer = make_slip(cast.aigerim, place=cast.school.pk, by=cast.baurzhan)
    assert refused(type_slip(slip)) == [str(WHY_NOT[State.REPLACED])]
    assert type_slip(newer).url == CHOOSE


def test_a_newer_slip_printed_while_a_password_is_being_chosen_wins(client, cast, slip, type_slip):
    type_slip(slip)
    make_slip(cast.aigerim, place=cast.school.pk, by=cast.baurzhan)
    assert choose(client).url == "/kk/sign-in/"
    cast.aigerim.refresh_from_db()
    assert not cast.aigerim.has_usable_password()


def test_it_ends_when_the_person_leaves_the_place_that_printed_it(client, cast, slip, type_slip):
    type_slip(slip)
    end_post(Post.objects.as_known().get(person=cast.aigerim), cast.today, by=cast.baurzhan)
    assert choose(client).url == "/kk/sign-in/"
    assert refused(type_slip(slip)) == [str(WHY_NOT[State.LEFT])]


def test_a_slip_from_the_administrators_needs_no_post(cast, type_slip):
    assert type_slip(make_slip(cast.kairat)).url == CHOOSE


def test_a_record_that_is_closed_has_no_door(cast, slip, type_slip):
    aigerim = cast.aigerim
    aigerim.is_active = False
    aigerim.save()
    assert refused(type_slip(slip)) == refused(type_slip(slip, password="no slip at all"))


def test_whoever_walks_away_leaves_the_door_open_for_half_an_hour_only(client, slip, type_slip):
    type_slip(slip)
    session = client.session
    session[KEY] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()
    assert timedelta(minutes=5) < HELD_FOR <= timedelta(hours=1)
    assert choose(client).url == "/kk/sign-in/"


def test_without_a_slip_there_is_nothing_to_choose(client, cast):
    assert client.get(CHOOSE).url == "/kk/sign-in/"
    assert choose(client).url == "/kk/sign-in/"


def test_too_many_wrong_secrets_shut_the_door_for_the_right_one_too(slip, type_slip):
    for _ in range(FAILURES_OF_A_NAME):
        type_slip(slip, password="2222-2222-2222")
    assert type_slip(slip).status_code == 429


def test_the_slip_ends_the_password_and_every_session(client, cast, is_in):
    set_password(cast.aigerim, PASSWORD)
    client.post("/ru/sign-in/", {"name": "aigerim", "password": PASSWORD})
    assert is_in(cast.aigerim)
    make_slip(cast.aigerim, place=cast.school.pk, by=cast.baurzhan)
    assert client.get("/kk/my/").url == "/kk/sign-in/?next=/kk/my/"
    client.post("/ru/sign-in/", {"name": "aigerim", "password": PASSWORD})
    assert not is_in(cast.aigerim)


def test_somebody_without_a_sign_in_name_is_given_a_code(db, type_slip):
    slip = make_slip(register(given_name="Nameless"))
    assert len(slip.name) == 8
    assert type_slip(slip).url == CHOOSE


def test_making_and_using_it_is_audited(client, cast, slip, type_slip):
    type_slip(slip)
    row = stored(slip)
    choose(client)
    events = Event.objects.filter(subject_id=str(row.pk)).order_by("at")
    assert [(event.verb, event.actor_id) for event in events] == [
        ("make-slip", cast.baurzhan.pk),
        ("use-slip", cast.aigerim.pk),
    ]
    assert {str(event.detail) for event in events} == {str({"person": str(cast.aigerim.pk)})}
    assert Event.objects.filter(verb="set-password", actor_id=cast.aigerim.pk).count() == 1
