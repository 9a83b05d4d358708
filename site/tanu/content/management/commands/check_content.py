"""Checks every text file of courses, question banks, case studies and media; needs no database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tanu.content.walk import read_library


class Command(BaseCommand):
    help = "Check all content and report every problem at once as path:line: message."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--root", type=Path, help="where courses/, question_banks/ and media/ are")

    def handle(self, *args: Any, root: Path | None, **options: Any) -> None:
        library = read_library(root or Path(settings.CONTENT_ROOT))
        for problem in library.problems:
            self.stdout.write(str(problem))
        if library.problems:
            raise CommandError(f"{len(library.problems)} problems in the content")
        lessons = sum(len(course.lessons) for course in library.courses)
        banks = [bank for files in library.banks.values() for bank in files]
        questions = sum(len(bank.spec.questions) for bank in banks)
        facts = len(library.register.facts) if library.register else 0
        self.stdout.write(
            f"Content is in order: {len(library.courses)} courses, {lessons} lessons, {len(library.cases)} cases, "
            f"{questions} questions in {len(banks)} files, {len(library.figures)} figures, {facts} facts."
        )
