"""What a reader asks of a board, as it stands in the address: a day, what was known then, kind and status."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from tanu.coverage.algebra import Cover
from tanu.coverage.staff_figures import end_of
from tanu.institutions.models import Kind


class NoSuchBoard(ValueError):
    """The address asks for something that is none: a day to come, an unknown kind or status."""


@dataclass(frozen=True)
class Asked:
    """`known`: as it was known at the end of that local day; None is what we know now. Empty texts ask for all."""

    today: date
    on: date
    known: date | None = None
    kind: str = ""
    cover: str = ""

    @property
    def known_at(self) -> datetime | None:
        if self.known is None:
            return None
        return end_of(self.known) - timedelta(microseconds=1)

    @property
    def is_today(self) -> bool:
        return self.on == self.today and self.known is None

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label) if self.kind else ""

    @property
    def cover_label(self) -> str:
        return str(Cover(self.cover).label) if self.cover else ""

    @property
    def query(self) -> str:
        """What an address carries after it, with its question mark; empty for all of today."""
        return _query(self)

    @property
    def query_of_all(self) -> str:
        """The same day, neither kind nor status."""
        return _query(replace(self, kind="", cover=""))


def read_asked(given: Mapping[str, str], today: date) -> Asked:
    """Raises NoSuchBoard."""
    on = _day(given.get("on"), today) or today
    known = _day(given.get("known"), today)
    return Asked(
        today=today,
        on=on,
        # Today's knowledge is what we know now.
        known=None if known == today else known,
        kind=_one_of(given.get("kind"), Kind.values),
        cover=_one_of(given.get("cover"), Cover.values),
    )


def _query(asked: Asked) -> str:
    on = "" if asked.on == asked.today else asked.on.isoformat()
    known = asked.known.isoformat() if asked.known else ""
    named = {"on": on, "known": known, "kind": asked.kind, "cover": asked.cover}
    given = {name: value for name, value in named.items() if value}
    return f"?{urlencode(given)}" if given else ""


def _day(text: str | None, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NoSuchBoard from None
    if day > today or day.year < 1900:
        raise NoSuchBoard
    return day


def _one_of(text: str | None, known: list[str]) -> str:
    if text and text not in known:
        raise NoSuchBoard
    return text or ""
