"""What is to be written down so that the decisions of one pair agree with the facts: pure, like `rules`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tanu.coverage.rules import Case, Decision, Rule, Run, decide_run, first_matches


@dataclass(frozen=True)
class Written:
    """A row of the table and what it says."""

    id: Any
    decision: Decision
    is_live: bool


@dataclass
class Plan:
    """Rows to supersede and decisions to add; `past` are added as superseded already."""

    supersede: list[Any] = field(default_factory=list)
    add: list[Decision] = field(default_factory=list)
    past: list[Decision] = field(default_factory=list)


def plan(case: Case, rules: Iterable[Rule], written: Sequence[Written], day: date) -> Plan:
    """The changes on `day`. Planned again after they are made, there are none."""
    versions: dict[Any, list[Rule]] = {}
    for rule in rules:
        versions.setdefault(rule.requirement, []).append(rule)
    rows: dict[Any, list[Written]] = {}
    for row in written:
        rows.setdefault(row.decision.rule.requirement, []).append(row)
    runs = first_matches(case, versions)
    changes = Plan()
    for requirement in {**rows, **runs}:
        _plan_one(case, runs.get(requirement, []), versions[requirement], rows.get(requirement, []), day, changes)
    return changes


def _plan_one(case: Case, runs: list[Run], versions: list[Rule], rows: list[Written], day: date, changes: Plan) -> None:
    decided = [row.decision for row in rows]
    chains: list[list[Decision]] = []
    for run in runs:
        earlier = [decision for chain in chains for decision in chain]
        chains.append(decide_run(run, versions, case.done, [*earlier, *decided]))
    live = [row for row in rows if row.is_live]
    if not chains:
        _end(live, day, changes)
        return
    known = {_name(decision) for decision in decided}
    changes.past += [decision for chain in chains for decision in chain[:-1] if _name(decision) not in known]
    changes.past += [chain[-1] for chain in chains[:-1] if chain[-1] not in decided]
    last = chains[-1][-1]
    kept = next((row for row in live if row.decision == last), None)
    changes.supersede += [row.id for row in live if row is not kept]
    if kept is None:
        changes.add.append(last)


def _end(live: list[Written], day: date, changes: Plan) -> None:
    """Nothing asks any longer, whatever the reason: it ends today."""
    asking = [row for row in live if _asks(row, day)]
    if asking:
        last = asking[-1].decision
        changes.supersede += [row.id for row in live]
        changes.add.append(replace(last, ended_on=max(day, last.arose_on)))


def _asks(row: Written, day: date) -> bool:
    ended_on = row.decision.ended_on
    return row.is_live and (ended_on is None or ended_on > max(day, row.decision.arose_on))


def _name(decision: Decision) -> tuple[Any, ...]:
    """What makes two decisions of a run the same one, whenever the run ended."""
    return decision.rule.id, decision.arose_on, decision.due_on, decision.completion
