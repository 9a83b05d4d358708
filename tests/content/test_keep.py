"""What an editor has worked on is never overwritten: the version of the files waits for a decision."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tanu.content.actions import keep_mine
from tanu.content.models import LoadedItem
from tanu.courses.models import LessonPage
from tests.content.tree import LESSON as PLACE
from tests.content.tree import build_tree, load_beside

LESSON = "first-steps/bruises"
FILE = f"{PLACE}.en.md"
TITLE = "Bruises"


@pytest.fixture
def root(tmp_path, db) -> Path:
    """A small course, loaded beside what is shipped."""
    build_tree(tmp_path)
    load_beside(tmp_path)
    return tmp_path


def retitle(root: Path, title: str) -> None:
    path = root / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(f"title: {TITLE}", f"title: {title}"), encoding="utf-8")


def english() -> LessonPage:
    return LessonPage.objects.get(lesson__key=LESSON, locale__language_code="en")


def edit_title(title: str, *, publish: bool) -> LessonPage:
    page = english()
    page.title = title
    revision = page.save_revision()
    if publish:
        revision.publish()
    return page


def waiting() -> LoadedItem:
    return LoadedItem.objects.get(incoming__isnull=False)


def test_files_that_did_not_change_leave_an_edited_lesson_alone(root):
    edit_title("What bruises say", publish=True)
    assert load_beside(root) == []
    assert english().title == "What bruises say"


def test_what_changed_here_and_in_the_files_waits_for_a_decision_with_the_difference(root):
    edit_title("What bruises say", publish=True)
    retitle(root, "Bruises speak")
    (change,) = load_beside(root)
    assert (change.what, change.key) == ("kept", LESSON)
    assert "-title: What bruises say\n+title: Bruises speak\n" in change.difference
    assert english().title == "What bruises say"
    assert waiting().key == LESSON


@pytest.mark.parametrize("work", ["draft", "schedule"])
def test_a_draft_or_a_schedule_is_not_overwritten(root, work):
    page = english()
    page.title = "A draft"
    if work == "schedule":
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()
    else:
        page.save_revision()
    retitle(root, "Bruises speak")
    (change,) = load_beside(root)
    assert change.what == "kept"
    assert english().latest_revision.as_object().title == "A draft"


def test_a_running_review_is_not_overwritten(root, cast):
    page = english()
    page.title = "In review"
    page.save_revision()
    page.get_workflow().start(page, cast.alma)
    retitle(root, "Bruises speak")
    assert [change.what for change in load_beside(root)] == ["kept"]


def test_keeping_mine_is_not_asked_again_until_the_files_change_anew(root, cast):
    edit_title("What bruises say", publish=True)
    retitle(root, "Bruises speak")
    load_beside(root)
    keep_mine(waiting(), by=cast.alma)
    assert load_beside(root) == []
    assert english().title == "What bruises say"
    path = root / FILE
    path.write_text(path.read_text().replace("title: Bruises speak", "title: Bruises speak up"))
    assert [change.what for change in load_beside(root)] == ["kept"]


def test_files_that_went_back_withdraw_their_version(root):
    edit_title("What bruises say", publish=True)
    retitle(root, "Bruises speak")
    load_beside(root)
    retitle_back = (root / FILE).read_text(encoding="utf-8").replace("title: Bruises speak", f"title: {TITLE}")
    (root / FILE).write_text(retitle_back, encoding="utf-8")
    assert load_beside(root) == []
    assert not LoadedItem.objects.filter(incoming__isnull=False).exists()
