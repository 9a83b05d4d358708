"""The addresses of coverage: boards, staff, rosters, slips, letters, requirements, classroom days, second factor."""

from typing import Any

from tests.architecture.row import Outcome, Row, only
from tests.architecture.world import World


def pk_of(name: str) -> Any:
    """The arguments of an address that names a row of the world by its id."""
    return lambda world: {"pk": getattr(world, name).pk}


def school(world: World) -> dict[str, Any]:
    return {"pk": world.cast.school.pk}


def school_staff(world: World) -> dict[str, Any]:
    return {"institution": world.cast.school.pk}


def school_person(world: World) -> dict[str, Any]:
    return school_staff(world) | {"person": world.cast.gulmira.pk}


def staff_dispute(world: World) -> dict[str, Any]:
    return school_staff(world) | {"pk": world.dispute.pk}


def district(world: World) -> dict[str, Any]:
    return {"pk": world.cast.district.pk}


def territory(place: str, **more: Any) -> Any:
    return lambda world: {"territory": getattr(world.cast, place).pk, **more}


OFFICIALS = only("nurlan", "roza")
OVERSEEN: dict[str, dict[str, Outcome]] = {
    "district": OFFICIALS,
    "moved_district": only("roza"),
    "region": only("roza"),
    "next_door": {},
}
HEAD_ONLY: dict[str, Outcome] = {"baurzhan": 200, "aigerim": 403}
HEAD_WRITES: dict[str, Outcome] = {"baurzhan": "on", "aigerim": 403}
SENDS_ROSTERS = only("baurzhan", "nurlan", "roza")
NOT_SO = only("baurzhan", "nurlan", "roza", answer=422)
TRAINER: dict[str, Outcome] = {"bolat": 200, "gulmira": 403}
TRAINER_DOES: dict[str, Outcome] = {"bolat": "on", "gulmira": 403}
SITS_THERE: dict[str, Outcome] = {"gulmira": "on", "bolat": 403}
HANDED_IN: dict[str, Outcome] = {"natalya": "on", "nurlan": 403, "roza": 403}
CODE = {"code": "000000"}
STAFF_VERBS = (
    "start",
    "contact",
    "move",
    "end",
    "take-back",
    "leave",
    "return",
    "appoint",
    "end-designation",
    "join",
    "part",
)

BOARDS = [
    # A board, what stands behind it and its files are for the officials of the territory, and of those it lies in.
    Row("coverage:overseen", 403, cells=OFFICIALS),
    *(
        Row(f"coverage:{name}", 404, cells=cells, arguments=territory(place))
        for name in ("board", "months", "people", "papers", "uncovered_csv")
        for place, cells in OVERSEEN.items()
    ),
    *(
        Row("coverage:export", 404, cells=OVERSEEN[place], arguments=territory(place, table=table, form="xlsx"))
        for table in ("uncovered", "institutions", "parts")
        for place in ("district", "region")
    ),
    # A paper is made by a POST and kept; who no longer oversees the territory does not know of it.
    Row(
        "coverage:papers",
        404,
        cells=only("nurlan", "roza", answer="on"),
        arguments=territory("district"),
        method="post",
    ),
    Row("coverage:paper", 404, cells=OFFICIALS, arguments=pk_of("board_paper")),
    # Heads and officials see to whom letters go: the head by name, officials officers only. Officers know of the page.
    Row("letters:letters", 403, cells=SENDS_ROSTERS),
    Row("letters:institution", 404, cells=HEAD_ONLY, arguments=school_staff),
    Row("letters:remind", 404, cells=HEAD_WRITES, arguments=school_staff, method="post"),
    *(
        Row("letters:territory", 404, cells=OVERSEEN[place], arguments=territory(place))
        for place in ("district", "moved_district", "next_door")
    ),
    # Requirements are set by officials; what asks in the whole country is changed by nobody of one district.
    Row("requirements:requirements", 403, cells=OFFICIALS),
    Row("requirements:new", 403, cells=OFFICIALS),
    Row("requirements:new", 403, cells=OFFICIALS, method="post"),
    Row(
        "requirements:change",
        403,
        cells=only("nurlan", "roza", answer=404),
        arguments=lambda world: {"key": "officers"},
    ),
    # What a kind owes is said by who oversees all its institutions; a school stands in another region too.
    *(
        Row(
            "requirements:duty",
            403,
            cells=only("nurlan", "roza"),
            arguments=lambda world: {"kind": "polyclinic"},
            **how,
        )
        for how in ({}, {"method": "post"})
    ),
    Row("requirements:duty", 403, arguments=lambda world: {"kind": "school"}),
]

STAFF = [
    # The staff of an institution is for its head; officers and deputies know of it.
    Row("staff:institutions", 403, cells=only("baurzhan", answer="on")),
    *(
        Row(f"staff:{name}", 404, cells=HEAD_ONLY, arguments=school_staff)
        for name in ("staff", "csv", "xlsx", "add", "protocol")
    ),
    Row("staff:person", 404, cells=HEAD_ONLY, arguments=school_person),
    *(
        Row(
            "staff:change",
            404,
            cells=HEAD_ONLY,
            arguments=lambda world, verb=verb: school_person(world) | {"verb": verb},
        )
        for verb in STAFF_VERBS
    ),
    Row(
        "staff:protocol",
        404,
        cells=HEAD_WRITES,
        arguments=school_staff,
        method="post",
        fields={"step": "do", "order_number": "21", "on": "2025-09-01"},
    ),
    Row(
        "staff:change",
        404,
        cells=HEAD_WRITES,
        arguments=lambda world: school_person(world) | {"verb": "leave"},
        method="post",
        fields={"step": "do", "reason": "study", "on": "2025-09-01"},
    ),
    Row("staff:answer", 404, cells=HEAD_ONLY, arguments=staff_dispute),
    Row("staff:answer", 404, cells=HEAD_WRITES, arguments=staff_dispute, method="post", fields={"answer": "stands"}),
    Row("staff:erase", 404, cells=HEAD_WRITES, arguments=staff_dispute, method="post"),
    Row("requirements:exempt", 404, cells=HEAD_ONLY, arguments=school_person),
    Row(
        "requirements:take_back",
        404,
        cells=HEAD_WRITES,
        arguments=lambda world: school_staff(world) | {"exemption": world.exemption.pk},
        method="post",
    ),
    # Everybody sees what is recorded of them, and disputes it where something is.
    Row("staff:own_record", 200),
    Row("staff:dispute", 404, cells=only("aigerim", "gulmira", "baurzhan", "zarina"), arguments=school_staff),
    # Slips are printed by the head alone; nobody is ticked here, so the page says so.
    Row("slips:choose", 404, cells=HEAD_ONLY, arguments=school),
    Row("slips:print", 404, cells=HEAD_ONLY, arguments=school, method="post"),
    # Rosters are sent by the head, and by the officials above; the designated officer knows the institution.
    Row("institutions:rosters", 404, cells=SENDS_ROSTERS),
    Row("institutions:roster", 404, cells={**SENDS_ROSTERS, "aigerim": 403}, arguments=school),
    Row("institutions:roster", 404, cells={**NOT_SO, "aigerim": 403}, arguments=school, method="post"),
    Row("institutions:roster_territory", 404, cells=OFFICIALS, arguments=district),
    Row(
        "institutions:roster_territory",
        404,
        cells=only("nurlan", "roza", answer=422),
        arguments=district,
        method="post",
    ),
    Row("institutions:roster_template", 200, arguments=lambda world: {"language": "kk", "form": "xlsx"}),
    Row("institutions:roster_draft", 404, cells=SENDS_ROSTERS, arguments=pk_of("roster")),
    # A form that saw no difference takes nothing in.
    Row("institutions:roster_take", 404, cells=NOT_SO, arguments=pk_of("roster"), method="post"),
    # A draft cannot be undone: the page says so.
    *(
        Row(
            f"institutions:{name}",
            404,
            cells=only("baurzhan", "nurlan", "roza", answer="on"),
            arguments=pk_of("roster"),
            method="post",
        )
        for name in ("roster_drop", "roster_undo")
    ),
]

SIGNING_IN = [
    # Between a slip and the password nobody is signed in; without a slip there is nothing to choose.
    Row("people:choose_password", "on", visitor="sign-in"),
    Row("people:choose_password", "on", visitor="sign-in", method="post", fields={"new": "x", "again": "x"}),
    # How one signs in is everybody's own affair.
    Row("people:own", 200),
    Row("people:change_password", 200),
    Row("people:change_password", 200, method="post", fields={"old": "x", "new": "y", "again": "y"}),
    Row("people:second_factor", 200),
    Row("people:second_factor", 200, method="post", fields=CODE),
    Row("people:begin_factor", 405),
    Row("people:begin_factor", "on", method="post"),
    Row("people:confirm_factor", "on"),
    Row("people:confirm_factor", "on", method="post", fields=CODE),
    Row("people:renew_recovery_codes", 405),
    Row("people:renew_recovery_codes", "on", method="post", fields=CODE),
    Row("people:remove_factor", 405),
    Row("people:remove_factor", "on", method="post", fields=CODE),
]

CLASSROOM = [
    # Bolat holds the day, gulmira has a seat on it. Another trainer of the school would know it and enter sheets.
    Row("classroom:days", 200),
    Row("classroom:join", 200),
    Row("classroom:join", 200, method="post", fields={"code": "K7P-3HM"}),
    Row("classroom:open", 403, cells=only("bolat")),
    Row("classroom:open", 403, cells=only("bolat"), method="post"),
    *(
        Row(f"classroom:{name}", 404, cells=TRAINER, arguments=pk_of("day"))
        for name in ("day", "code", "close", "sheets", "test_pdf")
    ),
    Row(
        "classroom:add",
        404,
        cells=TRAINER_DOES,
        arguments=pk_of("day"),
        method="post",
        fields={"login_code": "aigerim"},
    ),
    *(
        Row(f"classroom:{name}", 404, cells=TRAINER_DOES, arguments=pk_of("day"), method="post")
        for name in ("close", "deal")
    ),
    Row("classroom:call_off", 404, cells=TRAINER, arguments=pk_of("day")),
    Row(
        "classroom:call_off",
        404,
        cells=TRAINER_DOES,
        arguments=pk_of("day"),
        method="post",
        fields={"reason": "mistake"},
    ),
    Row("classroom:seat", 404, cells={"gulmira": 200, "bolat": 403}, arguments=pk_of("seat")),
    *(
        Row(f"classroom:{name}", 404, cells=SITS_THERE, arguments=pk_of("seat"), method="post")
        for name in ("first_test", "final_test", "leave")
    ),
    *(Row(f"classroom:{name}", 404, cells=TRAINER, arguments=pk_of("seat")) for name in ("take_back", "sheet")),
    Row(
        "classroom:take_back",
        404,
        cells=TRAINER_DOES,
        arguments=pk_of("seat"),
        method="post",
        fields={"reason": "not-there"},
    ),
    *(
        Row(f"classroom:{name}", 404, cells=TRAINER_DOES, arguments=pk_of("seat"), method="post")
        for name in ("remove", "sheet", "clear_sheet")
    ),
    # Documents come to the trainers of one's institution and to the officials of its territory; never to the head.
    Row("classroom:evidence", 200),
    Row("classroom:hand_in", 200),
    Row("classroom:hand_in", 200, method="post"),
    Row("classroom:waiting", 403, cells=only("bolat", "nurlan", "roza")),
    Row("classroom:decision", 404, cells={"nurlan": 200, "roza": 200, "natalya": 403}, arguments=pk_of("evidence")),
    Row(
        "classroom:decision",
        404,
        cells={"nurlan": "on", "roza": "on", "natalya": 403},
        arguments=pk_of("evidence"),
        method="post",
        fields={"reason": "seen"},
    ),
    Row("classroom:accepted", 403, cells=only("bolat", "nurlan", "roza")),
    # It waits, so there is nothing to take back yet: the page leads to the decision.
    *(
        Row(
            "classroom:take_back_evidence",
            404,
            cells={"nurlan": "on", "roza": "on", "natalya": 403},
            arguments=pk_of("evidence"),
            method=method,
        )
        for method in ("get", "post")
    ),
    *(
        Row(f"classroom:{name}", 404, cells=HANDED_IN, arguments=pk_of("evidence"), method="post")
        for name in ("withdraw_evidence", "erase_words")
    ),
]

COVERAGE = [*BOARDS, *STAFF, *SIGNING_IN, *CLASSROOM]
