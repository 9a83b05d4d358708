from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tanu.institutions.territories import SHIPPED, TerritoriesRefused, load_territories


class Command(BaseCommand):
    help = "Define the territories of Kazakhstan from the shipped file, or from another of the same form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=SHIPPED)

    def handle(self, path: Path, **options: Any) -> None:
        try:
            changed = load_territories(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except TerritoriesRefused as refused:
            raise CommandError(f"{path} is not taken in:\n{refused}") from None
        self.stdout.write(f"Territories that are new or changed: {changed}.")
