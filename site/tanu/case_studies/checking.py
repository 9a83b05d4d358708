"""What is wrong with a graph: first what its names say, then what walking every way shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from tanu.case_studies.conditions import MEASURES, Chose, Compared, Condition, Visited, read_condition
from tanu.case_studies.earnings import Earnings, earn
from tanu.case_studies.engine import RunsInCircles
from tanu.case_studies.expert import Fork, follow
from tanu.case_studies.search import Ways, explore
from tanu.case_studies.specs import VERDICTS, CaseSpec, SceneSpec
from tanu.lib.sentences import Sentence

LEAST_APART = 3
LEAST_ENDINGS = 3
MOST_SAID = 20
Place = tuple[str | int, ...]
Places = Mapping[str, Place]
_SCORE = ("score",)


@dataclass(frozen=True)
class Finding:
    """A fault at `path` in the shape of case.yaml: ("scenes", 3, "choices", 1, "to")."""

    path: Place
    sentence: Sentence


@dataclass(frozen=True)
class Measures:
    """What the ways of a case come to. Where `is_whole` is False not every way was walked."""

    best: int
    worst: int
    out_of: int
    shortest: int
    longest: int | None
    endings: dict[str, int | None]
    is_whole: bool


def check_graph(case: CaseSpec) -> list[Finding]:
    """Everything wrong with the graph. Ways are walked only if all names are known."""
    return list(_names(case)) or list(_walked(case))


def measure(case: CaseSpec) -> Measures:
    """Of a case in which `check_graph` finds nothing that stops a player."""
    ways = explore(case)
    earnings = earn(ways)
    scores = earnings.scores + _marked_scores(case, earnings)
    shortest, longest = ways.lengths
    return Measures(
        max(scores), min(scores), case.score.out_of, shortest, longest, ways.ways_to_ends(), earnings.is_whole
    )


def _names(case: CaseSpec) -> Iterator[Finding]:
    yield from _twice(case)
    for number, scene in enumerate(case.scenes):
        yield from _scene_names(case, scene, ("scenes", number))
    if case.scenes[0].kind != "start" or any(scene.kind == "start" for scene in case.scenes[1:]):
        yield Finding(("scenes", 0), Sentence(gettext_noop("the first scene, and no other, is of the kind `start`")))
    yield from _score_names(case)
    for number, remark in enumerate(case.remarks):
        yield from _condition_names(case, read_condition(remark.when), ("remarks", number, "when"), MEASURES)
    for name in case.counters:
        if not any(name in _counters(condition) for condition in _conditions(case)) and not case.counters[name].shown:
            said = gettext_noop("no rule and no remark asks for the counter `%(name)s`, and nobody sees it")
            yield Finding(("counters", name), Sentence(said, name=name))


def _twice(case: CaseSpec) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, scene in enumerate(case.scenes):
        if scene.id in seen:
            yield Finding(("scenes", number), Sentence(gettext_noop("the scene `%(id)s` stands twice"), id=scene.id))
        seen.add(scene.id)
        keys = [choice.id for choice in scene.choices]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            said = Sentence(gettext_noop("the choice `%(id)s` stands twice"), id=key)
            yield Finding(("scenes", number, "choices"), said)


def _scene_names(case: CaseSpec, scene: SceneSpec, place: Place) -> Iterator[Finding]:
    if not scene.is_end and not scene.choices:
        yield Finding(place, Sentence(gettext_noop("the scene `%(id)s` has no choices and is no ending"), id=scene.id))
    yield from _unknown(case, [*scene.add, *scene.set], place)
    for number, choice in enumerate(scene.choices):
        here = (*place, "choices", number)
        if choice.to not in case.by_id:
            yield Finding((*here, "to"), _no_scene(choice.to))
        yield from _unknown(case, [*choice.add, *choice.set], here)
        for kind, known in (("critical", case.score.critical), ("forbidden", case.score.forbidden)):
            for point in getattr(choice, kind):
                if point not in known:
                    said = gettext_noop("`score` has no `%(point)s` under `%(kind)s`")
                    yield Finding((*here, kind), Sentence(said, point=point, kind=kind))
    for number, rule in enumerate(scene.rules):
        here = (*place, "rules", number)
        yield from _condition_names(case, rule.condition, (*here, "when"))
        yield from _unknown(case, rule.add, here)
        if rule.to and rule.to not in case.by_id:
            yield Finding((*here, "to"), _no_scene(rule.to))
        for key in (rule.choice, rule.hide):
            if key and not scene.choice(key):
                yield Finding(here, _no_choice(f"{scene.id}.{key}"))


def _unknown(case: CaseSpec, counters: Iterable[str], place: Place) -> Iterator[Finding]:
    for name in counters:
        if name not in case.counters:
            yield Finding(place, _no_counter(name))


def _condition_names(
    case: CaseSpec, condition: Condition, place: Place, measures: tuple[str, ...] = ()
) -> Iterator[Finding]:
    for part in condition.parts():
        if isinstance(part, Compared) and part.counter not in case.counters and part.counter not in measures:
            yield Finding(place, _no_counter(part.counter))
        if isinstance(part, Visited) and part.scene not in case.by_id:
            yield Finding(place, _no_scene(part.scene))
        if isinstance(part, Chose):
            scene, _, choice = part.choice.partition(".")
            if scene not in case.by_id or not case.scene(scene).choice(choice):
                yield Finding(place, _no_choice(part.choice))


def _score_names(case: CaseSpec) -> Iterator[Finding]:
    score = case.score
    for point in sorted(score.critical.keys() & score.forbidden.keys()):
        said = gettext_noop("`%(point)s` is a critical step and a forbidden act; give each a name of its own")
        yield Finding(("score", "forbidden", point), Sentence(said, point=point))
    used = {point for scene in case.scenes for choice in scene.choices for point in choice.points}
    for kind, points in (("critical", score.critical), ("forbidden", score.forbidden)):
        for point in points:
            if point not in used:
                said = gettext_noop("no choice has `%(point)s`, so it can be neither taken nor avoided")
                yield Finding(("score", kind, point), Sentence(said, point=point))
    for name, by, known in (
        ("threshold", (score.threshold.by,), score.critical),
        ("recipient", (score.recipient.by,), score.critical),
        ("delay", score.delay.by, score.forbidden),
    ):
        for point in by:
            if point not in known:
                kind = "forbidden" if name == "delay" else "critical"
                said = gettext_noop("`score` has no `%(point)s` under `%(kind)s`")
                yield Finding(("score", name, "by"), Sentence(said, point=point, kind=kind))
    people = {person.id for person in case.people.values()}
    if score.recipient.right not in people:
        said = gettext_noop("`%(id)s` is none of the `people`")
        yield Finding(("score", "recipient", "right"), Sentence(said, id=score.recipient.right))
    if score.pass_.points > score.out_of:
        said = gettext_noop("%(points)s points are asked for, and there are %(out_of)s")
        yield Finding(("score", "pass", "points"), Sentence(said, points=score.pass_.points, out_of=score.out_of))


def _walked(case: CaseSpec) -> Iterator[Finding]:
    places = {scene.id: ("scenes", number) for number, scene in enumerate(case.scenes)}
    try:
        ways = explore(case)
    except RunsInCircles as circle:
        said = gettext_noop("the rules of `%(id)s` lead from scene to scene and never arrive")
        yield Finding(places[circle.args[0]], Sentence(said, id=circle.args[0]))
        return
    stuck = [*_unreached(case, ways), *_stuck(ways, places), *_silent_rules(case, ways)]
    yield from stuck
    yield from _endings(case, ways)
    if not stuck:
        yield from _expert(case, ways, places)


def _unreached(case: CaseSpec, ways: Ways) -> Iterator[Finding]:
    reached = ways.scenes if ways.is_whole else _linked(case)
    for number, scene in enumerate(case.scenes):
        if scene.id not in reached:
            said = Sentence(gettext_noop("nobody can reach the scene `%(id)s`"), id=scene.id)
            yield Finding(("scenes", number), said)


def _linked(case: CaseSpec) -> set[str]:
    """Scenes that are linked with the start, whatever the rules say."""
    found, open_ones = {case.start.id}, [case.start]
    while open_ones:
        scene = open_ones.pop()
        for key in [choice.to for choice in scene.choices] + [rule.to for rule in scene.rules if rule.to]:
            if key not in found:
                found.add(key)
                open_ones.append(case.scene(key))
    return found


def _stuck(ways: Ways, places: Places) -> Iterator[Finding]:
    for scene in sorted({state.scene for state in ways.dead_ends()})[:MOST_SAID]:
        said = gettext_noop("a dead end: there is a way on which nothing is offered in `%(id)s`")
        yield Finding(places[scene], Sentence(said, id=scene))
    for scene in sorted({state.scene for state in ways.trapped()})[:MOST_SAID]:
        said = gettext_noop("a loop without exit: from `%(id)s` there is a way on which no ending can be reached")
        yield Finding(places[scene], Sentence(said, id=scene))


def _silent_rules(case: CaseSpec, ways: Ways) -> Iterator[Finding]:
    if not ways.is_whole:
        return
    for number, scene in enumerate(case.scenes):
        for position, rule in enumerate(scene.rules):
            if (scene.id, position) not in ways.fired and scene.id in ways.scenes:
                said = Sentence(gettext_noop("this rule can never hold: `%(when)s`"), when=rule.when)
                yield Finding(("scenes", number, "rules", position), said)


def _endings(case: CaseSpec, ways: Ways) -> Iterator[Finding]:
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


def _expert(case: CaseSpec, ways: Ways, places: Places) -> Iterator[Finding]:
    try:
        expert = follow(case, "expert")
    except Fork as fork:
        said = gettext_noop("the expert path needs exactly one choice with `expert: true` in `%(id)s`")
        yield Finding(places[fork.scene], Sentence(said, id=fork.scene))
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
    else:
        if way := earn(ways, without_fault=True).perfect_stray():
            said = gettext_noop("a way that is not the expert's earns every point: %(way)s")
            yield Finding(_SCORE, Sentence(said, way=_named(way.steps)))
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


def _marked_scores(case: CaseSpec, earnings: Earnings) -> list[int]:
    """Where not all ways were walked, those that the author marked are known at least."""
    if earnings.is_whole:
        return []
    paths = [follow(case, "expert"), follow(case, "tempting")]
    return [case.score.out_of - len(path.lacking(case)) for path in paths]


def _named(steps: tuple[tuple[str, str], ...]) -> str:
    return " > ".join(f"{scene}.{choice}" for scene, choice in steps)


def _conditions(case: CaseSpec) -> Iterator[Condition]:
    for scene in case.scenes:
        for rule in scene.rules:
            yield rule.condition
    for remark in case.remarks:
        yield read_condition(remark.when)


def _counters(condition: Condition) -> set[str]:
    return {part.counter for part in condition.parts() if isinstance(part, Compared)}


def _no_scene(key: str) -> Sentence:
    return Sentence(gettext_noop("there is no scene `%(id)s`"), id=key)


def _no_choice(key: str) -> Sentence:
    return Sentence(gettext_noop("there is no choice `%(id)s`"), id=key)


def _no_counter(name: str) -> Sentence:
    return Sentence(gettext_noop("the counter `%(name)s` is not declared under `counters`"), name=name)
