from datetime import date

from django import template

from tanu.lib.dates import long_date
from tanu.lib.languages import current_language

register = template.Library()

# The ending of a month before дейін, January first.
_ENDINGS = ["ға", "ға", "ға", "ге", "ға", "ға", "ге", "ға", "ке", "ға", "ға", "ға"]


@register.filter
def until_date(value: str) -> str:
    """An ISO date as the end of a time: 2029 жылғы 21 қарашаға дейін, до 21 ноября 2029 года."""
    day = date.fromisoformat(value)
    language = current_language()
    if language == "kk":
        return f"{long_date(day, language)}{_ENDINGS[day.month - 1]} дейін"
    return f"{'до' if language == 'ru' else 'until'} {long_date(day, language)}"
