"""How dated facts are written: a row is never changed but for the moment at which another took its place."""

from datetime import date
from typing import Any

from django.utils import timezone

from tanu.lib.dated import Dated


class FactRefused(ValueError):
    """The fact contradicts what is recorded; `code` says how, `day` is the day it stumbles over."""

    def __init__(self, code: str, day: date | None = None) -> None:
        super().__init__(f"{code} {day}" if day else code)
        self.code, self.day = code, day


def hold_from(model: type[Dated], owner: dict[str, Any], valid_from: date, facts: dict[str, Any]) -> bool:
    """Let `facts` hold for `owner` from that day on. False if they hold already.

    Raises FactRefused where what holds now began later: the past of a fact is corrected, not written over.
    """
    known = model.objects.as_known().filter(**owner)
    current = known.filter(valid_until__isnull=True).first()
    if current and all(getattr(current, name) == value for name, value in facts.items()):
        return False
    if current and valid_from < current.valid_from:
        raise FactRefused("before-what-is-recorded", current.valid_from)
    if current and current.valid_from == valid_from:
        retire(current)
    elif current:
        supersede(current, valid_until=valid_from)
    model.objects.create(**owner, valid_from=valid_from, **facts)
    return True


def supersede(row: Any, **changes: Any) -> Any:
    """A copy of `row` with `changes`; the old row stays as what was known until now."""
    retire(row)
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    fields.update(changes, superseded_at=None, recorded_at=row.superseded_at)
    return row.__class__.objects.create(**fields)


def retire(row: Any) -> None:
    """The fact is known no more; it stays as what was known until now."""
    row.superseded_at = timezone.now()
    row.save(update_fields=["superseded_at"])
