"""The institutions of a board by name: where each stands, whom to call, what is missing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tanu.coverage.algebra import HAS_TRAINED, Cover, Reason, Status
from tanu.coverage.boards.people import released_on
from tanu.coverage.books import Officer, covers_on, officers_on
from tanu.coverage.models import Standing
from tanu.coverage.people_counts import People
from tanu.institutions.models import InstitutionPeriod, Kind, KindDuty, Protocol
from tanu.lib.languages import in_language
from tanu.lib.names import sort_key

# Institutions whose officers are read together.
CHUNK = 500
# Whom to call first: those who have nobody, then those who missed something.
_URGENCY = [Cover.NOT_REGISTERED, Cover.NOBODY_APPOINTED, Cover.NOT_COVERED, Cover.AT_RISK, Cover.COVERED]


@dataclass(frozen=True)
class Row:
    """An institution on the day. `people`: other staff in released numbers, None where none may be shown."""

    institution_id: Any
    territory_id: Any
    name: str
    kind: str
    head_name: str
    phone: str
    status: Status
    officers: list[Officer] = field(default_factory=list)
    lacks_protocol: bool = False
    deputies_missing: int = 0
    people: People | None = None

    @property
    def reason(self) -> str:
        return str((self.status.reason or self.status.cover).label)

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def has_trained(self) -> bool:
        return self.status.cover in HAS_TRAINED

    @property
    def urgency(self) -> tuple[int, int, str]:
        reason = list(Reason).index(self.status.reason) if self.status.reason else -1
        return _URGENCY.index(self.status.cover), reason, sort_key(self.name)


def read_rows(
    territories: Collection[Any], day: date, known_at: datetime | None = None, *, kind: str = "", cover: str = ""
) -> list[Row]:
    """Institutions of `territories`, the most urgent first, without officers; only of a kind or a status if named."""
    periods = InstitutionPeriod.objects.on(day, known_at).filter(territory_id__in=territories)
    found = list(periods.filter(kind=kind) if kind else periods)
    statuses = _statuses([period.institution_id for period in found], territories, day, known_at)
    rows = [
        Row(
            institution_id=period.institution_id,
            territory_id=period.territory_id,
            name=in_language(period.name),
            kind=period.kind,
            head_name=period.head_name,
            phone=period.phone,
            status=statuses[period.institution_id],
        )
        for period in found
    ]
    return sorted((row for row in rows if cover in ("", row.status.cover)), key=lambda row: row.urgency)


def with_details(rows: Iterable[Row], day: date, known_at: datetime | None = None) -> Iterator[Row]:
    """The same rows with officers, protocol and other staff, so many at a time."""
    waiting = list(rows)
    for start in range(0, len(waiting), CHUNK):
        yield from _detailed(waiting[start : start + CHUNK], day, known_at)


def _detailed(rows: list[Row], day: date, known_at: datetime | None) -> Iterator[Row]:
    ids = [row.institution_id for row in rows]
    officers = officers_on(ids, day, known_at)
    protocols = Protocol.objects.on(day, known_at).filter(institution_id__in=ids)
    have_protocol = set(protocols.values_list("institution_id", flat=True))
    duties = {duty.kind: duty for duty in KindDuty.objects.on(day, known_at)}
    released = released_on({row.territory_id for row in rows}, day, known_at)
    people = {one.institution_id: one.people for one in released}
    for row in rows:
        appointed, duty = officers.get(row.institution_id, []), duties.get(row.kind)
        yield replace(
            row,
            officers=appointed,
            lacks_protocol=row.institution_id not in have_protocol and (duty is None or duty.owes_protocol),
            deputies_missing=_deputies_missing(appointed, duty),
            people=people.get(row.institution_id),
        )


def _deputies_missing(officers: list[Officer], duty: KindDuty | None) -> int:
    """How many the kind owes beyond those appointed; said only where the officer is there."""
    if duty is None or not any(not officer.is_deputy for officer in officers):
        return 0
    return max(0, duty.deputies_owed - sum(officer.is_deputy for officer in officers))


def _statuses(
    institutions: list[Any], territories: Collection[Any], day: date, known_at: datetime | None
) -> dict[Any, Status]:
    """From the cache what it holds, the rest from the books; as it was known then, all from the books."""
    cached = _cached(territories, day) if known_at is None else {}
    unread = [pk for pk in institutions if pk not in cached]
    return cached | (dict(covers_on(unread, day, known_at)) if unread else {})


def _cached(territories: Collection[Any], day: date) -> dict[Any, Status]:
    inside = InstitutionPeriod.objects.on(day).filter(territory_id__in=territories).values("institution_id")
    found = Standing.objects.on(day).filter(institution_id__in=inside)
    return {
        institution: Status(Cover(cover), Reason(reason) if reason else None)
        for institution, cover, reason in found.values_list("institution_id", "cover", "reason")
    }
