"""The empty roster to fill in, in each language: XLSX with the words that columns take, or CSV."""

import csv
import io
from typing import Any

from django.utils.translation import gettext, override
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tanu.institutions.models import Designation, Profession
from tanu.institutions.roster_words import HEADINGS, REQUIRED, word
from tanu.people.models import Language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTH = 22
_DATES = ("since", "until", "order_date")


def template_xlsx(language: str) -> bytes:
    """First the sheet to fill in, its columns of days and telephones set; then what columns with fixed words take."""
    book = Workbook()
    sheet: Any = book.active
    with override(language):
        sheet.title = gettext("Roster")
        sheet.append(_headings(language))
        for place, column in enumerate(HEADINGS, start=1):
            letter = get_column_letter(place)
            sheet.column_dimensions[letter].width = _WIDTH
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd" if column in _DATES else "@"
            sheet.cell(1, place).font = Font(bold=column in REQUIRED)
        sheet.freeze_panes = "A2"
        _explain(book.create_sheet(gettext("What to write")), language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template_csv(language: str) -> str:
    """The heading alone, with the byte order mark by which Excel knows UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out).writerow(_headings(language))
    return out.getvalue()


def _headings(language: str) -> list[str]:
    return [names[language] for names in HEADINGS.values()]


def _explain(sheet: Any, language: str) -> None:
    sheet.append([gettext("Column"), gettext("What to write")])
    for column, names in HEADINGS.items():
        sheet.append([names[language], _advice(column)])
    for column, values in (
        ("profession", Profession.values),
        ("designation", Designation.Role.values),
        ("language", Language.values),
    ):
        sheet.append([])
        sheet.append([HEADINGS[column][language]])
        for value in values:
            sheet.append([word(column, value, language), value])
    sheet.column_dimensions["A"].width = _WIDTH * 1.6
    sheet.column_dimensions["B"].width = _WIDTH * 4


def _advice(column: str) -> str:
    return {
        "institution": gettext("Must be filled in, unless the roster is for one institution alone: its code."),
        "code": gettext("The person's login code, if there is one already. Left empty, a new person gets one."),
        "family_name": gettext("As in the order of employment. Empty for somebody with one name only."),
        "given_name": gettext("Must be filled in. Never a national identity number, here or in any other column."),
        "patronymic": gettext("If there is one."),
        "language": gettext("The language of letters and slips: one of the words below. Kazakh, if it is empty."),
        "profession": gettext("Must be filled in: one of the words below."),
        "share": gettext("1 for a full post, 0.5 for half of one."),
        "since": gettext("Must be filled in: the first day of work, as 2026-11-21 or 21.11.2026."),
        "until": gettext("Only for somebody who leaves: the first day on which they no longer work there."),
        "phone": gettext("Work telephone, shown to officials only."),
        "mail": gettext("Work mail, shown to officials only."),
        "designation": gettext("Only for the designated officer and the deputy: one of the words below."),
        "order_number": gettext("Of the order of appointment."),
        "order_date": gettext("Of the order of appointment; not before the first day of work."),
    }[column]
