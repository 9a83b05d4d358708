"""The territories of the country from a file: all lines or none, and the same file twice changes nothing."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from unicodedata import is_normalized

from django.db import transaction
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from tanu.institutions.actions import define_territory
from tanu.institutions.models import Level, Territory, TerritoryPeriod
from tanu.lib.dates import ALWAYS
from tanu.people.models import Person

SHIPPED = Path(__file__).parent / "data" / "territory.csv"
COUNTRY_CODE = "KZ"
COUNTRY_NAME = {"kk": "Қазақстан", "ru": "Казахстан", "en": "Kazakhstan"}


def _composed(text: str) -> str:
    if not is_normalized("NFC", text):
        raise ValueError("letters and their marks stand apart; save the file in the form NFC")
    return text


Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_composed)]


class TerritoryRow(BaseModel):
    """A region, or a unit with the region it lies in."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    iso: str = Field(pattern=r"^KZ-\d\d$")
    level: Literal["region", "city", "district", "city_district"]
    name_kk: Name
    name_ru: Name
    name_en: Name
    stat_id: str = Field(pattern=r"^\d{0,12}$")
    kk_seen: int = Field(ge=0)
    note: str = ""

    @model_validator(mode="after")
    def _has_its_number(self) -> Self:
        if (self.level == Level.REGION) == bool(self.stat_id):
            raise ValueError("a unit has a `stat_id` and a region has none")
        return self

    @property
    def code(self) -> str:
        return self.stat_id or self.iso

    @property
    def name(self) -> dict[str, str]:
        return {"kk": self.name_kk, "ru": self.name_ru, "en": self.name_en}


@dataclass(frozen=True)
class TerritoryProblem:
    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class TerritoriesRefused(ValueError):
    """The file has `problems`, and nothing of it was taken in."""

    def __init__(self, problems: list[TerritoryProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def load_territories(data: bytes | None = None, *, by: Person | None = None) -> int:
    """Define the territories of `data`, of the shipped file unless given; how many were new or changed.

    A territory that has been given other facts from a later day is left as it is: the file knows no days.
    Raises TerritoriesRefused with every problem at once.
    """
    rows = read_territories(SHIPPED.read_bytes() if data is None else data)
    with transaction.atomic():
        loading = _Loading(by)
        country = loading.define(COUNTRY_CODE, Level.COUNTRY, COUNTRY_NAME, None)
        regions = {
            row.iso: loading.define(row.code, row.level, row.name, country) for row in rows if row.level == Level.REGION
        }
        for row in rows:
            if row.level != Level.REGION:
                loading.define(row.code, row.level, row.name, regions[row.iso])
    return loading.changed


def read_territories(data: bytes) -> list[TerritoryRow]:
    """The rows of a file. Raises TerritoriesRefused; changes nothing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TerritoriesRefused([TerritoryProblem(line, "The file is not UTF-8.")]) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [name for name in TerritoryRow.model_fields if name not in (reader.fieldnames or [])]
    if missing:
        raise TerritoriesRefused([TerritoryProblem(1, f"The heading lacks: {', '.join(missing)}.")])
    problems: list[TerritoryProblem] = []
    rows = _read_rows(reader, problems)
    problems += _strays(rows)
    if problems:
        raise TerritoriesRefused(sorted(problems, key=lambda problem: problem.line))
    return [row for _, row in rows]


def _read_rows(reader: csv.DictReader, problems: list[TerritoryProblem]) -> list[tuple[int, TerritoryRow]]:
    rows: list[tuple[int, TerritoryRow]] = []
    try:
        for cells in reader:
            if None in cells:
                problems.append(TerritoryProblem(reader.line_num, "The line has more cells than the heading."))
                continue
            try:
                rows.append((reader.line_num, TerritoryRow.model_validate(cells)))
            except ValidationError as error:
                problems += [TerritoryProblem(reader.line_num, _explain(found)) for found in error.errors()]
    except csv.Error as error:
        problems.append(TerritoryProblem(reader.line_num + 1, f"The line cannot be read: {error}."))
    return rows


def _explain(error: Any) -> str:
    column = ".".join(map(str, error["loc"]))
    if column:
        return f"{column}: {error['msg']}, found {error['input']!r}."
    return f"{error['msg']}."


def _strays(rows: Iterable[tuple[int, TerritoryRow]]) -> Iterator[TerritoryProblem]:
    """Codes and names that stand twice, and units of a region that the file does not have."""
    regions = {row.iso for _, row in rows if row.level == Level.REGION}
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    for line, row in rows:
        if row.iso not in regions:
            yield TerritoryProblem(line, f"There is no line for the region {row.iso}.")
        if (first := codes.setdefault(row.code, line)) != line:
            yield TerritoryProblem(line, f"The code {row.code} stands in line {first} already.")
        if (first := names.setdefault((row.iso, row.name_kk), line)) != line:
            yield TerritoryProblem(line, f"{row.name_kk} stands in line {first} already, in the same region.")


class _Loading:
    """Defines what is missing or different; what is there as in the file costs no query."""

    def __init__(self, by: Person | None) -> None:
        self.by = by
        self.changed = 0
        periods = TerritoryPeriod.objects.as_known().select_related("territory").order_by("valid_from")
        self._latest = {period.territory.code: period for period in periods}

    def define(self, code: str, level: str, name: dict[str, str], parent: Territory | None) -> Territory:
        latest = self._latest.get(code)
        if latest and self._stays(latest, name, parent):
            return latest.territory
        self.changed += 1
        return define_territory(code, level, name, parent=parent, by=self.by)

    @staticmethod
    def _stays(latest: TerritoryPeriod, name: dict[str, str], parent: Territory | None) -> bool:
        is_dated = latest.valid_from != ALWAYS or latest.valid_until is not None
        return is_dated or (latest.name == name and latest.parent_id == (parent and parent.pk))
