"""Adding a person: duplicates are a head's to decide, and nobody elsewhere is named."""

import pytest

from tanu.audit.models import Event
from tanu.institutions.models import Post
from tanu.people.models import Person, SignInName
from tests.coverage.staff_desk import Desk, desk_of, of


@pytest.fixture
def desk(client, story) -> Desk:
    return desk_of(client, story.baurzhan, story.school)


def named(story, given: str, family: str, **more: str) -> dict[str, str]:
    fields = {"given_name": given, "family_name": family, "language": "kk", "profession": "teacher", "share": "1"}
    return {**fields, "on": str(story.today), **more}


def here(story) -> set[str]:
    posts = Post.objects.on(story.today).filter(institution=story.school)
    return {post.person.full_name for post in posts.select_related("person")}


def test_somebody_new_is_registered_with_a_login_code_and_a_post(desk, story):
    desk.do("add/", **named(story, "Ләззат", "Байжанова"))

    person = Person.objects.get(given_name="Ләззат")
    assert person.full_name in here(story)
    code = SignInName.objects.get(person=person)
    assert code.kind == "code"
    assert code.value in desk.page(of(person))


def test_what_will_follow_is_shown_and_nobody_is_registered_yet(desk, story):
    page = desk.look("add/", **named(story, "Ләззат", "Байжанова"))

    assert "Will be asked for: School staff: the one-day course" in page
    assert not Person.objects.filter(given_name="Ләззат").exists()


def test_a_name_that_is_here_already_is_for_the_head_to_decide(desk, story):
    page = desk.do("add/", **named(story, "гулмира", "абилкасова")).content.decode()

    assert f"Recorded here already: {story.gulmira.full_name}." in page
    assert "This is another person of the same name" in page
    assert Person.objects.filter(given_name="гулмира").count() == 0


def test_another_person_of_the_same_name_is_added(desk, story):
    desk.do("add/", another="on", **named(story, "Гүлмира", "Әбілқасова"))

    assert Person.objects.filter(given_name="Гүлмира", family_name="Әбілқасова").count() == 2


def test_of_people_elsewhere_it_is_said_only_that_there_is_somebody(desk, story):
    page = desk.do("add/", **named(story, "Наталья", "Ким")).content.decode()

    assert "Somebody with this name exists. Ask for their login code" in page
    assert "Олеговна" not in page
    assert "natalya" not in page
    assert "hospital" not in page


def test_by_their_own_code_the_same_person_works_here_too(desk, story):
    desk.do("add/", **named(story, "Наталья", "Ким", code=" NATALYA "))

    assert Post.objects.on(story.today).filter(person=story.natalya).count() == 2
    assert Person.objects.filter(family_name="Ким").count() == 1


@pytest.mark.parametrize("code", ["sergey", "nobody-has-this"])
def test_a_code_that_is_not_theirs_tells_nothing(desk, story, code):
    page = desk.do("add/", **named(story, "Наталья", "Ким", code=code)).content.decode()

    assert "No record belongs to this code and this name." in page
    assert "Дальний" not in page


def test_codes_are_not_found_by_trying(desk, story):
    for number in range(10):
        desk.look("add/", **named(story, "Наталья", "Ким", code=f"guess{number}"))

    page = desk.look("add/", **named(story, "Наталья", "Ким", code="natalya"))

    assert "Codes rest for 15 minutes" in page


def test_who_has_that_post_already_is_not_added_again(desk, story):
    page = desk.do("add/", **named(story, "Гүлмира", "Әбілқасова", code="gulmira")).content.decode()

    assert "This person has that post here already." in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("given_name", "", "Fill this in, please."),
        ("share", "3", "two at most"),
        ("profession", "editor", "Choose one of the list."),
        ("on", "soon", "Write the date as"),
        ("mail", "no mail", "has one @"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_half_done(desk, story, field, value, said):
    page = desk.do("add/", **{**named(story, "Ләззат", "Байжанова"), field: value}).content.decode()

    assert said in page
    assert f'<a href="#id_{field}">' in page
    assert not Person.objects.filter(family_name="Байжанова").exists()


def test_the_audit_names_nobody(desk, story):
    desk.do("add/", **named(story, "Ләззат", "Байжанова"))

    details = Event.objects.filter(actor_id=story.baurzhan.pk).values_list("verb", "detail")
    assert {verb for verb, _ in details} == {"register", "start-post"}
    assert not [detail for _, detail in details if "Ләззат" in str(detail) or "Байжанова" in str(detail)]
