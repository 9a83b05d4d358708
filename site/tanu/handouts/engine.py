"""What the engine that draws our PDF does not know by itself: sections, and how wide a column must be."""

import re
from html import unescape

# Without a class: one that has a class is set by its style.
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Letters: a column that is longer gets lines, one that is shorter gets as many as its longest word needs.
_WIDE = 60
_ROOM_FOR_A_WORD = 1.8


def for_engine(page: str) -> str:
    """`page` with sections as plain blocks and each column of a table as wide as its words ask."""
    page = page.replace("<section", "<div").replace("</section>", "</div>")
    return _TABLE.sub(lambda table: _with_widths(table[0]), page)


def _with_widths(table: str) -> str:
    rows = [[_TAG.sub(" ", cell[2]) for cell in _CELL.findall(row)] for row in _ROW.findall(table)]
    weights = [max(map(_weight, column)) for column in zip(*rows, strict=False)]
    if len(weights) < 2 or len({len(row) for row in rows}) > 1:
        return table
    widths = iter(f' width="{100 * weight / sum(weights):.0f}%">' for weight in weights)
    return _CELL.sub(lambda cell: f"<{cell[1]}{cell[2]}{next(widths)}{cell[3]}</{cell[1]}>", table, len(weights))


def _weight(text: str) -> float:
    words = unescape(text).split()
    longest = max(map(len, words), default=0)
    return max(min(len(" ".join(words)), _WIDE), longest * _ROOM_FOR_A_WORD, 1)
