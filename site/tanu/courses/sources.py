"""The register of the facts that content cites: our wording, where it comes from, and how sure we are."""

import datetime
from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import RootModel

from tanu.lib.places import Problems
from tanu.lib.specs import FactId, Spec, Text, validate
from tanu.lib.strict_yaml import Document, read_yaml
from tanu.lib.textfiles import read_text


class FactWording(Spec):
    en: Text


class FactSpec(Spec):
    """One fact; `status` says whether its source was read here, in the founding documents, or is from memory."""

    wording: FactWording
    source: Text
    status: Literal["read", "memory", "seed"]
    confidence: Literal["high", "medium", "low"]
    flags: tuple[Literal["CLIN", "LAW", "LANG"], ...] = ()
    checked: datetime.date


class _Facts(RootModel[dict[FactId, FactSpec]]):
    pass


@dataclass(frozen=True)
class Register:
    path: Path
    digest: str
    facts: dict[str, FactSpec]
    document: Document


def read_register(path: Path, problems: Problems) -> Register | None:
    """The register in `courses/sources.yaml`, or None with every fault in `problems`."""
    report = problems.report_for(path)
    if not path.exists():
        report(1, "the register of facts is missing")
        return None
    file = read_text(path, problems)
    document = read_yaml(file.text, report) if file else None
    facts = validate(_Facts, document, report) if document else None
    if file is None or document is None or facts is None:
        return None
    return Register(path, file.digest, facts.root, document)


def check_citations(
    register: Register, cited: Iterable[tuple[Path, int, str]], mentioned: Set[str], problems: Problems
) -> None:
    """Every fact in `cited` stands in the register; every fact of the register is `mentioned` in some content."""
    for path, line, fact in cited:
        if fact not in register.facts:
            problems.add(path, line, f"the fact {fact} is not in {problems.name(register.path)}")
    for fact in register.facts.keys() - mentioned:
        problems.add(register.path, register.document.line(fact), f"the fact {fact} is cited nowhere")
