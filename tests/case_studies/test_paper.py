"""A case on paper: whoever follows the numbers and ticks the boxes comes where the pages would lead."""

import io
import re
from collections import deque

import pytest
from django.utils.translation import override
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tanu.case_studies import paper_printing
from tanu.case_studies.engine import RunsInCircles, State, additions, begin, offered, refusal, take
from tanu.case_studies.expert import follow
from tanu.case_studies.models import Case
from tanu.case_studies.paper import Check, Checks, Option, Paper, Part
from tanu.case_studies.paper_sheets import Sheets
from tanu.case_studies.paper_words import check_words
from tanu.case_studies.specs import CaseSpec
from tanu.lib.languages import LANGUAGES
from tanu.lib.pdf import NotDrawn
from tests.case_studies.cases import GRAPH, publish, spec
from tests.case_studies.random_cases import cases, is_playable

FORM = {
    "enough": 2,
    "fields": {
        "threshold": {"options": ["now", "same-day", "discuss"], "right": "now"},
        "words": {"options": ["hers", "mine"], "right": "hers"},
    },
}
RULES = [
    {"when": "burden >= 1", "choice": "call", "to": "harder"},
    {"when": "not (visited monday or chose desk.listen)", "say": "silent"},
    {"when": "burden < 0", "hide": "wait"},
    {"when": "visited monday", "choice": "wait", "refuse": "no-more"},
]
SIGNS = {
    "=": int.__eq__,
    "!=": int.__ne__,
    "<": int.__lt__,
    "<=": int.__le__,
    ">": int.__gt__,
    ">=": int.__ge__,
}


class Reader:
    """Somebody with a pencil, who knows nothing but the paper."""

    def __init__(self, paper: Paper) -> None:
        self.parts = {part.number: part for part in paper.parts}
        self.rows = {row.letter: row.start for row in paper.rows.values()}
        self.way: list[str] = []
        self.turn_to(1)

    def copy(self) -> "Reader":
        other = object.__new__(Reader)
        other.parts, other.rows, other.way, other.part = self.parts, dict(self.rows), list(self.way), self.part
        return other

    def turn_to(self, number: int) -> None:
        part = self.parts[number]
        while turn := next((turn for turn in part.turns if self.holds(turn.check)), None):
            part = self.parts[turn.to]
        self.part: Part = part
        self.way.append(str(part.number))
        self.note(part.changes)

    def open_options(self) -> list[Option]:
        return [option for option in self.part.options if not any(map(self.holds, option.closed))]

    def refused(self, option: Option) -> str | None:
        return next((said for check, said in option.refused if self.holds(check)), None)

    def read_too(self) -> list[str]:
        return [said for check, said in self.part.additions if self.holds(check)]

    def choose(self, option: Option) -> None:
        self.way[-1] = option.code
        self.note(option.changes)
        self.turn_to(next((turn.to for turn in option.turns if self.holds(turn.check)), option.to))

    def note(self, changes) -> None:
        for change in changes:
            if change.check is None or self.holds(change.check):
                self.rows[change.row] = change.amount + (0 if change.is_exact else self.rows[change.row])

    def holds(self, check: Check | Checks) -> bool:
        if isinstance(check, Checks):
            return (all if check.word == "and" else any)(map(self.holds, check.inner))
        if check.kind == "row":
            return SIGNS[check.sign](self.rows.get(check.subject, 0), check.number)
        if check.kind == "part":
            return check.is_so == any(re.fullmatch(rf"{check.subject}[a-z]?", step) for step in self.way)
        return check.is_so == (check.subject in self.way)


def agree(case: CaseSpec, state: State, reader: Reader) -> list[Option]:
    """The options of the reader, after a look that page and paper say the same."""
    assert reader.part.scene.id == state.scene
    assert sorted(option.choice.id for option in reader.open_options()) == sorted(c.id for c in offered(case, state))
    assert reader.read_too() == additions(case, state)
    for option in reader.open_options():
        assert reader.refused(option) == refusal(case, state, option.choice)
    return [option for option in reader.open_options() if not reader.refused(option)]


def walk_everywhere(case: CaseSpec) -> set[str]:
    """Every way, on the page and on paper at once; the endings they come to."""
    ends = set()
    queue = deque([(begin(case), Reader(Paper(case)))])
    while queue:
        state, reader = queue.popleft()
        for option in agree(case, state, reader):
            after = reader.copy()
            after.choose(option)
            queue.append((take(case, state, option.choice.id), after))
        if case.scene(state.scene).is_end:
            ends.add(state.scene)
    return ends


@pytest.fixture
def bell(db, tmp_path, settings) -> Case:
    """After the bell, as shipped, in the database."""
    settings.VAR = tmp_path
    return Case.objects.get(key="after-the-bell")


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


def words_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_every_choice_has_a_number_to_go_to():
    paper = Paper(spec())
    assert sorted(paper.numbers.values()) == list(range(1, len(paper.parts) + 1))
    for part in paper.parts:
        assert all(option.to in paper.numbers.values() for option in part.options)
        assert [option.code for option in part.options] == [f"{part.number}{x}" for x in "abc"[: len(part.options)]]


def test_the_start_is_1_and_the_order_is_the_same_each_time():
    assert Paper(spec()).numbers == Paper(spec()).numbers
    assert Paper(spec()).numbers["desk"] == 1
    assert Paper(spec()).numbers != Paper(spec(id="other")).numbers


def test_the_small_case_leads_to_every_ending_on_paper_too():
    scenes = [{**scene, "rules": RULES} if scene["id"] == "talk" else scene for scene in GRAPH["scenes"]]
    assert walk_everywhere(spec(scenes=scenes)) == {"safe", "harder", "late", "lost"}


def test_after_the_bell_leads_to_every_ending_on_paper_too(bell):
    case = bell.spec
    assert walk_everywhere(case) == {scene.id for scene in case.scenes if scene.is_end}


@given(case=cases().filter(is_playable), chance=st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_reader_with_a_pencil_comes_where_the_page_leads(case, chance):
    state, reader = begin(case), Reader(Paper(case))
    for _ in range(12):
        options = agree(case, state, reader)
        if not options:
            break
        option = chance.choice(options)
        try:
            state = take(case, state, option.choice.id)
        except RunsInCircles:
            assume(False)
        reader.choose(option)


@given(case=cases())
@settings(max_examples=40, deadline=None)
def test_every_instruction_can_be_said_in_every_language(case):
    paper = Paper(case)
    checks = [turn.check for part in paper.parts for option in part.options for turn in option.turns]
    for language in LANGUAGES:
        with override(language):
            for check in checks:
                assert "%(" not in check_words(check)


def test_the_expert_earns_every_point_by_the_last_pages():
    case = spec()
    paper = Paper(case)
    taken = {paper.codes[f"{scene}.{choice}"] for scene, choice in follow(case, "expert").steps}
    assert all(taken & set(paper.earned_by(point)) for point in case.score.critical)
    assert not any(taken & set(paper.earned_by(point)) for point in case.score.forbidden)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_can_be_read_back_from_the_pdf(bell, language):
    said = words_of(paper_printing.paper_pdf(bell.current, language))
    front = bell.words[language]["front"]
    assert said.index(front["content_warning"][:30]) < said.index(front["intro"][:30])
    for number in ("102", "112", "111"):
        assert number in said
    with override(language):
        parts = Sheets.of(bell.current, language).parts()
    for part in parts:
        assert f"{part['number']} {part['heading']}" in said
        for option in part["options"]:
            assert option["code"] in said
            assert option["go"] in said
            assert all(turn in said for turn in option["turns"])


def test_what_earns_points_stands_behind_the_last_part(bell):
    with override("en"):
        said = words_of(paper_printing.paper_pdf(bell.current, "en"))
    before, after = said.split("Only when you have finished", 1)
    assert "A kind answer to a frightened child." not in before
    assert "A kind answer to a frightened child." in after
    assert "Row A has 2 or more" in before.replace("If row", "Row")


def test_a_form_is_filled_in_with_a_key(db):
    scenes = [dict(scene) for scene in GRAPH["scenes"]]
    scenes[2] = {
        "id": "monday",
        "kind": "must-visit",
        "form": FORM,
        "choices": [{"id": "right", "to": "late"}, {"id": "wrong", "to": "lost"}],
    }
    said = words_of(paper_printing.paper_pdf(publish(id="with-form", scenes=scenes).current, "en"))
    assert "a) threshold:now (en)" in said
    assert "Right are: 1: a; 2: a." in said
    assert "2 or more: your line is a." in said
    assert "If you circled 1c" in said


def test_it_is_drawn_once_and_kept(bell, own_var, monkeypatch):
    first = paper_printing.paper_pdf(bell.current, "kk")
    monkeypatch.setattr(paper_printing, "draw_pdf", None)
    assert paper_printing.paper_pdf(bell.current, "kk") == first
    assert len(list((own_var / paper_printing.FOLDER).iterdir())) == 1


def test_whoever_may_play_prints_the_paper(client, cast, case):
    client.force_login(cast.gulmira)
    answer = client.get(f"/kk/cases/{case.key}/paper.ru.pdf")
    assert answer.status_code == 200
    assert answer["Content-Language"] == "ru"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.key}.paper.ru.pdf"'
    assert client.get(f"/kk/cases/{case.key}/paper.de.pdf").status_code == 404


def test_the_notes_are_for_those_who_teach(client, cast, case):
    for person, status in ((cast.aliya, 200), (cast.alma, 200), (cast.gulmira, 403), (cast.baurzhan, 403)):
        client.force_login(person)
        assert client.get(f"/kk/cases/{case.key}/notes.kk.pdf").status_code == status
    client.logout()
    assert client.get(f"/kk/cases/{case.key}/notes.kk.pdf").status_code == 302


def test_what_cannot_be_drawn_is_told_kindly(client, cast, case, monkeypatch, caplog):
    def stop(page: str) -> None:
        raise NotDrawn("no ink")

    monkeypatch.setattr(paper_printing, "draw_pdf", stop)
    client.force_login(cast.gulmira)
    answer = client.get(f"/en/cases/{case.key}/paper.en.pdf")
    assert answer.status_code == 503
    assert case.key in caplog.text
