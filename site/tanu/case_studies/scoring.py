"""What a way through a case comes to: points over a fixed denominator, and a verdict in words."""

from dataclasses import dataclass

from tanu.case_studies.conditions import read_condition
from tanu.case_studies.engine import State
from tanu.case_studies.specs import CaseSpec, Level, Verdict

# A step that lies open overnight is no thinking time.
LONGEST_STEP = 3600


@dataclass(frozen=True)
class Result:
    """`taken` and `missed` are critical steps, `avoided` and `done` forbidden acts, in the order of the case.

    `threshold_said` is what the learner last said about urgency, if any choice said it.
    """

    taken: tuple[str, ...]
    missed: tuple[str, ...]
    avoided: tuple[str, ...]
    done: tuple[str, ...]
    verdict: Verdict
    passed: bool
    has_right_threshold: bool
    threshold_said: Level | None
    has_right_recipient: bool
    lost_time: bool
    hours: int
    not_seen: tuple[str, ...]
    entered: tuple[str, ...]

    @property
    def points(self) -> int:
        return len(self.taken) + len(self.avoided)

    @property
    def out_of(self) -> int:
        return self.points + len(self.missed) + len(self.done)


def result(case: CaseSpec, state: State) -> Result:
    """Of a way that ended in `state`. Must-visits `not_seen` and must-avoids `entered` are scenes."""
    score, points = case.score, state.points
    verdict = case.scene(state.scene).verdict
    if verdict is None:
        raise ValueError(f"the way has not ended: {state.scene}")
    taken = tuple(point for point in score.critical if point in points)
    avoided = tuple(point for point in score.forbidden if point not in points)
    of_kind = {kind: [scene.id for scene in case.scenes if scene.kind == kind] for kind in ("must-visit", "must-avoid")}
    return Result(
        taken=taken,
        missed=tuple(point for point in score.critical if point not in points),
        avoided=avoided,
        done=tuple(point for point in score.forbidden if point in points),
        verdict=verdict,
        passed=len(taken) + len(avoided) >= score.pass_.points and verdict in score.pass_.verdicts,
        has_right_threshold=score.threshold.by in points,
        threshold_said=state.said,
        has_right_recipient=score.recipient.by in points,
        lost_time=any(point in points for point in score.delay.by),
        hours=state.hours,
        not_seen=tuple(key for key in of_kind["must-visit"] if key not in state.visited),
        entered=tuple(key for key in of_kind["must-avoid"] if key in state.visited),
    )


def remarks(case: CaseSpec, state: State, seconds: int) -> list[str]:
    """Ids of the sentences that the debrief says about this way."""
    found = result(case, state)
    measures = {"seconds": seconds, "missed": len(found.not_seen), "entered": len(found.entered)}
    moment = State(state.scene, {**state.counters, **measures}, state.visited, state.chosen)
    return [remark.id for remark in case.remarks if read_condition(remark.when).holds(moment)]
