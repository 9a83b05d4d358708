"""Builds the demo through the same doors as real data; building it twice changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tanu.content.loading import ContentRefused, load_library
from tanu.coverage.actions import recount
from tanu.home.demo.build import build_people_and_places, first_day
from tanu.home.demo.story import (
    hold_classroom_day,
    open_earlier_edition,
    open_group_of_students,
    play_case,
    record_earlier_completions,
    require_paediatric_module,
    require_training,
    say_what_kinds_owe,
)
from tanu.institutions.territories import load_territories
from tanu.people.models import Person


class Command(BaseCommand):
    help = "Build the demo: invented people and places, the one-day course, requirements, earlier completions."

    def handle(self, *args: Any, **options: Any) -> None:
        if Person.objects.filter(is_demo=False).exists():
            raise CommandError("This database holds people who are not invented. The demo is not built here.")
        self._say("Territories of Kazakhstan")
        load_territories()
        self._say("People and places")
        build_people_and_places()
        start = first_day()
        earlier = open_earlier_edition(start)
        self._say("Courses and questions")
        try:
            load_library(Path(settings.CONTENT_ROOT))
        except ContentRefused as refused:
            raise CommandError("\n".join(map(str, refused.problems))) from None
        self._say("Requirements and earlier completions")
        require_training(start)
        record_earlier_completions(earlier, start)
        require_paediatric_module(start)
        say_what_kinds_owe(start)
        self._say("A classroom day")
        hold_classroom_day(start)
        recount()
        self._say("A group of students")
        open_group_of_students(start)
        play_case(start)
        self._say(f"The demo is ready: {Person.objects.invented().count()} invented people.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
