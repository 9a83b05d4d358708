"""The words of a choice map in the reader's language: what stands in the picture, the tables and the file."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext

from tanu.case_studies.choice_map import ChoiceMap
from tanu.case_studies.specs import Verdict

GOOD: tuple[Verdict, ...] = ("safe", "safe-harder")


@dataclass(frozen=True)
class ChoiceLine:
    number: int
    text: str
    is_expert: bool
    people: int | None
    share: str


@dataclass(frozen=True)
class SceneLine:
    """A scene with its choices; an ending has a verdict and none. People of None are left out."""

    key: str
    heading: str
    verdict: str
    choices: list[ChoiceLine]
    reached: int | None
    share: str
    stopped: int | None
    still_open: int | None
    again: int | None
    minutes: str


class MapWords:
    """The words of one edition in one language."""

    def __init__(self, choices: ChoiceMap, language: str) -> None:
        self.map = choices
        self._said = choices.edition.document["words"][language]

    @property
    def title(self) -> str:
        return str(self._said["front"]["title"])

    def heading(self, scene: str) -> str:
        return str(self._said["scenes"][scene]["heading"])

    def choice(self, scene: str, choice: str) -> str:
        """Plain text."""
        return html.unescape(strip_tags(self._said["scenes"][scene]["choices"][choice]["text"]))

    def number(self, scene: str, choice: str) -> int:
        return [one.id for one in self.map.spec.scene(scene).choices].index(choice) + 1

    def verdict(self, verdict: Verdict) -> str:
        return {
            "safe": gettext("child safe"),
            "safe-harder": gettext("child safe, the road longer"),
            "late": gettext("help came late"),
            "not-safe": gettext("child not safe"),
        }[verdict]

    @property
    def finished(self) -> int | None:
        return self.map.people("finished")

    @property
    def stopped(self) -> int | None:
        return self.map.people("stopped")

    @property
    def still_open(self) -> int | None:
        return self.map.people("open")

    @property
    def earlier(self) -> int | None:
        return self.map.people("earlier")

    def finding(self) -> str:
        """What the map shows, with number and denominator; only of figures that are printed."""
        began = self.map.began
        ends = [self.map.people("reached", scene.id) for scene in self.map.spec.scenes if scene.verdict in GOOD]
        if None not in ends:
            safe = sum(people or 0 for people in ends)
            said = gettext("%(safe)s of %(began)s came to an ending in which the child is safe.")
            return said % {"safe": safe, "began": began}
        finished = self.map.people("finished")
        if finished is not None:
            return gettext("%(finished)s of %(began)s came to an ending.") % {"finished": finished, "began": began}
        return gettext("People who began this case: %(began)s.") % {"began": began}

    def fork(self) -> str:
        """The choice that led most people off the expert's way."""
        asides = [
            (people, scene.id, choice.id)
            for scene in self.map.spec.scenes
            for choice in scene.choices
            if scene.links != "chance"
            and not choice.expert
            and (people := self.map.people("choice", scene.id, choice.id))
        ]
        if not asides:
            return ""
        people, scene, choice = max(asides, key=lambda aside: aside[0])
        said = gettext("Most left the expert's way at “%(scene)s”: %(people)s of %(began)s chose “%(choice)s”")
        chosen = self.choice(scene, choice).strip('“”«»"')
        return said % {"scene": self.heading(scene), "people": people, "began": self.map.began, "choice": chosen}

    def lines(self) -> list[SceneLine]:
        return [self._line(scene.id) for scene in self.map.spec.scenes]

    def _line(self, key: str) -> SceneLine:
        choices, began, scene = self.map, self.map.began, self.map.spec.scene(key)
        reached = choices.reached(key)
        return SceneLine(
            key,
            self.heading(key),
            self.verdict(scene.verdict) if scene.verdict else "",
            [
                ChoiceLine(
                    self.number(key, choice.id),
                    self.choice(key, choice.id),
                    choice.expert,
                    people := choices.people("choice", key, choice.id),
                    percent(people, began),
                )
                for choice in scene.choices
            ],
            reached,
            percent(reached, began),
            choices.people("stopped", key),
            choices.people("open", key),
            choices.again(key),
            clock(choices.seconds(key)) if not scene.is_end else "",
        )

    def rows(self) -> Iterator[list[str]]:
        """As a table for a file, with its headings; what is left out is a dash."""
        yield [
            gettext("Scene"),
            gettext("Heading"),
            gettext("Choice"),
            gettext("Text of the choice"),
            gettext("Expert"),
            gettext("Verdict"),
            gettext("People"),
            gettext("Of"),
            gettext("Mean seconds"),
            gettext("Came back"),
            gettext("Left unfinished"),
            gettext("Still open"),
        ]
        began = str(self.map.began)
        for line in self.lines():
            seconds = self.map.seconds(line.key) if line.choices else None
            own = ["", figure(line.again), figure(line.stopped), figure(line.still_open)] if line.choices else [""] * 4
            own[0] = str(round(seconds)) if seconds is not None else ""
            yield [line.key, line.heading, "", "", "", line.verdict, figure(line.reached), began, *own]
            scene = self.map.spec.scene(line.key)
            for key, choice in zip((one.id for one in scene.choices), line.choices, strict=True):
                mark = gettext("yes") if choice.is_expert else ""
                yield [line.key, line.heading, key, choice.text, mark, "", figure(choice.people), began, *[""] * 4]


def figure(people: int | None) -> str:
    return "–" if people is None else str(people)


def percent(people: int | None, whole: int) -> str:
    return "–" if people is None else f"{round(100 * people / whole)}\xa0%"


def clock(seconds: float | None) -> str:
    """Minutes and seconds: 1:05."""
    return "–" if seconds is None else "{}:{:02}".format(*divmod(round(seconds), 60))
