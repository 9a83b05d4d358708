"""The numbers on every learner's page. They are there even when the table is empty."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.utils.translation import gettext, gettext_noop

from tanu.institutions.models import HelpLine
from tanu.lib.languages import in_language

CACHE_KEY = "institutions:help-lines"
CACHE_SECONDS = 60
_WITHOUT_TABLE = (
    ("111", gettext_noop("children's rights; day and night, free, without giving your name")),
    ("102", gettext_noop("police")),
    ("103", gettext_noop("ambulance")),
    ("112", gettext_noop("one number for every emergency")),
)


@dataclass(frozen=True)
class Number:
    number: str
    purpose: str
    confirmed_on: date | None


def help_lines() -> list[Number]:
    """The numbers in the reader's language, read from the database at most once a minute."""
    rows = cache.get(CACHE_KEY)
    if rows is None:
        rows = list(HelpLine.objects.values("number", "purpose", "confirmed_on"))
        cache.set(CACHE_KEY, rows, CACHE_SECONDS)
    numbers = [Number(row["number"], in_language(row["purpose"]), row["confirmed_on"]) for row in rows]
    return numbers or without_table()


def without_table() -> list[Number]:
    """What can be said when the database cannot be asked."""
    return [Number(number, gettext(purpose), None) for number, purpose in _WITHOUT_TABLE]


def forget_help_lines() -> None:
    """A number has changed: the next page reads it anew."""
    cache.delete(CACHE_KEY)
