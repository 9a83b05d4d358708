"""Loads courses and question banks from their text files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tanu.content.actions import bring_in
from tanu.content.loading import Change, ContentRefused, load_library


class Command(BaseCommand):
    help = "Load all content. A problem anywhere loads nothing; the same files twice change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--root", type=Path, help="where courses/, question_banks/ and media/ are")
        where.add_argument("--zip", type=Path, help="a course that another site packed")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *args: Any, root: Path | None, zip: Path | None, dry_run: bool, **options: Any) -> None:
        try:
            changes = self._load(root, zip, dry_run)
        except ContentRefused as refused:
            for problem in refused.problems:
                self.stdout.write(str(problem))
            raise CommandError(f"{refused}. Nothing was loaded.") from None
        self._tell(changes)
        if not changes:
            self.stdout.write("Nothing has changed.")
        elif dry_run:
            self.stdout.write("Nothing was changed: this was a dry run.")

    def _load(self, root: Path | None, zip: Path | None, dry_run: bool) -> list[Change]:
        if zip is None:
            return load_library(root or Path(settings.CONTENT_ROOT), dry_run=dry_run)
        try:
            with zip.open("rb") as file:
                return bring_in(file, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{zip} cannot be read: {error.strerror}.") from None

    def _tell(self, changes: list[Change]) -> None:
        for change in changes:
            self.stdout.write(f"{change.what:8} {change.kind} {change.key}")
            if change.difference:
                self.stdout.write(change.difference)
        if any(change.what == "kept" for change in changes):
            self.stdout.write("What was kept has been worked on here. Decide about each in the admin, under Texts.")
