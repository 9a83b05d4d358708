"""The roster file: one line a post, CSV in UTF-8. Reading checks the whole file and changes nothing."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from tanu.institutions.models import Profession

LIMIT_BYTES = 5_000_000


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(_empty_is_none)]


class RosterRow(BaseModel):
    """A person's post at an institution, and the designation that comes with it if there is one."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    institution: str = Field(min_length=1)
    code: str = Field(min_length=3, max_length=60)
    family_name: str = Field(max_length=80)
    given_name: str = Field(min_length=1, max_length=80)
    patronymic: str = Field(default="", max_length=80)
    language: Literal["kk", "ru", "en"] = "kk"
    profession: Profession
    share: Decimal = Field(default=Decimal(1), gt=0, le=2)
    since: date
    until: Day = None
    phone: str = Field(default="", max_length=40)
    mail: str = Field(default="", max_length=200)
    designation: Literal["", "officer", "deputy"] = ""
    order_number: str = Field(default="", max_length=40)
    order_date: Day = None

    @model_validator(mode="after")
    def _leaves_after_starting(self) -> Self:
        if self.until and self.until <= self.since:
            raise ValueError("`until` is not after `since`")
        return self


@dataclass(frozen=True)
class RosterProblem:
    line: int
    message: str


def read_roster(data: bytes) -> tuple[list[tuple[int, RosterRow]], list[RosterProblem]]:
    """Rows with their line numbers, and every problem at once. Any problem: import nothing."""
    if len(data) > LIMIT_BYTES:
        return [], [RosterProblem(1, f"The file is larger than {LIMIT_BYTES // 1_000_000} MB.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [RosterProblem(line, "The file is not UTF-8. Save it as CSV UTF-8 and send it again.")]
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [
        name for name, f in RosterRow.model_fields.items() if f.is_required() and name not in (reader.fieldnames or [])
    ]
    if missing:
        return [], [RosterProblem(1, f"The heading lacks: {', '.join(missing)}.")]
    return _read_rows(reader)


def _read_rows(reader: csv.DictReader) -> tuple[list[tuple[int, RosterRow]], list[RosterProblem]]:
    rows: list[tuple[int, RosterRow]] = []
    problems: list[RosterProblem] = []
    try:
        for cells in reader:
            if None in cells:
                problems.append(RosterProblem(reader.line_num, "The line has more cells than the heading."))
                continue
            try:
                rows.append((reader.line_num, RosterRow.model_validate(cells)))
            except ValidationError as error:
                problems += [RosterProblem(reader.line_num, _explain(found)) for found in error.errors()]
    except csv.Error as error:
        problems.append(RosterProblem(reader.line_num + 1, f"The line cannot be read: {error}."))
    return rows, problems


def _explain(error: Any) -> str:
    column = ".".join(map(str, error["loc"]))
    if column:
        return f"{column}: {error['msg']}, found {error['input']!r}."
    return f"{error['msg']}."
