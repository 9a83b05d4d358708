from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tanu.coverage.actions import decide_for_everybody, recount
from tanu.lib.dates import local_day


class Command(BaseCommand):
    help = "Settle what is asked of everybody, and write down where every institution stands. For every night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="Count a past day, as 2026-11-21.")

    def handle(self, on: date | None, **options: Any) -> None:
        decide_for_everybody()
        day = on or local_day()
        self.stdout.write(f"Institutions counted on {day}: {recount(day)}.")
