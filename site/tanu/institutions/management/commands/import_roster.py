from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tanu.institutions.roster import RosterProblem, RosterRow, read_roster
from tanu.institutions.roster_difference import with_all_problems
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_plan import Plan
from tanu.institutions.roster_taking import RosterRefused, take_rows
from tanu.institutions.roster_undo import UndoRefused, undo
from tanu.people.models import Person
from tanu.people.sign_in import fold

SHOWN = 500


class Command(BaseCommand):
    help = "Take in a roster of any institutions, XLSX or CSV: all of it or nothing. Nobody leaves by it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--by", default="", help="Login code of the person who answers for it.")
        parser.add_argument(
            "--same-names",
            choices=["refuse", "others"],
            default="refuse",
            help="What to do with names that are known already: refuse the file, or take them for other people.",
        )
        parser.add_argument("--undo", type=UUID, default=None, help="Undo the import with this id instead.")

    def handle(self, file: Path | None, by: str, **options: Any) -> None:
        person = self._person(by) if by else None
        if options["undo"]:
            self._undo(options["undo"], person)
            return
        if file is None:
            raise CommandError("Name the file.")
        rows = self._read(file)
        try:
            plan, taken = take_rows(
                rows,
                by=person,
                all_others=options["same_names"] == "others",
                dry_run=options["dry_run"],
                say=self._say,
            )
        except RosterRefused as refused:
            raise CommandError(self._told(file, refused.plan)) from None
        self._report(plan, taken)

    def _read(self, file: Path) -> list[RosterRow]:
        self.stdout.write(f"Reading {file.name}")
        try:
            rows, problems = read_roster(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        if problems:
            raise CommandError(self._listed(file, with_all_problems(rows, problems)))
        self.stdout.write(f"Rows: {len(rows)}. Comparing them with what is recorded")
        return rows

    def _say(self, what: str, so_far: int, of: int) -> None:
        self.stdout.write(f"  {what}: {so_far} of {of}")
        self.stdout.flush()

    def _report(self, plan: Plan, taken: RosterImport | None) -> None:
        for name, number in plan.counts.items():
            self.stdout.write(f"{name}: {number}")
        self.stdout.write(f"work there today and do not stand in the file: {len(plan.leavers)}; nothing was ended")
        self.stdout.write(f"Taken in. To undo it: import_roster --undo {taken.pk}" if taken else "Nothing was changed.")

    def _undo(self, pk: UUID, person: Person | None) -> None:
        taken = RosterImport.objects.filter(pk=pk).first()
        if taken is None:
            raise CommandError(f"There is no import {pk}.")
        try:
            undo(taken, by=person)
        except UndoRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write("Undone.")

    @staticmethod
    def _person(code: str) -> Person:
        person = Person.objects.living().filter(sign_in_names__value=fold(code)).first()
        if person is None:
            raise CommandError(f"Nobody has the login code {code}.")
        return person

    def _told(self, file: Path, plan: Plan) -> str:
        if plan.problems:
            return self._listed(file, plan.problems)
        lines = [f"  row {question.line}: {question.name}" for question in plan.questions[:SHOWN]]
        return "\n".join(
            [
                f"{file} is not taken in. These names are known already, and may be the same people: "
                f"{len(plan.questions)}. Give them their login codes, or say --same-names others.",
                *lines,
                *self._rest(len(plan.questions)),
            ]
        )

    def _listed(self, file: Path, problems: list[RosterProblem]) -> str:
        lines = [f"  row {p.line}{f', {p.column}' if p.column else ''}: {p.message}" for p in problems[:SHOWN]]
        return "\n".join([f"{file} is not taken in:", *lines, *self._rest(len(problems))])

    @staticmethod
    def _rest(number: int) -> list[str]:
        return [f"  and {number - SHOWN} more"] if number > SHOWN else []
