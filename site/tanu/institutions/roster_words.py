"""Headings and words of the roster file in the three languages, and how each is recognised."""

from collections.abc import Callable, Iterable
from functools import cache

from django.utils.translation import override

from tanu.institutions.models import Designation, Profession
from tanu.lib.languages import FULL_NAMES, LANGUAGES, SHORT_NAMES
from tanu.people.models import Language

HEADINGS: dict[str, dict[str, str]] = {
    "institution": {"kk": "Мекеме коды", "ru": "Код учреждения", "en": "Institution"},
    "code": {"kk": "Кіру коды", "ru": "Код входа", "en": "Login code"},
    "family_name": {"kk": "Тегі", "ru": "Фамилия", "en": "Family name"},
    "given_name": {"kk": "Аты", "ru": "Имя", "en": "Given name"},
    "patronymic": {"kk": "Әкесінің аты", "ru": "Отчество", "en": "Patronymic"},
    "language": {"kk": "Тілі", "ru": "Язык", "en": "Language"},
    "profession": {"kk": "Кәсібі", "ru": "Профессия", "en": "Profession"},
    "share": {"kk": "Мөлшерлеме үлесі", "ru": "Доля ставки", "en": "Share"},
    "since": {"kk": "Жұмысқа кіріскен күні", "ru": "Работает с", "en": "Works since"},
    "until": {"kk": "Осы күннен бастап жұмыс істемейді", "ru": "Уже не работает с", "en": "No longer works from"},
    "phone": {"kk": "Жұмыс телефоны", "ru": "Рабочий телефон", "en": "Work phone"},
    "mail": {"kk": "Жұмыс поштасы", "ru": "Рабочая почта", "en": "Work mail"},
    "designation": {"kk": "Жауапты тұлға ма", "ru": "Ответственное лицо", "en": "Designation"},
    "order_number": {"kk": "Бұйрық нөмірі", "ru": "Номер приказа", "en": "Order number"},
    "order_date": {"kk": "Бұйрық күні", "ru": "Дата приказа", "en": "Order date"},
}
REQUIRED = ("institution", "family_name", "given_name", "profession", "since")


def folded(word: str) -> str:
    """Capitals, spaces, an underscore or a closing star or colon make no difference."""
    return " ".join(word.casefold().replace("_", " ").rstrip(" *:").split())


@cache
def column_of() -> dict[str, str]:
    """From a folded heading, in any language or as the code, to the column."""
    found = {folded(column): column for column in HEADINGS}
    for column, names in HEADINGS.items():
        found |= {folded(name): column for name in names.values()}
    return found


@cache
def profession_of() -> dict[str, str]:
    return _known(Profession.values, lambda value: [str(Profession(value).label)])


@cache
def designation_of() -> dict[str, str]:
    return _known(Designation.Role.values, lambda value: [str(Designation.Role(value).label)])


@cache
def language_of() -> dict[str, str]:
    def names(value: str) -> list[str]:
        return [str(Language(value).label), FULL_NAMES[value], SHORT_NAMES[value]]

    return _known(Language.values, names)


def word(column: str, value: str, language: str) -> str:
    """How a value of a column with fixed words is written in `language`."""
    choices = {"profession": Profession, "designation": Designation.Role, "language": Language}[column]
    with override(language):
        return str(choices(value).label)


def _known(values: Iterable[str], names: Callable[[str], list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        found[folded(value)] = value
        for language in LANGUAGES:
            with override(language):
                found |= {folded(name): value for name in names(value)}
    return found
