"""A national roster: 50,000 invented rows as XLSX and as CSV, taken in by the command. Seconds and peak memory.

python -m tests.bench.roster [sqlite] [postgres] [--rows 50000]

PostgreSQL if it answers at DATABASE_URL or on this machine. Each file goes into an empty house of its own.
"""

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from openpyxl import Workbook

from tests.serving import ROOT, House, database

FOLDER = ROOT / "var" / "bench-roster"
POSTGRES = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/tanu"
PEOPLE_AT_ONE = 50
HEADING = [
    "institution", "code", "family_name", "given_name", "patronymic", "language", "profession", "share", "since",
    "until", "phone", "mail", "designation", "order_number", "order_date",
]  # fmt: skip
FAMILY = "Ахмет Оспан Төлеген Бекет Жүніс Серік Өмірзақ Ыбырай Әбілқас Есен Нұрлан Қасым Дәулет Сейіт Мұрат".split()  # noqa: SIM905
GIVEN = "Айгерім Динара Сәуле Гүлмира Әсел Мәдина Зарина Ләззат Арман Бауыржан Қайрат Тимур Данияр Ержан".split()  # noqa: SIM905
PROFESSIONS = ["teacher", "nurse", "doctor", "social-pedagogue", "psychologist"]
# Run in a process of its own, so that its memory is the import's and nothing else's.
IMPORT = """
import json, resource, sys, time
import django
django.setup()
from django.core.management import call_command
begun = time.monotonic()
call_command("import_roster", sys.argv[1], same_names="others", stdout=open("/dev/null", "w"))
seconds = time.monotonic() - begun
print(json.dumps({"seconds": round(seconds, 1), "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""
INSTITUTIONS = """
import sys
import django
django.setup()
from tanu.institutions.models import Institution, InstitutionPeriod
from tanu.institutions.territories import load_territories
from tanu.institutions.models import Territory
from tanu.lib.dates import ALWAYS
load_territories()
place = Territory.objects.get(code="KZ-10")
made = Institution.objects.bulk_create(Institution(code=f"bench-{n}") for n in range(int(sys.argv[1])))
InstitutionPeriod.objects.bulk_create(
    InstitutionPeriod(institution=one, territory=place, kind="school", name={"kk": one.code}, valid_from=ALWAYS)
    for one in made
)
# Everybody of the roster is asked something, and designated officers something more.
from datetime import date
from tanu.coverage.actions import require
from tanu.records.actions import announce_edition, open_training
words = {"kk": "invented", "ru": "invented", "en": "invented"}
training = open_training("bench")
announce_edition(training, dated=date(2024, 1, 1), title=words, hours=6, valid_months=36, is_pilot=True)
order = {"training": training, "title": words, "ordered_by": words, "order_date": date(2024, 1, 1)}
require("officers", due_days=60, valid_from=date(2024, 1, 1), **order)
require("staff", due_days=365, designated_only=False, valid_from=date(2024, 1, 1), **order)
"""
STARTED = {"PYTHONPATH": f"site{os.pathsep}.", "DJANGO_SETTINGS_MODULE": "tanu.settings"}


def main(arguments: list[str]) -> int:
    number = int(arguments[arguments.index("--rows") + 1]) if "--rows" in arguments else 50_000
    engines = [name for name in ("sqlite", "postgres") if name in arguments] or ["sqlite", "postgres"]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    files = write_files(number)
    for engine in engines:
        for file in files:
            print(engine, file.suffix, measured(engine, file, number), flush=True)
    if "postgres" in engines:
        print("killed in the middle:", killed(files[0], number), flush=True)
    shutil.rmtree(FOLDER)
    return 0


def write_files(number: int) -> list[Path]:
    text, book = io.StringIO(), Workbook(write_only=True)
    sheet, out = book.create_sheet(), csv.writer(text)
    for row in [HEADING, *rows(number)]:
        out.writerow(row)
        sheet.append([date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d\d-\d\d", cell) else cell for cell in row])
    plain, workbook = FOLDER / "roster.csv", FOLDER / "roster.xlsx"
    plain.write_text(text.getvalue(), encoding="utf-8")
    book.save(workbook)
    return [workbook, plain]


def rows(number: int) -> Iterator[list[str]]:
    """Half with a code of their own, a quarter with contacts, one officer an institution."""
    chance = random.Random(5)
    for n in range(number):
        since = date(2005, 1, 1) + timedelta(days=chance.randrange(7_000))
        first = n % PEOPLE_AT_ONE == 0
        yield [
            f"bench-{n // PEOPLE_AT_ONE}", f"bench{n}" if n % 2 else "",
            chance.choice(FAMILY) + chance.choice(["ов", "ова", "қызы", "ұлы", "бек"]), chance.choice(GIVEN),
            chance.choice(FAMILY) + chance.choice(["ұлы", "қызы"]), chance.choice(["kk", "ru"]),
            chance.choice(PROFESSIONS), "1", since.isoformat(), "",
            f"+7 710 {n:07d}" if n % 4 == 0 else "", "", "officer" if first else "", f"№ {n}" if first else "",
            "2025-01-15" if first else "",
        ]  # fmt: skip


def measured(engine: str, file: Path, number: int) -> dict[str, float]:
    folder = FOLDER / engine
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if engine == "sqlite":
        return imported(House(folder), file, number)
    with database(POSTGRES, "tanu_bench_roster") as address:
        return imported(House(folder, address), file, number)


def imported(house: House, file: Path, number: int) -> dict[str, float]:
    prepare(house, number)
    first = json.loads(house.run("-c", IMPORT, str(file), **STARTED))
    again = json.loads(house.run("-c", IMPORT, str(file), **STARTED))
    return {**first, "again_seconds": again["seconds"], "again_mb": again["mb"]}


def prepare(house: House, number: int) -> None:
    house.manage("migrate", "--verbosity", "0")
    house.run("-c", INSTITUTIONS, str(-(-number // PEOPLE_AT_ONE)), **STARTED)


def killed(file: Path, number: int) -> str:
    """How many people there are after the command was killed while it wrote them."""
    with database(POSTGRES, "tanu_bench_roster") as address:
        folder = FOLDER / "killed"
        folder.mkdir()
        house = House(folder, address)
        prepare(house, number)
        command = [sys.executable, "manage.py", "import_roster", str(file), "--same-names", "others"]
        with subprocess.Popen(command, cwd=ROOT, env=house.environment(), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for line in process.stdout:
                if line.startswith("  posts:"):
                    process.kill()
                    break
        time.sleep(1)
        count = "import django; django.setup(); from tanu.people.models import Person; print(Person.objects.count())"
        return f"{urlsplit(address).scheme}: people {house.run('-c', count, **STARTED).strip()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
