"""The parts of a paper case with their words: from an edition, for the pages that are printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from tanu.case_studies.conditions import MEASURES, Compared, read_condition
from tanu.case_studies.expert import follow
from tanu.case_studies.models import CaseEdition
from tanu.case_studies.paper import AnyCheck, Option, Paper, Part
from tanu.case_studies.paper_words import (
    addition_words,
    change_words,
    check_words,
    closed_words,
    first_turn_words,
    go_words,
    refused_words,
    turn_words,
)
from tanu.case_studies.words import Words
from tanu.lib.languages import in_language
from tanu.lib.pdf import svg_address
from tanu.lib.svg import printed_svg
from tanu.pictures.models import Drawing
from tanu.question_banks.types.referral import LEVELS, THRESHOLD, TOO_LOW

BOXES = 12


@dataclass(frozen=True)
class Sheets:
    """An edition with its numbers, read in one language."""

    edition: CaseEdition
    language: str
    paper: Paper

    @classmethod
    def of(cls, edition: CaseEdition, language: str) -> "Sheets":
        return cls(edition, language, Paper(edition.spec))

    @property
    def words(self) -> Words:
        return dict(self.edition.document["words"][self.language])

    @property
    def front(self) -> Words:
        return dict(self.words["front"])

    def rows(self) -> list[dict[str, Any]]:
        names = self.front.get("counters", {})
        return [
            {"letter": row.letter, "name": names.get(row.counter, ""), "start": row.start, "is_ticked": row.is_ticked}
            for row in self.paper.rows.values()
        ]

    def parts(self) -> list[dict[str, Any]]:
        return [self._part(part) for part in self.paper.parts]

    def keys(self) -> list[dict[str, Any]]:
        """For each form or question: what is right."""
        return [self._key(part) for part in self.paper.parts if part.scene.is_marked]

    def points(self, kind: str) -> list[dict[str, Any]]:
        """Critical steps or forbidden acts with their reason and the choices that take or do them."""
        reasons = self.words["notes"]["debrief"]
        points = getattr(self.paper.case.score, kind)
        return [
            {"codes": ", ".join(self.paper.earned_by(point)), **reasons.get(point, {"text": point})} for point in points
        ]

    def passing_ends(self) -> str:
        verdicts = self.paper.case.score.pass_.verdicts
        return ", ".join(str(part.number) for part in self.paper.parts if part.scene.verdict in verdicts)

    def feedback(self) -> list[dict[str, Any]]:
        said = self.words["scenes"]
        return [
            {"code": option.code, "text": said[part.scene.id]["choices"][option.choice.id]["feedback"]}
            for part in self.paper.parts
            for option in part.options
        ]

    def expert_way(self) -> str:
        path = follow(self.paper.case, "expert")
        codes = [self.paper.codes[f"{scene}.{choice}"] for scene, choice in path.steps]
        return " – ".join([*codes, str(self.paper.numbers[path.end.scene])])

    def remarks(self) -> list[dict[str, str]]:
        """Those that can be looked up on the sheet."""
        said = self.words["notes"]["remarks"]
        return [
            {"check": check_words(self._check(remark.when)), "text": said[remark.id]["text"]}
            for remark in self.paper.case.remarks
            if not _measures(remark.when)
        ]

    def limits(self) -> list[str]:
        """What paper cannot do."""
        case = self.paper.case
        found = [gettext("Feedback is read at the end, when it cannot change the way any more.")]
        if any(scene.links == "chance" for scene in case.scenes):
            found.append(gettext("Where chance decides, slips of paper are drawn."))
        unsaid = [remark for remark in case.remarks if _measures(remark.when)]
        found += [
            gettext("Not said on paper: %(words)s") % {"words": self.words["notes"]["remarks"][remark.id]["text"]}
            for remark in unsaid
        ]
        return found

    def _check(self, when: str) -> AnyCheck:
        return self.paper.check(read_condition(when))

    def _part(self, part: Part) -> dict[str, Any]:
        said = self.words["scenes"][part.scene.id]
        return {
            "number": part.number,
            "heading": said["heading"],
            "first_turns": [first_turn_words(turn) for turn in part.turns],
            "changes": [change_words(change) for change in part.changes],
            "blocks": [self._block(block) for block in said["blocks"]],
            "additions": [(addition_words(check), said["additions"][key]["text"]) for check, key in part.additions],
            "options": [self._option(option, said) for option in part.options],
            "fields": self._fields(part),
            "is_marked": part.scene.is_marked,
            "is_drawn": part.scene.links == "chance",
            "is_end": part.scene.is_end,
            "verdict": said["verdict"],
        }

    def _option(self, option: Option, said: Words) -> dict[str, Any]:
        return {
            "code": option.code,
            "text": said["choices"][option.choice.id]["text"],
            "slips": option.choice.weight,
            "closed": [closed_words(check) for check in option.closed],
            "refused": [(refused_words(check), said["refusals"][key]["text"]) for check, key in option.refused],
            "changes": [change_words(change) for change in option.changes],
            "turns": [turn_words(turn) for turn in option.turns],
            "go": go_words(option.to),
        }

    def _block(self, block: Words) -> dict[str, Any]:
        if block["kind"] == "figure":
            drawing = Drawing.objects.only("svg").get(path=block["what"])
            return {**block, "image": svg_address(printed_svg(drawing.svg))}
        return {**block, "name": self.front["people"].get(block["what"], "") if block["kind"] == "says" else ""}

    def _options(self, part: Part) -> list[Any]:
        return list(self.edition.document["questions"][part.scene.id].get("document", {}).get("options", []))

    def _fields(self, part: Part) -> list[dict[str, Any]]:
        """Each with its answers to circle; a question is one field, its label what it asks."""
        if not part.scene.is_marked:
            return []
        document = self.edition.document["questions"][part.scene.id].get("document", {})
        fields = document.get("fields") or [{"key": "", "label": document.get("ask", {})}]
        options = self._options(part)
        found = [
            {
                "number": number,
                "label": in_language(field["label"], self.language),
                "options": [
                    {"letter": letter, "text": in_language(option["text"], self.language), "key": option["key"]}
                    | {"is_right": option["weight"] > 0}
                    for letter, option in zip("abcdefghijkl", _of_field(options, field["key"]), strict=False)
                ],
            }
            for number, field in enumerate(fields, start=1)
        ]
        if stem := in_language(document.get("stem", {}), self.language):
            found.insert(0, {"number": 0, "label": stem, "options": []})
        return found

    def _key(self, part: Part) -> dict[str, Any]:
        fields = [field for field in self._fields(part) if field["options"]]
        form = part.scene.form
        return {
            "number": part.number,
            "right": "; ".join(f"{field['number']}: {_letters(field)}" for field in fields),
            "enough": form.enough if form else len(fields),
            "is_form": bool(form),
            "grave": [f"{field['number']}{letter}" for field in fields for letter in _grave(field)],
        }


def _of_field(options: list[Any], field: str) -> Iterator[Any]:
    return (option for option in options if not field or option["key"].startswith(f"{field}:"))


def _letters(field: dict[str, Any]) -> str:
    return ", ".join(option["letter"] for option in field["options"] if option["is_right"])


def _grave(field: dict[str, Any]) -> Iterator[str]:
    """Thresholds two levels too low: then nothing else counts."""
    places = {f"{THRESHOLD}:{level}": place for place, level in enumerate(LEVELS)}
    right = next((places[o["key"]] for o in field["options"] if o["is_right"] and o["key"] in places), None)
    for option in field["options"]:
        if right is not None and option["key"] in places and places[option["key"]] - right >= TOO_LOW:
            yield option["letter"]


def _measures(when: str) -> bool:
    parts = read_condition(when).parts()
    return any(isinstance(part, Compared) and part.counter in MEASURES for part in parts)
