"""Panels of the edit forms that show what is not edited there: where a text stands, what it leads to."""

from typing import Any

from wagtail.admin.panels import HelpPanel

from tanu.courses.standing import against_publishing, languages_of, review_said
from tanu.lib.trilingual import LANGUAGE_NAMES
from tanu.reviews.models import Kind


class PageStanding(HelpPanel):
    """The lesson a page belongs to, its check questions, and what stands against publishing the page."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> Any:
            page = self.instance
            return {
                **super().get_context_data(parent_context),
                "lesson": page.lesson,
                "checks": page.lesson.checks.select_related("question"),
                "against": against_publishing(page),
            }


class LessonStanding(HelpPanel):
    """The pages of a lesson, its check questions, and how far it was reviewed."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> Any:
            lesson = self.instance
            return {
                **super().get_context_data(parent_context),
                "lesson": lesson,
                "languages": languages_of(lesson, lesson.pages.select_related("locale")),
                "checks": lesson.checks.select_related("question"),
                "reviews": [(kind.label, review_said(lesson, kind)) for kind in (Kind.CLINICAL, Kind.LEGAL)],
            }


class CourseStanding(HelpPanel):
    """How far a course was reviewed; its lessons have lists and reviews of their own."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> Any:
            course = self.instance
            kinds = [(Kind.CLINICAL, ""), (Kind.LEGAL, ""), (Kind.LANGUAGE, "kk"), (Kind.LANGUAGE, "ru")]
            return {
                **super().get_context_data(parent_context),
                "course": course,
                "reviews": [
                    (LANGUAGE_NAMES[language] if language else kind.label, review_said(course, kind, language))
                    for kind, language in kinds
                ],
            }
