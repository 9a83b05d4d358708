"""What an editor publishes in the admin, at once or by schedule, is compiled; what is taken down is retired."""

from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.signals import page_published, published, unpublished

from tanu.courses.models import Course, Lesson, LessonPage
from tanu.courses.publishing import (
    compile_both,
    compile_course,
    course_went_live,
    is_alone,
    lesson_page_went_live,
    lesson_went_live,
    retire,
)
from tanu.courses.signals import reviewed
from tanu.pictures.models import Drawing
from tanu.question_banks.models import Question
from tanu.quizzes.models import Quiz


# These signals are also sent when what was never live is scheduled.
@receiver(page_published, sender=LessonPage)
def page_went_live(sender: type[LessonPage], instance: LessonPage, **kwargs: Any) -> None:
    if instance.live and is_alone():
        lesson_page_went_live(instance)


@receiver(published, sender=Lesson)
def neutral_part_went_live(sender: type[Lesson], instance: Lesson, **kwargs: Any) -> None:
    if instance.live and is_alone():
        lesson_went_live(instance)


@receiver(published, sender=Course)
def map_went_live(sender: type[Course], instance: Course, **kwargs: Any) -> None:
    if instance.live and is_alone():
        course_went_live(instance, by=get_active_log_context().user)


@receiver(published, sender=Question)
def check_question_went_live(sender: type[Question], instance: Question, **kwargs: Any) -> None:
    if instance.live and is_alone():
        for lesson in Lesson.objects.filter(checks__question=instance):
            compile_both(lesson)


@receiver(published, sender=Quiz)
def test_went_live(sender: type[Quiz], instance: Quiz, **kwargs: Any) -> None:
    if instance.live and is_alone():
        for course in Course.objects.published().filter(test=instance):
            compile_course(course)


@receiver(published, sender=Drawing)
def drawing_went_live(sender: type[Drawing], instance: Drawing, **kwargs: Any) -> None:
    if instance.live and is_alone():
        # The figures are the same in every language.
        pages = LessonPage.objects.live().filter(locale__language_code="en").annotate(text=Cast("body", TextField()))
        for page in pages.filter(text__contains=instance.path).select_related("lesson"):
            compile_both(page.lesson)


@receiver(unpublished, sender=Course)
@receiver(unpublished, sender=Lesson)
def retire_thing(sender: type[Course | Lesson], instance: Course | Lesson, **kwargs: Any) -> None:
    retire(instance, by=get_active_log_context().user)


@receiver(reviewed)
def show_review(sender: type[Course | Lesson], thing: Course | Lesson, **kwargs: Any) -> None:
    if isinstance(thing, Lesson):
        compile_both(thing)
