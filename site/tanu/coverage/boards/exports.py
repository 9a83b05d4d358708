"""The tables of a board as rows for a spreadsheet, headings and words in the reader's language."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext

from tanu.coverage.algebra import Cover
from tanu.coverage.boards.board import parts_of
from tanu.coverage.boards.figures import Figures, read_figures
from tanu.coverage.boards.filters import Asked
from tanu.coverage.boards.people import released_by_place
from tanu.coverage.boards.rows import Row, read_rows, with_details
from tanu.coverage.people_counts import People, together
from tanu.institutions.tree import Tree
from tanu.lib.dates import short_date
from tanu.lib.spreadsheets import Cell

Table = Iterator[Iterable[Cell]]


def uncovered(tree: Tree, territory: Any, asked: Asked) -> Table:
    """Institutions where nobody is trained, with whom to call."""
    yield [
        gettext("Territory"),
        gettext("Institution"),
        gettext("Kind of institution"),
        gettext("Why it is not covered"),
        *_contact_headings(),
    ]
    for row in _rows(tree, territory, asked):
        if not row.has_trained:
            yield [tree.names[row.territory_id], row.name, row.kind_label, row.reason, *_contacts(row)]


def institutions(tree: Tree, territory: Any, asked: Asked) -> Table:
    """Every institution with where it stands, its officers and its other staff in fives."""
    yield [
        gettext("Territory"),
        gettext("Institution"),
        gettext("Kind of institution"),
        gettext("Status"),
        gettext("Why"),
        *_contact_headings(),
        *_people_headings(),
    ]
    for row in _rows(tree, territory, asked):
        status, why = str(row.status.cover.label), row.reason if row.status.reason else ""
        words = [tree.names[row.territory_id], row.name, row.kind_label, status, why]
        yield [*words, *_contacts(row), *_people(row.people)]


def parts(tree: Tree, territory: Any, asked: Asked) -> Table:
    """The figures of each part by kind; the status asked for narrows only lists of institutions."""
    yield [
        gettext("Territory"),
        gettext("Kind of institution"),
        *(str(cover.label) for cover in Cover),
        gettext("All"),
        *_people_headings(),
    ]
    within = tree.within(territory)
    figures = read_figures(within, asked.on, asked.known_at, asked.kind)
    people = released_by_place(within, asked.on, asked.known_at)
    for name, places, part in _parts(tree, territory, figures):
        for kind in part.kinds:
            covers = part.by_kind[kind]
            staff = [people[place, kind] for place in places if (place, kind) in people]
            numbers = [covers[cover] for cover in Cover]
            yield [name, str(kind.label), *numbers, sum(numbers), *_people(together(staff) if people else None)]


TABLES: dict[str, Callable[[Tree, Any, Asked], Table]] = {
    "uncovered": uncovered,
    "institutions": institutions,
    "parts": parts,
}


def _rows(tree: Tree, territory: Any, asked: Asked) -> Iterator[Row]:
    rows = read_rows(tree.within(territory), asked.on, asked.known_at, kind=asked.kind, cover=asked.cover)
    return with_details(rows, asked.on, asked.known_at)


def _parts(tree: Tree, territory: Any, figures: Figures) -> Iterator[tuple[str, list[Any], Figures]]:
    found = parts_of(tree, territory, figures)
    if not found:
        yield tree.names[territory], tree.within(territory), figures
    for part in found:
        places = [territory] if part.is_itself else tree.within(part.territory_id)
        yield part.name, places, part.figures


def _contact_headings() -> list[str]:
    return [
        gettext("Head of institution"),
        gettext("Phone of the institution"),
        gettext("Designated officer"),
        gettext("Officer's phone"),
        gettext("Officer's mail"),
        gettext("Where the training stands"),
        gettext("Due, or trained until"),
        gettext("Written protocol"),
    ]


def _contacts(row: Row) -> list[str]:
    return [
        row.head_name,
        row.phone,
        _together(officer.name for officer in row.officers),
        _together(officer.phone for officer in row.officers),
        _together(officer.mail for officer in row.officers),
        _together(str(officer.duty.label) if officer.duty else "" for officer in row.officers),
        _together(short_date(officer.matters_on) if officer.matters_on else "" for officer in row.officers),
        gettext("missing") if row.lacks_protocol else "",
    ]


def _people_headings() -> list[str]:
    return [gettext("Other staff asked, in fives"), gettext("Other staff done, in fives")]


def _people(people: People | None) -> list[Cell]:
    return [people.asked, people.done] if people else ["", ""]


def _together(texts: Iterable[str]) -> str:
    return "; ".join(filter(None, texts))
