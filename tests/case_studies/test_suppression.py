"""Small groups stay hidden in a map, whatever is subtracted from what."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tanu.case_studies.suppression import Cell, Key, left_out

FEWEST = 3
MOST_PEOPLE = 8


def flow(walks: list[list[int]]) -> dict[Key, Cell]:
    """Cells of the ways that people took over numbered places, each way upwards."""
    people: dict[tuple[int, int], int] = {}
    for walk in walks:
        for step in pairwise(walk):
            people[step] = people.get(step, 0) + 1
    return {(f"{a}", f"{b}"): Cell(f"{a}", f"{b}", number) for (a, b), number in people.items()}


def stories(cells: dict[Key, Cell], out: frozenset[Key]) -> Iterator[dict[Key, int]]:
    """Every set of figures that agrees with what is printed, by trying them all."""
    balance: dict[str, int] = {}
    for cell in cells.values():
        balance[cell.tail] = balance.get(cell.tail, 0) - cell.people
        balance[cell.head] = balance.get(cell.head, 0) + cell.people
    for key, cell in cells.items():
        if key not in out:
            balance[cell.tail] += cell.people
            balance[cell.head] -= cell.people
    yield from _tried(cells, sorted(out), balance, {})


def _tried(cells, keys, balance, story) -> Iterator[dict[Key, int]]:
    if not keys:
        if not any(balance.values()):
            yield dict(story)
        return
    key, *others = keys
    cell = cells[key]
    is_last = not any(cells[other].tail == cell.tail or cells[other].head == cell.tail for other in others)
    for number in [-balance[cell.tail]] if is_last else range(MOST_PEOPLE + 1):
        if number < 0:
            continue
        left = {**balance, cell.tail: balance[cell.tail] + number}
        left[cell.head] = left.get(cell.head, 0) - number
        yield from _tried(cells, others, left, {**story, key: number})


@st.composite
def ways(draw):
    """Of three to eight people from place 0 to place 4, over some or none of the places between."""
    number = draw(st.integers(FEWEST, MOST_PEOPLE))
    between = st.sets(st.integers(1, 3)).map(sorted)
    return [[0, *draw(between), 4] for _ in range(number)]


@settings(max_examples=300, deadline=None)
@given(ways())
def test_no_figure_printed_tells_of_few(walks):
    cells = flow(walks)
    printed = [cell.people for key, cell in cells.items() if key not in left_out(cells, FEWEST)]
    assert not [people for people in printed if 0 < people < FEWEST]


@settings(max_examples=300, deadline=None)
@given(ways())
def test_trying_every_story_never_shows_that_a_group_is_small(walks):
    cells = flow(walks)
    out = left_out(cells, FEWEST)
    possible = dict.fromkeys(out, 0)
    for story in stories(cells, out):
        for key, number in story.items():
            possible[key] = max(possible[key], number)
    small = [key for key, cell in cells.items() if 0 < cell.people < FEWEST]
    assert all(possible[key] >= FEWEST for key in small)


def test_what_really_happened_is_among_the_stories():
    cells = flow([[0, 1, 4]] * 5 + [[0, 2, 4]] * 2 + [[0, 4]] * 6)
    out = left_out(cells, FEWEST)
    assert {key: cells[key].people for key in out} in list(stories(cells, out))


def test_nothing_is_left_out_where_every_group_is_large():
    assert left_out(flow([[0, 1, 4]] * 5 + [[0, 2, 4]] * 7), 5) == frozenset()


def test_nobody_is_a_figure_that_may_stand():
    cells = {**flow([[0, 1, 4]] * 9), ("0", "2"): Cell("0", "2", 0)}
    assert left_out(cells, 5) == frozenset()


def test_the_other_way_goes_with_the_small_one():
    """Two of twenty went another way: the eighteen would tell of them."""
    cells = flow([[0, 1, 3]] * 18 + [[0, 2, 3]] * 2)
    assert left_out(cells, 5) == frozenset(cells)


def test_what_lies_apart_from_a_small_group_stays():
    """The fork after which all ways are together again hides nothing of the next."""
    cells = flow([[0, 1, 3, 4]] * 18 + [[0, 2, 3, 4]] * 2 + [[0, 1, 3, 5, 4]] * 10)
    assert left_out(cells, 5) == {("0", "1"), ("1", "3"), ("0", "2"), ("2", "3")}


def test_the_fewest_people_go_with_a_small_group():
    """Of two larger ways the smaller one is given up."""
    cells = flow([[0, 1, 4]] * 30 + [[0, 2, 4]] * 12 + [[0, 3, 4]] * 2)
    assert left_out(cells, 5) == {("0", "2"), ("2", "4"), ("0", "3"), ("3", "4")}
