"""Decides the letters of the day: reminders, on Mondays heads' digests, on the first officials'. For every night:

    30 1 * * *  manage.py decide_letters

Run twice it decides nothing twice; after nights that were missed it makes up for the last one. `send_letters` sends
them in the morning. What would be decided, also on a later day if nothing happens until then:

    manage.py decide_letters --preview --on 2026-12-01
"""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tanu.coverage.cases import Joined
from tanu.coverage.reminders.calendar import coming, decide_reminders, draft_of
from tanu.coverage.reminders.digests import decide_digests, digests_on
from tanu.coverage.reminders.reads import chunks
from tanu.institutions.models import Institution
from tanu.lib.dates import local_day
from tanu.messages.actions import Draft, forget_old
from tanu.messages.models import Letter


class Command(BaseCommand):
    help = "Decide reminders and digests of the day; send_letters sends them. For every night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--preview", action="store_true", help="Print who would get what, and decide nothing.")
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="Preview another day, as 2026-12-01.")

    def handle(self, preview: bool, on: date | None, **options: Any) -> None:
        day = on or local_day()
        if preview:
            self._preview(day)
        elif day != local_day():
            raise CommandError("Letters are decided on their day. With --preview another day can be looked at.")
        else:
            reminders, digests = decide_reminders(day), decide_digests(day)
            self.stdout.write(f"Decided on {day}: reminders {reminders}, digests {digests}. Erased: {forget_old()}.")

    def _preview(self, day: date) -> None:
        joined, total = Joined(), 0
        for institutions in chunks(Institution.objects.standing_on(day).order_by("pk").values_list("pk", flat=True)):
            total += self._print([draft_of(found) for found in coming(institutions, day, day, joined)])
        for drafts in digests_on(day):
            total += self._print(drafts)
        self.stdout.write(f"Letters on {day} that are not decided yet: {total}.")

    def _print(self, drafts: list[Draft]) -> int:
        keys = [draft.key for draft in drafts]
        known = set(Letter.objects.keyed(keys).values_list("key", flat=True))
        new = [draft for draft in drafts if draft.key not in known]
        for draft in new:
            self.stdout.write(f"{draft.kind}\t{draft.language}\t{draft.address}\t{draft.subject}")
        return len(new)
