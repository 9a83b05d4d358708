"""Workbooks written sign by sign, as no honest program writes them."""

import io
import zipfile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADING = '<row r="1"><c t="inlineStr"><is><t>institution</t></is></c></row>'


def book(sheet: str = "", *, after: str = "", opening: str = f"<worksheet {MAIN}>", **parts: str) -> bytes:
    """A workbook whose sheet has the heading and `sheet` as rows; `parts` replace others of it, by their last name."""
    usual, out = io.BytesIO(), io.BytesIO()
    Workbook().save(usual)
    written = f"{opening}<sheetData>{HEADING}{sheet}</sheetData>{after}</worksheet>"
    with zipfile.ZipFile(usual) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            last = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, written if name == SHEET else parts.pop(last, old.read(name)))
        for last, text in parts.items():
            new.writestr(f"xl/{last}.xml", text)
    return out.getvalue()
