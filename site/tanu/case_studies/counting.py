"""What people chose in their first ways through a case, counted by the database. Nothing is left out here yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.fields.json import KT
from django.utils import timezone

from tanu.case_studies.editions import edition as read_edition
from tanu.case_studies.models import Step
from tanu.case_studies.querysets import PlaythroughQuerySet
from tanu.case_studies.specs import CaseSpec

# A way that has not moved for so long counts as left unfinished.
UNFINISHED_AFTER = timedelta(days=30)
# Scene, choice, and the scene it led to.
Move = tuple[str, str, str]


@dataclass(frozen=True)
class Counts:
    """People by what they did. `stopped` and `still_open` stand in a scene without having ended.

    `circling` are the scenes to which a way may come back, `again` the people who did. `seconds` is the mean a visit.
    """

    began: int
    earlier: int
    moves: Mapping[Move, int]
    stopped: Mapping[str, int]
    still_open: Mapping[str, int]
    seconds: Mapping[str, float]
    again: Mapping[str, int]
    circling: frozenset[str]

    def left(self, scene: str) -> int:
        """Who chose something in `scene` and went on."""
        return sum(people for (place, _, _), people in self.moves.items() if place == scene)


def count(ways: PlaythroughQuerySet, current: UUID, *, at: datetime | None = None) -> Counts:
    """`ways` are first ways through one case; `current` is the id of its edition of today. Four queries, or six."""
    editions = dict(ways.order_by().values_list("edition").annotate(Count("pk")))
    circling = frozenset[str]().union(*(circles(read_edition(pk).spec) for pk in {current, *editions}))
    steps = Step.objects.filter(playthrough__in=ways.order_by().values("pk"), refused="").order_by()
    rows = list(steps.values_list("scene", "choice", "to").annotate(Count("pk"), Sum("seconds")))
    moves = {(scene, choice, to): people for scene, choice, to, people, _ in rows}
    if circling:
        # Only here may one person stand in two rows, and counting people instead of rows takes three times as long.
        back = steps.filter(scene__in=circling)
        people = back.values_list("scene", "choice", "to").annotate(Count("playthrough", distinct=True))
        moves |= {(scene, choice, to): number for scene, choice, to, number in people}
    stopped, still_open = _standing(ways, at or timezone.now())
    began = sum(editions.values())
    earlier = began - editions.get(current, 0)
    return Counts(began, earlier, moves, stopped, still_open, _means(rows), _again(steps, circling), circling)


def circles(case: CaseSpec) -> frozenset[str]:
    """Scenes that a way may come to twice, and those between two such."""
    ahead = {scene.id: {choice.to for choice in scene.choices} for scene in case.scenes}
    for scene in case.scenes:
        ahead[scene.id] |= {rule.to for rule in scene.rules if rule.to}
    left = set(ahead)
    while True:
        entered = {to for scene in left for to in ahead[scene]}
        kept = {scene for scene in left if scene in entered and ahead[scene] & left}
        if kept == left:
            return frozenset(left)
        left = kept


def _standing(ways: PlaythroughQuerySet, at: datetime) -> tuple[dict[str, int], dict[str, int]]:
    is_old = Q(moved_at__lt=at - UNFINISHED_AFTER)
    rows = list(
        ways.open()
        .order_by()
        .annotate(scene=KT("state__scene"))
        .values_list("scene")
        .annotate(old=Count("pk", filter=is_old), young=Count("pk", filter=~is_old))
    )
    return {scene: old for scene, old, _ in rows if old}, {scene: young for scene, _, young in rows if young}


def _means(rows: Iterable[tuple[str, str, str, int, int]]) -> dict[str, float]:
    visits: dict[str, int] = {}
    seconds: dict[str, int] = {}
    for scene, _, _, number, together in rows:
        visits[scene] = visits.get(scene, 0) + number
        seconds[scene] = seconds.get(scene, 0) + together
    return {scene: seconds[scene] / visits[scene] for scene in visits}


def _again(steps: QuerySet[Step], circling: frozenset[str]) -> dict[str, int]:
    if not circling:
        return {}
    before = Step.objects.filter(
        playthrough=OuterRef("playthrough"), scene=OuterRef("scene"), number__lt=OuterRef("number"), refused=""
    )
    back = steps.filter(Exists(before), scene__in=circling)
    return dict(back.values_list("scene").annotate(Count("playthrough", distinct=True)))
