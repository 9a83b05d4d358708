import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Revision

from tanu.audit.models import Event
from tanu.question_banks.actions import define_question, retire
from tanu.question_banks.models import Bank, Question, QuestionVersion
from tanu.question_banks.source import source_of, whole
from tests.question_banks.banks import SETTLED, WAITING, build_section, check, in_all, option, source


@pytest.fixture
def section(db):
    return build_section()


@pytest.fixture
def define(section):
    """The question si-01 of the section."""

    def define(stem: str = "A bruise", **said) -> QuestionVersion:
        return define_question(section.bank, "signs/first/si-01", source(stem, **said), section=section)

    return define


def test_the_row_keeps_what_its_file_says(define):
    question = define().question
    assert source_of(question) == whole(source())
    assert (question.section.key, question.slug) == ("signs/first", "si-01")


def test_learners_are_asked_html_that_was_made_of_it(define):
    document = define("A **bruise**").document
    assert document["stem"]["en"] == "<p>A <strong>bruise</strong> en</p>"
    assert [option["weight"] for option in document["options"]] == [1, 0]


def test_the_same_source_again_changes_nothing(define, django_assert_num_queries):
    first, told = define(), Event.objects.count()
    with django_assert_num_queries(3):  # Two of them are the savepoint.
        assert define() == first
    assert (first.question.versions.count(), first.question.revisions.count()) == (1, 1)
    assert Event.objects.count() == told


def test_another_wording_is_a_new_version_and_the_old_one_stays(define):
    old, new = define("A bruise"), define("A burn")
    assert Question.objects.get(key="signs/first/si-01").current == new
    old.refresh_from_db()
    assert "bruise" in old.document["stem"]["en"]


def test_going_back_to_an_old_wording_makes_it_current_again(define):
    old, _ = define("A bruise"), define("A burn")
    assert define("A bruise") == old
    assert old.question.versions.count() == 2


def test_another_outcome_moves_the_question_without_a_new_version(define):
    first = define()
    second = define(outcome="o5-threshold")
    assert (second, second.question.outcome) == (first, "o5-threshold")


def test_a_change_is_audited_once_with_who_made_it(define, cast, section):
    question = define().question
    define_question(section.bank, "signs/first/si-01", source("A burn"), section=section, by=cast.alma)
    told = Event.objects.filter(subject_id=question.pk).order_by("at")
    assert list(told.values_list("verb", "actor_id")) == [
        ("publish-question", None),
        ("publish-question", cast.alma.pk),
    ]


def test_a_draft_of_an_editor_gives_way(define):
    question = define().question
    question.stem = in_all("A draft")
    question.save_revision()
    define("A burn")
    question = Question.objects.get(pk=question.pk)
    assert not question.has_unpublished_changes
    assert question.get_latest_revision_as_object().stem == in_all("A burn")


def test_an_old_draft_that_goes_live_leaves_key_place_and_retirement_alone(define, section):
    question = define().question
    question.stem = in_all("A draft")
    draft = question.save_revision()
    other = build_section("signs/second")
    Question.objects.filter(pk=question.pk).update(section=other, position=7, key="signs/second/si-01")
    Revision.objects.get(pk=draft.pk).publish()
    question = Question.objects.get(pk=question.pk)
    assert (question.section, question.position, question.key) == (other, 7, "signs/second/si-01")
    assert "A draft" in question.current.document["stem"]["en"]


def test_a_retired_question_is_asked_again(define):
    question = define().question
    retire(question)
    define()
    assert Question.objects.in_use().filter(pk=question.pk).exists()


@pytest.mark.parametrize(
    ("review", "awaits", "is_reviewed"), [(SETTLED, [], True), (SETTLED, ["legal"], False), (WAITING, [], False)]
)
def test_a_version_says_whether_it_was_reviewed(db, review, awaits, is_reviewed):
    section = build_section(review=review)
    version = define_question(section.bank, "signs/first/si-01", source(awaits=awaits), section=section)
    assert version.is_reviewed is is_reviewed


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "essay"},
        {"stem": {**in_all("A bruise"), "kk": ""}},
        {"stem": in_all("<b>A bruise</b>")},
        {"options": [option("a"), option("b")]},
        {"options": [option("a", right=True)]},
        {"facts": ["F-CLIN-19", "F-CLIN-19"]},
        {"level": ""},
    ],
)
def test_what_breaks_the_rules_of_the_file_is_refused(define, wrong):
    with pytest.raises(ValidationError):
        define(**wrong)
    assert not Question.objects.filter(key="signs/first/si-01").exists()


@pytest.fixture
def lesson_bank(db):
    return Bank.objects.create(key="course/lessons", is_for_lessons=True)


def test_a_check_question_has_no_section_and_marks_what_is_right(lesson_bank):
    version = define_question(lesson_bank, "course/lesson/c1", check())
    assert version.question.section is None
    assert [option["weight"] for option in version.document["options"]] == [1, 0]


def test_several_right_answers_of_a_check_question_share_the_mark(lesson_bank):
    options = [option("a", right=True), option("b", right=True), option("c")]
    version = define_question(lesson_bank, "course/lesson/c1", check(type="several", options=options))
    assert [option["weight"] for option in version.document["options"]] == [0.5, 0.5, -0.5]


def test_headings_of_a_check_question_stand_below_those_of_its_lesson(lesson_bank):
    version = define_question(lesson_bank, "course/lesson/c1", check(stem="## Signs"))
    assert "<h3>" in version.document["stem"]["en"]


def test_a_check_question_has_no_weights(lesson_bank):
    options = [option("a", weight=1.0), option("b", weight=-1.0)]
    with pytest.raises(ValidationError):
        define_question(lesson_bank, "course/lesson/c1", check(type="several", options=options))
