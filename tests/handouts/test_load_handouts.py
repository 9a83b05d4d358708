"""From files to rows and back: the diff of an export is the edit and nothing else."""

from pathlib import Path

import pytest

from tanu.content.loading import load_library
from tanu.handouts.exporting import export_handout
from tanu.handouts.models import Handout
from tanu.handouts.writing import handout_texts
from tanu.lib.dates import local_day
from tanu.pictures.models import Drawing
from tests.content.tree import SVG, Tree
from tests.handouts.one_page import AID, build_tree_with_aid
from tests.handouts.shelf import AID as CARD
from tests.handouts.shelf import FOLDER, files


@pytest.fixture
def tree(tmp_path: Path, course) -> Tree:
    tree = build_tree_with_aid(tmp_path)
    load_library(tree.root, is_whole=False)
    return tree


def loaded(tree: Tree) -> list[tuple[str, str, str]]:
    return [(change.kind, change.key, change.what) for change in load_library(tree.root, is_whole=False)]


def one_page() -> Handout:
    return Handout.objects.get(key="first-steps/one-page")


def test_the_same_files_twice_change_nothing(tree):
    assert one_page().title == {"kk": "One page", "ru": "One page", "en": "One page"}
    assert loaded(tree) == []


def test_a_changed_word_changes_the_row_and_nothing_else(tree):
    before = one_page()
    tree.change(f"{AID}.en.md", "says little", "says next to nothing")
    assert loaded(tree) == [("handout", "first-steps/one-page", "changed")]
    after = one_page()
    assert after.pk == before.pk
    assert after.hash != before.hash
    assert "says next to nothing" in str(after.document["en"]["parts"])
    assert after.document["ru"] == before.document["ru"]


def test_a_handout_that_stands_in_no_file_is_retired_and_comes_back_with_it(tree):
    folder = (tree.root / AID).parent
    folder.rename(tree.root / "aside")
    load_library(tree.root)
    assert one_page().retired_on is not None
    (tree.root / "aside").rename(folder)
    load_library(tree.root)
    assert one_page().retired_on is None


def test_a_drawing_that_an_editor_changes_is_changed_on_the_handouts_that_show_it(aid, kit):
    drawing = Drawing.objects.get(path="figures/bruise-places.svg")
    drawing.svg = SVG
    drawing.save_revision().publish()
    before, other = aid.hash, kit.hash
    aid.refresh_from_db()
    kit.refresh_from_db()
    assert aid.hash != before
    assert kit.hash == other
    assert "M1 1h2" in str(aid.document["en"]["parts"])


def test_a_retired_handout_has_no_file(aid):
    aid.retired_on = local_day()
    assert export_handout(aid) == {}


def test_what_is_exported_is_what_was_loaded(shelf):
    for slug, handout in shelf.items():
        handout.refresh_from_db()
        assert export_handout(handout) == handout_texts(files()[slug])


def test_our_files_are_in_canonical_form():
    written = {path.rpartition("/")[2]: text for file in files().values() for path, text in handout_texts(file).items()}
    assert written == {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "handouts").iterdir()}


def test_the_paths_stand_under_the_content_root(aid):
    assert set(export_handout(aid)) == {
        f"courses/recognition-and-referral/handouts/{CARD}.{language}.md" for language in ("kk", "ru", "en")
    }
