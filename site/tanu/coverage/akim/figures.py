"""What the paper for the akim says: plain values that are stored with it, in the reader's language."""

from datetime import date, datetime
from typing import Any

from tanu.coverage.boards.board import read_board
from tanu.coverage.boards.figures import counts_of
from tanu.coverage.boards.people import rank
from tanu.coverage.boards.rows import read_rows
from tanu.institutions.models import Territory
from tanu.institutions.tree import Tree
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language

# What fits one page beside the figures.
MOST_PARTS, MOST_URGENT = 21, 8


def akim_figures(territory: Territory, day: date, known_at: datetime | None = None) -> dict[str, Any] | None:
    """Counts, and the names of the institutions to call first; no person is named. None if there was no territory."""
    board = read_board(territory, day, known_at=known_at)
    ranking = rank(territory.pk, day, known_at)
    if board is None or ranking is None:
        return None
    counts, deadline = board.counts, board.deadline
    return {
        "name": board.name,
        "above": board.above,
        "day": day.isoformat(),
        "known_on": local_day(known_at).isoformat(),
        "trained": counts.trained,
        "at_risk": counts.at_risk,
        "uncovered": counts.uncovered,
        "total": counts.total,
        "deadline": deadline.day.isoformat() if deadline else "",
        "days_left": board.days_left,
        "is_pilot": board.is_pilot,
        "kinds": [_line(str(kind.label), counts_of(board.figures.by_kind[kind])) for kind in board.figures.kinds],
        "parts": [_line(part.name, part.counts) for part in _worst(board.parts)[:MOST_PARTS]],
        "urgent": _urgent(territory, day, known_at),
        "stale_routes": len(board.stale_routes),
        "people": {"asked": ranking.people.asked, "done": ranking.people.done, "to_train": ranking.people.to_train}
        if ranking.lines
        else None,
        "counted_on": ranking.counted_on.isoformat(),
        "orders": [_order(version) for version in board.requirements[:3]],
    }


def _worst(parts: list[Any]) -> list[Any]:
    return sorted((part for part in parts if part.counts.total), key=lambda part: (-part.counts.uncovered, part.name))


def _line(name: str, counts: Any) -> dict[str, Any]:
    return {"name": name, "trained": counts.trained, "uncovered": counts.uncovered, "total": counts.total}


def _urgent(territory: Territory, day: date, known_at: datetime | None) -> list[dict[str, str]]:
    """Where the territory has parts, each of them calls its own; then the paper names none."""
    tree = Tree.on(day, known_at)
    if tree.parts(territory.pk):
        return []
    rows = [row for row in read_rows([territory.pk], day, known_at) if not row.has_trained]
    return [{"name": row.name, "why": row.reason} for row in rows[:MOST_URGENT]]


def _order(version: Any) -> dict[str, str]:
    return {
        "title": in_language(version.title),
        "by": in_language(version.ordered_by),
        "number": version.order_number,
        "date": version.order_date.isoformat(),
    }
