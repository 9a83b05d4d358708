"""A Twee story that was written elsewhere as the draft of a case: scenes, choices and the words of one language.

What no story holds (the score, facts, reviews, feedback, two more languages) is empty or stands for something to be
written, and the checker finds each of these places.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify

from tanu.case_studies.audiences import AUDIENCES
from tanu.case_studies.parity import LEAST_QUESTIONS
from tanu.case_studies.prose import DEBRIEF, FACILITATOR, NOTES, REMARKS, SECTIONS
from tanu.case_studies.specs import MOST_SCENES, VERDICTS, CaseSpec
from tanu.case_studies.twee import DATA, START, TITLE, Passage, read_json
from tanu.case_studies.twee_text import Sifted, sift
from tanu.case_studies.words import LISTS, Words
from tanu.lib.dates import local_day
from tanu.lib.languages import LANGUAGES
from tanu.lib.markup import faults
from tanu.lib.places import Report

OPEN = "to-be-written"
OPEN_FACT = "F-TODO-1"
LEAST_SCENES = 2
MOST_CHOICES = 12
LONGEST_KEY = 60
_NOT_PROSE = {
    "script": "a script",
    "stylesheet": "a style sheet",
    "Twine.image": "a picture",
    "Twine.audio": "a sound",
    "Twine.video": "a film",
    "Twine.private": "a private passage",
    "widget": "a passage of macros",
    "init": "a passage of macros",
    "startup": "a passage of macros",
    "header": "a passage that is added to others",
    "footer": "a passage that is added to others",
}
_SPECIAL = (
    *("StoryAuthor", "StoryBanner", "StoryCaption", "StoryDisplayTitle", "StoryIncludes", "StoryInit"),
    *("StoryInterface", "StoryMenu", "StorySettings", "StoryShare", "StorySubtitle"),
    *("PassageDone", "PassageFooter", "PassageHeader", "PassageReady", "UserScript", "UserStylesheet"),
)


def draft_case(
    passages: list[Passage], key: str, language: str, report: Report
) -> tuple[CaseSpec, dict[str, Words]] | None:
    """Graph and words, or None where nothing can be made of it, with the reasons reported."""
    scenes = _scenes(passages, report)
    if len(scenes) < LEAST_SCENES:
        report(1, f"{len(scenes)} passages with prose; a case has at least {LEAST_SCENES}")
        return None
    if len(scenes) > MOST_SCENES:
        report(1, f"{len(scenes)} passages; a case has at most {MOST_SCENES} scenes, so none is taken")
        return None
    first = _first(passages, scenes, report)
    ordered = [first, *(passage for passage in scenes if passage is not first)]
    keys = _keys(ordered, report)
    sifted = {passage.name: sift(passage, report) for passage in ordered}
    graph, told = [], {}
    for passage in ordered:
        scene, words = _scene(passage, sifted[passage.name], keys, passage is first, report)
        graph.append(scene)
        told[scene["id"]] = words
    spec = CaseSpec.model_validate({"id": key, **_frame(), "scenes": graph}, strict=False)
    front = {"title": _title(passages, report)}
    words = {
        other: _words(spec, other, told, front) if other == language else _words(spec, other, _unwritten(told), {})
        for other in LANGUAGES
    }
    for other in LANGUAGES:
        said = "all words" if other != language else "role, warning, feedback, verdicts, debrief and notes"
        report(1, f"{other}: {said} are to be written")
    report(1, f"the score, people, lessons and facts are to be written; `{OPEN}` and {OPEN_FACT} stand for them")
    return spec, words


def _title(passages: list[Passage], report: Report) -> str:
    passage = next((passage for passage in passages if passage.name == TITLE), None)
    title = " ".join(passage.words.split()) if passage else ""
    if passage and any(faults(title)):
        report(passage.line, "the title is left out: we cannot hold it")
        return ""
    return title


def _scenes(passages: list[Passage], report: Report) -> list[Passage]:
    """Passages that hold prose, each name once."""
    names: set[str] = set()
    scenes = []
    for passage in passages:
        kind = next((_NOT_PROSE[tag] for tag in passage.tags if tag in _NOT_PROSE), None)
        if passage.name in _SPECIAL:
            kind = "a passage for the story's program"
        if kind:
            report(passage.line, f"`{passage.name[:60]}`: {kind} is left out")
        elif not passage.name:
            report(passage.line, "a passage without a name is left out")
        elif passage.name in names:
            report(passage.line, f"a second passage is called `{passage.name[:60]}`; it is left out")
        elif passage.name not in (TITLE, DATA):
            scenes.append(passage)
        names.add(passage.name)
    _note_tags(scenes, report)
    return scenes


def _note_tags(scenes: list[Passage], report: Report) -> None:
    tags = sorted({tag for passage in scenes for tag in passage.tags})
    if tags:
        report(1, f"tags are left out: {', '.join(tags)[:200]}")


def _first(passages: list[Passage], scenes: list[Passage], report: Report) -> Passage:
    named = {passage.name: passage for passage in scenes}
    data = next((passage for passage in passages if passage.name == DATA), None)
    said = read_json(data.words) if data else {}
    if data and said is None:
        report(data.line, f"`{DATA}` is not JSON and is left out")
    start = str((said or {}).get("start", START))
    if start in named:
        return named[start]
    report(scenes[0].line, f"no passage is named as the start; `{scenes[0].name[:60]}`, the first, is taken")
    return scenes[0]


def _keys(scenes: list[Passage], report: Report) -> dict[str, str]:
    """An id for each name."""
    keys: dict[str, str] = {}
    used = Counter(SECTIONS)
    for number, passage in enumerate(scenes, start=1):
        plain = slugify(passage.name.replace("_", "-"))[:LONGEST_KEY].strip("-")
        key = keys[passage.name] = _unused(plain or f"scene-{number}", used)
        if key != passage.name:
            report(passage.line, f"`{passage.name[:60]}` is called `{key}` in the case")
    return keys


def _unused(plain: str, used: Counter[str]) -> str:
    """`plain`, or with the first number behind it that makes it new."""
    key = plain
    while key in used:
        used[plain] += 1
        key = f"{plain}-{used[plain]}"
    used[key] += 1
    return key


def _scene(
    passage: Passage, sifted: Sifted, keys: Mapping[str, str], is_first: bool, report: Report
) -> tuple[dict[str, Any], Words]:
    choices: list[dict[str, str]] = []
    said: Words = {}
    used = Counter[str]()
    for link in sifted.links:
        fault = None
        if link.to not in keys:
            fault = f"leads to `{link.to[:60]}`, which does not exist"
        elif len(choices) == MOST_CHOICES:
            fault = f"is more than the {MOST_CHOICES} choices that a scene may have"
        elif any(faults(link.text)):
            fault = "has a text that we cannot hold"
        if fault:
            report(link.line, f"`{passage.name[:60]}`: the link `{link.text[:60]}` {fault}; it is left out")
            continue
        choice = _unused(keys[link.to], used)
        choices.append({"id": choice, "to": keys[link.to]})
        said[choice] = {"text": link.text, "feedback": ""}
    scene: dict[str, Any] = {"id": keys[passage.name], "kind": "normal", "choices": choices}
    if is_first:
        scene["kind"] = "start"
    elif not sifted.links and sifted.is_whole:
        scene |= {"kind": "end", "verdict": VERDICTS[-1]}
        report(passage.line, f"`{passage.name[:60]}` has no links: an ending, `{VERDICTS[-1]}` until you decide")
    heading = " ".join(passage.name.split())
    return scene, _scene_words("" if any(faults(heading)) else heading, sifted.prose, said)


def _frame() -> dict[str, Any]:
    awaiting = {"state": "awaiting"}
    return {
        "edition": local_day(),
        "minutes": 20,
        "audience": [next(iter(AUDIENCES))],
        "outcomes": [OPEN],
        "truth": "open",
        "instead": OPEN,
        "facts": [OPEN_FACT],
        "review": {"clinical": awaiting, "legal": awaiting, "language": dict.fromkeys(("kk", "ru"), awaiting)},
        "people": {"child": {"id": OPEN}},
        "score": {
            "critical": {OPEN: [OPEN_FACT]},
            "forbidden": {f"{OPEN}-too": [OPEN_FACT]},
            "threshold": {"right": "now", "by": OPEN},
            "recipient": {"right": OPEN, "by": OPEN},
            "delay": {"by": f"{OPEN}-too"},
            "pass": {"points": 2, "verdicts": [VERDICTS[0]]},
        },
    }


def _words(spec: CaseSpec, language: str, scenes: Mapping[str, Words], front: Mapping[str, str]) -> Words:
    empty = dict.fromkeys(("title", "intro", "content_warning", "outcomes", "role"), "")
    people = {person.id: "" for person in spec.people.values()}
    points = [*spec.score.critical, *spec.score.forbidden]
    notes = [*NOTES, *(f"discuss-{number}" for number in range(1, LEAST_QUESTIONS + 1))]
    return {
        "front": {"lang": language, **empty, **front, "people": people},
        "scenes": dict(scenes),
        "notes": {DEBRIEF: _empty_lines(points), REMARKS: {}, FACILITATOR: _empty_lines(notes)},
    }


def _scene_words(heading: str, prose: str, choices: Words) -> Words:
    block = {"kind": "text", "text": prose, "what": "", "title": "", "alt": ""}
    return {"heading": heading, "blocks": [block], **{name: {} for name in LISTS}, "choices": choices}


def _unwritten(scenes: Mapping[str, Words]) -> dict[str, Words]:
    return {key: _scene_words("", "", _empty_lines(scene["choices"])) for key, scene in scenes.items()}


def _empty_lines(keys: Iterable[str]) -> Words:
    return {key: {"text": "", "feedback": ""} for key in keys}
