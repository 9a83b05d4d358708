"""From a Twee file to a case: our own comes back as it was, one that was written elsewhere becomes a draft.

Nothing in the file is run, followed or fetched. Whatever is not understood is reported with its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tanu.case_studies.prose import parse_prose
from tanu.case_studies.specs import CaseSpec, SceneSpec
from tanu.case_studies.twee import Passage, read_link, read_twee, unescaped
from tanu.case_studies.twee_draft import draft_case
from tanu.case_studies.twee_writing import CASE, PRIVATE, PROSE, SHOWN
from tanu.case_studies.words import Words, words_of
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Report
from tanu.lib.specs import validate
from tanu.lib.strict_yaml import read_yaml
from tanu.lib.textfiles import normalise

_HEADING = "# "


@dataclass(frozen=True)
class Story:
    """A case in the shape of its files. `is_draft` says that most of it is still to be written."""

    spec: CaseSpec
    words: Mapping[str, Words]
    is_draft: bool = False


def read_story(text: str, key: str, language: str, report: Report) -> Story | None:
    """The case `key`, or None with the reasons reported. A draft has its words in `language` alone."""
    passages = read_twee(text, report)
    named = {passage.name: passage for passage in passages}
    if CASE in named:
        return _Own(passages, named, key, report).read()
    draft = draft_case(passages, key, language, report)
    return Story(*draft, is_draft=True) if draft else None


class _Own:
    """What we wrote. The graph is the one of its private passages; words are those of the scenes, as they are now."""

    def __init__(self, passages: list[Passage], named: dict[str, Passage], key: str, report: Report) -> None:
        self.passages, self.named, self.key = passages, named, key
        self.report = report
        self.is_whole = True
        self.scenes: frozenset[str] = frozenset()

    def read(self) -> Story | None:
        spec = self._spec()
        words = {language: found for language in LANGUAGES if (found := self._words(language)) is not None}
        if spec is None or len(words) < len(LANGUAGES):
            return None
        language = next((tag for tag in self.named[CASE].tags if tag.startswith(SHOWN)), "")[len(SHOWN) :]
        if language not in LANGUAGES:
            self._refuse(self.named[CASE].line, f"the tag {SHOWN}kk, {SHOWN}ru or {SHOWN}en is missing")
            return None
        self.scenes = frozenset(spec.by_id)
        self._check_names()
        said = spec.model_dump(by_alias=True)
        spec = CaseSpec.model_validate({**said, "id": self.key, "scenes": tuple(map(self._led, spec.scenes))})
        shown = self._shown(spec, words[language], language)
        if shown is None or not self.is_whole:
            return None
        return Story(spec, {**words, language: shown})

    def _spec(self) -> CaseSpec | None:
        passage = self.named[CASE]
        document = read_yaml(normalise(passage.words), self._within(passage))
        return validate(CaseSpec, document, self._within(passage)) if document else None

    def _words(self, language: str) -> Words | None:
        passage = self.named.get(f"{PROSE} {language}")
        if passage is None:
            self._refuse(1, f"the passage `{PROSE} {language}` is missing")
            return None
        prose = parse_prose(Path(language), normalise(passage.words), self._within(passage))
        return words_of(prose) if prose else None

    def _check_names(self) -> None:
        seen: set[str] = set()
        for passage in self.passages:
            if passage.name in seen:
                self._refuse(passage.line, f"a second passage is called `{passage.name}`")
            seen.add(passage.name)
            is_ours = PRIVATE in passage.tags or passage.name.startswith("Story")
            if not is_ours and passage.name not in self.scenes:
                self._refuse(passage.line, f"`{passage.name}` is no scene of the case; add it to `{CASE}` first")
        for key in sorted(self.scenes - seen):
            self._refuse(self.named[CASE].line, f"the scene `{key}` has no passage")

    def _led(self, scene: SceneSpec) -> dict[str, Any]:
        """The scene with its links as they are now."""
        passage = self.named.get(scene.id)
        links = _links(passage) if passage else []
        if passage is None or len(links) != len(scene.choices):
            line = passage.line if passage else 1
            self._refuse(line, f"`{scene.id}` has {len(links)} links and {len(scene.choices)} choices in `{CASE}`")
            links = []
        said = scene.model_dump(by_alias=True)
        for choice, (line, _text, to) in zip(said["choices"], links, strict=False):
            if to not in self.scenes:
                self._refuse(line, f"there is no scene `{to[:80]}`")
                continue
            if to != choice["to"]:
                self.report(line, f"`{scene.id}.{choice['id']}` leads to `{to}` now, before to `{choice['to']}`")
            choice["to"] = to
        return said

    def _shown(self, spec: CaseSpec, words: Words, language: str) -> Words | None:
        """`words` with headings, prose and choices as the passages have them."""
        lines: list[tuple[int, str]] = []
        for scene in spec.scenes:
            if passage := self.named.get(scene.id):
                lines += _section(passage, len(scene.choices))
        front = normalise(self.named[f"{PROSE} {language}"].words).split("\n---\n")[0].split("\n")
        text = "\n".join([*front, "---", *(line for _, line in lines)])
        places = [self.named[CASE].line] * (len(front) + 1) + [number for number, _ in lines]
        prose = parse_prose(Path(CASE), text + "\n", lambda line, said: self._refuse(places[line - 1], said))
        found = words_of(prose)["scenes"] if prose else {}
        if found.keys() != words["scenes"].keys() or any(scene["choices"] for scene in found.values()):
            self._refuse(1, "the passages do not have the scenes of the case")
            return None
        scenes = {key: self._merged(spec.scene(key), said, found[key]) for key, said in words["scenes"].items()}
        return {**words, "scenes": scenes}

    def _merged(self, scene: SceneSpec, words: Words, found: Words) -> Words:
        texts = [text for _line, text, _to in _links(self.named[scene.id])]
        told = dict(zip((choice.id for choice in scene.choices), texts, strict=False))
        choices = {key: {**line, "text": told.get(key, line["text"])} for key, line in words["choices"].items()}
        return {**words, "heading": found["heading"], "blocks": found["blocks"], "choices": choices}

    def _within(self, passage: Passage) -> Report:
        """Says what is wrong in a text by the line of the whole file."""
        return lambda line, said: self._refuse(passage.line + line, said)

    def _refuse(self, line: int, said: str) -> None:
        self.is_whole = False
        self.report(line, said)


def _links(passage: Passage) -> list[tuple[int, str, str]]:
    """Line, text and target of the links below the prose."""
    found = []
    for number, line in reversed(list(passage.lines())):
        link = read_link(line)
        if link is None and line.strip():
            break
        if link:
            found.append((number, *link))
    return found[::-1]


def _section(passage: Passage, links: int) -> list[tuple[int, str]]:
    """The passage as a section of a prose file, without its links."""
    heading, *rest = passage.lines()
    named = heading[1].removeprefix(_HEADING) if heading[1].startswith(_HEADING) else passage.name
    last = _links(passage)[0][0] if links else heading[0] + len(rest) + 1
    body = rest if heading[1].startswith(_HEADING) else [heading, *rest]
    prose = [(number, unescaped(line)) for number, line in body if number < last]
    return [(heading[0], f"## {passage.name} | {named}"), *prose]
