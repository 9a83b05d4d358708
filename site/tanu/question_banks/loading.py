"""From the files of a bank to its rows."""

from collections.abc import Iterable

from django.db import transaction

from tanu.question_banks.actions import define, note_review, retire
from tanu.question_banks.files import BankFile
from tanu.question_banks.models import Bank, Outcome, Question, Section


@transaction.atomic
def load_bank(key: str, files: Iterable[BankFile]) -> Bank:
    """The bank `key` with the sections of its files; questions that stand in none of them are retired."""
    sections = [load_section(key, file) for file in files]
    bank, _ = Bank.objects.get_or_create(key=key)
    for question in bank.questions.in_use().exclude(section__in=sections):
        retire(question)
    return bank


@transaction.atomic
def load_section(bank_key: str, file: BankFile) -> Section:
    """One file of a bank, with its outcomes and questions; questions that no longer stand in it are retired.

    What says the same as before is not written again.
    """
    bank, _ = Bank.objects.get_or_create(key=bank_key)
    spec = file.spec
    section = Section.objects.filter(key=spec.id).first() or Section(key=spec.id, bank=bank)
    _keep(
        section,
        name=file.path.stem,
        edition=spec.edition,
        title=spec.title.model_dump(),
        review=spec.review.model_dump(mode="json", exclude_none=True),
    )
    _load_outcomes(section, file)
    known = {row.key: row for row in section.questions.select_related("current").defer("current__document")}
    for position, question in enumerate(spec.questions):
        key = f"{section.key}/{question.id}"
        row = known.pop(key, None) or Question(key=key, bank=bank, live=False)
        row.section = section
        define(row, question.model_dump(exclude={"id"}), position=position)
        note_review(row)
    for gone in known.values():
        # What an editor has only begun to write was never in the file.
        if gone.current and not gone.retired_on:
            retire(gone)
    return section


@transaction.atomic
def retire_section(section: Section) -> None:
    """Its questions are no longer dealt."""
    for question in section.questions.in_use():
        retire(question)


def _load_outcomes(section: Section, file: BankFile) -> None:
    rows = {row.key: row for row in section.outcomes.all()}
    for position, (key, title) in enumerate(file.spec.outcomes.items()):
        row = rows.pop(key, None) or Outcome(section=section, bank=section.bank, key=key)
        _keep(row, position=position, title=title.model_dump())
    for gone in rows.values():
        gone.delete()


def _keep(row: Section | Outcome, **said: object) -> None:
    """Write `row` if it says anything else."""
    if row._state.adding or any(getattr(row, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(row, name, value)
        row.save()
