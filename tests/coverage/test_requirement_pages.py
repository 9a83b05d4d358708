"""An official sets what is asked in their own territory: first they see whom it would touch."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tanu.coverage.models import Obligation, Requirement, RequirementVersion
from tanu.coverage.requirements import views
from tanu.coverage.requirements.reads import touched_by
from tanu.institutions.models import Post
from tanu.records.actions import announce_edition, open_training
from tanu.records.models import Training
from tests.coverage.conftest import AKIMAT, TITLE
from tests.quizzes.paper import form


def address(name: str, *arguments) -> str:
    with override("en"):
        return reverse(f"requirements:{name}", args=arguments)


@pytest.fixture
def official(client, story):
    client.force_login(story.nurlan)
    return client


@pytest.fixture
def said(story):
    """A requirement of the district as its form is filled in."""

    def said(**changes: object) -> dict:
        fields: dict = {
            "key": "z-district-nurses",
            "training": str(Training.objects.get(key="recognition-and-referral").pk),
            "minimum_edition": "1",
            "territory": str(story.district.pk),
            "kinds": ["hospital"],
            "professions": ["nurse"],
            "due_days": "90",
            "valid_months": "12",
            "validity_base": "expiry",
            "window_days": "60",
            "order_number": "№ 3",
            "order_date": story.today.isoformat(),
            "valid_from": story.today.isoformat(),
            "is_pilot": "on",
        }
        for name, words in {"title": TITLE, "ordered_by": AKIMAT}.items():
            fields |= {f"{name}_{language}": text for language, text in words.items()}
        return {**form([]), **fields, **changes}

    return said


def test_whom_it_would_touch_is_said_and_nothing_is_set(official, said):
    text = official.post(address("new"), said()).content.decode()

    assert "fewer than 5 in each institution" in text
    assert not Requirement.objects.filter(key="z-district-nurses").exists()


def test_designated_officers_are_counted_exactly_and_other_staff_never(official, said):
    text = official.post(address("new"), said(designated_only="on", professions=[], kinds=[])).content.decode()
    assert "Trained already: 2." in text

    text = official.post(address("new"), said(professions=[], kinds=[])).content.decode()
    assert "Trained already" not in text


def test_set_it_asks_everybody_concerned(official, said, story):
    answer = official.post(address("new"), said(set="1"))

    assert answer.url == address("requirements")
    obligation = Obligation.objects.live().get(version__requirement__key="z-district-nurses")
    assert obligation.person == story.zarina
    version = obligation.version
    assert (version.validity_base, version.valid_months, version.territory) == ("expiry", 12, story.district)


def test_the_list_says_the_ground_and_never_by_law(official, said):
    official.post(address("new"), said(set="1"))

    text = official.get(address("requirements")).content.decode()

    assert "Required by order of the akimat of the district, № 3" in text
    assert "by law" not in text.lower()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"validity_base": "fixed", "fixed_day": ""}, "Say which day of the year."),
        ({"validity_base": "fixed", "fixed_day": "31.02"}, "Write the day and the month as 31.01."),
        ({"valid_months": "", "validity_base": "expiry"}, "Say how many months it is valid"),
        ({"key": "officers"}, "This name is taken."),
        ({"key": "new"}, "This name is taken."),
        ({"key": "a-district"}, "Take a name after it."),
        ({"valid_months": "6", "window_days": "300"}, "The time for renewal is longer than the validity."),
        ({"valid_from": "2020-01-01"}, "A requirement begins today or later."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(official, said, changes, error):
    before = RequirementVersion.objects.count()

    assert error in official.post(address("new"), said(set="1", **changes)).content.decode()
    assert RequirementVersion.objects.count() == before


def test_a_place_of_somebody_else_cannot_be_chosen(official, said, story):
    official.post(address("new"), said(set="1", territory=str(story.next_door.pk)))

    assert not Requirement.objects.filter(key="z-district-nurses").exists()


def test_a_change_is_a_new_version_and_what_was_decided_stays(official, said, story):
    official.post(address("new"), said(set="1"))
    before = Obligation.objects.live().get(version__requirement__key="z-district-nurses")

    changed = said(set="1", due_days="10", valid_from=(story.today + timedelta(days=1)).isoformat())
    official.post(address("change", "z-district-nurses"), changed)

    assert list(RequirementVersion.objects.filter(requirement__key="z-district-nurses").values_list("due_days")) == [
        (90,),
        (10,),
    ]
    assert Obligation.objects.live().get(version__requirement__key="z-district-nurses").due_on == before.due_on


def test_a_requirement_of_the_country_is_read_and_not_changed(official):
    assert "Designated officers: the one-day course" in official.get(address("requirements")).content.decode()
    assert official.get(address("change", "officers")).status_code == 404


def test_it_is_a_pilot_while_the_training_awaits_review(official, said):
    fields = said(set="1")
    del fields["is_pilot"]

    assert "only as a pilot" in official.post(address("new"), fields).content.decode()


@pytest.mark.parametrize(
    ("at_once", "days", "words"),
    [
        (300, 0, "counts now: everybody whom it concerns is asked from today"),
        (
            -1,
            0,
            "counts from this night: by tomorrow morning everybody whom it concerns is asked, and the boards show it",
        ),
        (300, 9, "Until then nobody owes anything because of it."),
    ],
)
def test_when_it_counts_and_what_holds_until_then_is_said_at_once(
    official, said, story, monkeypatch, at_once, days, words
):
    monkeypatch.setattr(views, "AT_ONCE", at_once)
    begins = story.today + timedelta(days=days)

    answer = official.post(address("new"), said(set="1", valid_from=begins.isoformat()), follow=True)

    assert words in answer.content.decode()
    is_asked = Obligation.objects.live().filter(version__requirement__key="z-district-nurses").exists()
    assert is_asked or at_once < 0


def test_a_change_counts_from_the_night_and_until_then_the_old_is_asked(official, said, story):
    official.post(address("new"), said(set="1"))

    for days, words in ((0, "The change is set and counts from this night"), (3, "The change is set and begins on")):
        begins = story.today + timedelta(days=days)
        changed = said(set="1", due_days=str(20 + days), valid_from=begins.isoformat())
        text = official.post(address("change", "z-district-nurses"), changed, follow=True).content.decode()
        assert words in text
        assert "Until then what was asked before is asked." in text


def test_however_it_is_asked_staff_are_counted_in_the_same_fives(story, ask):
    """Each profession of each institution is rounded once: no two questions differ by a person."""
    Post.objects.update(recorded_at=timezone.now() - timedelta(days=100))
    work = ["teacher", "nurse", "social-pedagogue"]
    version = ask("z-all", designated_only=False)

    def people(*professions: str) -> int:
        return touched_by(replace_professions(version, professions), story.today).people

    assert people(*work) == sum(people(one) for one in work)


def replace_professions(version, professions):
    version.professions = list(professions)
    return version


def test_a_training_that_is_asked_of_nobody_says_nothing_of_who_has_it(story, ask, complete):
    other = open_training("another")
    edition = announce_edition(
        other, dated=story.today, title={"en": "Another"}, hours=1, valid_months=None, is_pilot=True
    )
    complete(story.aigerim, story.today, edition)
    version = RequirementVersion(training=other, minimum_edition=1, designated_only=True, kinds=[], professions=[])

    assert touched_by(version, story.today).trained == 0
