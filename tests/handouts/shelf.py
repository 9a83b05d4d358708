"""Two handouts of the shipped course that only the tests have: an aid and a kit."""

from functools import cache
from pathlib import Path

from django.conf import settings

from tanu.courses.files import CourseFile, read_course
from tanu.handouts.files import HandoutFile, read_handouts
from tanu.handouts.loading import load_handout
from tanu.handouts.models import Handout
from tanu.lib.places import Problems

FOLDER = Path(__file__).parent / "course"
AID = "call-card-example"
KIT = "briefing-example"


@cache
def shipped_course() -> CourseFile:
    root = Path(settings.CONTENT_ROOT)
    course = read_course(root / "courses" / "recognition-and-referral", root / "media", Problems(root))
    assert course
    return course


@cache
def files() -> dict[str, HandoutFile]:
    """By slug. The texts are in order, or this stops."""
    problems = Problems(FOLDER)
    read = read_handouts(FOLDER, shipped_course(), Path(settings.CONTENT_ROOT) / "media", problems)
    assert [str(problem) for problem in problems] == []
    return {file.slug: file for file in read}


def put_on_shelf() -> dict[str, Handout]:
    """The course is in the database already."""
    return {slug: load_handout(file) for slug, file in files().items()}
