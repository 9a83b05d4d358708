"""What people chose in their first ways, counted, and kept from telling of few."""

import csv
import io
import re
from copy import deepcopy
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tanu.case_studies import registry
from tanu.case_studies.actions import begin, choose, go_back
from tanu.case_studies.choice_map import map_of, read_map
from tanu.case_studies.counting import Counts
from tanu.case_studies.engine import begin as at_the_start
from tanu.case_studies.engine import offered, take
from tanu.case_studies.filters import FilterForm, Filters
from tanu.case_studies.map_layout import lay_out
from tanu.case_studies.map_picture import draw
from tanu.case_studies.map_words import MapWords
from tanu.case_studies.models import CaseEdition
from tanu.lib.dates import ALMATY
from tests.case_studies.cases import GRAPH, graph, publish, spec, words_for
from tests.case_studies.crowd import send, send_all

WELL, PROMISED = ("listen", "call"), ("promise", "call")
LATE, LOST = ("promise", "wait", "act"), ("promise", "wait", "leave")
WALKS = [WELL, PROMISED, LATE, LOST, ("listen",), ("promise", "wait"), ()]


def chart(case, **conditions):
    return read_map(case, case.current, Filters(conditions))


def asked(person, **address):
    form = FilterForm(person, address)
    assert form.is_valid(), form.errors
    return form.filters


def test_each_choice_is_counted_over_everybody_who_began(case):
    send_all(case, {WELL: 12, PROMISED: 6, LATE: 5, LOST: 7})
    found = chart(case)
    assert found.began == 30
    assert found.people("choice", "desk", "promise") == 18
    assert found.moved("talk", "call", "harder") == 6
    assert [found.reached(end) for end in ("safe", "harder", "late", "lost")] == [12, 6, 5, 7]
    assert found.seconds("talk") == 20


def test_only_first_ways_are_counted(cast, case):
    send_all(case, {WELL: 9})
    way = begin(cast.gulmira, case, "kk")
    choose(way, 1, "listen", "kk")
    choose(way, 2, "call", "kk")
    way.refresh_from_db()
    choose(go_back(way, 1, "kk"), 1, "promise", "kk")
    found = chart(case)
    assert (found.began, found.people("choice", "desk", "promise")) == (10, 0)


def test_a_way_that_rests_is_open_for_thirty_days_and_then_left_unfinished(case):
    send(case, 6, "listen", at=timezone.now() - timedelta(days=29))
    send(case, 7, "listen", at=timezone.now() - timedelta(days=31))
    send(case, 8, *WELL)
    found = chart(case)
    assert (found.people("open", "talk"), found.people("stopped", "talk")) == (6, 7)
    assert (found.people("open"), found.people("stopped"), found.people("finished")) == (6, 7, 8)


def test_a_step_that_was_refused_is_no_choice_made(case):
    ways = send(case, 6, *WELL)
    ways[0].steps.create(number=9, scene="talk", choice="wait", to="talk", refused="not-yet", seconds=5, language="kk")
    assert chart(case).people("choice", "talk", "wait") == 0


def test_fewer_than_five_have_no_map(case):
    send(case, 4, *WELL)
    assert chart(case) is None
    send(case, 1, *WELL)
    assert chart(case).began == 5


def test_a_small_group_takes_its_neighbours_with_it(case):
    send_all(case, {WELL: 20, PROMISED: 2})
    found = chart(case)
    assert found.people("choice", "desk", "promise") is None
    assert found.people("choice", "desk", "listen") is None
    assert found.reached("harder") is None
    assert found.reached("safe") is None


def test_where_two_filters_meet_ten_people_are_needed(cast, case):
    teacher = {"profession": "teacher", "institution_kind": "school"}
    send(case, 9, *WELL, **teacher)
    send(case, 12, *WELL, profession="nurse", institution_kind="hospital")
    both = asked(cast.alma, profession="teacher", kind="school")
    assert both.fewest == 10
    assert read_map(case, case.current, both) is None
    assert read_map(case, case.current, asked(cast.alma, profession="teacher")).began == 9
    send(case, 1, *WELL, **teacher)
    assert read_map(case, case.current, both).began == 10


def test_a_filter_that_leaves_out_a_few_has_no_map(cast, case):
    """Everybody less the teachers would be the three nurses."""
    send(case, 20, *WELL, profession="teacher")
    send(case, 3, *LOST, profession="nurse")
    assert read_map(case, case.current, asked(cast.alma, profession="teacher")) is None


def test_people_are_chosen_by_language_and_by_the_days_they_began(cast, case):
    send(case, 6, *WELL, language="ru", at=datetime(2026, 3, 1, 0, 30, tzinfo=ALMATY))
    send(case, 7, *WELL, at=datetime(2026, 2, 28, 23, 30, tzinfo=ALMATY))
    assert read_map(case, case.current, asked(cast.alma, language="ru")).began == 6
    assert read_map(case, case.current, asked(cast.alma, since="2026-03-01")).began == 6
    assert read_map(case, case.current, asked(cast.alma, until="2026-02-28")).began == 7


def test_days_in_the_wrong_order_are_told(cast):
    form = FilterForm(cast.alma, {"since": "2026-03-02", "until": "2026-03-01"})
    assert list(form.errors) == ["until"]


def test_a_group_is_offered_to_whoever_teaches_it(cast, case, monkeypatch):
    mine = {way.person_id for way in send(case, 6, *LATE)}
    send(case, 9, *WELL)

    class SW31:
        def of(self, person):
            return [("sw-31", "SW-31")] if person == cast.aliya else []

        def members(self, group):
            return mine if group == "sw-31" else ()

    monkeypatch.setattr(registry, "_groups", [])
    registry.register_groups(SW31())
    assert read_map(case, case.current, asked(cast.aliya, group="sw-31")).reached("late") == 6
    assert "group" not in FilterForm(cast.bolat, {"group": "sw-31"}).fields


def test_ways_through_earlier_editions_are_counted_where_the_choices_are_the_same(case):
    send_all(case, {WELL: 8})
    changed = deepcopy(GRAPH)
    changed["scenes"][0]["choices"][1]["id"] = "hear"
    newer = publish(scenes=changed["scenes"])
    send(newer, 7, "hear", "call")
    found = chart(newer)
    assert (found.began, found.people("earlier")) == (15, 8)
    assert found.people("choice", "talk", "call") == 15
    assert found.people("choice", "desk", "hear") == 7


def test_who_comes_back_is_one_person_and_is_counted_as_such(db):
    scenes = graph()["scenes"]
    scenes[2]["choices"].append({"id": "again", "to": "talk"})
    case = publish(scenes=scenes)
    send(case, 6, "promise", "wait", "again", "wait", "act")
    send(case, 8, *LATE)
    found = chart(case)
    assert found.people("choice", "talk", "wait") == 14
    assert found.again("talk") == 6
    assert found.reached("talk") is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WALKS), min_size=5, max_size=60), st.randoms(use_true_random=False))
def test_no_page_and_no_file_ever_shows_one_to_four(walks, chance):
    found = map_of(edition(), counted(walks, chance), 5)
    words = MapWords(found, "en")
    shown = [found.cells[key].people for key in found.cells if key not in found.gaps]
    shown += [cell for row in list(words.rows())[1:] for cell in map(_number, row[6:7] + row[9:]) if cell is not None]
    shown += [int(number) for number in re.findall(r"\d+", words.finding())]
    assert not [number for number in shown if 0 < number < 5]


def _number(cell: str) -> int | None:
    return int(cell) if cell.isdigit() else None


def edition():
    return CaseEdition(document={"graph": graph(), "words": words_for(spec())})


def counted(walks, chance):
    case, moves, standing = spec(), {}, ({}, {})
    for walk in walks:
        state = at_the_start(case)
        for choice in walk:
            assert choice in [one.id for one in offered(case, state)]
            after = take(case, state, choice)
            move = (state.scene, choice, after.scene)
            moves[move] = moves.get(move, 0) + 1
            state = after
        if not case.scene(state.scene).is_end:
            where = chance.choice(standing)
            where[state.scene] = where.get(state.scene, 0) + 1
    earlier = chance.randrange(len(walks) + 1)
    return Counts(
        len(walks), earlier, moves, *standing, dict.fromkeys(["desk", "talk", "monday"], 20.0), {}, frozenset()
    )


def test_the_picture_leads_down_and_shows_the_expert_as_a_thread(case):
    send_all(case, {WELL: 12, PROMISED: 6, LATE: 5, LOST: 7})
    found = chart(case)
    picture = draw(found, MapWords(found, "en"))
    assert max(band.width for band in picture.bands) == pytest.approx(24 * 18 / 30, abs=0.1)
    assert all(strand.startswith("M") for strand in picture.strands)
    assert {"1: 60\xa0%", "2: 40\xa0%"} <= {text.text for text in picture.texts}
    assert all(0 <= text.x <= 360 and text.y <= picture.height for text in picture.texts)


def test_scenes_stand_below_all_that_lead_to_them_and_three_in_a_row():
    scenes = ["start", *"abcde", "end"]
    edges = [*(("start", one) for one in "abcde"), *((one, "end") for one in "abcde"), ("e", "a")]
    layout = lay_out("start", scenes, edges)
    layers = {scene: place.layer for scene, place in layout.scenes.items()}
    assert all(layers[scene] < layers[to] for scene, to in edges)
    assert all(sum(not place.is_channel for place in row) <= 3 for row in layout.layers)


def test_the_page_says_what_it_found_and_what_is_not_shown(client, cast, case):
    send_all(case, {WELL: 12, PROMISED: 6, LATE: 2, LOST: 7})
    client.force_login(cast.aliya)
    page = client.get(reverse("case_studies:map", args=[case.key])).content.decode()
    assert "27" in page
    assert 'role="img"' in page
    assert "style=" not in page
    client.cookies.clear()


def test_the_file_holds_the_same_figures(client, cast, case):
    send_all(case, {WELL: 12, PROMISED: 6, LATE: 5, LOST: 7})
    client.force_login(cast.bolat)
    answer = client.get(reverse("case_studies:map_csv", args=[case.key]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["promise", "18", "30"] in [[row[2], row[6], row[7]] for row in rows]


def test_too_few_people_have_a_page_that_says_so_and_no_file(client, cast, case):
    send(case, 3, *WELL)
    client.force_login(cast.aliya)
    assert client.get(reverse("case_studies:map", args=[case.key])).status_code == 200
    assert client.get(reverse("case_studies:map_csv", args=[case.key])).status_code == 404


def test_a_filter_nobody_knows_is_told(client, cast, case):
    client.force_login(cast.aliya)
    assert client.get(reverse("case_studies:map", args=[case.key]), {"profession": "wizard"}).status_code == 400
