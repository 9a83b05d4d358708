"""`manage.py check_case FOLDER ...`: what is wrong with a case, and what its ways come to."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tanu.case_studies.checking import Measures
from tanu.case_studies.files import read_case
from tanu.lib.places import Problems


class Command(BaseCommand):
    help = "Check cases, each a folder with case.yaml and the prose in three languages."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="+", type=Path)

    def handle(self, *args: Any, folders: list[Path], **options: Any) -> None:
        found = 0
        for folder in folders:
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder")
            problems = Problems(folder.parent)
            case = read_case(folder, problems)
            for problem in problems:
                self.stderr.write(str(problem))
            found += len(problems)
            if case and not problems and (measures := case.survey.measures):
                self.stdout.write(f"{case.spec.id}: {_said(measures)}")
        if found:
            raise CommandError(f"{found} problems.")


def _said(measures: Measures) -> str:
    if not measures.is_whole:
        most, least = "at most ", "at least "
        rest = " There are too many ways to walk them all; these are bounds."
    else:
        most = least = rest = ""
    longest = "no limit" if measures.longest is None else f"{least}{measures.longest}"
    endings = ", ".join(
        f"{end} ({'many' if ways is None else f'{least}{ways}'})" for end, ways in measures.endings.items()
    )
    return (
        f"score {most}{measures.worst} to {least}{measures.best} of {measures.out_of}; "
        f"{most}{measures.shortest} to {longest} steps; "
        f"{least}{len(measures.endings)} endings by ways: {endings}.{rest}"
    )
