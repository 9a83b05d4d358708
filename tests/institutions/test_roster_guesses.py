"""A roster is no way to find out somebody's login code: wrong ones are counted as those typed in a form are."""

import uuid
from collections.abc import Iterator

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tanu.audit.models import Event
from tanu.institutions.actions import start_post
from tanu.institutions.models import Post
from tanu.institutions.roster_models import RosterImport
from tanu.people.actions import register
from tanu.people.throttle_codes import GUESSES
from tests.institutions.test_roster_pages import HEADING, press

ROW = "zh-school;{code};{family};{given};Мұғалім;01.09.2024\n"
NATALYA = {"family": "Ким", "given": "Наталья Олеговна"}


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def page(cast, client: Client) -> str:
    """The head of the village school at the page of its rosters."""
    client.force_login(cast.baurzhan)
    return reverse("institutions:roster", args=[cast.school.pk])


def send(client: Client, page: str, *rows: str):
    file = SimpleUploadedFile("roster.csv", (HEADING + "".join(rows)).encode())
    return client.post(page, {"file": file, "client_key": uuid.uuid4()})


def guesses(number: int, code: str = "guess") -> list[str]:
    """Codes that nobody has, for somebody of another institution."""
    return [ROW.format(code=f"{code}{n}", **NATALYA) for n in range(number)]


def is_refused(answer, page: str) -> bool:
    return answer.status_code == 302 and answer.url == page


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_codes_of_somebody_elsewhere_are_not_found_by_trying(client, page, cast):
    answer = send(client, page, *guesses(GUESSES + 1), ROW.format(code="natalya", **NATALYA))

    assert is_refused(answer, page)
    assert not RosterImport.objects.filter(institution=cast.school).exists()
    assert "15" in told(answer)
    assert "natalya" not in told(answer) + client.get(page).content.decode()


def test_codes_of_others_are_guesses_whatever_name_stands_beside_them(client, page, cast):
    others = [register(given_name=f"Адам{n}", code=f"other-{n}") for n in range(GUESSES + 1)]
    for person in others:
        start_post(person, cast.hospital, "nurse", valid_from=cast.today)
    rows = [ROW.format(code=f"other-{n}", family="Басқа", given=f"Есім{'а' * n}") for n in range(len(others))]

    assert is_refused(send(client, page, *rows), page)


def test_the_refusal_is_audited_and_names_nobody(client, page, cast):
    send(client, page, *guesses(GUESSES + 1))

    event = Event.objects.get(verb="refuse-roster-codes")
    assert (event.actor_id, event.subject_id, event.detail) == (cast.baurzhan.pk, str(cast.school.pk), {})


def test_afterwards_the_right_code_tells_nothing_either(client, page, cast):
    send(client, page, *guesses(GUESSES + 1))

    assert is_refused(send(client, page, ROW.format(code="natalya", **NATALYA)), page)
    assert is_refused(send(client, page, ROW.format(code="nobody-has-it", **NATALYA)), page)


def test_a_file_without_codes_is_taken_meanwhile(client, page, cast):
    send(client, page, *guesses(GUESSES + 1))

    assert send(client, page, ROW.format(code="", family="Оспанова", given="Динара")).status_code == 302
    assert RosterImport.objects.filter(institution=cast.school).exists()


def test_a_few_wrong_codes_are_told_with_their_rows(client, page, cast):
    answer = send(client, page, ROW.format(code="natalya", family="Оспанова", given="Динара"))

    assert answer.status_code == 422
    assert [(line, column) for line, column, _ in answer.context["problems"]] == [(2, "Кіру коды")]


def test_the_same_file_sent_again_is_no_new_guess(client, page, cast):
    for _ in range(3):
        assert not is_refused(send(client, page, *guesses(GUESSES - 1)), page)

    assert not is_refused(send(client, page, *guesses(1, "another")), page)
    assert is_refused(send(client, page, *guesses(1, "one-more")), page)


def test_codes_of_newcomers_are_no_guesses(client, page, cast):
    rows = [ROW.format(code=f"new-{n}", family="Жаңа", given=f"Адам{'а' * n}") for n in range(3 * GUESSES)]

    assert not is_refused(send(client, page, *rows), page)


def test_a_code_column_that_slipped_by_a_row_is_told_as_a_mistake(client, page, cast):
    """Of colleagues the head knows the codes."""
    staff = [register(given_name=f"Адам{'а' * n}", code=f"ours-{n}") for n in range(GUESSES + 2)]
    for person in staff:
        start_post(person, cast.school, "teacher", valid_from=cast.today)
    rows = [ROW.format(code=f"ours-{n}", family="", given=f"Бөтен{'а' * n}") for n in range(len(staff))]

    answer = send(client, page, *rows)

    assert (answer.status_code, answer.context["number"]) == (422, len(staff))


def asked(client: Client, page: str, cast) -> tuple[RosterImport, dict[str, str]]:
    """A draft with a question about Natalya, who works at the hospital, and the fields that answer by a code."""
    difference = client.get(send(client, page, ROW.format(code="", **NATALYA)).url)
    roster = RosterImport.objects.get(institution=cast.school)
    return roster, {"seen": difference.context["form"]["seen"].value(), "who-2": "code"}


def test_a_wrong_code_typed_for_a_row_is_told_at_its_field_and_what_was_decided_stays(client, page, cast):
    roster, fields = asked(client, page, cast)

    answer = press(client, "roster_take", roster, **fields, **{"code-2": "nobody-has-it"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["code-2"]
    assert 'value="nobody-has-it"' in answer.content.decode()
    assert press(client, "roster_take", roster, **fields, **{"code-2": "natalya"}).status_code == 302
    assert Post.objects.on(cast.today).filter(person=cast.natalya, institution=cast.school).exists()


def test_typed_codes_are_counted_with_those_of_files(client, page, cast):
    roster, fields = asked(client, page, cast)
    for number in range(GUESSES):
        press(client, "roster_take", roster, **fields, **{"code-2": f"guess{number}"})

    answer = press(client, "roster_take", roster, **fields, **{"code-2": "natalya"})

    assert is_refused(answer, reverse("institutions:roster_draft", args=[roster.pk]))
    assert not Post.objects.filter(person=cast.natalya, institution=cast.school).exists()
    assert Event.objects.filter(verb="refuse-roster-codes", subject_id=str(roster.pk)).count() == 1


def test_an_official_is_counted_too(client, cast):
    client.force_login(cast.nurlan)
    page = reverse("institutions:roster_territory", args=[cast.district.pk])

    # At the hospital Natalya would be a colleague; these rows are of the school.
    assert is_refused(send(client, page, *guesses(GUESSES + 1)), page)
