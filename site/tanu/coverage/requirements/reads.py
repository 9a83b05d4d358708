"""Requirements as people read them: in which order they ask, of whom, on what ground; whom a new one would touch."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from tanu.coverage.models import RequirementVersion
from tanu.coverage.people_counts import released
from tanu.institutions.models import Designation, InstitutionPeriod, Kind, Post, Profession
from tanu.institutions.tree import Tree, ids_within
from tanu.lib.dated import DatedQuerySet
from tanu.records.models import Completion


@dataclass(frozen=True)
class Shown:
    """A version in force, or that will be, with words for what stands in it as codes."""

    version: RequirementVersion
    place: str
    kinds: list[str]
    professions: list[str]
    begins: bool
    """It is not in force yet."""


@dataclass(frozen=True)
class Touch:
    """Whom a requirement would ask today: people, in how many institutions, and how many are trained already."""

    people: int
    institutions: int
    trained: int | None
    """None where other staff are asked."""

    @property
    def to_train(self) -> int:
        return self.people - (self.trained or 0)


def shown_on(day: date, territories: Collection[Any]) -> list[Shown]:
    """What is in force on `day` or begins later, in the order in which it asks; only what concerns `territories`."""
    tree = Tree.on(day)
    rows = RequirementVersion.objects.as_known().select_related("requirement", "training")
    latest: dict[Any, RequirementVersion] = {}
    coming = []
    for version in rows.order_by("requirement__key", "number"):
        if version.valid_from > day:
            coming.append(version)
        else:
            latest[version.requirement_id] = version
    held = [one for one in latest.values() if one.valid_until is None or one.valid_until > day]
    places = (
        None if territories is None else {*territories, *(up for one in territories for up in tree.above(one)), None}
    )
    found = sorted([*held, *coming], key=lambda one: (one.requirement.key, one.number))
    return [_shown(one, tree, day) for one in found if places is None or one.territory_id in places]


def touched_by(version: RequirementVersion, day: date) -> Touch:
    """Whom `version`, saved or not, would ask on `day` if nothing else asked before it.

    Designated officers are counted exactly; of other staff only sums of released numbers, as on the boards, and nothing
    of what they have done.
    """
    periods = InstitutionPeriod.objects.on(day)
    if version.kinds:
        periods = periods.filter(kind__in=version.kinds)
    if version.territory_id:
        periods = periods.filter(territory_id__in=ids_within([version.territory_id], day))
    asked = _asked(version, periods, day)
    if not version.designated_only:
        numbers = asked.order_by().values_list("institution_id").annotate(Count("person_id", distinct=True))
        return Touch(sum(released(number) for _, number in numbers), len(numbers), None)
    people = asked.values("person_id").distinct()
    trained = (
        Completion.objects.standing()
        .valid_on(day)
        .filter(
            Q(edition__training=version.training, edition__number__gte=version.minimum_edition), person_id__in=people
        )
    )
    return Touch(
        people=people.count(),
        institutions=asked.values("institution_id").distinct().count(),
        trained=trained.order_by().values("person_id").distinct().count(),
    )


def _asked(version: RequirementVersion, periods: DatedQuerySet, day: date) -> DatedQuerySet:
    posts = Post.objects.on(day).filter(institution_id__in=periods.values("institution_id"))
    if version.professions:
        posts = posts.filter(profession__in=version.professions)
    if not version.designated_only:
        return posts
    officers = Designation.objects.on(day).filter(institution_id__in=periods.values("institution_id"))
    return officers.filter(person_id__in=posts.values("person_id")) if version.professions else officers


def _shown(version: RequirementVersion, tree: Tree, day: date) -> Shown:
    return Shown(
        version=version,
        place=tree.names.get(version.territory_id, "") if version.territory_id else "",
        kinds=[str(Kind(kind).label) for kind in version.kinds],
        professions=[str(Profession(profession).label) for profession in version.professions],
        begins=version.valid_from > day,
    )
