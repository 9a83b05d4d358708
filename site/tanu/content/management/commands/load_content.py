"""Loads courses and question banks from their text files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tanu.content.loading import ContentRefused, load_library


class Command(BaseCommand):
    help = "Load all content. A problem anywhere loads nothing; the same files twice change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--root", type=Path, help="where courses/, question_banks/ and media/ are")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *args: Any, root: Path | None, dry_run: bool, **options: Any) -> None:
        try:
            changes = load_library(root or Path(settings.CONTENT_ROOT), dry_run=dry_run)
        except ContentRefused as refused:
            for problem in refused.problems:
                self.stdout.write(str(problem))
            raise CommandError(f"{refused}. Nothing was loaded.") from None
        for change in changes:
            self.stdout.write(f"{change.what:8} {change.kind} {change.key}")
        if not changes:
            self.stdout.write("Nothing has changed.")
        elif dry_run:
            self.stdout.write("Nothing was changed: this was a dry run.")
