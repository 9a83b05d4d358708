"""Every case that ships: it can be played to each of its ends, and its score says what it should."""

from collections import deque
from pathlib import Path

import pytest
from django.conf import settings

from tanu.case_studies.engine import State, begin, take
from tanu.case_studies.expert import follow
from tanu.case_studies.files import NAMES, CaseFile, read_case, read_texts
from tanu.case_studies.scoring import Result, result
from tanu.case_studies.search import Ways, explore
from tanu.case_studies.specs import CaseSpec
from tanu.case_studies.writing import FOLDER, case_texts
from tanu.lib.places import Problems

ROOT = Path(settings.CONTENT_ROOT) / FOLDER
SLUGS = sorted(path.parent.name for path in ROOT.glob("*/case.yaml"))

Steps = list[tuple[str, str]]


@pytest.fixture(scope="module", params=SLUGS)
def case(request: pytest.FixtureRequest) -> CaseFile:
    problems = Problems(ROOT)
    file = read_case(ROOT / request.param, problems)
    assert list(problems) == []
    assert file is not None
    return file


@pytest.fixture(scope="module")
def ways(case: CaseFile) -> Ways:
    return explore(case.spec)


def played(case: CaseSpec, steps: Steps) -> State:
    """The player of the site, step by step."""
    state = begin(case)
    for scene, choice in steps:
        assert state.scene == scene
        state = take(case, state, choice)
    return state


def way_out(ways: Ways, number: int) -> Steps:
    """Steps from there to the nearest ending."""
    ends, queue = set(ways.ends), deque([(number, Steps())])
    seen = {number}
    while queue:
        here, steps = queue.popleft()
        if here in ends:
            return steps
        for link in ways.links[here]:
            if link.to not in seen:
                seen.add(link.to)
                queue.append((link.to, [*steps, (ways.states[here].scene, link.choice)]))
    raise AssertionError(f"no ending after {ways.states[number].scene}")


def test_a_player_reaches_every_ending(case: CaseFile, ways: Ways) -> None:
    assert ways.is_whole
    reached = {played(case.spec, list(ways.way_to(end).steps)).scene for end in ways.ends}
    assert reached == {scene.id for scene in case.spec.scenes if scene.is_end}


def test_the_expert_path_has_every_point_and_passes(case: CaseFile) -> None:
    path = follow(case.spec, "expert")
    found = result(case.spec, played(case.spec, list(path.steps)))
    assert (found.points, found.passed) == (case.spec.score.out_of, True)
    assert (found.not_seen, found.entered, found.lost_time) == ((), (), False)
    assert (found.has_right_threshold, found.has_right_recipient) == (True, True)


def test_each_forbidden_act_costs_its_point(case: CaseFile, ways: Ways) -> None:
    for act in case.spec.score.forbidden:
        found = _after(act, case.spec, ways)
        assert act in found.done
        assert found.points < found.out_of


def _after(act: str, case: CaseSpec, ways: Ways) -> Result:
    """Of a way on which `act` is done as soon as can be."""
    for number, state in enumerate(ways.states):
        for link in ways.links[number]:
            choice = case.scene(state.scene).choice(link.choice)
            if choice and act in choice.forbidden:
                steps = [*ways.way_to(number).steps, (state.scene, link.choice), *way_out(ways, link.to)]
                return result(case, played(case, steps))
    raise AssertionError(f"nobody can do {act}")


def test_nobody_else_has_every_point_and_the_tempting_path_fails(case: CaseFile) -> None:
    expert, tempting = follow(case.spec, "expert"), follow(case.spec, "tempting")
    assert len([scene for scene, choice in tempting.steps if (scene, choice) not in expert.steps]) >= 3
    found = result(case.spec, tempting.end)
    assert found.points < found.out_of
    measures = case.survey.measures
    assert measures is not None
    assert measures.is_whole
    assert measures.worst < measures.best == measures.out_of


def test_it_has_twelve_to_twenty_five_scenes_and_three_verdicts(case: CaseFile) -> None:
    assert 12 <= len(case.spec.scenes) <= 25
    assert len({scene.verdict for scene in case.spec.scenes if scene.is_end}) >= 3


def test_export_and_import_give_the_same_bytes_and_the_same_graph(case: CaseFile) -> None:
    texts = {path.rpartition("/")[2]: text for path, text in case_texts(case.spec, case.words).items()}
    assert texts == {name: (case.folder / name).read_bytes().decode() for name in NAMES}
    again = read_texts(case.folder, texts, Problems(ROOT))
    assert again is not None
    assert (again.spec, again.words) == (case.spec, case.words)


def test_at_least_two_cases_are_no_abuse() -> None:
    """Whoever always reports is not right either."""
    truths = [line for slug in SLUGS for line in (ROOT / slug / "case.yaml").read_text().splitlines()]
    assert truths.count("truth: not-abuse") >= 2
    assert len(SLUGS) >= 9
