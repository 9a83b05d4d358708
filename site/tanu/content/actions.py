"""Deciding about an item that was changed here and in the files, and bringing in a course from elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.db import transaction

from tanu.audit.actions import record
from tanu.content.exporting import export_everything, write_tree
from tanu.content.fragments import lay_over
from tanu.content.items import KINDS, Texts, items
from tanu.content.loading import Change, ContentRefused, load_library
from tanu.content.models import LoadedItem
from tanu.content.packs import unpack
from tanu.content.walk import Library, read_library
from tanu.people.models import Person


@transaction.atomic
def take_theirs(row: LoadedItem, *, by: Person | None = None) -> None:
    """Load the files' version of `row`; drafts, schedules and workflows of the item end, its history stays.

    It is checked together with everything else that stands here. Raises ContentRefused; then nothing has changed.
    """
    theirs = row.incoming or {}
    gone = dict.fromkeys(row.base.keys() - theirs.keys(), "")
    with _laid_over({**gone, **theirs}) as library:
        if library.problems:
            raise ContentRefused(library.problems)
        if theirs:
            next(item for item in items(library) if (item.kind, item.key) == (row.kind, row.key)).load()
        else:
            KINDS[row.kind].retire(KINDS[row.kind].find(row.key))
    record("take-theirs", row, by=by)
    _decided(row, theirs)


@transaction.atomic
def keep_mine(row: LoadedItem, *, by: Person | None = None) -> None:
    """What stands here stays; the files' version is not offered again until the files change anew."""
    record("keep-mine", row, by=by)
    _decided(row, row.incoming or {})


def bring_in(pack: IO[bytes], *, dry_run: bool = False) -> list[Change]:
    """Load the course in a zip beside what there is; nothing is retired. Raises ContentRefused."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        if problems := unpack(pack, root):
            raise ContentRefused(problems)
        return load_library(root, dry_run=dry_run, is_whole=False)


def _decided(row: LoadedItem, base: Texts) -> None:
    if base:
        row.base, row.incoming = base, None
        row.save()
    else:
        row.delete()


@contextmanager
def _laid_over(texts: Texts) -> Iterator[Library]:
    with TemporaryDirectory() as folder:
        write_tree(lay_over(export_everything(), texts), Path(folder))
        yield read_library(Path(folder))
