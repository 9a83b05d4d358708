from datetime import date, datetime
from typing import Any

from django import template

from tanu.lib import dates

register = template.Library()


@register.filter
def long_date(value: Any) -> str:
    """A date, or the local date of a moment, as in a sentence of the reader's language."""
    day = _day(value)
    return dates.long_date(day) if day else ""


@register.filter
def short_date(value: Any) -> str:
    """A date, or the local date of a moment, as in a table: 21.11.2026."""
    day = _day(value)
    return dates.short_date(day) if day else ""


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return dates.local_day(value)
    if isinstance(value, str) and value:
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None
