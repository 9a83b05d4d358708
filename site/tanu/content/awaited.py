"""A fact that a clinician or a lawyer has yet to check is taught only beside a note that says so."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tanu.case_studies.files import CaseFile
from tanu.courses.awaited import KINDS, NOT_NEEDED, unawaited
from tanu.courses.sources import Register
from tanu.courses.written import InLanguages
from tanu.lib.places import Problems
from tanu.lib.sentences import Sentence
from tanu.question_banks.files import BankFile


def check_awaited(
    register: Register, texts: Iterable[InLanguages[Any]], banks: Iterable[BankFile], problems: Problems
) -> None:
    """Lessons and handouts carry an `awaits` directive for each kind of flag they cite.

    Questions carry `awaits: [legal]` for the law.
    Clinical facts of a question are covered by the clinical review of its bank.
    """
    flags = {key: fact.flags for key, fact in register.facts.items()}
    for text in texts:
        _check_text(text, flags, problems)
    for bank in banks:
        for question in bank.spec.questions:
            fact = next((fact for fact in question.facts if "LAW" in flags.get(fact, ())), None)
            if fact and "legal" not in question.awaits:
                message = f"{fact} must be checked by a lawyer: the question needs `awaits: [legal]`"
                problems.add(bank.path, bank.lines[question.id], message)


def check_cases_awaited(register: Register, cases: Iterable[CaseFile], problems: Problems) -> None:
    """A case that rests on a fact with a flag waits for that review, and says so in its `awaits` or its state."""
    flags = {key: fact.flags for key, fact in register.facts.items()}
    for case in cases:
        for flag, kind in KINDS.items():
            fact = next((fact for fact in case.spec.facts if flag in flags.get(fact, ())), None)
            if fact and getattr(case.spec.review, kind).state == "not-needed":
                problems.add(case.graph_path, case.document.line("review", kind), Sentence(NOT_NEEDED[kind], fact=fact))


def _check_text(text: InLanguages[Any], flags: Mapping[str, Collection[str]], problems: Problems) -> None:
    # Parity has compared the languages: what one lacks, all lack, and it is told once.
    prose = text.prose["en"]
    for found in unawaited(text.facts, flags, prose.blocks, prose.spec.review):
        place = ("review", found.of_kind) if found.is_in_review else ("sources", text.facts.index(found.fact))
        problems.add(prose.path, prose.document.line(*place), found.sentence)
