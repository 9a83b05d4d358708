"""Compiled documents, read from the database once a process: they are named by their hash and never change."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from tanu.courses.models import CompiledCourse, CompiledLesson

Document = dict[str, Any]


@lru_cache(maxsize=64)
def course_document(course_id: UUID, content_hash: str) -> Document:
    """See CompiledCourse. Shared by all readers: not to be changed."""
    return CompiledCourse.objects.values_list("document", flat=True).get(course_id=course_id, hash=content_hash)


@lru_cache(maxsize=1024)
def lesson_document(lesson_id: UUID, content_hash: str) -> Document:
    """See CompiledLesson. Shared by all readers: not to be changed."""
    return CompiledLesson.objects.values_list("document", flat=True).get(lesson_id=lesson_id, hash=content_hash)
