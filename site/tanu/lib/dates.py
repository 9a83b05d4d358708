"""Legal dates are local dates in Kazakhstan; moments are UTC."""

import calendar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from tanu.lib.languages import current_language

ALMATY = ZoneInfo("Asia/Almaty")
# The first day of facts that were true before anybody wrote them down.
ALWAYS = date(1900, 1, 1)


def local_day(moment: datetime | None = None) -> date:
    """The date in Kazakhstan at `moment`, now unless given."""
    return (moment or timezone.now()).astimezone(ALMATY).date()


def add_months(day: date, months: int) -> date:
    """`months` later; a month's end clamps: 31 January + 1 month = 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_MONTHS = {
    "kk": "қаңтар,ақпан,наурыз,сәуір,мамыр,маусым,шілде,тамыз,қыркүйек,қазан,қараша,желтоқсан",
    "ru": "января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_LONG = {"kk": "{year} жылғы {day}\xa0{month}", "ru": "{day}\xa0{month} {year} года", "en": "{day}\xa0{month} {year}"}


def long_date(day: date, language: str | None = None) -> str:
    """As in a sentence: 2026 жылғы 21 қараша, 21 ноября 2026 года, 21 November 2026.

    The day does not part from its month at the end of a line.
    """
    language = language or current_language()
    return _LONG[language].format(day=day.day, month=_MONTHS[language].split(",")[day.month - 1], year=day.year)


def short_date(day: date) -> str:
    """As in a table, the same in every language: 21.11.2026."""
    return f"{day:%d.%m.%Y}"
