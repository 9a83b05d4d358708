"""Whether the words of a case in one language are the words of its graph: each id once, in the same order."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from tanu.case_studies.prose import DEBRIEF, FACILITATOR, NOTES, REMARKS, SECTIONS, CaseProse, Lines, SceneProse
from tanu.case_studies.specs import CaseSpec, SceneSpec
from tanu.lib.markup import CITATION
from tanu.lib.places import Problems, Report
from tanu.lib.sentences import Sentence

LEAST_QUESTIONS = 3


def check_words(case: CaseSpec, prose: CaseProse, language: str, report: Report) -> None:
    if prose.front.lang != language:
        report(prose.document.line("lang"), Sentence(gettext_noop("the file's name says another language")))
    _same(prose.front.people, [person.id for person in case.people.values()], report, prose.document.line("people"))
    shown = [name for name, counter in case.counters.items() if counter.shown]
    _same(prose.front.counters, shown, report, prose.document.line("counters"))
    _same(prose.scenes, [scene.id for scene in case.scenes], report, 1, ordered=True)
    for scene in case.scenes:
        if words := prose.scenes.get(scene.id):
            _check_scene(case, scene, words, report)
    lines = {name: prose.notes.get(name, {}) for name in SECTIONS}
    _same(lines[DEBRIEF], [*case.score.critical, *case.score.forbidden], report, _begin(lines[DEBRIEF]))
    _same(lines[REMARKS], [remark.id for remark in case.remarks], report, _begin(lines[REMARKS]))
    _check_reasons(case, lines[DEBRIEF], report)
    _check_notes(lines[FACILITATOR], report)


def _check_scene(case: CaseSpec, scene: SceneSpec, words: SceneProse, report: Report) -> None:
    options = [
        f"{name}:{key}" for name, field in (scene.form.fields if scene.form else {}).items() for key in field.options
    ]
    _same(words.choices, [*options, *(choice.id for choice in scene.choices)], report, words.line, ordered=True)
    _same(words.labels, list(scene.form.fields) if scene.form else [], report, words.line)
    _same(words.additions, [rule.say for rule in scene.rules if rule.say], report, words.line)
    _same(words.refusals, [rule.refuse for rule in scene.rules if rule.refuse], report, words.line)
    for key, line in words.choices.items():
        if not line.feedback:
            report(line.line, Sentence(gettext_noop("`%(id)s` has no feedback (`  > ...` below it)"), id=key))
    if not words.blocks:
        report(words.line, Sentence(gettext_noop("the scene `%(id)s` has no text"), id=scene.id))
    elif scene.is_end and not is_verdict(words.blocks[-1].text.split("\n\n")[-1]):
        said = gettext_noop("an ending closes with its verdict as one paragraph in **bold**")
        report(words.line, Sentence(said))
    people = {person.id for person in case.people.values()}
    for block in words.blocks:
        if block.kind == "says" and block.what not in people:
            report(block.line, Sentence(gettext_noop("`%(id)s` is none of the `people`"), id=block.what))


def is_verdict(paragraph: str) -> bool:
    return paragraph.startswith("**") and paragraph.endswith("**") and len(paragraph) > len("****")


def _check_reasons(case: CaseSpec, debrief: Lines, report: Report) -> None:
    for point, line in debrief.items():
        if set(CITATION.findall(line.text)) != set(case.score.facts(point)):
            facts = ", ".join(case.score.facts(point))
            said = gettext_noop("`%(id)s` cites other facts than the score, which has %(facts)s")
            report(line.line, Sentence(said, id=point, facts=facts))


def _check_notes(notes: Lines, report: Report) -> None:
    begin = _begin(notes)
    for key in NOTES:
        if key not in notes:
            report(begin, Sentence(gettext_noop("`%(id)s` is missing here"), id=key))
    questions = [key for key in notes if key.startswith("discuss-")]
    if len(questions) < LEAST_QUESTIONS:
        said = gettext_noop("the facilitator needs at least %(least)s questions, `discuss-1` and so on")
        report(begin, Sentence(said, least=LEAST_QUESTIONS))
    for key in notes:
        if key not in NOTES and key not in questions:
            report(notes[key].line, Sentence(gettext_noop("`%(id)s` does not belong here"), id=key))


def _same(
    found: Mapping[str, Any], expected: Iterable[str | None], report: Report, line: int, *, ordered: bool = False
) -> None:
    wanted = list(dict.fromkeys(key for key in expected if key))
    for key in wanted:
        if key not in found:
            report(line, Sentence(gettext_noop("`%(id)s` is missing here"), id=key))
    for key in found:
        if key not in wanted:
            at = getattr(found[key], "line", line)
            report(at, Sentence(gettext_noop("`%(id)s` does not stand in case.yaml"), id=key))
    if ordered and set(found) == set(wanted) and list(found) != wanted:
        report(
            line, Sentence(gettext_noop("the order is another than in case.yaml: %(order)s"), order=", ".join(wanted))
        )


def _begin(lines: Lines) -> int:
    return min((line.line for line in lines.values()), default=1)


def check_blocks(proses: list[CaseProse], problems: Problems) -> None:
    """The languages have the same speakers, papers and figures in each scene."""
    first, *others = proses
    for other in others:
        report = problems.report_for(other.path)
        for key, scene in first.scenes.items():
            twin = other.scenes.get(key)
            if twin and _blocks(scene) != _blocks(twin):
                said = gettext_noop("`%(id)s` has other blocks than in the other languages")
                report(twin.line, Sentence(said, id=key))


def _blocks(scene: SceneProse) -> list[tuple[str, str]]:
    return [(block.kind, block.what) for block in scene.blocks if block.kind != "text"]
