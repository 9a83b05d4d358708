"""The three languages, Kazakh first, and texts that are held in all of them."""

from collections.abc import Mapping

from django.utils.translation import get_language

LANGUAGES = ("kk", "ru", "en")
# How each language names itself in the switch.
SHORT_NAMES = {"kk": "ҚАЗ", "ru": "РУС", "en": "ENG"}
FULL_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def current_language() -> str:
    """The reader's language, one of LANGUAGES."""
    code = (get_language() or "kk")[:2]
    return code if code in LANGUAGES else "kk"


def in_language(text: Mapping[str, str], language: str | None = None) -> str:
    """The wording of `text` in the reader's language, or in the first language that has one."""
    for code in (language or current_language(), *LANGUAGES):
        if text.get(code):
            return text[code]
    return ""
