"""The months of a board: a year behind the day, and from today a year ahead."""

from dataclasses import dataclass
from datetime import date

from tanu.coverage.boards.board import asked_in
from tanu.coverage.boards.orders import Deadline, deadline_of, in_force
from tanu.coverage.boards.seats import seats_of_others
from tanu.coverage.boards.trend import Point, TrendChart, points_of, trend_chart
from tanu.coverage.forecast import forecast
from tanu.coverage.tallies import months_from, trend
from tanu.institutions.models import Level, Territory
from tanu.institutions.tree import Tree


@dataclass(frozen=True)
class Months:
    """`ahead` is empty on a past day and for the whole country. `seats_others` is a sum of released numbers."""

    territory: Territory
    name: str
    day: date
    deadline: Deadline | None
    past: list[Point]
    ahead: list[Point]
    seats_others: int
    is_country: bool

    @property
    def now(self) -> Point:
        return self.past[-1]

    @property
    def end(self) -> Point:
        return self.ahead[-1]

    @property
    def seats_officers(self) -> int:
        return sum(point.seats or 0 for point in self.ahead)

    @property
    def chart(self) -> TrendChart:
        return trend_chart(self.past, self.ahead)


def months_of(territory: Territory, day: date, today: date, kind: str = "") -> Months | None:
    """As known now; None if the territory did not exist on `day`. What is within it that day is followed throughout."""
    tree = Tree.on(day)
    if territory.pk not in tree:
        return None
    within = tree.within(territory.pk)
    deadline = deadline_of(in_force(asked_in(tree, territory.pk), day))
    is_country = territory.level == Level.COUNTRY
    days = sorted({*months_from(day, -12), day})
    covers = trend(within, days, kind)
    months = forecast(within, today, kind) if day == today and not is_country else []
    return Months(
        territory=territory,
        name=tree.names[territory.pk],
        day=day,
        deadline=deadline,
        past=points_of([(day, covers[day]) for day in days], deadline),
        ahead=points_of(
            [(month.day, month.covers) for month in months], deadline, [month.seats_officers for month in months]
        ),
        seats_others=sum(seats_of_others(within, day, kind).values()) if months else 0,
        is_country=is_country,
    )
