"""Tables as files that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable

# What makes a spreadsheet take a text for a formula. Telephone numbers begin with +, so they are among them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """UTF-8 text with a byte order mark, in which no cell is a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
