"""The dated facts that decide what is asked of people, read in bulk into the shapes of `rules`."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from tanu.coverage.models import Obligation, RequirementVersion
from tanu.coverage.plans import Written
from tanu.coverage.rules import Case, Decision, Done, Rule, Setting, Span, Spell
from tanu.institutions.models import Designation, InstitutionPeriod, Post
from tanu.institutions.tree import line_above, parents_by_turn
from tanu.people.models import Person
from tanu.records.models import Completion, Refresher

# A person (the living record) and an institution.
Pair = tuple[Any, Any]


class Joined:
    """People whose records were joined into another's: one person, several ids."""

    def __init__(self) -> None:
        self._into = dict(
            Person.objects.filter(merged_into__isnull=False).order_by().values_list("pk", "merged_into_id")
        )

    def living(self, person_id: Any) -> Any:
        while self._into and person_id in self._into:
            person_id = self._into[person_id]
        return person_id

    def all_of(self, people: Iterable[Any]) -> list[Any]:
        """Every id that these people have or had."""
        living = {self.living(person_id) for person_id in people}
        return [*living, *(joined for joined in self._into if self.living(joined) in living)]


@dataclass(frozen=True)
class Casebook:
    """Every pair of the institutions asked about, with its facts and what was decided before."""

    cases: dict[Pair, Case]
    rules: list[Rule]
    written: dict[Pair, list[Written]]


def read_cases(institutions: Collection[Any], people: Collection[Any] | None, joined: Joined) -> Casebook:
    """Cases of `people` (all ids they have; None: of everybody) at `institutions`."""
    rules = read_rules()
    if not rules:
        return Casebook({}, [], {})
    scope: dict[str, Any] = {"institution_id__in": institutions}
    if people is not None:
        scope["person_id__in"] = people
    posts = _spells(Post.objects.as_known().filter(**scope).values(*_SPELL, "profession"), joined)
    designations = _spells(Designation.objects.as_known().filter(**scope).values(*_SPELL), joined)
    written = _written(scope, joined, {rule.id: rule for rule in rules})
    settings = _settings(institutions)
    pairs = posts.keys() | designations.keys() | written.keys()
    done = _done({person for person, _ in pairs}, joined)
    cases = {
        (person, institution): Case(
            posts=tuple(posts[person, institution]),
            designations=tuple(designations[person, institution]),
            settings=tuple(settings[institution]),
            done=tuple(done[person]),
        )
        for person, institution in pairs
    }
    return Casebook(cases, rules, written)


def read_rules() -> list[Rule]:
    versions = RequirementVersion.objects.as_known().select_related("requirement").order_by("number")
    return [rule_of(version) for version in versions]


def rule_of(version: RequirementVersion) -> Rule:
    return Rule(
        id=version.pk,
        requirement=version.requirement_id,
        key=version.requirement.key,
        number=version.number,
        span=Span(version.valid_from, version.valid_until),
        training=version.training_id,
        minimum_edition=version.minimum_edition,
        kinds=frozenset(version.kinds),
        professions=frozenset(version.professions),
        designated_only=version.designated_only,
        place=version.territory_id,
        due_days=version.due_days,
        valid_months=version.valid_months,
        window_days=version.window_days,
        validity_base=version.validity_base,
        fixed=(version.fixed_month, version.fixed_day) if version.fixed_month and version.fixed_day else None,
        minimum_months=version.minimum_months,
    )


def decision_of(row: Obligation, rule: Rule) -> Decision:
    return Decision(
        rule=rule,
        arose_on=row.arose_on,
        due_on=row.due_on,
        completion=row.completion_id,
        completed_on=row.completed_on,
        window_opens_on=row.window_opens_on,
        expires_on=row.expires_on,
        ended_on=row.ended_on,
    )


_SPELL = ("person_id", "institution_id", "valid_from", "valid_until")


def _spells(rows: Iterable[dict[str, Any]], joined: Joined) -> defaultdict[Pair, list[Spell]]:
    spells: defaultdict[Pair, list[Spell]] = defaultdict(list)
    for row in rows:
        span = Span(row["valid_from"], row["valid_until"])
        spells[joined.living(row["person_id"]), row["institution_id"]].append(Spell(span, row.get("profession", "")))
    return spells


def _written(scope: dict[str, Any], joined: Joined, rules: dict[Any, Rule]) -> defaultdict[Pair, list[Written]]:
    written: defaultdict[Pair, list[Written]] = defaultdict(list)
    for row in Obligation.objects.filter(**scope).latest_last():
        entry = Written(row.pk, decision_of(row, rules[row.version_id]), is_live=row.superseded_at is None)
        written[joined.living(row.person_id), row.institution_id].append(entry)
    return written


def _settings(institutions: Collection[Any]) -> defaultdict[Any, list[Setting]]:
    """One for each time in which an institution was the same and lay in the same territories."""
    settings: defaultdict[Any, list[Setting]] = defaultdict(list)
    parents = parents_by_turn()
    for period in InstitutionPeriod.objects.as_known().filter(institution_id__in=institutions):
        for span in Span(period.valid_from, period.valid_until).cut(parents):
            then = parents[max(turn for turn in parents if turn <= span.start)]
            places = frozenset([period.territory_id, *line_above(period.territory_id, then)])
            settings[period.institution_id].append(Setting(span, period.kind, places))
    return settings


def _done(living: Collection[Any], joined: Joined) -> defaultdict[Any, list[Done]]:
    done: defaultdict[Any, list[Done]] = defaultdict(list)
    rows = Completion.objects.standing().filter(person_id__in=joined.all_of(living)).select_related("edition")
    refreshed = Refresher.objects.filter(completion__in=rows.values("pk")).by_completion()
    for row in rows.order_by("completed_on", "recorded_at"):
        terms = row.edition.training_id, row.edition.number, row.completed_on, row.valid_until
        entry = Done(row.pk, *terms, refreshed=tuple(refreshed[row.pk]))
        done[joined.living(row.person_id)].append(entry)
    return done
