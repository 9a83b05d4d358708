"""What this room does when a test is sent."""

from importlib import import_module
from typing import Any

from django.dispatch import receiver

from tanu.classroom.models import Seat
from tanu.classroom.results import settle
from tanu.quizzes.models import Attempt
from tanu.quizzes.signals import attempt_submitted

# The online course hears first: what completes it does not count a second time here.
import_module("tanu.courses.receivers")


@receiver(attempt_submitted)
def settle_seats(sender: type[Attempt], attempt: Attempt, **kwargs: Any) -> None:
    """Somebody who stayed may pass after the day was closed."""
    if attempt.passed:
        for seat in Seat.objects.locked().select_related("day").filter(sittings__attempt=attempt):
            settle(seat)
