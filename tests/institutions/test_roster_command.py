"""The command for large rosters: all or nothing, even when it is killed in the middle."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tanu.institutions.roster_models import RosterImport
from tanu.people.models import Person
from tests.serving import ROOT, House, database

HEADING = "institution,code,family_name,given_name,profession,since\n"
DINARA = "zh-school-7,,Оспанова,Динара,teacher,2024-09-01\n"
MANY = 5_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(HEADING + DINARA, encoding="utf-8")
    return path


def test_it_says_what_it_did_and_how_to_undo_it(cast, file, capsys):
    call_command("import_roster", file, by="baurzhan")

    taken = RosterImport.objects.latest("made_at")
    said = capsys.readouterr().out
    assert "people: 1" in said
    assert f"import_roster --undo {taken.pk}" in said
    assert taken.taken_by == cast.baurzhan

    call_command("import_roster", undo=taken.pk)
    assert not Person.objects.get(given_name="Динара").is_active


def test_a_dry_run_changes_nothing(cast, file, capsys):
    call_command("import_roster", file, dry_run=True)

    assert "Nothing was changed" in capsys.readouterr().out
    assert not Person.objects.filter(given_name="Динара").exists()


def test_problems_are_listed_with_their_rows_and_the_rest_is_counted(cast, file):
    file.write_text(HEADING + DINARA.replace("teacher", "wizard") * 501, encoding="utf-8")

    with pytest.raises(CommandError, match=r"row 2, profession: (.|\n)*and 1 more"):
        call_command("import_roster", file)


def test_names_that_are_known_are_not_decided_by_the_command(cast, file):
    file.write_text(HEADING + "zh-school-7,x-1,Дальний,Сергей,teacher,2024-09-01\n", encoding="utf-8")
    Person.objects.filter(pk=cast.sergey.pk).update(search_key="дальний сергей")

    with pytest.raises(CommandError, match="row 2: Дальний Сергей"):
        call_command("import_roster", file)
    call_command("import_roster", file, same_names="others")

    assert Person.objects.named("дальний сергей").count() == 2


def test_killed_in_the_middle_nothing_was_taken_in(cast, tmp_path):
    file = tmp_path / "many.csv"
    lines = [f"zh-school-7,many-{n},Оспанов,Ерлан,teacher,2024-09-01\n" for n in range(MANY)]
    file.write_text(HEADING + "".join(lines), encoding="utf-8")

    with _house(tmp_path / "house") as house:
        before = _people(house)
        command = [sys.executable, "manage.py", "import_roster", str(file)]
        with subprocess.Popen(command, cwd=ROOT, env=house.environment(), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            wrote = next(line for line in process.stdout if line.startswith("  people: 2000"))
            process.kill()

        assert "of 5000" in wrote
        assert process.returncode == -9
        assert _people(house) == before > 0


@contextmanager
def _house(folder: Path) -> Iterator[House]:
    """A house of its own with School No. 7: what one process kills must not be the database of these tests."""
    folder.mkdir()
    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"]) as here:
            here.execute("VACUUM INTO ?", [str(folder / "tanu.sqlite3")])
        here.close()
        yield House(folder)
        return
    with database(os.environ["DATABASE_URL"], f"tanu_killed_{os.getpid()}") as address:
        house = House(folder, address)
        house.manage("migrate", "--verbosity", "0")
        house.manage("shell", "-c", SCHOOL_7)
        yield house


SCHOOL_7 = """
from tanu.institutions.actions import define_institution, define_territory
from tanu.people.actions import register
name = {"kk": "№ 7 мектеп", "ru": "Школа № 7", "en": "School No. 7"}
place = define_territory("district", "district", name)
define_institution("zh-school-7", territory=place, kind="school", name=name)
register(given_name="Светлана")
"""


def _people(house: House) -> int:
    counting = "from tanu.people.models import Person; print('people', Person.objects.count())"
    return int(house.manage("shell", "-c", counting).split("people")[-1])
