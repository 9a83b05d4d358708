"""What the languages of one lesson must share, compared: a learner may change language in the middle of it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tanu.courses.blocks import Awaits, Block, Callout, Case, Check, Figure, Local, Prose
from tanu.courses.lessons import LessonProse
from tanu.lib.markup import CITATION, HEADING_ANCHOR
from tanu.lib.places import Problems, Report

_NEUTRAL = ("id", "minutes", "edition", "audience", "outcomes")
_COUNTED = ("objectives", "key_points")
_HEADING = re.compile("##+ ")
_TABLE_ROW = re.compile(r"^\s*\|")


def check_parity(languages: Mapping[str, LessonProse], problems: Problems) -> None:
    """Compares every language with English, or with the first that can be read."""
    if not languages:
        return
    base = languages.get("en") or next(iter(languages.values()))
    for prose in languages.values():
        if prose is not base:
            report = problems.report_for(prose.path)
            _compare_front_matter(prose, base, report)
            _compare_order(prose, base, report)
            _compare_checks(prose, base, report)
            _compare_sections(prose, base, report)


def _compare_front_matter(prose: LessonProse, base: LessonProse, report: Report) -> None:
    ours, theirs = prose.spec, base.spec
    other = base.path.name
    for key in _NEUTRAL:
        if getattr(ours, key) != getattr(theirs, key):
            report(prose.document.line(key), f"`{key}` is not the same as in {other}")
    for key in _COUNTED:
        here, there = len(getattr(ours, key)), len(getattr(theirs, key))
        if here != there:
            report(prose.document.line(key), f"`{key}` has {here} entries, in {other} {there}")
    if [source.fact for source in ours.sources] != [source.fact for source in theirs.sources]:
        report(prose.document.line("sources"), f"`sources` does not list the same facts in the same order as {other}")
    for kind in ("clinical", "legal"):
        if getattr(ours.review, kind) != getattr(theirs.review, kind):
            report(prose.document.line("review", kind), f"the {kind} review is not the same as in {other}")


def _steps(prose: LessonProse) -> Iterator[tuple[int, str]]:
    """Line and name of everything that must follow in the same order in all languages."""
    for block in prose.blocks:
        if isinstance(block, Prose):
            for offset, line in enumerate(block.markdown.split("\n")):
                if _HEADING.match(line):
                    anchor = HEADING_ANCHOR.search(line)
                    hashes = line.split(" ")[0]
                    yield block.line + offset, f"{hashes} {{#{anchor[1]}}}" if anchor else f"{hashes} without anchor"
        else:
            yield block.line, _name(block)


def _name(block: Block) -> str:
    match block:
        case Case():
            return "::: case"
        case Callout():
            return f"::: callout {block.kind}"
        case Check():
            return f"::: check {block.name} outcome={block.outcome}{' several' if block.several else ''}"
        case Figure():
            return f"::: figure {block.path}"
        case Local():
            return f"::: local {block.what}"
        case Awaits():
            return f"::: awaits {block.kind}"
        case _:
            raise TypeError(type(block))


def _compare_order(prose: LessonProse, base: LessonProse, report: Report) -> None:
    ours, theirs = list(_steps(prose)), list(_steps(base))
    for (line, here), (_, there) in zip(ours, theirs, strict=False):
        if here != there:
            report(line, f"headings and directives differ from {base.path.name}: here `{here}`, there `{there}`")
            return
    if len(ours) < len(theirs):
        report(prose.body_line, f"`{theirs[len(ours)][1]}` of {base.path.name} is missing at the end")
    elif len(ours) > len(theirs):
        line, here = ours[len(theirs)]
        report(line, f"`{here}` is not in {base.path.name}")


def _compare_checks(prose: LessonProse, base: LessonProse, report: Report) -> None:
    theirs = {check.name: check for check in base.all(Check)}
    for check in prose.all(Check):
        other = theirs.get(check.name)
        if other is None:
            continue
        if [option.key for option in check.options] != [option.key for option in other.options]:
            report(check.line, f"the option keys of `{check.name}` differ from {base.path.name}")
            continue
        for here, there in zip(check.options, other.options, strict=True):
            if here.right != there.right:
                report(here.line, f"option `{here.key}` is marked otherwise than in {base.path.name}")


def _compare_sections(prose: LessonProse, base: LessonProse, report: Report) -> None:
    ours, theirs = _sections(prose), _sections(base)
    for section in ours.keys() & theirs.keys():
        here, there = ours[section], theirs[section]
        where = f"the section `{section}`" if section else "the part above the first heading"
        if missing := sorted(there["facts"] - here["facts"]):
            report(here["line"], f"{where} does not cite {', '.join(missing)}, which {base.path.name} cites there")
        if added := sorted(here["facts"] - there["facts"]):
            report(here["line"], f"{where} cites {', '.join(added)}, which {base.path.name} does not cite there")
        if here["rows"] != there["rows"]:
            report(here["line"], f"{where} has {here['rows']} table rows, in {base.path.name} {there['rows']}")


def _sections(prose: LessonProse) -> dict[str, dict[str, Any]]:
    """Anchor of each `##` section to its first line, cited facts and number of table rows."""
    found: dict[str, dict[str, Any]] = {}
    lines = prose.file.text.split("\n")
    section = ""
    for number, text in enumerate(lines[prose.body_line - 1 :], start=prose.body_line):
        if text.startswith("## "):
            anchor = HEADING_ANCHOR.search(text)
            section = anchor[1] if anchor else ""
        entry = found.setdefault(section, {"line": number, "facts": set(), "rows": 0})
        entry["facts"].update(CITATION.findall(text))
        entry["rows"] += bool(_TABLE_ROW.match(text))
    return found
