from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tanu.people.joining import JoinRefused, join
from tanu.people.models import Person
from tanu.people.sign_in import fold


class Command(BaseCommand):
    help = (
        "Joins two records of one person who has signed in with both, which no head may do. Make sure first that they "
        "are one person's: with the record that is kept everything opens that the other holds."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kept", help="A sign-in name of the record that stays: login code, phone or mail.")
        parser.add_argument("joined", help="A sign-in name of the record that leads to it and signs in no more.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            join(_person(options["kept"]), _person(options["joined"]))
        except JoinRefused as refused:
            raise CommandError(f"The records cannot be joined: {refused.code}. Nothing was changed.") from None
        self.stdout.write("The two records are joined. The head of the institution can part them again.")


def _person(name: str) -> Person:
    person = Person.objects.living().filter(sign_in_names__value=fold(name)).first()
    if person is None:
        raise CommandError(f"Nobody is known as {name!r}. Nothing was changed.")
    return person
