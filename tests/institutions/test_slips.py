"""The head of an institution prints sign-in slips for its staff, and for nobody whose role reaches further."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tanu.audit.models import Event
from tanu.institutions import slips_actions
from tanu.institutions.actions import designate, end_post, grant, start_post, take_back_post
from tanu.institutions.models import Grant, Post
from tanu.lib.pdf import NotDrawn
from tanu.people.actions import let_into_admin, register, set_password
from tanu.people.management.commands import print_slips
from tanu.people.models import Person, SignInSlip
from tanu.people.slip_paper import ON_A_SHEET, draw_slips
from tanu.people.slips import make_slip

SECRET = re.compile(r"\b[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}\b")


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def baurzhan(client, cast) -> Client:
    """The browser of the head of the village school."""
    client.force_login(cast.baurzhan)
    return client


def page(client: Client, institution, **fields: str):
    return client.get(reverse("slips:choose", args=[institution.pk]), fields)


def print_for(client: Client, institution, *people: Person):
    chosen = {"person": [str(person.pk) for person in people]}
    return client.post(reverse("slips:print", args=[institution.pk]), chosen)


def words(answer) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages]


def offered(answer) -> set[Person]:
    return {line.person for line in answer.context["lines"]}


@pytest.fixture
def start(cast) -> Callable[[Person], Post]:
    """A post as teacher at the village school."""
    return lambda person: start_post(person, cast.school, "teacher", valid_from=cast.today - timedelta(days=9))


def test_the_page_names_everybody_with_a_post_today_but_the_head(baurzhan, cast):
    answer = page(baurzhan, cast.school)
    assert offered(answer) == {cast.aigerim, cast.gulmira, cast.zarina}
    assert [(line.person, line.is_reader) for line in answer.context["others"]] == [(cast.baurzhan, True)]


def test_whoever_never_came_in_is_ticked_and_whoever_has_a_password_is_not(baurzhan, cast):
    set_password(cast.gulmira, "a sentence nobody guesses")
    make_slip(cast.zarina, place=cast.school.pk, by=cast.baurzhan)
    lines = {line.person: line.is_new for line in page(baurzhan, cast.school).context["lines"]}
    assert lines == {cast.aigerim: True, cast.gulmira: False, cast.zarina: False}


def test_the_pdf_holds_a_slip_for_each_in_their_own_language(baurzhan, cast):
    natasha = register(given_name="Наташа", language="ru", code="natasha")
    start_post(natasha, cast.school, "teacher", valid_from=cast.today)
    answer = print_for(baurzhan, cast.school, cast.aigerim, natasha)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    text = " ".join(" ".join(words(answer)).split())
    for expected in ("aigerim", cast.aigerim.full_name, "Жусанды ауылының орта мектебі", "/kk/sign-in/"):
        assert expected in text
    for expected in ("natasha", "Наташа", "Жусандинская средняя школа", "/ru/sign-in/"):
        assert expected in text
    assert len(SECRET.findall(text)) == 2


def test_what_stands_on_paper_opens_the_door(baurzhan, cast):
    [secret] = SECRET.findall(" ".join(words(print_for(baurzhan, cast.school, cast.gulmira))))
    answer = Client().post("/kk/sign-in/", {"name": "gulmira", "password": secret})
    assert answer.url == "/kk/sign-in/password/"


def test_four_stand_on_a_sheet_even_with_the_longest_names(cast):
    long = ["Сейітмұхамбетова-Жұмабайқызы " * 2, "Нұрсұлтанбекқызы", "Әбдіқадырғалиқызы"]
    names = dict.fromkeys(("kk", "ru", "en"), "Ұзақ атауы бар аудандық жалпы білім беретін мектеп-гимназия " * 2)
    people = [
        register(
            family_name=long[0][:80], given_name=long[1], patronymic=long[2], code=f"long-code-{number}-" + "x" * 40
        )
        for number in range(ON_A_SHEET + 1)
    ]
    data = draw_slips([make_slip(person, place_names=names) for person in people])
    assert len(PdfReader(io.BytesIO(data)).pages) == 2


def test_a_sign_that_the_font_lacks_keeps_nobody_out(cast):
    data = draw_slips([make_slip(register(given_name="Mei 美", code="mei"))])
    assert "Mei ?" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_printing_ends_the_old_password_and_is_audited_with_ids_alone(baurzhan, cast):
    set_password(cast.gulmira, "a sentence nobody guesses")
    print_for(baurzhan, cast.school, cast.gulmira)
    assert not Person.objects.get(pk=cast.gulmira.pk).has_usable_password()
    event = Event.objects.get(verb="make-slip")
    assert (event.actor_id, event.detail) == (cast.baurzhan.pk, {"person": str(cast.gulmira.pk)})


def test_nobody_ticked_is_said_and_nothing_printed(baurzhan, cast):
    assert print_for(baurzhan, cast.school).context["fault"]
    assert not SignInSlip.objects.exists()


@pytest.mark.parametrize("who", ["sergey", "svetlana", "kairat", "nurlan", "baurzhan"])
def test_for_somebody_who_is_not_of_the_staff_nothing_is_printed_at_all(baurzhan, cast, who):
    answer = print_for(baurzhan, cast.school, cast.gulmira, getattr(cast, who))
    assert answer.status_code == 200
    assert answer.context["fault"]
    assert not SignInSlip.objects.exists()


@pytest.mark.parametrize("typed", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_whatever_else_is_sent_prints_nothing(baurzhan, cast, typed):
    assert baurzhan.post(reverse("slips:print", args=[cast.school.pk]), {"person": typed}).context["fault"]


def test_whoever_left_stands_on_the_list_no_more(baurzhan, cast):
    end_post(Post.objects.as_known().get(person=cast.gulmira), cast.today)
    assert cast.gulmira not in offered(page(baurzhan, cast.school))
    assert print_for(baurzhan, cast.school, cast.gulmira).context["fault"]


def test_a_joined_record_is_offered_as_the_one_it_was_joined_into(baurzhan, cast, start):
    old = register(given_name="Gulmira", code="old-gulmira")
    start(old)
    old.merged_into = cast.svetlana
    old.save()
    assert cast.svetlana in offered(page(baurzhan, cast.school))
    assert old not in offered(page(baurzhan, cast.school))
    assert print_for(baurzhan, cast.school, cast.svetlana)["Content-Type"] == "application/pdf"


def test_an_editor_gets_no_slip_from_a_head(baurzhan, cast, start):
    start(cast.sergey)
    assert cast.sergey in offered(page(baurzhan, cast.school))
    let_into_admin(cast.sergey)
    assert cast.sergey not in offered(page(baurzhan, cast.school))


REACHES = {
    "official": lambda cast, person, since: grant(person, "official", territory=cast.next_door, valid_from=since),
    "trainer": lambda cast, person, since: grant(person, "trainer", institution=cast.hospital, valid_from=since),
    "editor": lambda cast, person, since: grant(person, "editor", valid_from=since),
    "officer": lambda cast, person, since: designate(person, cast.hospital, valid_from=since),
    "head": lambda cast, person, since: start_post(person, cast.hospital, "head", valid_from=since),
}


@pytest.mark.parametrize("ahead", [-1, 1, 90])
@pytest.mark.parametrize("reach", REACHES)
def test_nobody_whose_role_reaches_further_gets_one_from_a_head(baurzhan, cast, start, reach, ahead):
    """Neither once it has begun nor before: the password that was chosen with a slip is still there when it begins."""
    start(cast.sergey)
    REACHES[reach](cast, cast.sergey, cast.today + timedelta(days=ahead))
    assert cast.sergey not in offered(page(baurzhan, cast.school))
    assert print_for(baurzhan, cast.school, cast.sergey).context["fault"]
    assert not SignInSlip.objects.exists()


def test_a_role_that_is_over_or_was_recorded_by_mistake_reaches_nowhere(baurzhan, cast, start):
    start(cast.sergey)
    since = cast.today - timedelta(days=100)
    grant(cast.sergey, "trainer", institution=cast.hospital, valid_from=since)
    Grant.objects.filter(person=cast.sergey).update(valid_until=cast.today)
    take_back_post(start_post(cast.sergey, cast.hospital, "head", valid_from=cast.today + timedelta(days=9)))
    assert cast.sergey in offered(page(baurzhan, cast.school))


def test_who_uses_the_account_and_will_work_elsewhere_gets_none_from_this_head(baurzhan, cast, start):
    asel = register(given_name="Әсел", code="asel")
    start(asel)
    Person.objects.filter(pk=asel.pk).update(last_login=timezone.now())
    assert asel in offered(page(baurzhan, cast.school))

    start_post(asel, cast.hospital, "nurse", valid_from=cast.today + timedelta(days=9))
    assert asel not in offered(page(baurzhan, cast.school))


def test_who_uses_the_account_and_works_elsewhere_too_gets_none_from_this_head(baurzhan, cast, start):
    """Otherwise any head who once had somebody's post could take over the account."""
    start(cast.sergey)
    start_post(cast.sergey, cast.hospital, "nurse", valid_from=cast.today)
    assert cast.sergey in offered(page(baurzhan, cast.school))

    Person.objects.filter(pk=cast.sergey.pk).update(last_login=timezone.now())
    assert cast.sergey not in offered(page(baurzhan, cast.school))


def test_a_role_where_the_same_head_leads_is_no_further_reach(baurzhan, cast, start):
    start(cast.sergey)
    designate(cast.sergey, cast.hospital, valid_from=cast.today)
    grant(cast.baurzhan, "head", institution=cast.hospital, valid_from=cast.today)
    assert cast.sergey in offered(page(baurzhan, cast.school))


def test_a_drawing_that_fails_leaves_every_password_as_it_was(baurzhan, cast, monkeypatch):
    def fail(slips):
        raise NotDrawn("no paper")

    set_password(cast.gulmira, "a sentence nobody guesses")
    monkeypatch.setattr(slips_actions, "draw_slips", fail)
    assert print_for(baurzhan, cast.school, cast.gulmira).context["fault"]
    assert not SignInSlip.objects.exists()
    assert Person.objects.get(pk=cast.gulmira.pk).check_password("a sentence nobody guesses")


@pytest.mark.parametrize(
    ("who", "status"), [("aigerim", 403), ("gulmira", 404), ("nurlan", 404), ("alma", 404), ("sergey", 404)]
)
def test_only_the_head_opens_it(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert page(client, cast.school).status_code == status
    assert print_for(client, cast.school, cast.gulmira).status_code == status
    assert not SignInSlip.objects.exists()


def test_the_head_of_another_institution_does_not(baurzhan, cast):
    assert page(baurzhan, cast.hospital).status_code == 404


def test_a_large_staff_stands_on_several_pages_and_keeps_few_queries(
    baurzhan, cast, start, django_assert_max_num_queries
):
    for number in range(70):
        start(register(given_name=f"Teacher {number:02}", code=f"teacher-{number}"))
    first, second = page(baurzhan, cast.school), page(baurzhan, cast.school, page="2")
    assert len(first.context["lines"]) + len(first.context["others"]) == 60
    assert len(second.context["lines"]) + len(second.context["others"]) == 14
    with django_assert_max_num_queries(20):
        page(baurzhan, cast.school)


def test_heads_officials_and_editors_get_theirs_by_a_command(cast, tmp_path):
    file = tmp_path / "slips.pdf"
    call_command("print_slips", str(file), "nurlan", "BAURZHAN")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(file).pages)
    secrets = SECRET.findall(text)
    assert len(secrets) == 2
    assert file.stat().st_mode & 0o077 == 0
    answers = [Client().post("/kk/sign-in/", {"name": "nurlan", "password": secret}).status_code for secret in secrets]
    assert sorted(answers) == [200, 302]


def test_the_command_writes_over_no_file_and_changes_nothing_for_a_wrong_name(cast, tmp_path):
    file = tmp_path / "slips.pdf"
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("print_slips", str(file), "nurlan", "nobody-here")
    file.write_text("kept")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("print_slips", str(file), "nurlan")
    assert file.read_text() == "kept"
    assert not SignInSlip.objects.exists()


def test_a_command_that_cannot_draw_leaves_no_file_and_no_slip(cast, tmp_path, monkeypatch):
    def fail(slips):
        raise NotDrawn("no paper")

    monkeypatch.setattr(print_slips, "draw_slips", fail)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("print_slips", str(tmp_path / "slips.pdf"), "nurlan")
    assert list(tmp_path.iterdir()) == []
    assert not SignInSlip.objects.exists()
