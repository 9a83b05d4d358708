"""The classifier of territories in its plain and its official form."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from tanu.institutions.classifier import load_classifier
from tanu.institutions.models import Territory, TerritoryPeriod
from tanu.institutions.territories import SHIPPED, TerritoriesRefused, load_territories
from tanu.institutions.tree import Tree

HEADING = "code,parent,level,name_kk,name_ru,name_en,iso,valid_from\n"
REGION = "990000000,,region,Сынақ облысы,область Сынак,Synak Region,KZ-99,\n"
DISTRICT = "993200000,990000000,district,Талды ауданы,Талдинский район,Taldy District,,\n"
KATO = "te,ab,cd,ef,hij,k,kaz_name,rus_name\n"
OFFICIAL = (
    KATO
    + "100000000,10,0,0,0,0,Абай облысы,область Абай\n"
    + "101000000,10,10,0,0,0,Семей Қ.Ә.,Семей Г.А.\n"
    + "103200000,10,32,0,0,0,Абай ауданы,Абайский район\n"
    + "103230000,10,32,30,0,0,Архат а.о.,Архатский с.о.\n"
    + "103230100,10,32,30,100,0,Архат а.,с.Архат\n"
)


def faults(text: str) -> dict[int, str]:
    with pytest.raises(TerritoriesRefused) as refused:
        load_classifier(text.encode())
    return {problem.line: problem.message for problem in refused.value.problems}


def names(code: str) -> list[tuple[str, str | None]]:
    periods = TerritoryPeriod.objects.as_known().filter(territory__code=code).order_by("valid_from")
    return [(period.name["en"], period.valid_until and period.valid_until.isoformat()) for period in periods]


def test_a_plain_file_defines_numbers_and_places(db):
    loaded = load_classifier((HEADING + DISTRICT + REGION).encode())

    region, district = Territory.objects.get(code="KZ-99"), Territory.objects.get(code="993200000")
    assert (loaded.changed, region.kato, district.kato) == (2, "990000000", "993200000")
    assert Tree.on(date(2026, 11, 21)).above(district.pk)[0] == region.pk


def test_the_same_file_again_changes_nothing(db):
    load_classifier((HEADING + REGION + DISTRICT).encode())

    assert load_classifier((HEADING + REGION + DISTRICT).encode()) == load_classifier((HEADING + REGION).encode())


def test_a_new_name_holds_from_its_day(db):
    load_classifier((HEADING + REGION + DISTRICT).encode())
    renamed = DISTRICT.replace("Taldy District,,", "Kaindy District,,2026-03-01")

    load_classifier((HEADING + REGION + renamed).encode())

    assert names("993200000") == [("Taldy District", "2026-03-01"), ("Kaindy District", None)]
    assert load_classifier((HEADING + REGION + DISTRICT).encode()).changed == 0
    assert "holds from 2026-03-01" in faults(HEADING + REGION + renamed.replace("2026-03-01", "2025-03-01"))[3]


def test_a_trial_changes_nothing(db):
    before = Territory.objects.count()

    assert load_classifier((HEADING + REGION + DISTRICT).encode(), dry_run=True).changed == 2
    assert Territory.objects.count() == before


def test_rings_orphans_and_doubles_are_told_with_their_lines_and_nothing_is_loaded(db):
    before = Territory.objects.count()
    text = (
        HEADING
        + REGION
        + "1,2,district,А,А,A,,\n"
        + "2,1,district,Б,Б,B,,\n"
        + "3,nowhere,district,В,В,C,,\n"
        + "990000000,,region,Г,Г,D,,\n"
        + "4,,district,Д,Д,E,,\n"
        + "5,5,district,Е,Е,F,,\n"
    )

    found = faults(text)

    assert "lies in itself: 1 > 2 > 1" in found[3]
    assert "lies in itself" in found[4]
    assert "no territory with the code nowhere" in found[5]
    assert "stands in line 2 already" in found[6]
    assert "lies in nothing" in found[7]
    assert "lies in itself" in found[8]
    assert Territory.objects.count() == before


def test_cells_that_cannot_be_are_told_all_at_once(db):
    found = faults(HEADING + REGION.replace("region", "oblast") + DISTRICT.replace(",,\n", ",,soon\n"))

    assert "level" in found[2]
    assert "valid_from" in found[3]


def test_the_official_file_numbers_what_is_known_and_passes_over_villages(db):
    load_territories()
    before = Territory.objects.count()

    loaded = load_classifier(OFFICIAL.encode())

    assert (loaded.changed, loaded.numbered, loaded.passed) == (0, 3, 2)
    assert Territory.objects.get(code="KZ-10").kato == "100000000"
    assert Territory.objects.get(code="265067").kato == "101000000"
    assert Territory.objects.get(code="265327").kato == "103200000"
    assert Territory.objects.count() == before


def test_the_official_file_brings_what_is_missing(db):
    load_territories()

    loaded = load_classifier((OFFICIAL + "109900000,10,99,0,0,0,Жаңа ауданы,Новый район\n").encode())

    assert loaded.changed == 1
    assert Territory.objects.get(code="109900000").level == "district"
    assert load_classifier((OFFICIAL + "109900000,10,99,0,0,0,Жаңа ауданы,Новый район\n").encode()).changed == 0


def test_a_spreadsheet_is_read_as_well(db):
    book = Workbook()
    for line in OFFICIAL.splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    out = io.BytesIO()
    book.save(out)
    load_territories()

    assert load_classifier(out.getvalue()).numbered == 3


def test_the_command_tries_out(db, capsys):
    before = Territory.objects.count()

    call_command("load_territories", SHIPPED, dry_run=True)

    assert "Nothing was changed" in capsys.readouterr().out
    assert Territory.objects.count() == before
