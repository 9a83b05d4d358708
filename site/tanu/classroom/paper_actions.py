"""Sheets of paper: the test dealt once for the day, each sheet entered twice, what differs settled by looking again."""

import random
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.classroom.models import Day, PaperItem, PaperSheet, PaperTest, Seat
from tanu.classroom.paper import Answers, count_right, differing, items_of
from tanu.classroom.permissions import own_days, seats_to_enter
from tanu.classroom.results import completion_of, settle
from tanu.people.models import Person
from tanu.question_banks.models import Question, QuestionVersion
from tanu.question_banks.types import question_type
from tanu.quizzes.dealing import Candidate, draw
from tanu.quizzes.models import Quiz


class NoFinalTest(ValueError):
    """The course of the day has no test that can be passed."""


class SheetIsEntered(ValueError):
    """Both entries are there already."""


class SheetCounts(ValueError):
    """A row of the ledger rests on it: take that back first."""


@transaction.atomic
def deal_paper_test(day: Day, *, by: Person, chance: random.Random | None = None) -> PaperTest:
    """The final test of the day's course as it is published now; dealt already, the one there is.

    Raises NoFinalTest, and BankTooSmall where the bank has too few questions.
    """
    rows = Day.objects.locked().filter(own_days(by), called_off_at__isnull=True).select_related("course__test")
    day = rows.filter(pk=day.pk).first() or _refuse()
    if known := PaperTest.objects.filter(day=day).first():
        return known
    quiz = day.course.test
    if quiz is None or quiz.pass_mark is None:
        raise NoFinalTest
    chance = chance or random.SystemRandom()
    test = PaperTest.objects.create(day=day, pass_mark=quiz.pass_mark)
    PaperItem.objects.bulk_create(
        PaperItem(
            test=test,
            position=position,
            version=version,
            option_order=question_type(version.type).deal(version.document, chance),
        )
        for position, version in enumerate(_drawn(quiz, chance), start=1)
    )
    record("deal-paper-test", test, by=by, day=str(day.pk))
    return test


@transaction.atomic
def enter_sheet(seat: Seat, answers: Answers, *, by: Person) -> PaperSheet:
    """The first entry of somebody's sheet, or the second. Two that agree count at once. Raises SheetIsEntered."""
    seat = _to_enter(seat, by)
    sheet = PaperSheet.objects.filter(seat=seat).first()
    if sheet is None:
        sheet = PaperSheet.objects.create(seat=seat, first=answers, first_by=by)
        record("enter-sheet", sheet, by=by, seat=str(seat.pk), entry=1)
        return sheet
    if sheet.second is not None:
        raise SheetIsEntered
    sheet.second, sheet.second_by, sheet.second_at = answers, by, timezone.now()
    sheet.save(update_fields=["second", "second_by", "second_at"])
    record("enter-sheet", sheet, by=by, seat=str(seat.pk), entry=2)
    return _agree(seat, sheet, answers, by) if sheet.first == answers else sheet


@transaction.atomic
def agree_sheet(seat: Seat, looked_up: Answers, *, by: Person) -> PaperSheet:
    """What the paper says where the two entries differ; both entries stay. Agreed already, nothing changes."""
    seat = _to_enter(seat, by)
    sheet = PaperSheet.objects.get(seat=seat, second__isnull=False)
    if sheet.agreed_at is not None:
        return sheet
    open_ones = {str(item.position) for item in differing(sheet, items_of(seat.day.paper_test))}
    if missing := open_ones - set(looked_up):
        raise ValueError(f"nothing is said of {sorted(missing)}")
    settled = {key: looked_up[key] for key in open_ones}
    return _agree(seat, sheet, {**sheet.first, **settled}, by)


@transaction.atomic
def clear_sheet(seat: Seat, *, by: Person) -> None:
    """Both entries go, and the sheet is entered anew. Raises SheetCounts."""
    seat = _to_enter(seat, by)
    sheet = PaperSheet.objects.filter(seat=seat).first()
    if sheet is None:
        return
    if sheet.passed and completion_of(seat):
        raise SheetCounts
    record("clear-sheet", sheet, by=by, seat=str(seat.pk))
    sheet.delete()


def _agree(seat: Seat, sheet: PaperSheet, answers: Answers, by: Person) -> PaperSheet:
    test = seat.day.paper_test
    sheet.agreed, sheet.agreed_by, sheet.agreed_at = answers, by, timezone.now()
    sheet.score = count_right(items_of(test), answers)
    sheet.passed = sheet.score >= test.pass_mark
    sheet.save(update_fields=["agreed", "agreed_by", "agreed_at", "score", "passed"])
    record("agree-sheet", sheet, by=by, seat=str(seat.pk))
    settle(seat, by=by)
    return sheet


def _to_enter(seat: Seat, by: Person) -> Seat:
    rows = Seat.objects.locked().filter(seats_to_enter(by), day__paper_test__isnull=False)
    return rows.select_related("day__paper_test", "day__edition").filter(pk=seat.pk).first() or _refuse()


def _drawn(quiz: Quiz, chance: random.Random) -> list[QuestionVersion]:
    questions = Question.objects.in_use().filter(bank=quiz.bank_id, outcome__in=quiz.outcomes).order_by("key")
    candidates = [Candidate(version, outcome) for version, outcome in questions.values_list("current", "outcome")]
    drawn = draw(candidates, quiz.outcomes, quiz.draw, chance)
    versions = QuestionVersion.objects.in_bulk([candidate.version for candidate in drawn])
    return [versions[candidate.version] for candidate in drawn]


def _refuse() -> NoReturn:
    raise PermissionDenied
