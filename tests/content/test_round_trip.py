"""What is loaded goes back to text, byte for byte, and comes in again."""

import io
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tanu.content.actions import bring_in, take_theirs
from tanu.content.exporting import export_everything, export_one, write_tree
from tanu.content.fragments import fragment, lay_over
from tanu.content.loading import ContentRefused, load_library
from tanu.content.models import LoadedItem
from tanu.content.packs import pack
from tanu.content.walk import read_library
from tanu.courses.models import CompiledLesson, Fact, Lesson, LessonPage
from tanu.courses.writing import REGISTER
from tanu.pictures.models import Drawing
from tanu.question_banks.models import QuestionVersion
from tests.content.tree import copy_shipped

LESSON = "recognition-and-referral/bruises-that-speak"
FILE = "courses/recognition-and-referral/03-recognising-signs/01-bruises-that-speak.en.md"
TITLE = "What a bruise can tell you"
FOLDERS = ("courses", "question_banks", "case_studies", "media")


@pytest.fixture
def root(tmp_path, db) -> Path:
    return copy_shipped(tmp_path)


def tree(root: Path) -> dict[str, str]:
    files = [path for folder in FOLDERS for path in (root / folder).rglob("*.*") if path.name != "README.md"]
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in files}


def retitle(root: Path, title: str) -> None:
    path = root / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(f"title: {TITLE}", f"title: {title}"), encoding="utf-8")


def forget_uncited_facts(root: Path) -> None:
    register = root / REGISTER
    for problem in read_library(root).problems:
        if found := re.search(r"the fact (\S+) is cited nowhere", problem.message):
            text = lay_over({REGISTER: register.read_text()}, {fragment(REGISTER, found[1]): ""})[REGISTER]
            register.write_text(text)


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


def test_everything_shipped_is_exported_as_the_very_bytes_it_was_loaded_from(root):
    assert export_everything() == tree(root)


def test_an_export_loaded_again_changes_nothing(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    write_tree(export_everything(), elsewhere)
    counts = [model.objects.count() for model in (CompiledLesson, QuestionVersion, LoadedItem)]
    assert load_library(elsewhere) == []
    assert [model.objects.count() for model in (CompiledLesson, QuestionVersion, LoadedItem)] == counts


def test_an_edited_title_is_the_one_line_that_differs_and_loads_as_nothing_new(root):
    edit_title("What bruises say", publish=True)
    before, after = tree(root), export_everything()
    assert [path for path in after if after[path] != before.get(path)] == [FILE]
    lines = zip(before[FILE].splitlines(), after[FILE].splitlines(), strict=True)
    assert [pair for pair in lines if pair[0] != pair[1]] == [(f"title: {TITLE}", "title: What bruises say")]
    write_tree(after, root)
    assert load_library(root) == []


def test_taking_theirs_loads_it_and_nothing_waits_any_more(root, cast):
    edit_title("What bruises say", publish=True)
    retitle(root, "Bruises speak")
    load_library(root)
    take_theirs(waiting(), by=cast.alma)
    assert english().title == "Bruises speak"
    assert Lesson.objects.get(key=LESSON).current.document["en"]["title"] == "Bruises speak"
    assert load_library(root) == []


def test_a_version_that_no_longer_fits_is_refused_and_keeps_waiting(root, cast):
    edit_title("What bruises say", publish=True)
    retitle(root, "Bruises speak")
    load_library(root)
    row = waiting()
    row.incoming = {path: text.replace("bruise-places", "no-such-figure") for path, text in row.incoming.items()}
    row.save()
    with pytest.raises(ContentRefused):
        take_theirs(row, by=cast.alma)
    assert english().title == "What bruises say"
    assert waiting() == row


def test_a_lesson_without_files_is_retired_and_one_born_here_is_not(root):
    born = Lesson.objects.get(key=LESSON)
    for row in LoadedItem.objects.filter(kind="lesson", key=LESSON):
        row.delete()
    gone = Lesson.objects.get(slug="first-five-minutes")
    for path in (*root.glob("courses/*/*/*bruises-that-speak.*"), *root.glob("courses/*/*/*first-five-minutes.*")):
        path.unlink()
    _forget_cases(root)
    forget_uncited_facts(root)
    changes = [change for change in load_library(root, is_whole=True) if change.kind == "lesson"]
    assert [change.key for change in changes if change.what == "retired"] == [gone.key]
    born.refresh_from_db()
    assert born.retired_on is None


def _forget_cases(root):
    """Lessons open cases, and cases lead back to lessons."""
    shutil.rmtree(root / "case_studies")
    for path in root.glob("courses/*/*/*.md"):
        path.write_text(re.sub(r"\n::: play [a-z-]+\n:::\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_course_goes_to_another_site_as_one_zip(course, root):
    packed = pack(export_one(course))
    assert pack(export_one(course)) == packed
    assert bring_in(io.BytesIO(packed)) == []
    Fact.objects.all().delete()
    Drawing.objects.all().delete()
    LoadedItem.objects.filter(kind__in=["fact", "drawing"]).delete()
    assert {change.kind for change in bring_in(io.BytesIO(packed))} == {"fact", "drawing"}


def test_a_course_that_names_a_missing_bank_is_refused_whole(course):
    texts = {path: text for path, text in export_one(course).items() if "question_banks/recognition" not in path}
    with pytest.raises(ContentRefused) as refused:
        bring_in(io.BytesIO(pack(texts)))
    assert "course.md" in str(next(iter(refused.value.problems)))


def test_the_commands_say_what_they_did(root, capsys, tmp_path_factory):
    to = tmp_path_factory.mktemp("out")
    call_command("export_content", to=to)
    assert "files" in capsys.readouterr().out
    call_command("export_content", to=to)
    assert "0 of them written anew" in capsys.readouterr().out
    (to / "courses" / "recognition-and-referral" / "stray.md").write_text("x")
    call_command("export_content", to=to)
    assert "beside   courses/recognition-and-referral/stray.md" in capsys.readouterr().out
    call_command("export_content", zip=to / "one.zip", course="recognition-and-referral")
    call_command("load_content", zip=to / "one.zip")
    assert "Nothing has changed." in capsys.readouterr().out
    with pytest.raises(CommandError, match="no course"):
        call_command("export_content", zip=to / "one.zip", course="nothing")


def test_what_was_kept_is_shown_in_the_terminal(root, capsys):
    edit_title("What bruises say", publish=True)
    retitle(root, "Bruises speak")
    call_command("load_content", root=root)
    shown = capsys.readouterr().out
    assert f"kept     lesson {LESSON}" in shown
    assert "+title: Bruises speak" in shown


def test_shipped_files_are_in_canonical_form(capsys):
    call_command("format_content", check=True)
