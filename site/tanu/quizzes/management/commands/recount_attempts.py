from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from tanu.quizzes.marking import recount
from tanu.quizzes.models import Attempt


class Command(BaseCommand):
    help = "Marks, scores and passes of all attempts, counted again from the answers."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = 0
        keys = list(Attempt.objects.order_by("pk").values_list("pk", flat=True))
        for key in keys:
            with transaction.atomic():
                attempt = Attempt.objects.locked().get(pk=key)
                before = (attempt.score, attempt.passed)
                recount(attempt)
                changed += before != (attempt.score, attempt.passed)
        self.stdout.write(f"{len(keys)} attempts recounted, {changed} had another score or pass.")
