"""The drawings of the boards and the marks of the head's page, in every state."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString

from tanu.coverage.algebra import Cover, Duty
from tanu.coverage.boards.charts import Cell, HeatLine
from tanu.coverage.boards.figures import Counts
from tanu.coverage.boards.intervals import interval_chart
from tanu.coverage.boards.orders import Deadline
from tanu.coverage.boards.people import Line, Ranking
from tanu.coverage.boards.tiles import PLACES, tile_map
from tanu.coverage.boards.trend import points_of, trend_chart
from tanu.coverage.people_counts import People
from tanu.coverage.staff.marks import Mark
from tanu.coverage.tallies import MONTHS, months_from
from tanu.home import gallery_samples as samples
from tanu.institutions.models import Kind
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language

_SHADES = ((0, "q0"), (1, "q1"), (6, "q3"), (8, "q4"), (10, "q5"))


def boards(draw: Callable[..., SafeString]) -> list[SafeString]:
    today = local_day()
    return [
        draw("coverage/boards/heat.html", kinds=list(Kind)[:6], heat=[_heat_line()]),
        draw("coverage/boards/map.html", map=_map()),
        draw("home/gallery/months.html", **_months(today)),
        draw("home/gallery/intervals.html", chart=interval_chart(_ranking(today))),
        draw("home/gallery/marks.html", marks=_marks(today)),
    ]


def _heat_line() -> HeatLine:
    shades = [(Counts(), "hx"), *((Counts(covered, 0, 10 - covered), shade) for covered, shade in _SHADES)]
    return HeatLine(in_language(samples.LONG_PLACE), [Cell(counts, shade) for counts, shade in shades])


def _map() -> Any:
    """Every region: some with nobody trained, one with nothing recorded, one of them ours."""
    regions = [
        (code, code, code, Counts(covered, 0, 10 - covered) if covered else Counts())
        for code, covered in zip(PLACES, range(len(PLACES)), strict=True)
        if covered <= 10
    ]
    return tile_map(regions, ours=["KZ-71"])


def _months(today: date) -> dict[str, Any]:
    """A year that climbs towards the deadline, and a year ahead in which nobody renews."""
    past, ahead = [*months_from(today, -MONTHS), today], months_from(today)
    deadline = Deadline(past[0], today + timedelta(days=180), (today - past[0]).days + 180)
    climbing = [(day, _covers(place)) for place, day in enumerate(past)]
    falling = [(day, _covers(len(past) - 1 - place // 2)) for place, day in enumerate(ahead)]
    points = points_of([*climbing, *falling], deadline)
    return {"chart": trend_chart(points[: len(past)], points[len(past) :])}


def _covers(trained: int) -> Counter[Cover]:
    return Counter({Cover.COVERED: trained, Cover.NOT_COVERED: 20 - trained})


def _ranking(today: date) -> Ranking:
    place, sentence = in_language(samples.LONG_PLACE), in_language(samples.SENTENCE)
    people = [(place, People(400, 40)), (sentence, People(20, 10)), (place, People(5, 5))]
    lines = [Line(name, name, counted) for name, counted in people]
    return Ranking(place, today, lines, by_institution=True)


def _marks(today: date) -> list[Mark]:
    later = today + timedelta(days=90)
    return [Mark(duty, today, later) for duty in Duty]
