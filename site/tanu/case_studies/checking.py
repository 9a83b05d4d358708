"""What is wrong with a graph: first what its names say (naming.py), then what walking every way shows."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext_noop

from tanu.case_studies.earnings import Followed, earn, perfect_stray
from tanu.case_studies.engine import RunsInCircles
from tanu.case_studies.expert import Fork, Path, expert_choices, follow
from tanu.case_studies.naming import Finding, Place, name_faults
from tanu.case_studies.search import Way, Ways, explore, only
from tanu.case_studies.specs import VERDICTS, CaseSpec
from tanu.case_studies.watching import linked
from tanu.lib.sentences import Sentence

LEAST_APART = 3
LEAST_ENDINGS = 3
MOST_SAID = 20
Places = Mapping[str, Place]
_SCORE = ("score",)
_FORK = gettext_noop("the expert path needs exactly one choice with `expert: true` in `%(id)s`")
_MARKS: tuple[Literal["expert", "tempting"], ...] = ("expert", "tempting")


@dataclass(frozen=True)
class Measures:
    """What the ways of a case come to. Where `is_whole` is False not every way was walked: there may be better and
    worse, shorter and longer ways, more of them, and more endings."""

    best: int
    worst: int
    out_of: int
    shortest: int
    longest: int | None
    endings: dict[str, int | None]
    is_whole: bool


@dataclass(frozen=True)
class Survey:
    """A case whose ways were walked once: everything wrong with it, and what its ways come to."""

    case: CaseSpec
    findings: list[Finding]
    followed: Followed | None
    """The ways, and what is earned on them; None if they could not be walked."""

    @cached_property
    def measures(self) -> Measures | None:
        """None if a player is stopped before the end, or no way to an ending is known."""
        if self.followed is None or self.followed.ways.dead_ends or self.followed.ways.trapped:
            return None
        ways = self.followed.ways
        earnings = earn(self.followed)
        scores, steps = [*(earnings.scores or ())], [ways.shortest()]
        if not earnings.is_whole:
            marked = _marked(self.case)
            scores += [self.case.score.out_of - len(path.lacking(self.case)) for path in marked]
            steps += [len(path.steps) for path in marked]
        if not scores:
            return None
        return Measures(
            best=max(scores),
            worst=min(scores),
            out_of=self.case.score.out_of,
            shortest=min(length for length in steps if length is not None),
            longest=ways.longest(),
            endings=ways.ways_to_ends(),
            is_whole=earnings.is_whole,
        )


def survey(case: CaseSpec) -> Survey:
    """Ways are walked only if all names are known."""
    if findings := list(name_faults(case)):
        return Survey(case, findings, None)
    places: Places = {scene.id: ("scenes", number) for number, scene in enumerate(case.scenes)}
    try:
        followed = Followed(explore(case))
    except RunsInCircles as circle:
        said = gettext_noop("the rules of `%(id)s` lead from scene to scene and never arrive")
        return Survey(case, [Finding(places[circle.args[0]], Sentence(said, id=circle.args[0]))], None)
    ways = followed.ways
    stuck = list(_stuck(ways, places))
    findings = [*_unreached(ways), *stuck, *_silent(ways), *_endings(case)]
    return Survey(case, findings if stuck else [*findings, *_expert(case, followed, places)], followed)


def _unreached(ways: Ways) -> Iterator[Finding]:
    reached = ways.scenes if ways.is_whole else linked(ways.case)
    for number, scene in enumerate(ways.case.scenes):
        if scene.id not in reached:
            said = Sentence(gettext_noop("nobody can reach the scene `%(id)s`"), id=scene.id)
            yield Finding(("scenes", number), said)


def _stuck(ways: Ways, places: Places) -> Iterator[Finding]:
    for scene in ways.scenes_of(ways.dead_ends)[:MOST_SAID]:
        said = gettext_noop("a dead end: there is a way on which nothing is offered in `%(id)s`")
        yield Finding(places[scene], Sentence(said, id=scene))
    for scene in ways.scenes_of(ways.trapped)[:MOST_SAID]:
        said = gettext_noop("a loop without exit: from `%(id)s` there is a way on which no ending can be reached")
        yield Finding(places[scene], Sentence(said, id=scene))


def _silent(ways: Ways) -> Iterator[Finding]:
    if not ways.is_whole:
        return
    taken = {(ways.states[link.of].scene, link.choice) for links in ways.links for link in links}
    for number, scene in enumerate(ways.case.scenes):
        for position, choice in enumerate(scene.choices):
            if (scene.id, choice.id) not in taken and scene.id in ways.scenes:
                said = gettext_noop("nobody can take the choice `%(id)s`; it is always hidden or refused")
                yield Finding(("scenes", number, "choices", position), Sentence(said, id=choice.id))
        for position, rule in enumerate(scene.rules):
            if id(rule) not in ways.fired and scene.id in ways.scenes:
                said = gettext_noop("this rule never takes effect: `%(when)s`")
                yield Finding(("scenes", number, "rules", position), Sentence(said, when=rule.when))


def _endings(case: CaseSpec) -> Iterator[Finding]:
    verdicts = {scene.verdict for scene in case.scenes if scene.verdict}
    if sum(scene.is_end for scene in case.scenes) < LEAST_ENDINGS:
        said = gettext_noop("a case has at least %(least)s endings")
        yield Finding(("scenes",), Sentence(said, least=LEAST_ENDINGS))
    for verdict in case.score.pass_.verdicts:
        if verdict not in verdicts:
            said = gettext_noop("no ending has the verdict `%(verdict)s`")
            yield Finding(("score", "pass", "verdicts"), Sentence(said, verdict=verdict))
    if VERDICTS[-1] in case.score.pass_.verdicts:
        said = gettext_noop("nobody passes at an unsafe ending")
        yield Finding(("score", "pass", "verdicts"), Sentence(said))


def _expert(case: CaseSpec, followed: Followed, places: Places) -> Iterator[Finding]:
    try:
        expert = follow(case, "expert")
    except Fork as fork:
        yield Finding(places[fork.scene], Sentence(_FORK, id=fork.scene))
        return
    for number, scene in enumerate(case.scenes):
        if scene.kind == "must-visit" and scene.id not in expert.scenes:
            said = gettext_noop("the expert path does not see the must-visit `%(id)s`")
            yield Finding(("scenes", number), Sentence(said, id=scene.id))
        if scene.kind == "must-avoid" and scene.id in expert.scenes:
            said = gettext_noop("the expert path enters the must-avoid `%(id)s`")
            yield Finding(("scenes", number), Sentence(said, id=scene.id))
    if lacking := expert.lacking(case):
        said = gettext_noop("the expert path does not earn every point; it lacks %(points)s")
        yield Finding(_SCORE, Sentence(said, points=", ".join(lacking)))
    elif expert.verdict not in case.score.pass_.verdicts:
        yield Finding(_SCORE, Sentence(gettext_noop("the expert path ends with a verdict that does not pass")))
    elif way := perfect_stray(followed):
        said = gettext_noop("a way that is not the expert's earns every point, by %(way)s")
        yield Finding(_SCORE, Sentence(said, way=_strays(case, way)))
    else:
        yield from _by_chance(case, followed.ways, places)
    try:
        tempting = follow(case, "tempting")
    except Fork as fork:
        said = gettext_noop("the tempting path needs one choice with `tempting: true` in `%(id)s`")
        yield Finding(places[fork.scene], Sentence(said, id=fork.scene))
        return
    apart = [scene for scene, choice in tempting.steps if (scene, choice) not in expert.steps]
    if len(apart) < LEAST_APART:
        said = gettext_noop("the tempting path differs from the expert's in %(number)s scenes; at least %(least)s")
        yield Finding(_SCORE, Sentence(said, number=len(apart), least=LEAST_APART))


def _by_chance(case: CaseSpec, ways: Ways, places: Places) -> Iterator[Finding]:
    """Whatever chance decides on the expert's way, it earns every point."""
    ways = only(ways, expert_choices(case))
    for number, state in enumerate(ways.states[: ways.opened]):
        scene = case.scene(state.scene)
        if scene.is_end and scene.verdict not in case.score.pass_.verdicts:
            yield Finding(_SCORE, Sentence(gettext_noop("the expert path ends with a verdict that does not pass")))
            return
        if not scene.is_end and scene.links != "chance" and len(ways.links[number]) != 1:
            yield Finding(places[scene.id], Sentence(_FORK, id=scene.id))
            return
    scores = earn(Followed(ways)).scores
    if scores and scores[0] < case.score.out_of:
        yield Finding(_SCORE, Sentence(gettext_noop("where chance decides, the expert path may not earn every point")))


def _marked(case: CaseSpec) -> list[Path]:
    """The ways that the author marked, as far as they can be followed."""
    found = []
    for mark in _MARKS:
        with suppress(Fork):
            found.append(follow(case, mark))
    return found


def _strays(case: CaseSpec, way: Way) -> str:
    """Where it leaves the expert's."""
    expert = expert_choices(case)
    steps = [step for scene, choice in way.steps if (step := f"{scene}.{choice}") not in expert]
    return " > ".join(steps[:MOST_SAID])
