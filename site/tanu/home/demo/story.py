"""What has happened in the demo before a learner opens the course: requirements, and completions of earlier years."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tanu.case_studies.actions import begin, choose
from tanu.case_studies.engine import State, offered
from tanu.case_studies.models import Case, Playthrough
from tanu.classroom.actions import add, open_day
from tanu.classroom.evidence_actions import hand_in
from tanu.classroom.models import Day
from tanu.courses.models import Course
from tanu.coverage.actions import require
from tanu.groups.actions import assign, join, open_group
from tanu.groups.models import Group
from tanu.institutions.kinds import define_kind_duty
from tanu.institutions.models import Institution
from tanu.institutions.protocols import adopt_protocol
from tanu.lib.dates import ALMATY
from tanu.people.models import Person
from tanu.records.actions import announce_edition, open_training, record_completion
from tanu.records.models import Completion, Training, TrainingEdition

TRAINING = "recognition-and-referral"
CLASSROOM_DAY = {
    "kk": "Тану және хабарлау: сыныптағы күн (ойдан шығарылған)",
    "ru": "Распознать и сообщить: очный день (вымышленный)",
    "en": "Recognition and referral: a classroom day (invented)",
}
AKIMAT = {
    "kk": "облыс әкімдігі (ойдан шығарылған)",
    "ru": "акимат области (вымышленный)",
    "en": "the akimat of the region (invented)",
}
FOR_OFFICERS = {
    "kk": "Жауапты тұлғаға: бір күндік курс",
    "ru": "Ответственным лицам: однодневный курс",
    "en": "Designated officers: the one-day course",
}
FOR_SCHOOL_STAFF = {
    "kk": "Мектеп қызметкерлеріне: бір күндік курс",
    "ru": "Сотрудникам школ: однодневный курс",
    "en": "School staff: the one-day course",
}
FOR_PAEDIATRICIANS = {
    "kk": "Педиатрларға: көгерген жерлер, тістеу іздері, дабыл жарақаттары",
    "ru": "Педиатрам: синяки, укусы, сигнальные травмы",
    "en": "Paediatricians: bruises, bites, sentinel injuries",
}
MODULE = "bruises-bites-sentinel-injuries"
PROTOCOLS = {"zh-polyclinic": "№ 8", "zh-hospital": "№ 22"}
PLACE = "Жусанды ауылының орта мектебі, 12-кабинет"
INSTITUTE = "Біліктілікті арттыру институты (ойдан шығарылған)"
KINDS = ["school", "preschool", "college", "residential", "hospital", "polyclinic", "police", "helpline"]
SCHOOL_PROFESSIONS = ["teacher", "social-pedagogue", "psychologist", "nurse"]
# In the lecturer's own words, in her own language.
GROUP = "Социальная работа, 3 курс (вымышленная группа)"
STUDENTS = ("arman", "vera")
CASE = "after-the-bell"
PLAYERS = ("aigerim", "natalya", "saule", "svetlana", "baurzhan", "sergey", "bolat", "nurlan", "roza")
# Sign-in code: how many days before the demo's first day the classroom day was completed.
COMPLETED = {"timur": 1200, "saule": 250, "madina": 470, "daniyar": 1070, "kairat": 380}


def open_earlier_edition(start: date) -> TrainingEdition:
    """The classroom day of years ago, so that a training can have lapsed."""
    return announce_edition(
        open_training(TRAINING),
        dated=start - timedelta(days=1350),
        title=CLASSROOM_DAY,
        hours=6,
        valid_months=36,
        is_pilot=True,
    )


def require_training(start: date) -> None:
    """What the invented akimat asks for, as a pilot: nobody has reviewed the course yet."""
    order: dict[str, Any] = {
        "training": Training.objects.get(key=TRAINING),
        "ordered_by": AKIMAT,
        "order_date": start - timedelta(days=420),
        "valid_from": start - timedelta(days=400),
        "is_pilot": True,
    }
    require("officers", title=FOR_OFFICERS, due_days=60, kinds=KINDS, order_number="№ 14", **order)
    require(
        "school-staff",
        title=FOR_SCHOOL_STAFF,
        due_days=365,
        kinds=["school"],
        professions=SCHOOL_PROFESSIONS,
        designated_only=False,
        order_number="№ 15",
        **order,
    )


def require_paediatric_module(start: date) -> None:
    """The invented akimat asks paediatricians for the short module too; a renewal counts from the expiry."""
    training = Training.objects.filter(key=MODULE).first()
    if training:
        require(
            "paediatricians",
            training=training,
            title=FOR_PAEDIATRICIANS,
            due_days=90,
            professions=["paediatrician"],
            kinds=["hospital", "polyclinic"],
            designated_only=False,
            validity_base="expiry",
            valid_months=24,
            ordered_by=AKIMAT,
            order_number="№ 16",
            order_date=start - timedelta(days=30),
            valid_from=start - timedelta(days=20),
            is_pilot=True,
        )


def say_what_kinds_owe(start: date) -> None:
    """One officer, a deputy and a written protocol; two institutions have adopted one."""
    since = start - timedelta(days=400)
    for kind in KINDS:
        define_kind_duty(kind, officers_owed=1, deputies_owed=1, owes_protocol=True, valid_from=since)
    for code, number in PROTOCOLS.items():
        adopt_protocol(Institution.objects.get(code=code), order_number=number, order_date=start - timedelta(days=120))


def hold_classroom_day(start: date) -> None:
    """Bolat's day at the village school, and a document of Natalya's that waits to be looked at."""
    trainer, course = _person("bolat"), Course.objects.get(key=TRAINING)
    if Day.objects.exists():
        return
    school = Institution.objects.get(code="zh-school")
    day = open_day(course, school, place=PLACE, day=start, seats=20, language="kk", by=trainer)
    add(day, "gulmira", by=trainer)
    hand_in(
        _person("natalya"),
        course.training,
        issuer=INSTITUTE,
        number="14-2",
        completed_on=start - timedelta(days=300),
    )


def open_group_of_students(start: date) -> None:
    """The lecturer's group with two students, who are to play a case."""
    lecturer = _person("aliya")
    if Group.objects.filter(owner=lecturer).exists():
        return
    group = open_group(GROUP, by=lecturer, on=start)
    for code in STUDENTS:
        join(_person(code), group.code)
    assign(group, Case.objects.get(key=CASE), by=lecturer, until=start + timedelta(days=14))


def play_case(start: date) -> None:
    """Some of the cast have played a case: each third with the expert, the others as good people are tempted to."""
    case = Case.objects.get(key=CASE)
    if Playthrough.objects.filter(case=case).exists():
        return
    for place, code in enumerate(PLAYERS):
        _play(_person(code), case, place, start)


def _play(person: Person, case: Case, place: int, start: date) -> None:
    moment = datetime.combine(start - timedelta(days=place + 1), time(15), tzinfo=ALMATY)
    way = begin(person, case, person.language, at=moment)
    spec = case.spec
    number = 0
    while not way.is_ended:
        number += 1
        moment += timedelta(seconds=20 + 7 * (place + number) % 60)
        choices = offered(spec, State.from_json(way.state))
        mark = "expert" if place % 3 == 0 or (place + number) % 3 else "tempting"
        choice = next((choice for choice in choices if getattr(choice, mark)), choices[place % len(choices)])
        choose(way, number, choice.id, person.language, at=moment)
        way.refresh_from_db()


def record_earlier_completions(edition: TrainingEdition, start: date) -> None:
    for code, days in COMPLETED.items():
        record_completion(
            _person(code),
            edition,
            source=Completion.Source.CLASSROOM,
            evidence=f"day:demo-{code}",
            completed_on=start - timedelta(days=days),
        )


def _person(code: str) -> Person:
    return Person.objects.get(sign_in_names__value=code)
