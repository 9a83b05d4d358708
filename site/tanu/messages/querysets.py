from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tanu.messages.models import Letter


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> "LetterQuerySet":
        """To be mailed, and neither accepted by the mail server nor given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True).exclude(address="")

    def due(self, now: datetime) -> "LetterQuerySet":
        return self.waiting().filter(next_try_at__lte=now)

    def keyed(self, keys: Collection[str]) -> "LetterQuerySet":
        return self.filter(key__in=keys)

    def of_kind(self, kind: str) -> "LetterQuerySet":
        return self.filter(kind=kind)
