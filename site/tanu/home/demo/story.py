"""What has happened in the demo before a learner opens the course: requirements, and completions of earlier years."""

from datetime import date, timedelta
from typing import Any

from tanu.coverage.actions import require
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
KINDS = ["school", "preschool", "college", "residential", "hospital", "polyclinic", "police", "helpline"]
SCHOOL_PROFESSIONS = ["teacher", "social-pedagogue", "psychologist", "nurse"]
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


def record_earlier_completions(edition: TrainingEdition, start: date) -> None:
    for code, days in COMPLETED.items():
        record_completion(
            Person.objects.get(sign_in_names__value=code),
            edition,
            source=Completion.Source.CLASSROOM,
            evidence=f"day:demo-{code}",
            completed_on=start - timedelta(days=days),
        )
