"""The story so far: the course is loaded, the social pedagogue has passed, the teacher is in the middle of the test."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from tanu.case_studies.actions import begin as begin_case
from tanu.case_studies.actions import choose
from tanu.case_studies.expert import follow
from tanu.case_studies.models import Case, Playthrough
from tanu.certificates.models import Certificate
from tanu.classroom.actions import add, open_day
from tanu.classroom.evidence_actions import hand_in
from tanu.classroom.models import Day, Evidence, Seat
from tanu.classroom.paper_actions import deal_paper_test
from tanu.content.loading import load_library
from tanu.courses.actions import finish_lesson
from tanu.courses.models import Course, Lesson, LessonCheck
from tanu.coverage.akim.actions import draw_board_paper
from tanu.coverage.exemptions.actions import exempt
from tanu.coverage.models import BoardPaper, Exemption, Requirement
from tanu.groups.actions import assign, join, open_group
from tanu.groups.models import Assignment, Group
from tanu.handouts.actions import report_briefing
from tanu.handouts.models import Briefing, Handout
from tanu.home.demo.build import first_day
from tanu.home.demo.story import open_earlier_edition, require_training
from tanu.institutions.disputes import dispute
from tanu.institutions.models import Dispute
from tanu.institutions.roster import read_roster
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_taking import keep_draft
from tanu.people.models import Person
from tanu.quizzes.actions import begin, save, submit
from tanu.quizzes.models import Attempt
from tests.cast import Cast
from tests.handouts.shelf import AID, put_on_shelf

ROSTER = "institution,family_name,given_name,profession,since\nzh-school,Оспанова,Динара,teacher,2024-09-01\n"


@dataclass(frozen=True)
class World:
    cast: Cast
    course: Course
    lesson: Lesson
    check: LessonCheck
    open_attempt: Attempt
    sent_attempt: Attempt
    certificate: Certificate
    handout: Handout
    briefing: Briefing
    group: Group
    assignment: Assignment
    way: Playthrough
    ended_way: Playthrough
    board_paper: BoardPaper
    dispute: Dispute
    roster: RosterImport
    day: Day
    seat: Seat
    evidence: Evidence
    exemption: Exemption

    def person(self, code: str) -> Person:
        return getattr(self.cast, code)


def build_world(cast: Cast) -> World:
    start = first_day()
    open_earlier_edition(start)
    load_library(Path(settings.CONTENT_ROOT))
    require_training(start)
    course = Course.objects.select_related("test", "current").get(key="recognition-and-referral")
    lessons = list(course.lessons.order_by("module__position", "position"))
    for lesson in lessons:
        finish_lesson(cast.aigerim, lesson, "kk")
    sent = _pass(cast.aigerim, course)
    case = Case.objects.get(key="after-the-bell")
    group = open_group("Year 3", by=cast.aliya)
    join(cast.arman, group.code)
    day = open_day(course, cast.school, place="Room 12", day=cast.today, seats=20, language="kk", by=cast.bolat)
    deal_paper_test(day, by=cast.bolat)
    return World(
        cast=cast,
        course=course,
        lesson=lessons[0],
        check=LessonCheck.objects.filter(lesson=lessons[0]).order_by("name")[0],
        open_attempt=begin(cast.gulmira, course.test, "kk", course.current.hash),
        sent_attempt=sent,
        certificate=Certificate.objects.get(completion__person=cast.aigerim),
        handout=put_on_shelf()[AID],
        briefing=report_briefing(cast.school, "briefing", cast.today, 12, by=cast.baurzhan),
        group=group,
        assignment=assign(group, case, by=cast.aliya),
        way=begin_case(cast.gulmira, case, "kk"),
        ended_way=_play(cast.aigerim, case),
        board_paper=draw_board_paper(cast.district, cast.today, by=cast.nurlan),
        dispute=dispute(cast.gulmira, cast.school, "dates"),
        roster=keep_draft(read_roster(ROSTER.encode())[0], by=cast.baurzhan, institution=cast.school),
        day=day,
        seat=add(day, "gulmira", by=cast.bolat),
        exemption=exempt(
            cast.gulmira,
            cast.school,
            Requirement.objects.get(key="officers"),
            reason="decision",
            valid_from=cast.today,
            valid_until=cast.today + timedelta(days=30),
            by=cast.baurzhan,
        ),
        evidence=hand_in(cast.natalya, course.training, issuer="Institute", number="14", completed_on=cast.today),
    )


def _play(person: Person, case: Case) -> Playthrough:
    """The expert's way."""
    way = begin_case(person, case, "kk")
    for number, (_, choice) in enumerate(follow(case.spec, "expert").steps, start=1):
        choose(way, number, choice, "kk")
    way.refresh_from_db()
    return way


def _pass(person: Person, course: Course) -> Attempt:
    attempt = begin(person, course.test, "kk", course.current.hash)
    right = {
        item.pk: [option["key"] for option in item.version.document["options"] if option["weight"] > 0]
        for item in attempt.items.select_related("version")
    }
    save(attempt, right, "kk")
    return submit(attempt)
