"""What editors begin in the admin: a course, a lesson in it, a check question in that. All of them are drafts."""

import re

from django.db import transaction
from wagtail.models import Locale

from tanu.audit.actions import record
from tanu.courses.models import Course, Lesson, LessonCheck, LessonPage, Module
from tanu.courses.publishing import course_page
from tanu.lib.languages import LANGUAGES
from tanu.people.models import Person
from tanu.question_banks.models import Bank, Question
from tanu.records.actions import open_training

Texts = dict[str, str]
# The headings that every lesson has, by anchor.
HEADINGS: dict[str, Texts] = {
    "idea": {"kk": "Бір ой", "ru": "Одна мысль", "en": "One idea"},
    "see": {"kk": "Не көресіз", "ru": "Что вы видите", "en": "What you see"},
    "do": {"kk": "Не істейсіз", "ru": "Что вы делаете", "en": "What you do"},
    "back": {"kk": "Сол бала", "ru": "Снова этот ребёнок", "en": "The child again"},
    "next": {"kk": "Келесі аптада", "ru": "На следующей неделе", "en": "Next week"},
}


@transaction.atomic
def begin_course(key: str, title: Texts, *, by: Person | None = None) -> Course:
    """A course with nothing but its title, for nobody to see yet."""
    course = Course(key=key, training=open_training(key), title=title, live=False)
    course.save()
    course.save_revision(user=by, clean=False)
    record("begin-course", course, by=by)
    return course


@transaction.atomic
def begin_lesson(module: Module, slug: str, title: Texts, *, by: Person | None = None) -> Lesson:
    """A lesson at the end of `module` with a page in each language, for nobody to see yet."""
    course = module.course
    last = module.lessons.filter(retired_on__isnull=True).order_by("position").last()
    lesson = Lesson(
        key=f"{course.key}/{slug}",
        course=course,
        module=module,
        slug=slug,
        position=last.position + 1 if last else 1,
        live=False,
    )
    lesson.save()
    lesson.save_revision(user=by, clean=False)
    for language in LANGUAGES:
        _begin_page(lesson, language, title[language], by)
    record("begin-lesson", lesson, by=by)
    return lesson


@transaction.atomic
def begin_check(lesson: Lesson, *, by: Person | None = None) -> LessonCheck:
    """The next check question of `lesson`, to be written and then put into its pages under its name."""
    bank, _ = Bank.objects.get_or_create(
        key=f"{lesson.course.key}/lessons", defaults={"title": lesson.course.title, "is_for_lessons": True}
    )
    # A question that was retired keeps its name.
    known = Question.objects.filter(key__startswith=f"{lesson.key}/c").values_list("key", flat=True)
    numbers = [int(found[1]) for key in known if (found := re.search(r"/c(\d+)$", key))]
    name = f"c{max(numbers, default=0) + 1}"
    outcome = lesson.outcomes[0] if lesson.outcomes else ""
    question = Question(key=f"{lesson.key}/{name}", bank=bank, outcome=outcome, live=False)
    question.save()
    question.save_revision(user=by, clean=False)
    record("begin-check", question, by=by)
    return LessonCheck.objects.create(lesson=lesson, name=name, question=question)


def _begin_page(lesson: Lesson, language: str, title: str, by: Person | None) -> None:
    parent = course_page(lesson.course, language)
    page = LessonPage(
        lesson=lesson,
        locale=Locale.objects.get(language_code=language),
        translation_key=lesson.pk,
        title=title,
        slug=lesson.slug,
        live=False,
        body=[
            {"type": "prose", "value": f"## {heading[language]} {{#{anchor}}}"} for anchor, heading in HEADINGS.items()
        ],
    )
    parent.add_child(instance=page)
    page.save_revision(user=by, clean=False)
