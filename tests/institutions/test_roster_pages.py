"""A head and an official send rosters on the pages."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tanu.institutions.models import Post
from tanu.institutions.roster_models import RosterImport
from tanu.people.models import Person

HEADING = "Мекеме коды;Кіру коды;Тегі;Аты;Кәсібі;Жұмысқа кіріскен күні\n"
DINARA = "zh-school;;Оспанова;Динара;Мұғалім;01.09.2024\n"


@pytest.fixture
def page(cast, client: Client) -> str:
    """The head of the village school at the page of its rosters."""
    client.force_login(cast.baurzhan)
    return reverse("institutions:roster", args=[cast.school.pk])


def sent(cast) -> RosterImport:
    """The one roster of the village school, if there is one."""
    return RosterImport.objects.filter(institution=cast.school).first()


def send(client: Client, page: str, text: str):
    file = SimpleUploadedFile("roster.csv", text.encode())
    return client.post(page, {"file": file, "client_key": uuid.uuid4()})


def press(client: Client, name: str, roster: RosterImport, **fields):
    fields.setdefault("client_key", uuid.uuid4())
    return client.post(reverse(f"institutions:{name}", args=[roster.pk]), fields)


def test_file_difference_result_and_undo(client, page, cast):
    led_on = send(client, page, HEADING + DINARA)
    roster = sent(cast)
    difference = client.get(led_on.url)
    assert "Динара" in difference.content.decode()
    assert not Person.objects.filter(given_name="Динара").exists()

    seen = difference.context["form"]["seen"].value()
    result = client.get(press(client, "roster_take", roster, seen=seen).url)
    assert Person.objects.get(given_name="Динара").sign_in_names.get().value in result.content.decode()

    press(client, "roster_undo", roster)
    assert not Post.objects.as_known().filter(person__given_name="Динара").exists()
    assert not Person.objects.get(given_name="Динара").is_active


def taken(client, page, cast) -> RosterImport:
    """Динара came with a roster and was given a login code."""
    draft = client.get(send(client, page, HEADING + DINARA).url)
    roster = sent(cast)
    press(client, "roster_take", roster, seen=draft.context["form"]["seen"].value())
    return roster


def test_who_comes_with_the_roster_of_an_invented_head_is_invented(client, page, cast):
    """The demo's door is open while nobody real is stored."""
    Person.objects.filter(pk=cast.baurzhan.pk).update(is_demo=True)

    taken(client, page, cast)

    assert Person.objects.get(given_name="Динара").is_demo


def codes_on_the_page(client, roster) -> list[str]:
    return [name for name, _ in client.get(reverse("institutions:roster_draft", args=[roster.pk])).context["codes"]]


def test_login_codes_are_shown_to_the_one_who_took_the_roster_in(client, page, cast):
    roster = taken(client, page, cast)
    assert codes_on_the_page(client, roster) == ["Оспанова Динара"]

    client.force_login(cast.nurlan)
    assert codes_on_the_page(client, roster) == []


def test_after_a_day_the_page_says_where_slips_are_printed(client, page, cast):
    roster = taken(client, page, cast)
    RosterImport.objects.filter(pk=roster.pk).update(taken_at=timezone.now() - timedelta(days=1))

    assert codes_on_the_page(client, roster) == []
    result = client.get(reverse("institutions:roster_draft", args=[roster.pk])).content.decode()
    assert Person.objects.get(given_name="Динара").sign_in_names.get().value not in result
    assert reverse("slips:choose", args=[cast.school.pk]) in result


def test_an_official_is_not_led_to_slips_that_only_a_head_prints(client, page, cast):
    roster = taken(client, page, cast)
    client.force_login(cast.nurlan)

    result = client.get(reverse("institutions:roster_draft", args=[roster.pk]))

    assert result.context["has_codes"]
    assert reverse("slips:choose", args=[cast.school.pk]) not in result.content.decode()


def test_problems_are_shown_with_row_and_column_and_no_draft_is_kept(client, page, cast):
    answer = send(
        client, page, HEADING + DINARA.replace("Оспанова", "Оспaнова") + DINARA.replace("zh-school", "nowhere")
    )

    assert answer.status_code == 422
    assert [(line, column) for line, column, _ in answer.context["problems"]] == [
        (2, "Тегі"),
        (3, "Мекеме коды"),
    ]
    assert sent(cast) is None


def test_without_a_file_the_page_says_what_is_missing(client, page):
    answer = client.post(page, {"client_key": uuid.uuid4()})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_a_leaver_is_ticked_with_a_day(client, page, cast):
    send(client, page, HEADING + DINARA)
    roster = sent(cast)
    form = client.get(reverse("institutions:roster_draft", args=[roster.pk])).context["form"]
    [leaver] = [one for one in form.plan.leavers if one.person == cast.gulmira.pk]
    fields = {"seen": form["seen"].value(), f"ends-{leaver.key}": "on"}

    early = press(client, "roster_take", roster, **fields, **{f"day-{leaver.key}": "1999-01-01"})
    assert early.status_code == 422
    press(client, "roster_take", roster, **fields, **{f"day-{leaver.key}": cast.today.isoformat()})

    assert not Post.objects.on(cast.today).filter(person=cast.gulmira, institution=cast.school).exists()
    assert Post.objects.on(cast.today).filter(person=cast.zarina, institution=cast.school).exists()


def test_what_moved_meanwhile_is_shown_anew(client, page, cast):
    send(client, page, HEADING + DINARA)
    roster = sent(cast)

    answer = press(client, "roster_take", roster, seen="what was shown before")

    assert answer.status_code == 409
    assert answer.context["has_moved"]
    assert not Person.objects.filter(given_name="Динара").exists()


def test_a_form_sent_twice_takes_in_once(client, page, cast):
    send(client, page, HEADING + DINARA)
    roster = sent(cast)
    seen = client.get(reverse("institutions:roster_draft", args=[roster.pk])).context["form"]["seen"].value()
    key = uuid.uuid4()

    answers = [press(client, "roster_take", roster, seen=seen, client_key=key) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Person.objects.filter(given_name="Динара").count() == 1


def test_a_draft_that_is_put_away_is_gone(client, page, cast):
    send(client, page, HEADING + DINARA)

    press(client, "roster_drop", sent(cast))

    assert sent(cast) is None


def test_an_official_sends_for_many_institutions_of_the_district_only(client, cast):
    client.force_login(cast.nurlan)
    page = reverse("institutions:roster_territory", args=[cast.district.pk])

    refused = send(client, page, HEADING + DINARA.replace("zh-school", "ka-school"))
    assert [(line, column) for line, column, _ in refused.context["problems"]] == [(2, "Мекеме коды")]
    assert send(client, page, HEADING + DINARA + DINARA.replace("zh-school", "zh-school-7")).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [("baurzhan", 200), ("nurlan", 200), ("roza", 200), ("aigerim", 403), ("gulmira", 404), ("sergey", 404)],
)
def test_who_may_send_for_the_village_school(client, cast, who, status):
    client.force_login(getattr(cast, who))

    assert client.get(reverse("institutions:roster", args=[cast.school.pk])).status_code == status


def test_a_roster_of_another_place_is_not_found(client, page, cast):
    send(client, page, HEADING + DINARA)
    roster = sent(cast)

    client.force_login(cast.sergey)

    assert client.get(reverse("institutions:roster_draft", args=[roster.pk])).status_code == 404
    assert press(client, "roster_undo", roster).status_code == 404
