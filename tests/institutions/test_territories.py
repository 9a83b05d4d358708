from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tanu.institutions.actions import define_territory
from tanu.institutions.models import Territory, TerritoryPeriod
from tanu.institutions.territories import SHIPPED, TerritoriesRefused, load_territories, read_territories
from tanu.institutions.tree import Tree

HEADING = "iso,level,name_kk,name_ru,name_en,stat_id,kk_seen,note\n"
REGION = "KZ-10,region,Абай облысы,область Абай,Abai Region,,7,\n"
DISTRICT = "KZ-10,district,Абай ауданы,Абайский район,Abai District,265327,6,\n"
# The districts of the demo's story.
INVENTED = 2
TODAY = date(2026, 11, 21)


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(TerritoriesRefused) as refused:
        read_territories(text.encode())
    return [(problem.line, problem.message) for problem in refused.value.problems]


def test_twenty_regions_and_228_units_lie_in_the_country(db):
    load_territories()

    tree = Tree.on(TODAY)
    country = Territory.objects.get(code="KZ").pk
    regions = tree.parts(country)
    assert len(regions) == 20
    assert sum(len(tree.parts(region)) for region in regions) == 228 + INVENTED
    assert tree.above(Territory.objects.get(code="265327").pk) == [Territory.objects.get(code="KZ-10").pk, country]


def test_loading_again_changes_nothing_and_asks_once(db, django_assert_max_num_queries):
    load_territories()
    before = list(TerritoryPeriod.objects.order_by("pk").values())

    with django_assert_max_num_queries(3):
        assert load_territories() == 0

    assert list(TerritoryPeriod.objects.order_by("pk").values()) == before


def test_every_name_stands_in_three_languages():
    rows = read_territories(SHIPPED.read_bytes())

    assert all(name for row in rows for name in row.name.values())
    assert len({row.code for row in rows}) == len(rows) == 248


def test_names_that_repeat_are_told_apart(db):
    load_territories()

    named_abai = TerritoryPeriod.objects.as_known().filter(name__kk="Абай ауданы")
    assert len({period.parent_id for period in named_abai}) == 3


def test_a_corrected_name_is_taken_in_and_the_old_one_stays_known(db):
    load_territories((HEADING + REGION + DISTRICT).encode())

    assert load_territories((HEADING + REGION + DISTRICT.replace("Abai District", "Abay District")).encode()) == 1

    periods = TerritoryPeriod.objects.filter(territory__code="265327")
    assert [period.name["en"] for period in periods.as_known()] == ["Abay District"]
    assert periods.count() == 2


def test_a_territory_that_moved_since_stays_where_it_is(db):
    load_territories()
    district, region = Territory.objects.get(code="265327"), Territory.objects.get(code="KZ-63")
    name = {"kk": "Абай ауданы", "ru": "Абайский район", "en": "Abai District"}
    define_territory("265327", "district", name, parent=region, valid_from=date(2026, 3, 1))

    assert load_territories() == 0
    assert Tree.on(TODAY).above(district.pk)[0] == region.pk


def test_every_problem_is_told_at_once_with_its_line(db):
    text = (
        HEADING
        + REGION
        + "KZ-10,town,Курчатов қаласы,город Курчатов,Kurchatov,265009,3,\n"
        + "KZ-10,city,Семей қаласы,,Semey,,6,\n"
        + "KZ-10,district,Аягөз ауданы,Аягозский район,Ayagoz District,265691,5,a note,and more\n"
        + "KZ-10,district,Жарма ауданы\n"
    )

    found = faults(text)

    assert {line for line, _ in found} == {3, 4, 5, 6}
    assert "level" in found[0][1]
    assert any("name_ru" in message for line, message in found if line == 4)
    assert "The line has more cells than the heading." in {message for line, message in found if line == 5}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("iso,level\n", 1, "name_kk"),
        (HEADING + DISTRICT, 2, "no line for the region KZ-10"),
        (HEADING + REGION + REGION, 3, "KZ-10 stands in line 2"),
        (HEADING + REGION + DISTRICT + DISTRICT.replace("265327", "1"), 4, "Абай ауданы stands in line 3"),
        (HEADING + REGION.replace("KZ-10", "RU-10"), 2, "iso"),
        (HEADING + REGION.replace(",,7", ",9,7"), 2, "a region has none"),
        (HEADING + DISTRICT.replace("265327", ""), 2, "a unit has a `stat_id`"),
        (HEADING + REGION.replace("й", "и\u0306"), 2, "NFC"),
        (HEADING + 'KZ-10,region,"Абай\n', 2, "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, line, words):
    assert any(place == line and words in message for place, message in faults(text)), faults(text)


def test_another_encoding_is_named_with_its_line():
    with pytest.raises(TerritoriesRefused, match="line 2: The file is not UTF-8"):
        read_territories((HEADING + REGION).encode("cp1251", errors="replace"))


def test_with_a_problem_nothing_is_taken_in(db):
    before = Territory.objects.count()
    with pytest.raises(TerritoriesRefused):
        load_territories((HEADING + REGION + DISTRICT.replace("KZ-10", "KZ-99")).encode())

    assert Territory.objects.count() == before


def test_the_command_says_what_is_wrong_and_where(db, tmp_path: Path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADING + DISTRICT, encoding="utf-8")

    with pytest.raises(CommandError, match=r"mine\.csv is not taken in:\nline 2: There is no line for the region"):
        call_command("load_territories", file)
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_territories", tmp_path / "none.csv")


def test_the_command_loads_the_shipped_file(db, capsys):
    call_command("load_territories")

    assert Territory.objects.count() == 249 + INVENTED
    assert "new or changed: 24" in capsys.readouterr().out
