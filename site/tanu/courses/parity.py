"""What the languages of one text must share, compared: a learner may change language in the middle of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from tanu.courses.blocks import Awaits, Block, Callout, Case, Check, Download, Figure, Local, Play, Practise, Prose
from tanu.courses.written import Written
from tanu.lib.markup import CITATION, HEADING_ANCHOR
from tanu.lib.places import Problems, Report
from tanu.lib.sentences import Sentence

_NEUTRAL = ("id", "minutes", "edition", "audience", "outcomes")
_COUNTED = ("objectives", "key_points")
_OTHER_VALUE = gettext_noop("`%(key)s` is not the same as in %(other)s")
_OTHER_COUNT = gettext_noop("`%(key)s` has %(here)s entries, in %(other)s %(there)s")
_OTHER_SOURCES = gettext_noop("`sources` does not list the same facts in the same order as %(other)s")
_OTHER_REVIEW = gettext_noop("the %(kind)s review is not the same as in %(other)s")
_OTHER_ORDER = gettext_noop("headings and directives differ from %(other)s: here `%(here)s`, there `%(there)s`")
_MISSING_AT_END = gettext_noop("`%(there)s` of %(other)s is missing at the end")
_NOT_THERE = gettext_noop("`%(here)s` is not in %(other)s")
_OTHER_OPTIONS = gettext_noop("the option keys of `%(name)s` differ from %(other)s")
_OTHER_MARK = gettext_noop("option `%(key)s` is marked otherwise than in %(other)s")
_SECTION = gettext_noop("the section `%(section)s`")
_ABOVE = gettext_noop("the part above the first heading")
_CITES_LESS = gettext_noop("%(where)s does not cite %(facts)s, which %(other)s cites there")
_CITES_MORE = gettext_noop("%(where)s cites %(facts)s, which %(other)s does not cite there")
_OTHER_ROWS = gettext_noop("%(where)s has %(here)s table rows, in %(other)s %(there)s")
_HEADING = re.compile("##+ ")
_TABLE_ROW = re.compile(r"^\s*\|")


def check_parity(
    languages: Mapping[str, Written[Any]],
    problems: Problems,
    *,
    neutral: Sequence[str] = _NEUTRAL,
    counted: Sequence[str] = _COUNTED,
) -> None:
    """Compares every language with English, or with the first that can be read.

    Of the front matter `neutral` is the same in all, and `counted` has as many entries.
    """
    if not languages:
        return
    base = languages.get("en") or next(iter(languages.values()))
    for prose in languages.values():
        if prose is not base:
            compare(prose, base, problems.report_for(prose.path), neutral=neutral, counted=counted)


def compare(
    prose: Written[Any],
    base: Written[Any],
    report: Report,
    *,
    neutral: Sequence[str] = _NEUTRAL,
    counted: Sequence[str] = _COUNTED,
) -> None:
    """Reports where `prose` differs from `base` in what languages share."""
    _compare_front_matter(prose, base, report, neutral, counted)
    _compare_order(prose, base, report)
    _compare_checks(prose, base, report)
    _compare_sections(prose, base, report)


def _compare_front_matter(
    prose: Written[Any], base: Written[Any], report: Report, neutral: Sequence[str], counted: Sequence[str]
) -> None:
    ours, theirs = prose.spec, base.spec
    other = base.path.name
    for key in neutral:
        if getattr(ours, key) != getattr(theirs, key):
            report(prose.document.line(key), Sentence(_OTHER_VALUE, key=key, other=other))
    for key in counted:
        here, there = len(getattr(ours, key)), len(getattr(theirs, key))
        if here != there:
            report(prose.document.line(key), Sentence(_OTHER_COUNT, key=key, here=here, other=other, there=there))
    if [source.fact for source in ours.sources] != [source.fact for source in theirs.sources]:
        report(prose.document.line("sources"), Sentence(_OTHER_SOURCES, other=other))
    for kind in ("clinical", "legal"):
        if getattr(ours.review, kind) != getattr(theirs.review, kind):
            report(prose.document.line("review", kind), Sentence(_OTHER_REVIEW, kind=kind, other=other))


def _steps(prose: Written[Any]) -> Iterator[tuple[int, str]]:
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
        case Practise():
            return f"::: practise {block.name} question={block.question}"
        case Figure():
            return f"::: figure {block.path}"
        case Local():
            return f"::: local {block.what}"
        case Awaits():
            return f"::: awaits {block.kind}"
        case Download():
            return f"::: download {block.slug}"
        case Play():
            return f"::: play {block.case}"
        case _:
            raise TypeError(type(block))


def _compare_order(prose: Written[Any], base: Written[Any], report: Report) -> None:
    ours, theirs = list(_steps(prose)), list(_steps(base))
    for (line, here), (_, there) in zip(ours, theirs, strict=False):
        if here != there:
            report(line, Sentence(_OTHER_ORDER, other=base.path.name, here=here, there=there))
            return
    if len(ours) < len(theirs):
        report(prose.body_line, Sentence(_MISSING_AT_END, there=theirs[len(ours)][1], other=base.path.name))
    elif len(ours) > len(theirs):
        line, here = ours[len(theirs)]
        report(line, Sentence(_NOT_THERE, here=here, other=base.path.name))


def _compare_checks(prose: Written[Any], base: Written[Any], report: Report) -> None:
    theirs = {check.name: check for check in base.all(Check)}
    for check in prose.all(Check):
        other = theirs.get(check.name)
        if other is None:
            continue
        if [option.key for option in check.options] != [option.key for option in other.options]:
            report(check.line, Sentence(_OTHER_OPTIONS, name=check.name, other=base.path.name))
            continue
        for here, there in zip(check.options, other.options, strict=True):
            if here.right != there.right:
                report(here.line, Sentence(_OTHER_MARK, key=here.key, other=base.path.name))


def _compare_sections(prose: Written[Any], base: Written[Any], report: Report) -> None:
    ours, theirs = _sections(prose), _sections(base)
    for section in ours.keys() & theirs.keys():
        here, there = ours[section], theirs[section]
        where = Sentence(_SECTION, section=section) if section else Sentence(_ABOVE)
        said = {"where": where, "other": base.path.name}
        if missing := sorted(there["facts"] - here["facts"]):
            report(here["line"], Sentence(_CITES_LESS, facts=", ".join(missing), **said))
        if added := sorted(here["facts"] - there["facts"]):
            report(here["line"], Sentence(_CITES_MORE, facts=", ".join(added), **said))
        if here["rows"] != there["rows"]:
            report(here["line"], Sentence(_OTHER_ROWS, here=here["rows"], there=there["rows"], **said))


def _sections(prose: Written[Any]) -> dict[str, dict[str, Any]]:
    """Anchor of each `##` section to its first line, cited facts and number of table rows."""
    found: dict[str, dict[str, Any]] = {}
    lines = prose.file.text.split("\n")
    section = ""
    headings = 0
    for number, text in enumerate(lines[prose.body_line - 1 :], start=prose.body_line):
        if text.startswith("## "):
            anchor = HEADING_ANCHOR.search(text)
            headings += 1
            section = anchor[1] if anchor else str(headings)
        entry = found.setdefault(section, {"line": number, "facts": set(), "rows": 0})
        entry["facts"].update(CITATION.findall(text))
        entry["rows"] += bool(_TABLE_ROW.match(text))
    return found
