"""Bringing the text files into the database: all or nothing, the same files twice change nothing, and no editor's
work is overwritten.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tanu.audit.actions import record
from tanu.case_studies.models import Case
from tanu.case_studies.publishing import publish_case
from tanu.content.items import KINDS, Item, Texts, items
from tanu.content.models import LoadedItem
from tanu.content.walk import read_library
from tanu.courses.models import Course, Lesson
from tanu.courses.publishing import compile_course, compile_lesson
from tanu.handouts.compiling import compile_handout
from tanu.handouts.models import Handout
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Problems
from tanu.records.actions import EditionStands

# Part of how everything is compiled: raise it when the same text is to be compiled anew.
FORMAT = "2"


class ContentRefused(Exception):
    """The files have `problems`, each with its place. Nothing was loaded."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems)} problems in the content")
        self.problems = problems


@dataclass(frozen=True)
class Change:
    """`what` is new, changed, retired, or kept: an editor has worked on the item, and it was left alone.

    `difference` of what was kept is as `diff -u` tells it, from what stands here to what lies ready.
    """

    kind: str
    key: str
    what: str
    difference: str = ""


def load_library(root: Path, *, dry_run: bool = False, is_whole: bool = True) -> list[Change]:
    """Load everything under `root`; an empty list says that nothing had changed. Raises ContentRefused.

    If it `is_whole`, what was loaded before and stands in no file any more is retired.
    """
    library = read_library(root)
    if library.problems:
        raise ContentRefused(library.problems)
    with transaction.atomic():
        rows = {(row.kind, row.key): row for row in LoadedItem.objects.exclude(kind=_RECIPE)}
        found = list(items(library))
        try:
            changes = [change for item in found if (change := _load(item, rows.get((item.kind, item.key))))]
        except EditionStands as fault:
            library.problems.add(root / "courses", 1, str(fault))
            raise ContentRefused(library.problems) from None
        if is_whole:
            present = {(item.kind, item.key) for item in found}
            missing = [row for name, row in rows.items() if name not in present]
            changes += [change for row in sorted(missing, key=_courses_first) if (change := _miss(row))]
        _compile(changes)
        if dry_run:
            transaction.set_rollback(True)
    return changes


def difference(mine: Texts, theirs: Texts) -> str:
    """What would change, as `diff -u` tells it."""
    return "".join(_differences(mine, theirs))


def _differences(mine: Texts, theirs: Texts) -> Iterator[str]:
    for path in sorted({*mine, *theirs}):
        here, there = mine.get(path, "").splitlines(True), theirs.get(path, "").splitlines(True)
        yield from unified_diff(here, there, f"{path} (here)", f"{path} (files)", n=1)


def _load(item: Item, row: LoadedItem | None) -> Change | None:
    kind = KINDS[item.kind]
    if row and row.base == item.texts:
        _settle(row)
        return None
    mine = kind.texts(item.key)
    if mine == item.texts:
        _note(item, row)
        return None
    is_untouched = mine == (row.base if row else {}) and not kind.is_in_work(item.key)
    if not is_untouched:
        return _keep(row or LoadedItem(kind=item.kind, key=item.key), mine, item.texts)
    item.load()
    row = _note(item, row)
    return Change(item.kind, item.key, "changed" if mine else "new")


def _courses_first(row: LoadedItem) -> tuple[bool, str, str]:
    """A course says other things once its lessons are gone."""
    return row.kind != "course", row.kind, row.key


def _miss(row: LoadedItem) -> Change | None:
    """The files no longer have this item."""
    kind = KINDS[row.kind]
    mine = kind.texts(row.key)
    if mine and (mine != row.base or kind.is_in_work(row.key)):
        return _keep(row, mine, {})
    if mine:
        kind.retire(kind.find(row.key))
    row.delete()
    return Change(row.kind, row.key, "retired") if mine else None


def _keep(row: LoadedItem, mine: Texts, theirs: Texts) -> Change:
    row.incoming = theirs
    row.save()
    return Change(row.kind, row.key, "kept", difference(mine, theirs))


def _note(item: Item, row: LoadedItem | None) -> LoadedItem:
    row = row or LoadedItem(kind=item.kind, key=item.key)
    row.base, row.incoming = item.texts, None
    row.save()
    digest = hashlib.sha256("\n".join(item.texts.values()).encode()).hexdigest()
    record("load-content", row, hash=digest)
    return row


def _settle(row: LoadedItem) -> None:
    """The files went back to what is loaded: nothing is left to decide."""
    if row.incoming is not None:
        row.incoming = None
        row.save()


_RECIPE = "recipe"


def _compile(changes: Iterable[Change]) -> None:
    """Courses whose parts have changed; everything, if what it is compiled with has changed."""
    recipe = {"hash": _recipe()}
    row, is_first = LoadedItem.objects.get_or_create(kind=_RECIPE, key="compiled", defaults={"base": recipe})
    if not is_first and row.base != recipe:
        row.base = recipe
        row.save()
        compile_everything()
    elif any(change.what != "kept" and change.kind in ("course", "lesson") for change in changes):
        for course in Course.objects.filter(retired_on__isnull=True):
            compile_course(course)


def compile_everything() -> None:
    """Every lesson, handout, case and course anew, from what is live; equal content stays the same document."""
    for lesson in Lesson.objects.filter(retired_on__isnull=True).select_related("course"):
        compile_lesson(lesson)
    for handout in Handout.objects.published():
        compile_handout(handout)
        handout.save(update_fields=["document", "hash"])
    for case in Case.objects.in_use():
        publish_case(case)
    for course in Course.objects.filter(retired_on__isnull=True):
        compile_course(course)


def _recipe() -> str:
    """Names what compiling adds to the texts: its own form, and the words of the catalogues."""
    digest = hashlib.sha256(FORMAT.encode())
    for language in LANGUAGES:
        for folder in settings.LOCALE_PATHS:
            catalogue = Path(folder) / language / "LC_MESSAGES" / "django.po"
            digest.update(catalogue.read_bytes() if catalogue.exists() else b"")
    return digest.hexdigest()
