"""`manage.py export_case KEY --twee FILE [--lang ru]`: a case as Twee 3, for other tools."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tanu.case_studies.models import Case
from tanu.case_studies.twee_writing import case_twee, not_shown
from tanu.lib.languages import LANGUAGES


class Command(BaseCommand):
    help = "Write a case as a Twee 3 file and list what other tools do not show of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key")
        parser.add_argument("--twee", type=Path, required=True, metavar="FILE")
        parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="the language of its passages")

    def handle(self, *args: Any, key: str, twee: Path, lang: str, **options: Any) -> None:
        case = Case.objects.filter(key=key).first()
        if case is None:
            raise CommandError(f"There is no case {key!r}.")
        spec = case.spec
        try:
            twee.write_text(case_twee(spec, case.words, lang), encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{twee} cannot be written: {error.strerror}") from None
        self.stdout.write(f"{len(spec.scenes)} scenes in {twee}. Kept in it, and not shown by other tools:")
        for said in not_shown(spec, lang):
            self.stdout.write(f"- {said}")
