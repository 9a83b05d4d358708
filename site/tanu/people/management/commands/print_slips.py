from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from tanu.lib.pdf import NotDrawn
from tanu.people.models import Person
from tanu.people.sign_in import fold
from tanu.people.slip_paper import draw_slips
from tanu.people.slips import make_slip


class Command(BaseCommand):
    help = (
        "Sign-in slips for people whom no head lets in: heads, officials, editors. Their passwords and older slips end "
        "with it. Who you give a slip to, you have made sure of."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The PDF to write; readable by its owner only.")
        parser.add_argument("names", nargs="+", metavar="NAME", help="Sign-in names: login code, phone or mail.")

    def handle(self, *args: Any, **options: Any) -> None:
        people = [_person(name) for name in options["names"]]
        path: Path = options["file"]
        try:
            path.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise CommandError(f"{path} cannot be made anew: {error.strerror}. Nothing was changed.") from None
        try:
            with transaction.atomic():
                path.write_bytes(draw_slips([make_slip(person) for person in people]))
        except NotDrawn as error:
            path.unlink()
            raise CommandError(f"The PDF could not be drawn: {error}. Nothing was changed.") from None
        self.stdout.write(f"Slips: {len(people)}, in {path}. Delete the file once it is printed.")


def _person(name: str) -> Person:
    person = Person.objects.living().filter(sign_in_names__value=fold(name), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody who may sign in is known as {name!r}. Nothing was changed.")
    return person
