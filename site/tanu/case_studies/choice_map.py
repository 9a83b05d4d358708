"""The choice map of a case: what people chose in their first ways, without the figures that could tell of few."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tanu.case_studies.counting import Counts, count
from tanu.case_studies.filters import Filters
from tanu.case_studies.models import Case, CaseEdition
from tanu.case_studies.specs import CaseSpec
from tanu.case_studies.suppression import Cell, Key, left_out

# Everybody who began is in one of these.
FATES = ("finished", "stopped", "open")


@dataclass(frozen=True)
class ChoiceMap:
    """Figures of one group for the graph of today. None is a figure that is left out.

    `began` is the denominator of all shares: everybody in the group who began.
    """

    edition: CaseEdition
    fewest: int
    cells: Mapping[Key, Cell]
    gaps: frozenset[Key]
    counts: Counts

    @property
    def spec(self) -> CaseSpec:
        return self.edition.spec

    @property
    def began(self) -> int:
        return self.counts.began

    def people(self, *key: str) -> int | None:
        """("reached", scene), ("choice", scene, choice), ("move", scene, choice, to), ("stopped", scene), ("open",
        scene), and of everybody ("finished",), ("stopped",), ("open",), ("earlier",): in earlier editions."""
        if key in self.gaps:
            return None
        return self.cells[key].people if key in self.cells else 0

    def reached(self, scene: str) -> int | None:
        if scene == self.spec.start.id:
            return self.began
        return None if scene in self.counts.circling else self.people("reached", scene)

    def moved(self, scene: str, choice: str, to: str) -> int | None:
        """Who went by the choice to the scene `to`."""
        key = ("move", scene, choice, to)
        return self.people(*key) if key in self.cells else self.people("choice", scene, choice)

    def again(self, scene: str) -> int | None:
        """Who came back to a scene they had left."""
        people = self.counts.again.get(scene, 0)
        is_small = 0 < people < self.fewest or 0 < self.began - people < self.fewest
        return None if people and is_small else people

    def seconds(self, scene: str) -> float | None:
        """Mean time of a visit until something was chosen."""
        return self.counts.seconds[scene] if self.counts.left(scene) >= self.fewest else None

    @cached_property
    def left_out(self) -> int:
        """How many figures of the page are left out."""
        again = sum(self.again(scene.id) is None for scene in self.spec.scenes)
        return again + sum(self.cells[key].is_printed for key in self.gaps)


def read_map(case: Case, edition: CaseEdition, filters: Filters) -> ChoiceMap | None:
    """None where too few people began, or so few others that taking a filter away would tell of them."""
    ways, fewest = filters.ways(case), filters.fewest
    number = ways.count()
    if number < fewest or any(0 < wider.count() - number < fewest for wider in filters.wider(case)):
        return None
    return map_of(edition, count(ways, edition.pk), fewest)


def map_of(edition: CaseEdition, counts: Counts, fewest: int) -> ChoiceMap:
    cells = _cells(edition.spec, counts)
    return ChoiceMap(edition, fewest, cells, left_out(cells, fewest), counts)


def _cells(case: CaseSpec, counts: Counts) -> dict[Key, Cell]:
    """People as they flow from scene to scene: at every place as many arrive as leave."""
    cells = _choices(case, counts)
    arrived = {scene.id: 0 for scene in case.scenes}
    for (_, _, to), people in counts.moves.items():
        arrived[to] = arrived.get(to, 0) + people
    for scene in case.scenes:
        key, people = scene.id, arrived[scene.id]
        if scene.is_end:
            cells["reached", key] = Cell(f"to {key}", "finished", people)
            continue
        stopped, still_open = counts.stopped.get(key, 0), counts.still_open.get(key, 0)
        cells["stopped", key] = Cell(f"at {key}", "stopped", stopped)
        cells["open", key] = Cell(f"at {key}", "open", still_open)
        if _arrival(case, counts, key) != f"at {key}":
            cells["reached", key] = Cell(f"to {key}", f"at {key}", people)
            if elsewhere := people - counts.left(key) - stopped - still_open:
                # It was an ending in an earlier edition.
                cells["ended", key] = Cell(f"at {key}", "finished", elsewhere, is_printed=False)
    for fate in FATES:
        cells[(fate,)] = Cell(fate, "all", sum(cell.people for cell in cells.values() if cell.head == fate))
    cells["earlier",] = Cell("editions", "both", counts.earlier)
    cells["today",] = Cell("editions", "both", counts.began - counts.earlier, is_printed=False)
    return cells


def _choices(case: CaseSpec, counts: Counts) -> dict[Key, Cell]:
    """One cell a choice, and one for each scene it led to where there are several."""
    cells: dict[Key, Cell] = {}
    ends: dict[tuple[str, str], dict[str, int]] = {}
    for (scene_id, choice_id, to), people in counts.moves.items():
        ends.setdefault((scene_id, choice_id), {})[to] = people
    printed = {(scene.id, choice.id): choice for scene in case.scenes for choice in scene.choices}
    for place, choice in printed.items():
        ends.setdefault(place, {choice.to: 0})
    for (scene_id, choice_id), led in ends.items():
        key, is_printed = ("choice", scene_id, choice_id), (scene_id, choice_id) in printed
        tail, fork = f"at {scene_id}", f"by {scene_id}.{choice_id}"
        if len(led) == 1:
            (to,) = led
            cells[key] = Cell(tail, _arrival(case, counts, to), led[to], is_printed)
            continue
        cells[key] = Cell(tail, fork, sum(led.values()), is_printed)
        for to, people in led.items():
            move = ("move", scene_id, choice_id, to)
            cells[move] = Cell(fork, _arrival(case, counts, to), people, is_printed and to in case.by_id)
    return cells


def _arrival(case: CaseSpec, counts: Counts, scene: str) -> str:
    """Where a way comes to: before a scene whose visitors are printed, in all others at once inside."""
    is_counted = scene in case.by_id and scene != case.start.id and scene not in counts.circling
    return f"to {scene}" if is_counted else f"at {scene}"
