"""After the password a code from an app, for everybody whose role sees more than one institution."""

from base64 import b32decode
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import get_resolver, reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tanu.audit.models import Event
from tanu.institutions.actions import grant, start_post
from tanu.people.actions import set_password
from tanu.people.factor_actions import begin_factor
from tanu.people.factor_gate import OPEN
from tanu.people.second_factor import needs
from tanu.people.secret_signs import grouped
from tests.people.apps_on_telephones import PASSWORD, code_of, forget_the_wait, set_up

PAGE = "/en/account/code/"
SET_UP = "/en/account/code/set-up/"


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def nurlan(client, cast):
    """The browser of the district's official, after the password."""
    set_password(cast.nurlan, PASSWORD)
    client.force_login(cast.nurlan)
    return client


def type_code(client, code: str, **fields: str):
    return client.post(PAGE, {"code": code, **fields})


def come_again(client, person) -> None:
    """On another day, after the password."""
    client.logout()
    client.force_login(person)


def is_through(client) -> bool:
    return client.get("/en/my/").status_code == 200


def errors(answer) -> list[str]:
    return list(answer.context["form"].errors.get("code", []))


def test_who_sees_more_than_one_institution_needs_it(cast):
    assert {code for code, person in cast.everybody().items() if needs(person)} == {"nurlan", "roza", "alma"}


@pytest.mark.parametrize("role", ["head", "trainer", "lecturer"])
def test_a_head_trainer_or_lecturer_needs_it_from_the_second_institution_on(cast, role):
    start = cast.today - timedelta(days=10)
    grant(cast.gulmira, role, valid_from=start, institution=cast.school)
    assert not needs(cast.gulmira)
    grant(cast.gulmira, role, valid_from=start, institution=cast.hospital)
    assert needs(cast.gulmira)


def test_a_head_with_a_second_post_as_head_needs_it_and_one_who_teaches_elsewhere_does_not(cast):
    start_post(cast.baurzhan, cast.school_7, "teacher", valid_from=cast.today)
    assert not needs(cast.baurzhan)
    start_post(cast.baurzhan, cast.school_7, "head", valid_from=cast.today)
    assert needs(cast.baurzhan)


def test_a_learner_is_asked_for_no_code(client, cast):
    client.force_login(cast.aigerim)
    assert is_through(client)


def boards(cast) -> list[str]:
    """Every address of the boards. Whatever stands in one is the district's: the gate looks at none of it."""
    _prefix, resolver = get_resolver().namespace_dict["coverage"]
    addresses = []
    for name in resolver.reverse_dict:
        if isinstance(name, str):
            [(_, keys), *_rest] = resolver.reverse_dict.getlist(name)[0][0]
            addresses.append(reverse(f"coverage:{name}", kwargs=dict.fromkeys(keys, cast.district.pk)))
    return addresses


def test_an_official_without_the_code_sees_no_board(nurlan, cast):
    addresses = boards(cast)
    assert reverse("coverage:board", args=[cast.district.pk]) in addresses
    for address in addresses:
        for answer in (nurlan.get(address), nurlan.post(address)):
            assert answer.status_code == 302, address
            assert answer.url.startswith("/kk/account/code/"), address


def test_with_a_code_that_was_set_up_but_not_entered_it_is_the_same(nurlan, cast):
    set_up(cast.nurlan)
    assert nurlan.get(f"/kk/coverage/{cast.district.pk}/").url.startswith("/kk/account/code/?next=")


def test_an_editor_without_the_code_sees_nothing_of_the_admin(client, cast):
    client.force_login(cast.alma)
    assert client.get("/admin/").url.endswith("/account/code/?next=%2Fadmin%2F")
    assert client.get("/admin/pages/").status_code == 302


def test_what_saves_by_itself_is_told_and_not_led_elsewhere(nurlan):
    assert nurlan.post("/en/my/", headers={"X-Requested-With": "fetch"}).status_code == 401


def test_before_the_code_only_its_own_pages_and_the_way_out_are_open(nurlan):
    assert {name for name in OPEN if not name.startswith("people:")} == set()
    assert nurlan.get("/ru/account/").url.startswith("/ru/account/code/")
    assert nurlan.get(PAGE).status_code == 200
    assert nurlan.post("/en/sign-out/").url == "/en/"
    assert nurlan.get("/en/").status_code == 200


def test_the_page_holds_the_help_lines_and_the_other_languages(nurlan):
    page = nurlan.get(PAGE).content.decode()
    assert 'href="tel:111"' in page
    assert "/ru/account/code/" in page


def test_an_official_sets_it_up_and_goes_on_to_the_board(nurlan, cast):
    assert nurlan.post("/en/account/code/begin/", {"next": "/en/coverage/"}).url == f"{SET_UP}?next=%2Fen%2Fcoverage%2F"
    page = nurlan.get(SET_UP)
    device = TOTPDevice.objects.get(user=cast.nurlan)
    assert "<svg" in page.content.decode()
    assert page.context["key"].account == "nurlan"
    answer = nurlan.post(SET_UP, {"password": PASSWORD, "code": code_of(device), "next": "/en/coverage/"})
    assert len(answer.context["codes"]) == 10
    assert 'href="/en/coverage/"' in answer.content.decode()
    assert nurlan.get(f"/en/coverage/{cast.district.pk}/").status_code == 200


def test_the_key_to_type_is_the_key_of_the_picture(nurlan, cast):
    nurlan.post("/en/account/code/begin/")
    typed = nurlan.get(SET_UP).context["key"].typed.replace(" ", "")
    assert b32decode(typed) == TOTPDevice.objects.get(user=cast.nurlan).bin_key


def test_looking_at_the_page_begins_nothing(nurlan, cast):
    nurlan.get(PAGE)
    assert nurlan.get(SET_UP).url == PAGE
    assert not TOTPDevice.objects.filter(user=cast.nurlan).exists()


def test_an_app_that_was_not_confirmed_opens_nothing(nurlan, cast):
    nurlan.post("/en/account/code/begin/")
    device = TOTPDevice.objects.get(user=cast.nurlan)
    assert type_code(nurlan, code_of(device)).status_code == 200
    assert not is_through(nurlan)
    nurlan.post(SET_UP, {"password": PASSWORD, "code": "000000"})
    assert not is_through(nurlan)


def test_who_has_only_the_password_cannot_put_another_app_in_place_of_the_one_there_is(nurlan, cast):
    device, _ = set_up(cast.nurlan)
    nurlan.post("/en/account/code/begin/")
    assert list(TOTPDevice.objects.filter(user=cast.nurlan)) == [device]
    other = begin_factor(cast.nurlan)
    assert nurlan.get(SET_UP).url == PAGE
    nurlan.post(SET_UP, {"password": PASSWORD, "code": code_of(other)})
    assert not is_through(nurlan)


@pytest.mark.parametrize("address", ["recovery", "remove"])
def test_who_has_only_the_password_renews_and_removes_nothing(nurlan, cast, address):
    set_up(cast.nurlan)
    kept = set(StaticToken.objects.filter(device__user=cast.nurlan).values_list("token", flat=True))
    nurlan.post(f"{PAGE}{address}/", {"password": PASSWORD, "code": "000000"})
    assert set(StaticToken.objects.filter(device__user=cast.nurlan).values_list("token", flat=True)) == kept
    assert TOTPDevice.objects.filter(user=cast.nurlan, confirmed=True).count() == 1


def test_the_code_leads_on_to_the_page_that_was_asked_for(nurlan, cast):
    device, _ = set_up(cast.nurlan)
    assert type_code(nurlan, code_of(device), next="/en/coverage/").url == "/en/coverage/"
    assert is_through(nurlan)


def test_a_code_typed_in_two_groups_is_the_same_code(nurlan, cast):
    device, _ = set_up(cast.nurlan)
    code = code_of(device)
    type_code(nurlan, f" {code[:3]} {code[3:]} ")
    assert is_through(nurlan)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_that_is_wrong_by_one_step_is_accepted(nurlan, cast, steps):
    device, _ = set_up(cast.nurlan)
    type_code(nurlan, code_of(device, steps))
    assert is_through(nurlan)


@pytest.mark.parametrize("steps", [-4, 4])
def test_a_clock_that_is_wrong_by_more_is_not(nurlan, cast, steps):
    device, _ = set_up(cast.nurlan)
    assert "not right" in errors(type_code(nurlan, code_of(device, steps)))[0]
    assert not is_through(nurlan)


def test_a_code_opens_the_door_once(nurlan, cast):
    device, _ = set_up(cast.nurlan)
    code = code_of(device)
    type_code(nurlan, code)
    come_again(nurlan, cast.nurlan)
    type_code(nurlan, code)
    assert not is_through(nurlan)


def test_after_a_wrong_code_the_right_one_is_not_read_at_once(nurlan, cast):
    device, _ = set_up(cast.nurlan)
    device.throttling_failure_count = 6
    device.save()
    assert len(errors(type_code(nurlan, "no code"))) == 2
    type_code(nurlan, code_of(device))
    assert not is_through(nurlan)
    forget_the_wait(cast.nurlan)
    type_code(nurlan, code_of(device))
    assert is_through(nurlan)


def test_a_recovery_code_works_once(nurlan, cast):
    _, codes = set_up(cast.nurlan)
    type_code(nurlan, grouped(codes[3]).lower())
    assert is_through(nurlan)
    assert StaticToken.objects.filter(device__user=cast.nurlan).count() == 9
    come_again(nurlan, cast.nurlan)
    type_code(nurlan, codes[3])
    assert not is_through(nurlan)
    forget_the_wait(cast.nurlan)
    type_code(nurlan, codes[4])
    assert is_through(nurlan)


def test_the_recovery_code_of_somebody_else_opens_nothing(nurlan, cast):
    set_up(cast.nurlan)
    _, codes = set_up(cast.roza)
    type_code(nurlan, codes[0])
    assert not is_through(nurlan)


def test_recovery_codes_are_not_stored_as_they_are_shown(cast):
    _, codes = set_up(cast.nurlan)
    stored = set(StaticToken.objects.filter(device__user=cast.nurlan).values_list("token", flat=True))
    assert len(stored) == 10
    assert {code for code in codes if code in stored or code.lower() in stored} == set()


def test_new_recovery_codes_end_the_old_ones_and_leave_the_session_open(nurlan, cast):
    device, old = set_up(cast.nurlan)
    type_code(nurlan, old[0])
    answer = nurlan.post(f"{PAGE}recovery/", {"password": PASSWORD, "code": code_of(device)})
    new = answer.context["codes"]
    assert is_through(nurlan)
    come_again(nurlan, cast.nurlan)
    type_code(nurlan, old[1])
    assert not is_through(nurlan)
    forget_the_wait(cast.nurlan)
    type_code(nurlan, new[0])
    assert is_through(nurlan)


def test_taking_it_away_needs_a_code_and_leads_to_setting_it_up_anew(nurlan, cast):
    device, codes = set_up(cast.nurlan)
    type_code(nurlan, codes[0])
    assert nurlan.post(f"{PAGE}remove/", {"password": PASSWORD, "code": "000000"}).status_code == 200
    assert TOTPDevice.objects.filter(user=cast.nurlan).exists()
    forget_the_wait(cast.nurlan)
    assert nurlan.post(f"{PAGE}remove/", {"password": PASSWORD, "code": code_of(device)}).url == PAGE
    assert not TOTPDevice.objects.filter(user=cast.nurlan).exists()
    assert not is_through(nurlan)


def test_who_needs_none_may_have_one_and_is_asked_for_it_from_then_on(client, cast):
    set_password(cast.gulmira, PASSWORD)
    client.force_login(cast.gulmira)
    client.post("/en/account/code/begin/")
    device = TOTPDevice.objects.get(user=cast.gulmira)
    client.post(SET_UP, {"password": PASSWORD, "code": code_of(device)})
    assert is_through(client)
    come_again(client, cast.gulmira)
    assert not is_through(client)


def test_who_lost_everything_is_helped_by_a_command(nurlan, cast):
    set_up(cast.nurlan)
    call_command("reset_second_factor", "NURLAN")
    assert "Set up the second step" in nurlan.get(PAGE).content.decode()
    assert Event.objects.filter(verb="remove-second-factor", actor_id=None, subject_id=str(cast.nurlan.pk)).count() == 1
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("reset_second_factor", "nobody-here")


def test_everything_is_audited_without_key_or_code(nurlan, cast):
    device, codes = set_up(cast.nurlan)
    type_code(nurlan, codes[0])
    nurlan.post(f"{PAGE}remove/", {"password": PASSWORD, "code": code_of(device)})
    events = Event.objects.filter(subject_id=str(cast.nurlan.pk), verb__regex="factor|recovery").order_by("at")
    assert [event.verb for event in events] == [
        "set-up-second-factor",
        "renew-recovery-codes",
        "use-recovery-code",
        "remove-second-factor",
    ]
    assert [event.detail for event in events] == [{}, {}, {"left": 9}, {}]


def test_where_it_is_only_offered_nobody_has_to_set_it_up(nurlan, cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    come_again(nurlan, cast.nurlan)
    assert is_through(nurlan)
    assert nurlan.get(f"/kk/coverage/{cast.district.pk}/").status_code == 200


def test_where_it_is_only_offered_whoever_has_set_it_up_is_asked(nurlan, cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    device, _ = set_up(cast.nurlan)
    assert not is_through(nurlan)
    assert nurlan.get(f"/kk/coverage/{cast.district.pk}/").url.startswith("/kk/account/code/?next=")
    type_code(nurlan, code_of(device))
    assert is_through(nurlan)
    come_again(nurlan, cast.nurlan)
    assert not is_through(nurlan)


def test_whoever_signs_in_is_looked_at_anew(client, cast):
    """Another process may have set it up, and what this one knows is a minute old."""
    client.force_login(cast.gulmira)
    assert is_through(client)
    TOTPDevice.objects.create(user=cast.gulmira, confirmed=True)
    come_again(client, cast.gulmira)
    assert not is_through(client)
