import pytest

from tanu.audit.models import Event
from tanu.courses.actions import choose_variant, finish_lesson, settle
from tanu.courses.chosen import variant_of, variants_of
from tanu.courses.models import ChosenVariant, Lesson
from tanu.courses.path import walk
from tanu.courses.publishing import compile_course
from tanu.courses.variants import is_for, variant_for
from tanu.records.models import Completion
from tests.quizzes.paper import sit


@pytest.fixture
def for_health(course, lessons) -> Lesson:
    """The second lesson of the course becomes one for health staff alone."""
    lessons[1].audience = ["health"]
    lessons[1].save(update_fields=["audience"])
    compile_course(course)
    return lessons[1]


def slugs(path) -> list[str]:
    return [step.slug for step in path.steps]


@pytest.mark.parametrize(
    ("code", "variant"),
    [
        ("aigerim", "school"),
        ("natalya", "health"),
        ("saule", "health"),
        ("timur", "police"),
        ("madina", "helpline"),
        ("daniyar", "residential"),
        ("aliya", "school"),
        ("roza", "school"),
    ],
)
def test_somebodys_work_decides_and_the_first_variant_is_everybody_elses(cast, course, code, variant):
    assert variant_of(getattr(cast, code), course) == variant


def test_a_course_without_the_variant_gives_its_first():
    assert variant_for("police", ["health", "school"]) == "health"
    assert variant_for("police", []) == ""


def test_a_lesson_that_names_nobody_is_for_everybody():
    assert is_for([], "school")
    assert is_for(["health"], "")
    assert not is_for(["health"], "school")


def test_what_somebody_chose_comes_before_their_work(cast, course):
    choose_variant(cast.aigerim, course, "health")
    choose_variant(cast.aigerim, course, "police")
    assert variant_of(cast.aigerim, course) == "police"
    assert ChosenVariant.objects.count() == 1
    assert Event.objects.filter(verb="choose-variant").count() == 2


def test_what_was_chosen_in_a_record_that_was_joined_counts_after_ones_own(cast, course):
    choose_variant(cast.gulmira, course, "police")
    type(cast.gulmira).objects.filter(pk=cast.gulmira.pk).update(merged_into=cast.aigerim)
    assert variant_of(cast.aigerim, course) == "police"
    choose_variant(cast.aigerim, course, "health")
    assert variant_of(cast.aigerim, course) == "health"


def test_a_variant_the_course_no_longer_has_is_not_kept_to(cast, course):
    choose_variant(cast.aigerim, course, "police")
    course.audience = ["school", "health"]
    assert variant_of(cast.aigerim, course) == "school"


def test_variants_of_any_number_of_courses_are_read_in_one_query(cast, course, django_assert_num_queries):
    person = cast.aigerim
    with django_assert_num_queries(1):
        variants_of(person, [course, course])


def test_a_path_holds_only_the_lessons_of_the_readers_variant(cast, course, lessons, walked_by, for_health):
    school, health = walk(course, cast.aigerim), walk(course, cast.natalya)
    assert slugs(health) == [lesson.slug for lesson in walked_by("health")]
    assert slugs(school) == [lesson.slug for lesson in walked_by("school")]
    assert for_health.slug in {step.slug for step in school.outside}
    assert len(school.steps) + len(school.outside) == len(lessons)


def test_before_and_after_follow_the_readers_own_path(cast, course, lessons, for_health):
    path = walk(course, cast.aigerim)
    assert path.after(lessons[0].slug).slug == lessons[2].slug
    assert path.before(lessons[2].slug).slug == lessons[0].slug
    assert (path.after(for_health.slug), path.before(for_health.slug)) == (None, None)


def test_a_visitor_sees_the_whole_course(course, lessons, for_health):
    assert len(walk(course, None).steps) == len(lessons)


def test_a_course_compiled_before_there_were_variants_is_for_everybody(cast, course, lessons, for_health):
    document = course.current.document
    for module in document["modules"]:
        for entry in module["lessons"]:
            del entry["audience"]
    row = course.compilations.create(edition=course.current.edition, hash="old", document=document)
    course.current = row
    assert len(walk(course, cast.aigerim).steps) == len(lessons)


def test_completion_asks_for_the_lessons_of_the_variant_only(cast, course, lessons, for_health):
    sit(cast.aigerim, course.test, 20)
    for lesson in lessons:
        if lesson != for_health:
            finish_lesson(cast.aigerim, lesson, "kk")
    assert Completion.objects.get().person == cast.aigerim


def test_the_other_variant_still_asks_for_it(cast, course, lessons, for_health):
    sit(cast.natalya, course.test, 20)
    for lesson in lessons:
        if lesson != for_health:
            finish_lesson(cast.natalya, lesson, "kk")
    assert settle(cast.natalya, course) is None


def test_whoever_takes_the_variant_for_which_nothing_is_missing_has_completed(cast, course, lessons, for_health):
    sit(cast.natalya, course.test, 20)
    for lesson in lessons:
        if lesson != for_health:
            finish_lesson(cast.natalya, lesson, "kk")
    assert choose_variant(cast.natalya, course, "school") == Completion.objects.get()


def test_the_completion_keeps_the_hash_of_the_whole_course(cast, course, lessons):
    sit(cast.natalya, course.test, 20)
    for lesson in lessons:
        finish_lesson(cast.natalya, lesson, "kk")
    assert Completion.objects.get().compiled_hash == course.current.hash


def test_the_map_says_for_whom_it_is_and_offers_the_others(aigerim, course):
    page = aigerim.get(f"/en/courses/{course.key}/").content.decode()
    assert "The course for: School staff." in page
    for name in ("Pre-school staff", "Health staff", "Police officers", "Help line operators"):
        assert name in page


@pytest.mark.parametrize(("language", "name"), [("kk", "Мектеп қызметкерлері"), ("ru", "Сотрудники школ")])
def test_variants_are_named_in_every_language(aigerim, course, language, name):
    assert name in aigerim.get(f"/{language}/courses/{course.key}/").content.decode()


def test_the_form_on_the_map_changes_the_variant_and_what_is_done_stays(
    aigerim, cast, course, lessons, walked_by, for_health, sent
):
    finish_lesson(cast.aigerim, lessons[0], "kk")
    page = f"/en/courses/{course.key}/"
    assert aigerim.post(f"{page}variant/", sent(variant="health")).url == page
    path = aigerim.get(page).context["path"]
    assert (path.variant, path.through, len(path.steps)) == ("health", 1, len(walked_by("health")))


def test_a_variant_nobody_offered_is_refused(aigerim, course, sent):
    assert aigerim.post(f"/en/courses/{course.key}/variant/", sent(variant="lawyers")).status_code == 400


def test_opening_the_address_of_the_form_only_leads_back(aigerim, course):
    assert aigerim.get(f"/en/courses/{course.key}/variant/").url == f"/en/courses/{course.key}/"


def test_a_lesson_of_another_variant_opens_and_says_whose_it_is(aigerim, course, for_health):
    page = aigerim.get(f"/en/courses/{course.key}/{for_health.slug}/").content.decode()
    assert "This lesson is for: Health staff. Your course is the one for: School staff." in page
    assert "Done, to the course map" in page


def test_a_lesson_of_another_variant_can_be_done(aigerim, course, for_health, sent):
    aigerim.post(f"/en/courses/{course.key}/{for_health.slug}/done/", sent())
    path = aigerim.get(f"/en/courses/{course.key}/").context["path"]
    assert (path.through, path.step(for_health.slug).state) == (0, "done")


def test_my_training_counts_the_lessons_of_the_variant(aigerim, walked_by, for_health):
    assert len(aigerim.get("/en/my/").context["learnings"][0].path.steps) == len(walked_by("school"))
