"""Relative links in lessons and handouts: each must lead to a file that exists, and to an anchor in it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tanu.courses.written import InLanguages, Written
from tanu.lib.markup import is_allowed_link, links
from tanu.lib.places import Problems


def check_links(texts: Iterable[InLanguages[Any]], problems: Problems) -> None:
    """Reports every link that leads nowhere; addresses of other hosts are not visited."""
    for text in texts:
        for prose in text.prose.values():
            for line, target in links(prose.file.text):
                if is_allowed_link(target) and not urlsplit(target).scheme:
                    _check_link(prose, line, target, problems)


def _check_link(prose: Written[Any], line: int, target: str, problems: Problems) -> None:
    file, _, anchor = target.partition("#")
    if file.startswith("/"):
        problems.add(prose.path, line, f"write the link from this file on, not from the root: {target}")
        return
    goal = (prose.path.parent / file).resolve() if file else prose.path
    if not goal.is_relative_to(problems.root.resolve()) or not goal.is_file():
        problems.add(prose.path, line, f"dead link: there is no file {target}")
    elif anchor and not _has_anchor(goal, prose, anchor):
        problems.add(prose.path, line, f"dead link: there is no anchor {{#{anchor}}} in {goal.name}")


def _has_anchor(goal: Path, prose: Written[Any], anchor: str) -> bool:
    text = prose.file.text if goal == prose.path else goal.read_text(encoding="utf-8", errors="replace")
    return f"{{#{anchor}}}" in text
