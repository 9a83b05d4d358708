"""Checking cases of 500 scenes, as `check_case` does: one whose ways are all walked, and one that has too many.

Prints JSON of seconds. Nothing is asked of a database.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import django

ROOMS = 165


def big_case(*, remembers: bool) -> dict[str, Any]:
    """A spine with a pocket and a late turn beside each room; where it `remembers`, each turn counts to the end."""
    from tests.case_studies.cases import FACT, graph

    critical, forbidden = ([f"{kind}-{number}" for number in range(40)] for kind in ("step", "act"))
    scenes: list[dict[str, Any]] = []
    for number in range(ROOMS):
        near = number * len(critical) // ROOMS
        step, act = {"critical": critical[near]}, {"forbidden": forbidden[near]}
        on, pocket, turn = f"room-{number + 1}", f"pocket-{number}", f"turn-{number}"
        asked = f"visited pocket-{number * 7 // 8}" if remembers else f"visited pocket-{max(0, number - 2)}"
        scenes += [
            {
                "id": f"room-{number}",
                "kind": "normal" if number else "start",
                "choices": [
                    {"id": "right", "to": on, **step, "expert": True},
                    {"id": "tempting", "to": pocket, "add": {"burden": 1}, **act, "tempting": True},
                    {"id": "late", "to": turn, "hours": 2, **act},
                ],
                "rules": [
                    {"when": f"burden >= 3 and {asked}", "choice": "late", "to": "end-late"},
                    {"when": asked, "say": "again"},
                ]
                if number > 3
                else [],
            },
            {
                "id": pocket,
                "kind": "must-avoid",
                "choices": [{"id": "back", "to": on, "tempting": True}, {"id": "stay", "to": turn, **act}],
            },
            {
                "id": turn,
                "kind": "normal",
                "set": {"burden": 0},
                "choices": [{"id": "on", "to": on}, {"id": "drop", "to": "end-lost", **act}],
            },
        ]
    scenes += [
        {
            "id": f"room-{ROOMS}",
            "kind": "must-visit",
            "choices": [{"id": "close", "to": "end-safe", "expert": True}, {"id": "leave", "to": "end-lost", **act}],
            "rules": [{"when": "burden >= 2", "choice": "close", "to": "end-harder"}],
        },
        {"id": "end-safe", "kind": "end", "verdict": "safe"},
        {"id": "end-harder", "kind": "end", "verdict": "safe-harder"},
        {"id": "end-late", "kind": "end", "verdict": "late"},
        {"id": "end-lost", "kind": "end", "verdict": "not-safe"},
    ]
    facts = {"critical": {key: [FACT] for key in critical}, "forbidden": {key: [FACT] for key in forbidden}}
    by = {"threshold": {"right": "now", "by": "step-0"}, "recipient": {"right": "gulnar", "by": "step-0"}}
    passing = {"delay": {"by": "act-0"}, "pass": {"points": 60, "verdicts": ["safe"]}}
    return graph(id="big", counters={"burden": {"start": 0}}, scenes=scenes, score={**facts, **by, **passing})


def measured() -> dict[str, float]:
    from tanu.case_studies.files import read_texts
    from tanu.case_studies.specs import CaseSpec
    from tanu.case_studies.writing import FOLDER, case_texts
    from tanu.lib.places import Problems
    from tests.case_studies.cases import words_for

    found = {}
    for name, remembers in (("all ways", False), ("cut short", True)):
        spec = CaseSpec.model_validate(big_case(remembers=remembers), strict=False)
        texts = {path.rpartition("/")[2]: text for path, text in case_texts(spec, words_for(spec)).items()}
        problems = Problems(Path(FOLDER))
        begun = time.process_time()
        case = read_texts(Path(FOLDER) / spec.id, texts, problems)
        measures = case.survey.measures if case else None
        found[name] = round(time.process_time() - begun, 2)
        if problems or measures is None or measures.is_whole == remembers:
            raise RuntimeError(f"{name}: {list(problems)[:5]} {measures}")
    return found


def main() -> int:
    django.setup()
    sys.stdout.write(json.dumps(measured()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
