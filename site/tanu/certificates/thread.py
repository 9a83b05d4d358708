"""The thread of two colours and the basting stitch as flat pictures for paper. One unit is a pixel of the web page."""

import base64
import io
import math
from functools import cache

from PIL import Image, ImageDraw

CURRANT = (0x5A, 0x2A, 0x5A)
APRICOT = (0xBD, 0x6A, 0x20)
PAPER = (0xFF, 0xFF, 0xFF)
HEIGHT = 8
STEP = 6
# Dots a unit in the picture, about 400 an inch on paper, and how much finer it is drawn before.
DOTS = 6
FINER = 4


@cache
def twisted(strands: int) -> str:
    """A thread of so many strands, STEP units each and HEIGHT high, as a data address."""
    scale = DOTS * FINER
    picture = Image.new("RGB", (strands * STEP * scale, HEIGHT * scale), PAPER)
    pen = ImageDraw.Draw(picture)
    for place in range(-1, strands + 1):
        centre = (place * STEP + STEP / 2, HEIGHT / 2)
        outline = [(x * scale, y * scale) for x, y in _leaning_ellipse(*centre)]
        pen.polygon(outline, fill=APRICOT if place % 2 else CURRANT)
    return _address(picture.resize((strands * STEP * DOTS, HEIGHT * DOTS), Image.Resampling.LANCZOS))


@cache
def basted(height: int) -> str:
    """A stitch 2 units wide going down: 9 of thread, 6 of cloth."""
    picture = Image.new("RGB", (2 * DOTS, height * DOTS), PAPER)
    pen = ImageDraw.Draw(picture)
    for top in range(0, height, 15):
        pen.rectangle((0, top * DOTS, 2 * DOTS, (top + 9) * DOTS - 1), fill=APRICOT)
    return _address(picture)


def _leaning_ellipse(x: float, y: float, along: float = 5.1, across: float = 1.9) -> list[tuple[float, float]]:
    lean = math.radians(-40)
    points = []
    for step in range(60):
        turn = step * math.tau / 60
        a, b = along * math.cos(turn), across * math.sin(turn)
        points.append((x + a * math.cos(lean) - b * math.sin(lean), y + a * math.sin(lean) + b * math.cos(lean)))
    return points


def _address(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
