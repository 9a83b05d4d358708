"""A question as its file says it, a bank with one section to put it in, and the shipped files."""

from datetime import date
from pathlib import Path
from typing import Any

from tanu.lib.places import Problems
from tanu.question_banks.files import BankFile, read_bank_file
from tanu.question_banks.models import Bank, Outcome, Section
from tests.architecture.tree import ROOT

SHIPPED = sorted((ROOT / "question_banks").glob("*/*.yaml"))
APPROVED = {"state": "approved", "by": "Clinician", "date": "2026-11-20"}
SETTLED = {
    "clinical": APPROVED,
    "legal": {"state": "not-needed"},
    "language": {language: {"state": "not-needed"} for language in ("kk", "ru", "en")},
}
WAITING = {**SETTLED, "clinical": {"state": "awaiting"}}


def in_all(text: str) -> dict[str, str]:
    return {language: f"{text} {language}" for language in ("kk", "ru", "en")}


def option(key: str, **earns: Any) -> dict[str, Any]:
    return {"key": key, "text": in_all(f"Option {key}"), "feedback": in_all(f"Why {key}"), **earns}


def source(stem: str | dict[str, str] = "A bruise", **said: Any) -> dict[str, Any]:
    """One right answer of two."""
    return {
        "type": "single",
        "outcome": "o4-signs",
        "level": "apply",
        "truth": "abuse",
        "facts": ["F-CLIN-19"],
        "awaits": [],
        "stem": in_all(stem) if isinstance(stem, str) else stem,
        "ask": in_all("What now?"),
        "options": [option("a", right=True), option("b")],
        **said,
    }


def check(stem: str = "A bruise", **said: Any) -> dict[str, Any]:
    """A check question of a lesson."""
    whole = source(stem, **said)
    return {name: whole[name] for name in ("type", "outcome", "stem", "options")}


def build_section(key: str = "signs/first", review: dict[str, Any] = WAITING) -> Section:
    """With two outcomes and no question."""
    bank, _ = Bank.objects.get_or_create(key=key.partition("/")[0])
    section = Section.objects.create(
        bank=bank,
        key=key,
        name=key.rpartition("/")[2],
        edition=date(2026, 11, 21),
        title=in_all("Signs"),
        review=review,
    )
    for position, outcome in enumerate(("o4-signs", "o5-threshold")):
        Outcome.objects.create(
            bank=bank, section=section, key=outcome, position=position, title=in_all(f"Outcome {outcome}")
        )
    return section


def read(path: Path, root: Path = ROOT) -> BankFile:
    problems = Problems(root)
    file = read_bank_file(path, problems)
    assert list(problems) == []
    assert file is not None
    return file


def read_text(text: str, folder: Path) -> BankFile:
    """`text` as the file of a bank."""
    path = folder / "signs.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path, folder)
