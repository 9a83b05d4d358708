"""The text form of a question bank: one YAML file, three languages inside each sentence.

Keys, weights and right answers stand once, so no language can drift from the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tanu.lib.places import Problems, Report
from tanu.lib.specs import validate
from tanu.lib.strict_yaml import Document, read_yaml
from tanu.lib.textfiles import read_text
from tanu.question_banks.rules import question_faults
from tanu.question_banks.specs import BankSpec


@dataclass(frozen=True)
class BankFile:
    """A bank that keeps all rules of its own file; `lines` has the line of each question by its id."""

    path: Path
    digest: str
    spec: BankSpec
    lines: dict[str, int]

    def cited(self) -> Iterator[tuple[int, str]]:
        """Line and fact of every citation."""
        return ((self.lines[question.id], fact) for question in self.spec.questions for fact in question.facts)


def read_bank_file(path: Path, problems: Problems) -> BankFile | None:
    """The bank, or None when its shape is broken; every fault is in `problems` in either case."""
    report = problems.report_for(path)
    file = read_text(path, problems)
    document = read_yaml(file.text, report) if file else None
    spec = validate(BankSpec, document, report) if document else None
    if file is None or document is None or spec is None:
        return None
    _check_bank(spec, document, report)
    lines = {question.id: document.line("questions", place) for place, question in enumerate(spec.questions)}
    return BankFile(path, file.digest, spec, lines)


def _check_bank(spec: BankSpec, document: Document, report: Report) -> None:
    if not spec.questions:
        report(document.line("questions"), "the bank holds no question")
    seen: set[str] = set()
    for place, question in enumerate(spec.questions):
        line = document.line("questions", place, "id")
        if question.id in seen:
            report(line, f"the question id `{question.id}` is taken in this bank")
        seen.add(question.id)
        if question.outcome not in spec.outcomes:
            line = document.line("questions", place, "outcome")
            report(line, f"the outcome `{question.outcome}` is not among the bank's outcomes")
        for where, fault in question_faults(question):
            report(document.line("questions", place, *where), fault)
    for outcome in spec.outcomes.keys() - {question.outcome for question in spec.questions}:
        report(document.line("outcomes", outcome), f"no question asks about the outcome `{outcome}`")
