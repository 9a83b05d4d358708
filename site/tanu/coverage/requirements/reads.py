"""Requirements as people read them: in which order they ask, of whom, on what ground; whom a new one would touch."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from tanu.coverage.models import Obligation, RequirementVersion
from tanu.coverage.people_counts import released
from tanu.coverage.staff_figures import end_of, first_of
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
    """Whom a requirement would ask: people, in how many institutions, and how many are trained already."""

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

    Designated officers are counted exactly. Other staff are counted in fives as on the boards, profession by profession
    of each institution, as known on the evening of the first of the month: however the question is put, it adds up the
    same numbers. Nothing is said of what they have done, nor of officers' trainings that nobody asks of them.
    """
    periods = InstitutionPeriod.objects.on(day)
    if version.kinds:
        periods = periods.filter(kind__in=version.kinds)
    if version.territory_id:
        periods = periods.filter(territory_id__in=ids_within([version.territory_id], day))
    if not version.designated_only:
        return _staff_touched(version, periods, day)
    asked = _officers(version, periods, day)
    people = asked.values("person_id").distinct()
    already = Obligation.objects.standing().filter(version__training=version.training)
    trained = (
        Completion.objects.standing()
        .valid_on(day)
        .filter(
            Q(edition__training=version.training, edition__number__gte=version.minimum_edition), person_id__in=people
        )
        .filter(person_id__in=already.values("person_id"))
    )
    return Touch(
        people=people.count(),
        institutions=asked.values("institution_id").distinct().count(),
        trained=trained.order_by().values("person_id").distinct().count(),
    )


def _staff_touched(version: RequirementVersion, periods: DatedQuerySet, day: date) -> Touch:
    month = first_of(day)
    posts = _of_professions(version, Post.objects.on(month, end_of(month)), periods)
    cells = posts.order_by().values_list("institution_id", "profession").annotate(Count("person_id", distinct=True))
    numbers: Counter[Any] = Counter()
    for institution, _, number in cells:
        numbers[institution] += released(number)
    return Touch(numbers.total(), sum(number > 0 for number in numbers.values()), None)


def _officers(version: RequirementVersion, periods: DatedQuerySet, day: date) -> DatedQuerySet:
    officers = Designation.objects.on(day).filter(institution_id__in=periods.values("institution_id"))
    if not version.professions:
        return officers
    posts = _of_professions(version, Post.objects.on(day), periods)
    return officers.filter(person_id__in=posts.values("person_id"))


def _of_professions(version: RequirementVersion, posts: DatedQuerySet, periods: DatedQuerySet) -> DatedQuerySet:
    there = posts.filter(institution_id__in=periods.values("institution_id"))
    return there.filter(profession__in=version.professions) if version.professions else there


def _shown(version: RequirementVersion, tree: Tree, day: date) -> Shown:
    return Shown(
        version=version,
        place=tree.names.get(version.territory_id, "") if version.territory_id else "",
        kinds=[str(Kind(kind).label) for kind in version.kinds],
        professions=[str(Profession(profession).label) for profession in version.professions],
        begins=version.valid_from > day,
    )
