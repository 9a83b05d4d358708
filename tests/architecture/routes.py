"""Every address of the site with what each of the cast is answered. A new route stands here, or the build fails.

Outcomes: 200 the page; "on" done and led on; 403 known without the right; 404 unknown; 405 not a page to open;
"sign-in" led to the sign-in page, for a visitor only.
"""

from typing import Any

from tests.architecture.coverage_routes import COVERAGE
from tests.architecture.row import VISITOR, Outcome, Row, only
from tests.architecture.world import World

__all__ = ["TABLE", "VISITOR", "Row"]

GROUP_OWNER: dict[str, Outcome] = {"aliya": "on", "arman": 403}


def lesson(world: World) -> dict[str, Any]:
    return {"course_key": world.course.key, "slug": world.lesson.slug}


def course(world: World) -> dict[str, Any]:
    return {"course_key": world.course.key}


def check(world: World) -> dict[str, Any]:
    return lesson(world) | {"name": world.check.name}


def months_later(world: World) -> dict[str, Any]:
    return course(world) | {"months": 3}


def open_part(world: World) -> dict[str, Any]:
    return {"attempt_id": world.open_attempt.pk, "number": 1}


def open_attempt(world: World) -> dict[str, Any]:
    return {"attempt_id": world.open_attempt.pk}


def sent_attempt(world: World) -> dict[str, Any]:
    return {"attempt_id": world.sent_attempt.pk}


def case(world: World) -> dict[str, Any]:
    return {"key": world.way.case.key}


def open_way(world: World) -> dict[str, Any]:
    return case(world) | {"way_id": world.way.pk}


def ended_way(world: World) -> dict[str, Any]:
    return case(world) | {"way_id": world.ended_way.pk}


def group(world: World) -> dict[str, Any]:
    return {"pk": world.group.pk}


def assignment(world: World) -> dict[str, Any]:
    return {"pk": world.assignment.pk}


def certificate(world: World) -> dict[str, Any]:
    return {"serial": world.certificate.serial}


def pdf(world: World) -> dict[str, Any]:
    return certificate(world) | {"language": "kk"}


def handout(world: World) -> dict[str, Any]:
    return {"course_key": world.course.key, "slug": world.handout.slug}


def school(world: World) -> dict[str, Any]:
    return {"pk": world.cast.school.pk}


def briefing(world: World) -> dict[str, Any]:
    return {"pk": world.briefing.pk}


HELD = {"kind": "briefing", "held_on": "2025-09-01", "headcount": "12"}


TABLE = [
    # Open to everybody.
    Row("home:front", 200, visitor=200),
    Row("courses:courses", 200, visitor=200),
    Row("courses:course", 200, visitor=200, arguments=course),
    Row("certificates:verify", 200, visitor=200),
    Row("certificates:verified", 200, visitor=200, arguments=lambda world: {"code": world.certificate.serial}),
    Row("people:sign_in", "on", visitor=200),
    Row("people:sign_out", 405, visitor=405),
    Row("people:sign_out", "on", visitor="on", method="post"),
    # The demo's door stands open in the demo alone.
    Row(
        "people:enter_demo", 404, 404, method="post", arguments=lambda world: {"person_id": world.person("aigerim").pk}
    ),
    # Everybody who is signed in learns.
    Row("home:my_training", 200),
    Row("certificates:mine", 200),
    Row("courses:lesson", 200, arguments=lesson),
    Row("courses:begin_test", 200, arguments=course),
    Row("courses:begin_test", "on", arguments=course, method="post"),
    Row("courses:done", "on", arguments=lesson, method="post"),
    Row("courses:aside", "on", arguments=lesson, method="post"),
    Row("courses:check", "on", arguments=check, method="post"),
    Row("courses:variant", "on", arguments=course),
    Row("courses:variant", "on", arguments=course, method="post", fields={"variant": "health"}),
    # Before the first lesson and the first try; aigerim has done all lessons, gulmira is in the middle of the test.
    Row("courses:before", 200, cells=only("aigerim", "gulmira", answer="on"), arguments=course),
    Row("courses:before", "on", arguments=course, method="post"),
    Row("courses:again", "on", arguments=months_later),
    Row("courses:again", "on", arguments=months_later, method="post", fields={"go": "begin"}),
    # What everybody together remembers is for editors.
    Row("courses:remembered", 404, cells=only("alma"), arguments=course),
    Row("courses:remembered_csv", 404, cells=only("alma"), arguments=course),
    # Handouts are for everybody who is signed in.
    Row("handouts:handouts", 200, arguments=course),
    Row("handouts:handout", 200, arguments=handout),
    Row("handouts:pdf", 200, arguments=handout),
    # The papers of an institution are for its head and its officers: officials have their boards.
    *(
        Row(f"handouts:{name}", 404, cells=only("baurzhan", "aigerim"), arguments=school)
        for name in ("institution", "protocol", "protocol_pdf", "poster", "poster_pdf")
    ),
    Row(
        "handouts:report",
        404,
        cells=only("baurzhan", "aigerim", answer="on"),
        arguments=school,
        method="post",
        fields=HELD,
    ),
    Row("handouts:take_back", 404, cells=only("baurzhan", "aigerim", answer="on"), arguments=briefing, method="post"),
    # A learner's tries, answers and certificates are the learner's own: for the head and the officials too.
    Row("quizzes:part", 404, cells=only("gulmira"), arguments=open_part),
    Row("quizzes:part", 404, cells=only("gulmira", answer="on"), arguments=open_part, method="post"),
    Row("quizzes:review", 404, cells=only("gulmira"), arguments=open_attempt),
    Row("quizzes:review", 404, cells=only("gulmira", answer="on"), arguments=open_attempt, method="post"),
    Row("quizzes:result", 404, cells=only("aigerim"), arguments=sent_attempt),
    Row("groups:groups", 200),
    Row("groups:join", "on"),
    Row("groups:join", 200, method="post", fields={"code": "K7P-3HM"}),
    Row("groups:open", 403, cells=only("aliya", "bolat", answer="on")),
    Row("groups:open", 403, cells=only("aliya", "bolat", answer="on"), method="post", fields={"title": "Year 3"}),
    Row("groups:group", 404, cells={"aliya": 200, "arman": 403}, arguments=group),
    Row("groups:assign", 404, cells=GROUP_OWNER, arguments=group),
    Row("groups:assign", 404, cells=GROUP_OWNER, arguments=group, method="post", fields={"case": "four-months-old"}),
    Row("groups:close", 404, cells=GROUP_OWNER, arguments=group, method="post"),
    Row("groups:leave", 404, cells=only("arman", answer="on"), arguments=group, method="post"),
    Row("groups:take_off", 404, cells=only("aliya", answer="on"), arguments=assignment, method="post"),
    Row(
        "groups:instead",
        404,
        cells=only("arman", answer="on"),
        arguments=lambda world: {"key": "after-the-bell"},
        method="post",
    ),
    Row("case_studies:cases", 200),
    Row("case_studies:case", 200, arguments=case),
    Row("case_studies:begin", "on", arguments=case, method="post"),
    Row("case_studies:way", 404, cells=only("gulmira"), arguments=open_way),
    Row(
        "case_studies:way",
        404,
        cells=only("gulmira", answer="on"),
        arguments=open_way,
        method="post",
        fields={"step": "1", "choice": "limits"},
    ),
    Row("case_studies:debrief", 404, cells=only("aigerim"), arguments=ended_way),
    Row(
        "case_studies:back",
        404,
        cells=only("aigerim", answer="on"),
        arguments=ended_way,
        method="post",
        fields={"step": "1"},
    ),
    Row("case_studies:map", 404, cells=only("aliya", "bolat", "alma"), arguments=case),
    Row("case_studies:map_csv", 404, arguments=case),
    Row("case_studies:paper", 200, arguments=lambda world: case(world) | {"language": "kk"}),
    Row(
        "case_studies:notes",
        403,
        cells=only("aliya", "bolat", "alma"),
        arguments=lambda world: case(world) | {"language": "kk"},
    ),
    Row("certificates:certificate", 404, cells=only("aigerim"), arguments=certificate),
    Row("certificates:pdf", 404, cells=only("aigerim"), arguments=pdf),
    *COVERAGE,
    # Nobody of the story was trained on an earlier edition of the course.
    Row("home:refresher", 404, arguments=course),
    Row("home:refresher", 404, arguments=course, method="post"),
    # What the pages are made of is for editors; in the demo for everybody.
    Row("home:gallery", 404, visitor=404, cells=only("alma")),
    Row("home:trouble", 404, visitor=404, cells=only("alma", answer=503), arguments=lambda world: {"name": "503"}),
    # Editors work in Wagtail's admin. For everybody else there is none.
    Row("wagtailadmin_home", 404, cells=only("alma")),
    Row("wagtailadmin_explore_root", 404, cells=only("alma")),
    Row("wagtailadmin_login", 404, cells=only("alma", answer="on")),
]
