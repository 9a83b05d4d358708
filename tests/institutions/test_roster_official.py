"""What an official reads and does with a roster of institutions that others head: what the file says, and numbers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tanu.institutions.actions import designate, end_post, grant, start_post
from tanu.institutions.models import Designation, Post
from tanu.institutions.roster_difference import difference
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_taking import RosterRefused, keep_draft, take_draft
from tests.institutions.test_roster_pages import press, send
from tests.institutions.test_roster_taking import DINARA, rows

HEADING = "institution,code,family_name,given_name,patronymic,profession,share,since,until,phone,mail\n"
NEW = "zh-school,,Оспанова,Динара,,teacher,1,2024-09-01,,,\n"
NURLAN = "zh-school,nurlan,Қасымов,Нұрлан,Ғабитұлы,{profession},1,2024-09-01,{until},,\n"
OLD_PHONE, OLD_MAIL = "+7 701 000 00 99", "gulmira@example.kz"


@pytest.fixture
def gulmira(cast) -> str:
    """Her row, with another telephone and mail than are recorded."""
    post = Post.objects.as_known().get(person=cast.gulmira)
    Post.objects.filter(pk=post.pk).update(phone=OLD_PHONE, mail=OLD_MAIL)
    new = f"+7 710 555 55 55,{OLD_MAIL.replace('gulmira', 'new')}"
    return f"zh-school,,Әбілқасова,Гүлмира,Нұрланқызы,teacher,1,{post.valid_from},,{new}\n"


@pytest.fixture(params=["roster", "roster_territory"])
def page(request, cast, client: Client) -> str:
    """Nurlan at the page of one institution, and at the page of his district."""
    client.force_login(cast.nurlan)
    place = cast.school if request.param == "roster" else cast.district
    return reverse(f"institutions:{request.param}", args=[place.pk])


def drafted(client, page, *lines: str):
    return client.get(send(client, page, HEADING + "".join(lines)).url)


def take(client, draft, **fields) -> RosterImport:
    press(client, "roster_take", draft.context["roster"], seen=draft.context["form"]["seen"].value(), **fields)
    return RosterImport.objects.get(pk=draft.context["roster"].pk)


def head_of_the_school_too(cast) -> None:
    grant(cast.nurlan, "head", valid_from=cast.today, institution=cast.school)


@pytest.mark.parametrize("profession", ["head", "Мекеме басшысы"])
def test_an_official_does_not_make_themselves_the_head(client, page, cast, profession):
    """A head reads the staff by name; an official sees counts only."""
    roster = take(client, drafted(client, page, NURLAN.format(profession=profession, until="")))

    assert roster.state == RosterImport.State.DRAFTED
    assert not Post.objects.filter(person=cast.nurlan).exists()
    assert client.get(reverse("staff:staff", args=[cast.school.pk])).status_code == 404


def test_nor_the_officer(cast):
    of_nurlan = DINARA.replace(",,Оспанова,Динара,,", ",nurlan,Қасымов,Нұрлан,Ғабитұлы,")
    draft = keep_draft(rows(of_nurlan), by=cast.nurlan, institution=cast.school_7)

    with pytest.raises(RosterRefused):
        take_draft(draft, by=cast.nurlan, seen=difference(rows(of_nurlan)).seen(), within=None)

    assert not Designation.objects.filter(person=cast.nurlan).exists()


def test_whoever_was_the_head_once_does_not_prolong_it(client, page, cast):
    post = start_post(cast.nurlan, cast.school, "head", valid_from=cast.today - timedelta(days=900))
    end_post(post, cast.today - timedelta(days=400))
    row = NURLAN.replace("2024-09-01", str(post.valid_from)).format(profession="head", until="2099-01-01")

    assert take(client, drafted(client, page, row)).state == RosterImport.State.DRAFTED
    assert not Post.objects.on(cast.today).filter(person=cast.nurlan).exists()


def test_whoever_is_the_head_today_stands_in_their_own_file(client, page, cast):
    head_of_the_school_too(cast)

    roster = take(client, drafted(client, page, NURLAN.format(profession="head", until="")))

    assert roster.state == RosterImport.State.TAKEN


def test_those_who_do_not_stand_in_the_file_are_a_number(client, page, cast):
    draft = drafted(client, page, NEW)

    assert draft.context["form"].leaving() == []
    assert len(draft.context["plan"].leavers) > 2
    text = draft.content.decode()
    for person in (cast.gulmira, cast.zarina, cast.aigerim, cast.baurzhan):
        assert person.full_name not in text
        assert str(person.pk) not in text


def test_an_official_ends_nobodys_work_whatever_is_sent(client, page, cast):
    draft = drafted(client, page, NEW)
    [leaver] = [one for one in draft.context["plan"].leavers if one.person == cast.gulmira.pk]

    roster = take(client, draft, **{f"ends-{leaver.key}": "on", f"day-{leaver.key}": cast.today.isoformat()})

    assert (roster.state, roster.counts["left"]) == (RosterImport.State.TAKEN, 0)
    assert Post.objects.on(cast.today).filter(person=cast.gulmira).exists()


def test_the_verb_does_not_hear_them_either(cast):
    """Svetlana leaves out of the file, and of Zarina's designation the file is silent."""
    line = DINARA.replace("zh-school-7", "zh-school")
    zarina = Post.objects.as_known().get(person=cast.zarina, institution=cast.school)
    named = designate(cast.zarina, cast.school, valid_from=cast.today - timedelta(days=5), role="deputy")
    row = f"zh-school,zarina,Жүнісова,Зарина,Болатқызы,nurse,0.5,{zarina.valid_from},,,,,\n"
    draft = keep_draft(rows(line, row), by=cast.nurlan, institution=cast.school)
    plan = difference(rows(line, row))
    assert named.pk in [one.designation.pk for one in plan.unnamed]
    ends = {one.key: cast.today for one in [*plan.leavers, *plan.unnamed]}

    taken = take_draft(draft, by=cast.nurlan, seen=plan.seen(), within=None, ends=ends)

    assert (taken.counts["left"], taken.counts["unnamed"]) == (0, 0)
    assert Designation.objects.on(cast.today).filter(pk=named.pk).exists()


def test_the_recorded_telephone_and_mail_of_a_changed_row_are_not_shown(client, page, gulmira):
    draft = drafted(client, page, gulmira)

    [changed] = draft.context["shown"].changes
    assert changed.name == "Әбілқасова Гүлмира Нұрланқызы"
    assert len(changed.details) == 2
    text = draft.content.decode()
    assert OLD_PHONE not in text
    assert OLD_MAIL not in text


def test_somebody_found_by_a_code_is_named_as_in_the_file(client, page, gulmira):
    by_code = gulmira.replace(",,Әбілқасова,Гүлмира,Нұрланқызы,", ",gulmira,,Гүлмира,,")

    draft = drafted(client, page, by_code)

    assert [one.name for one in draft.context["shown"].changes] == ["Гүлмира"]
    assert "Әбілқасова" not in draft.content.decode()


def test_of_a_double_is_told_that_somebody_of_this_name_is_recorded(client, page, cast):
    draft = drafted(client, page, "zh-school,,ӘБІЛҚАСОВА,Гүлмира,Нұрланқызы,nurse,1,2024-09-01,,,\n")

    [(question, who, _)] = draft.context["form"].asked()
    assert question.name == "ӘБІЛҚАСОВА Гүлмира Нұрланқызы"
    assert [question.name in str(label) for _, label in who.field.choices] == [True, False]
    assert cast.gulmira.full_name not in draft.content.decode()


def test_the_head_reads_all_of_it(client, cast, gulmira):
    client.force_login(cast.baurzhan)
    draft = drafted(client, reverse("institutions:roster", args=[cast.school.pk]), gulmira)

    assert cast.zarina.full_name in [leaver.name for leaver, _, _ in draft.context["form"].leaving()]
    assert OLD_PHONE in draft.content.decode()


def test_an_official_who_heads_one_school_reads_the_names_of_that_one(client, cast):
    head_of_the_school_too(cast)
    client.force_login(cast.nurlan)
    page = reverse("institutions:roster_territory", args=[cast.district.pk])

    draft = drafted(client, page, NEW, NEW.replace("zh-school", "zh-school-7").replace("Динара", "Дина"))

    places = {leaver.institution for leaver, _, _ in draft.context["form"].leaving()}
    assert places == {cast.school.pk}
    assert cast.svetlana.full_name not in draft.content.decode()
