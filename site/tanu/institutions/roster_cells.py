"""What each column of a roster may hold. A cell that may not stand there raises CellRefused with the reason."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from tanu.institutions.roster_words import designation_of, folded, language_of, profession_of
from tanu.institutions.sheets import Cell
from tanu.lib.sentences import Sentence

_EARLIEST, _LATEST = date(1940, 1, 1), date(2100, 1, 1)
_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")
_CODE = re.compile(r"[\w.@+-]{3,60}")
_PHONE = re.compile(r"[\d\s()+.,;-]{5,40}")
_NOT_IN_NAMES = re.compile(r"[^\w\s.'’ʼ-]|[\d_]")


class CellRefused(ValueError):
    """The cell cannot hold this; the argument is the Sentence that says why."""


def _refuse(pattern: str, **values: Any) -> CellRefused:
    return CellRefused(Sentence(pattern, **values))


def _text(limit: int) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        text = str(cell)
        if len(text) > limit:
            raise _refuse(gettext_noop("The text is longer than %(limit)s signs."), limit=limit)
        if not text.isprintable():
            raise _refuse(gettext_noop("The cell holds a sign that cannot be printed. Type it anew."))
        return text

    return read


def _name(cell: Cell) -> str:
    name = _text(80)(cell)
    if found := _NOT_IN_NAMES.search(name):
        raise _refuse(gettext_noop("A name does not hold the sign “%(sign)s”."), sign=found[0])
    if not name.isascii():
        for word in name.split():
            _refuse_mixed(word)
    return name


def _refuse_mixed(word: str) -> None:
    """Latin a looks like Cyrillic а, and nobody finds the name again."""
    latin = [letter for letter in word if letter.isalpha() and unicodedata.name(letter).startswith("LATIN")]
    cyrillic = [letter for letter in word if letter.isalpha() and unicodedata.name(letter).startswith("CYRILLIC")]
    if latin and cyrillic:
        if len(latin) <= len(cyrillic):
            said = gettext_noop("Latin letter %(letter)s in “%(word)s”. Type the word anew.")
            raise _refuse(said, letter=latin[0], word=word)
        said = gettext_noop("Cyrillic letter %(letter)s in “%(word)s”. Type the word anew.")
        raise _refuse(said, letter=cyrillic[0], word=word)


def _code(cell: Cell) -> str:
    code = str(cell)
    if code and not _CODE.fullmatch(code):
        said = gettext_noop("A login code has 3 to 60 letters and digits and no spaces. Leave it empty to get one.")
        raise _refuse(said)
    return code


def _phone(cell: Cell) -> str:
    phone = str(cell)
    if phone and not _PHONE.fullmatch(phone):
        raise _refuse(gettext_noop("“%(found)s” is not a telephone number."), found=phone[:40])
    return phone


def _mail(cell: Cell) -> str:
    mail = _text(200)(cell)
    if mail:
        try:
            validate_email(mail)
        except ValidationError:
            raise _refuse(gettext_noop("“%(found)s” is not a mail address."), found=mail[:60]) from None
    return mail


def _share(cell: Cell) -> Decimal | None:
    if cell == "":
        return None
    try:
        share = Decimal(str(cell).replace(",", "."))
    except InvalidOperation:
        share = Decimal(0)
    if not share.is_finite() or not 0 < share <= 2:
        said = gettext_noop("A share of a post is more than 0 and at most 2, as 0.5. Found: “%(found)s”.")
        raise _refuse(said, found=str(cell)[:20])
    return share.quantize(Decimal("0.01"))


def _day(cell: Cell) -> date | None:
    if cell == "":
        return None
    day = cell if isinstance(cell, date) else _day_in(cell)
    if day is None:
        said = gettext_noop("“%(found)s” is not a day. Write it as 2026-11-21 or 21.11.2026.")
        raise _refuse(said, found=str(cell)[:30])
    if not _EARLIEST <= day < _LATEST:
        raise _refuse(gettext_noop("The year of %(found)s cannot be right."), found=day.isoformat())
    return day


def _day_in(text: str) -> date | None:
    for shape in _FORMATS:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _one_of(known: Callable[[], dict[str, str]]) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        text = str(cell)
        found = known().get(folded(text))
        if text and found is None:
            said = gettext_noop("“%(found)s” is not one of the words of this column. They stand in the template.")
            raise _refuse(said, found=text[:40])
        return found or ""

    return read


READERS: dict[str, Callable[[Cell], Any]] = {
    "institution": _text(40),
    "code": _code,
    "family_name": _name,
    "given_name": _name,
    "patronymic": _name,
    "language": _one_of(language_of),
    "profession": _one_of(profession_of),
    "share": _share,
    "since": _day,
    "until": _day,
    "phone": _phone,
    "mail": _mail,
    "designation": _one_of(designation_of),
    "order_number": _text(40),
    "order_date": _day,
}
NEEDED = ("institution", "given_name", "profession", "since")
