from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tanu.people.factor_actions import remove_factor
from tanu.people.models import Person
from tanu.people.sign_in import fold


class Command(BaseCommand):
    help = (
        "Takes the second factor of one person away who has lost the telephone and the recovery codes. Make sure who "
        "asks first: until it is set up anew the password alone is in the way."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="The person's sign-in name: login code, phone or mail.")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.living().filter(sign_in_names__value=fold(options["name"])).first()
        if person is None:
            raise CommandError(f"Nobody is known as {options['name']!r}. Nothing was changed.")
        remove_factor(person)
        self.stdout.write("The second factor is taken away. After the password the site asks to set it up anew.")
