from typing import Any

from django.core.management.base import BaseCommand

from tanu.people.models import Person

BATCH = 1000


class Command(BaseCommand):
    help = "What is stored for sorting and finding people, made again from their names."

    def handle(self, *args: Any, **options: Any) -> None:
        people = list(Person.objects.all())
        for person in people:
            person.refresh_keys()
        Person.objects.bulk_update(people, ["sort_key", "search_key"], batch_size=BATCH)
        self.stdout.write(f"{len(people)} names recounted.")
