"""The list of uncovered institutions as a file for a spreadsheet."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from tanu.coverage.boards import Board, Row
from tanu.institutions.models import Kind
from tanu.lib.dates import short_date
from tanu.lib.spreadsheets import as_csv


def uncovered_as_csv(board: Board) -> str:
    """Headings and words in the reader's language."""
    places = {row.institution_id: part.name for part in board.parts for row in part.rows}
    rows = (_cells(row, places.get(row.institution_id, board.name)) for row in board.uncovered)
    return as_csv([_headings(), *rows])


def _headings() -> list[str]:
    return [
        gettext("Territory"),
        gettext("Institution"),
        gettext("Kind of institution"),
        gettext("Why it is not covered"),
        gettext("Head of institution"),
        gettext("Phone of the institution"),
        gettext("Designated officer"),
        gettext("Officer's phone"),
        gettext("Officer's mail"),
        gettext("Where the training stands"),
        gettext("Due on"),
    ]


def _cells(row: Row, place: str) -> Iterator[str]:
    yield from (place, row.name, str(Kind(row.kind).label), row.reason, row.head_name, row.phone)
    yield from (
        _together(officer.name for officer in row.officers),
        _together(officer.phone for officer in row.officers),
        _together(officer.mail for officer in row.officers),
        _together(str(officer.duty.label) if officer.duty else "" for officer in row.officers),
        _together(short_date(officer.due_on) if officer.due_on else "" for officer in row.officers),
    )


def _together(texts: Iterable[str]) -> str:
    return "; ".join(filter(None, texts))
