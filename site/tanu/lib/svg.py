"""Figures are line drawings of our own: SVG with shapes only, put into the page as it stands.

No words (they would need three languages: the caption and the alternative text carry them), no style, no script,
nothing that loads or points anywhere.
"""

import re
from html import escape
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

NAMESPACE = "http://www.w3.org/2000/svg"
ELEMENTS = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
ATTRIBUTES = {
    *("viewBox", "preserveAspectRatio", "class", "transform", "d", "points", "width", "height"),
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry"),
    *("fill", "fill-rule", "fill-opacity", "opacity", "vector-effect"),
    *("stroke", "stroke-width", "stroke-linejoin", "stroke-linecap"),
    *("stroke-dasharray", "stroke-miterlimit", "stroke-opacity"),
}
# Harmless and of no use in a page: ids could meet those of the text, the rest is set anew.
_DROPPED = {"id", "role", "aria-hidden", "aria-label", "xmlns", "version", "focusable"}
_VALUE = re.compile(r"[\w\s#.,()%+-]*")
MAX_CHARACTERS = 100_000
INK = "#1f1824"
# What the style sheet makes of our classes, for paper: in this order, and readable in grey.
_PRINTED = {
    "ln": {
        "fill": "none",
        "stroke": INK,
        "stroke-width": "2",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
    "thin": {"stroke": "#62566a", "stroke-width": "1.25"},
    "skin": {"fill": "#ffffff"},
    "place": {"fill": "#fcf1e4", "stroke": "#8a4a10", "stroke-width": "1.5", "stroke-dasharray": "3.5 3"},
}


class SvgRefused(ValueError):
    """The drawing holds what a figure must not hold; `faults` are (line, sentence)."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {sentence}" for line, sentence in faults))
        self.faults = faults


def inline_svg(source: str, *, label: str) -> str:
    """The drawing as an element for HTML, named `label` for those who do not see it.

    Raises SvgRefused with every fault at once.
    """
    return _read(source, _Drawing(label))


def printed_svg(source: str) -> str:
    """The drawing as a document of its own for paper, where no style sheet reaches it: its colours stand in it.

    Raises SvgRefused with every fault at once.
    """
    return _read(source, _Printed(""))


def _read(source: str, drawing: "_Drawing") -> str:
    if len(source) > MAX_CHARACTERS:
        raise SvgRefused([(1, f"more than {MAX_CHARACTERS:,} characters; simplify the drawing")])
    try:
        parseString(source.encode(), drawing, forbid_dtd=True)
    except SAXParseException as error:
        drawing.faults.append((error.getLineNumber() or 1, f"this is not XML: {error.getMessage()}"))
    except DefusedXmlException:
        drawing.faults.append((1, "a document type or an entity is not allowed in a figure"))
    if drawing.faults:
        raise SvgRefused(drawing.faults)
    return "".join(drawing.out)


class _Drawing(ContentHandler):
    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.faults: list[tuple[int, str]] = []
        self.out: list[str] = []
        self.depth = 0
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self.locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.depth += 1
        if name not in ELEMENTS or (name == "svg") != (self.depth == 1):
            shapes = ", ".join(sorted(ELEMENTS - {"svg"}))
            self._fault(f"<{name}> is not allowed here; a figure is an <svg> of {shapes}")
            return
        kept = {key: value for key, value in attrs.items() if self._keeps(key, value)}
        if self.depth == 1:
            kept = self._root(kept, attrs)
        kept = self._coloured(kept)
        self.out.append("<" + " ".join([name, *(f'{key}="{escape(value)}"' for key, value in kept.items())]) + ">")

    def endElement(self, name: str) -> None:
        self.depth -= 1
        self.out.append(f"</{name}>")

    def characters(self, content: str) -> None:
        if content.strip():
            self._fault("no words inside the picture: caption and alternative text carry them in each language")

    def processingInstruction(self, target: str, data: str) -> None:
        self._fault(f"<?{target}?> is not allowed in a figure")

    def _keeps(self, key: str, value: str) -> bool:
        if key in _DROPPED:
            return False
        if key not in ATTRIBUTES:
            self._fault(f"the attribute `{key}` is not allowed in a figure")
        elif not _VALUE.fullmatch(value) or "url(" in value.lower():
            self._fault(f"the attribute `{key}` holds more than numbers and plain words")
        return True

    def _root(self, kept: dict[str, str], attrs: AttributesImpl) -> dict[str, str]:
        if attrs.get("xmlns") != NAMESPACE:
            self._fault(f'<svg> needs xmlns="{NAMESPACE}"')
        if "viewBox" not in kept:
            self._fault("<svg> needs a viewBox, so that it can be drawn at any width")
        sizeless = {key: value for key, value in kept.items() if key not in ("width", "height")}
        return {**sizeless, "role": "img", "aria-label": self.label}

    def _coloured(self, kept: dict[str, str]) -> dict[str, str]:
        """On a page the style sheet gives the colours, light or dark."""
        return kept

    def _fault(self, sentence: str) -> None:
        line = (self.locator.getLineNumber() if self.locator else None) or 1
        self.faults.append((line, sentence))


class _Printed(_Drawing):
    def _root(self, kept: dict[str, str], attrs: AttributesImpl) -> dict[str, str]:
        super()._root(kept, attrs)
        numbers = kept.get("viewBox", "").replace(",", " ").split()
        if len(numbers) != 4:
            return kept
        return {**kept, "xmlns": NAMESPACE, "width": numbers[2], "height": numbers[3]}

    def _coloured(self, kept: dict[str, str]) -> dict[str, str]:
        classes = kept.pop("class", "").split()
        for name, colours in _PRINTED.items():
            if name in classes:
                kept.update(colours)
        return {key: INK if value == "currentColor" else value for key, value in kept.items()}
