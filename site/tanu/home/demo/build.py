"""Building the demo through the same doors as real data: imports and actions, no row made by hand."""

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tanu.institutions.actions import define_institution, define_territory, grant, name_help_line, name_referral_route
from tanu.institutions.models import Institution, Territory
from tanu.institutions.roster_import import import_roster
from tanu.lib.dates import local_day
from tanu.people.actions import let_into_admin, register
from tanu.people.models import Person

FOLDER = Path(__file__).parent

COUNTRY = {"kk": "Қазақстан", "ru": "Казахстан", "en": "Kazakhstan"}
REGIONS = {
    "KZ-62": {"kk": "Ұлытау облысы", "ru": "область Ұлытау", "en": "Ulytau"},
    "KZ-35": {"kk": "Қарағанды облысы", "ru": "Карагандинская область", "en": "Karaganda"},
}
ZHUSANDY = {
    "kk": "Жусанды ауданы (ойдан шығарылған)",
    "ru": "Жусандинский район (вымышленный)",
    "en": "Zhusandy District (invented)",
}
TASOTKEL = {
    "kk": "Тасөткел ауданы (ойдан шығарылған)",
    "ru": "Тасоткельский район (вымышленный)",
    "en": "Tasotkel District (invented)",
}
HELP_LINES = {
    "111": {
        "kk": "бала құқықтары; тәулік бойы, тегін, анонимді",
        "ru": "права ребёнка; круглосуточно, бесплатно, анонимно",
        "en": "child rights; day and night, free, anonymous",
    },
    "102": {"kk": "полиция", "ru": "полиция", "en": "police"},
    "103": {"kk": "жедел жәрдем", "ru": "скорая помощь", "en": "ambulance"},
    "112": {"kk": "бірыңғай құтқару қызметі", "ru": "единая служба спасения", "en": "rescue service"},
}
INTAKE = {
    "kk": "Аудандық балалар құқықтарын қорғау бөлімі (ойдан шығарылған)",
    "ru": "Районный отдел по защите прав детей (вымышленный)",
    "en": "District division for child rights (invented)",
}


def first_day() -> date:
    """The day the demo was first built; its dates count back from there, so that building twice changes nothing."""
    first = Person.objects.invented().order_by("created_at").first()
    return local_day(first.created_at) if first else local_day()


def build_people_and_places() -> None:
    """Territories where they are missing, institutions, help lines, roster, officials. Twice changes nothing."""
    start = first_day()
    _territories(start)
    for row in _rows("institutions.csv"):
        define_institution(
            row["code"],
            territory=Territory.objects.get(code=row["territory"]),
            kind=row["kind"],
            name={language: row[f"name_{language}"] for language in ("kk", "ru", "en")},
            officers_owed=int(row["officers_owed"]),
            head_name=row["head_name"],
            phone=row["phone"],
        )
    for position, (number, purpose) in enumerate(HELP_LINES.items()):
        name_help_line(number, position=position, purpose=purpose)
    name_referral_route(
        Territory.objects.get(code="demo-zhusandy"),
        recipient=INTAKE,
        phone="+7 710 000 00 01",
        confirmed_by="Нұрлан Ғабитұлы",
        confirmed_on=start - timedelta(days=20),
        check_by=start + timedelta(days=160),
    )
    outcome = import_roster(_dated(_text("roster.csv"), start).encode(), is_demo=True)
    if outcome.problems:
        raise ValueError(outcome.problems)
    _officials(start)


def _territories(start: date) -> None:
    country = _known("KZ") or define_territory("KZ", "country", COUNTRY)
    ulytau, karaganda = (
        _known(code) or define_territory(code, "region", name, parent=country) for code, name in REGIONS.items()
    )
    define_territory("demo-zhusandy", "district", ZHUSANDY, parent=ulytau)
    moved = start - timedelta(days=265)
    if _known("demo-tasotkel") is None:
        define_territory("demo-tasotkel", "district", TASOTKEL, parent=karaganda)
        define_territory("demo-tasotkel", "district", TASOTKEL, parent=ulytau, valid_from=moved)


def _known(code: str) -> Territory | None:
    return Territory.objects.filter(code=code).first()


def _officials(start: date) -> None:
    for row in _rows("officials.csv"):
        person = Person.objects.filter(sign_in_names__value=row["code"]).first() or register(
            given_name=row["given_name"],
            family_name=row["family_name"],
            patronymic=row["patronymic"],
            language=row["language"],
            code=row["code"],
            is_demo=True,
        )
        grant(
            person,
            row["role"],
            valid_from=start - timedelta(days=400),
            territory=Territory.objects.get(code=row["place"]) if row["role"] == "official" else None,
            institution=Institution.objects.get(code=row["place"]) if row["role"] in ("trainer", "lecturer") else None,
        )
        if row["role"] == "editor" and not person.is_staff:
            let_into_admin(person)


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _dated(text: str, start: date) -> str:
    """D-40 stands for forty days before the demo's first day."""
    return re.sub(r"\bD-(\d+)\b", lambda found: (start - timedelta(days=int(found[1]))).isoformat(), text)
