"""The twisted thread as SVG paths: leaning ellipses along a line, in two colours by turns."""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
ALONG, ACROSS = 5.3, 1.95
STEP = 5.5
_LEAN = -39


def twisted(line: Sequence[Point]) -> tuple[str, str]:
    """The `d` of the first and of the second strand along the straight pieces of `line`."""
    strands: tuple[list[str], list[str]] = ([], [])
    for number, (x, y, direction) in enumerate(_beads(line)):
        strands[number % 2].append(_ellipse(x, y, direction + _LEAN))
    return "".join(strands[0]), "".join(strands[1])


def _beads(line: Sequence[Point]) -> list[tuple[float, float, float]]:
    """Where each ellipse stands, and the direction of the line there in degrees."""
    beads = []
    left = STEP / 2
    for (x0, y0), (x1, y1) in pairwise(line):
        length = math.hypot(x1 - x0, y1 - y0)
        direction = math.degrees(math.atan2(y1 - y0, x1 - x0))
        while left <= length:
            share = left / length
            beads.append((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, direction))
            left += STEP
        left -= length
    return beads


def _ellipse(x: float, y: float, angle: float) -> str:
    dx, dy = ALONG * math.cos(math.radians(angle)), ALONG * math.sin(math.radians(angle))
    arc = f"a{ALONG} {ACROSS} {angle:.0f} 1 0 "
    return f"M{x - dx:.1f} {y - dy:.1f}{arc}{2 * dx:.1f} {2 * dy:.1f}{arc}{-2 * dx:.1f} {-2 * dy:.1f}z"
