from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tanu.institutions.classifier import load_classifier
from tanu.institutions.territories import SHIPPED, TerritoriesRefused


class Command(BaseCommand):
    help = (
        "Define the territories of Kazakhstan from the shipped file, from the official KATO classifier, "
        "or from a plain table: code, parent, level, name_kk, name_ru, name_en, iso, valid_from. CSV or XLSX."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, path: Path, **options: Any) -> None:
        try:
            loaded = load_classifier(path.read_bytes(), dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except TerritoriesRefused as refused:
            raise CommandError(f"{path} is not taken in:\n{refused}") from None
        self.stdout.write(f"Territories that are new or changed: {loaded.changed}.")
        if loaded.numbered:
            self.stdout.write(f"Territories that have a KATO number now: {loaded.numbered}.")
        if loaded.passed:
            self.stdout.write(f"Rows below districts and cities, passed over: {loaded.passed}.")
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
