"""Shipped drawings as files: each is safe to put into a page, and each has its credit."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import RootModel, StringConstraints

from tanu.lib.places import Problems
from tanu.lib.specs import Spec, Text, validate
from tanu.lib.strict_yaml import Document, read_yaml
from tanu.lib.svg import SvgRefused, inline_svg
from tanu.lib.textfiles import TextFile, read_text

FIGURE_PATH = r"^figures/[a-z0-9]+(-[a-z0-9]+)*\.svg$"
FigurePath = Annotated[str, StringConstraints(pattern=FIGURE_PATH)]


class Credit(Spec):
    drawn_by: Text
    licence: Text
    checked: datetime.date


class _Credits(RootModel[dict[FigurePath, Credit]]):
    pass


@dataclass(frozen=True)
class FigureFile:
    """A drawing that passed; `lib.svg.inline_svg` makes an element of `file.text`."""

    file: TextFile
    credit: Credit


def read_figures(media: Path, problems: Problems) -> dict[str, FigureFile]:
    """Path under media/ to drawing, for each that is safe and has a credit."""
    document, credits = _read_credits(media / "credits.yaml", problems)
    found: dict[str, FigureFile] = {}
    present: set[str] = set()
    for path in sorted(media.rglob("*")) if media.is_dir() else []:
        name = path.relative_to(media).as_posix()
        if path.is_dir() or name == "credits.yaml":
            continue
        present.add(name)
        if path.parent != media / "figures" or path.suffix != ".svg":
            problems.add(path, 1, "unexpected here: media/ holds credits.yaml and figures/*.svg")
            continue
        file = _read_figure(path, problems)
        if name not in credits:
            problems.add(path, 1, "the figure has no entry in media/credits.yaml")
        elif file:
            found[name] = FigureFile(file, credits[name])
    for name in credits.keys() - present:
        problems.add(media / "credits.yaml", document.line(name) if document else 1, f"there is no figure {name}")
    return found


def _read_credits(path: Path, problems: Problems) -> tuple[Document | None, dict[str, Credit]]:
    report = problems.report_for(path)
    if not path.is_file():
        report(1, "the file is missing")
        return None, {}
    file = read_text(path, problems)
    document = read_yaml(file.text, report) if file else None
    credits = validate(_Credits, document, report) if document else None
    return document, credits.root if credits else {}


def _read_figure(path: Path, problems: Problems) -> TextFile | None:
    file = read_text(path, problems)
    if file is None:
        return None
    try:
        inline_svg(file.text, label="")
    except SvgRefused as refused:
        for line, sentence in refused.faults:
            problems.add(path, line, sentence)
        return None
    return file
