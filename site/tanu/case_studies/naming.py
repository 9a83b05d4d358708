"""Whether a graph names only what it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from tanu.case_studies.conditions import MEASURES, Chose, Compared, Condition, Visited, read_condition
from tanu.case_studies.specs import CaseSpec, SceneSpec
from tanu.lib.sentences import Sentence

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """A fault at `path` in the shape of case.yaml: ("scenes", 3, "choices", 1, "to")."""

    path: Place
    sentence: Sentence


def name_faults(case: CaseSpec) -> Iterator[Finding]:
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
        for position, choice in enumerate(scene.choices):
            if any(choice.id == other.id for other in scene.choices[:position]):
                said = Sentence(gettext_noop("the choice `%(id)s` stands twice"), id=choice.id)
                yield Finding(("scenes", number, "choices", position), said)


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
