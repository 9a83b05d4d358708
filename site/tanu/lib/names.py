"""Sort and search keys for names, so that SQLite and PostgreSQL agree on Kazakh.

SQLite sorts Қ, Ғ, Ә after Я and folds no Cyrillic; PostgreSQL depends on its collation.
"""

import unicodedata

_ORDER = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: f"{place:02d}" for place, letter in enumerate(_ORDER, start=30)}
# What a Russian keyboard types for a Kazakh letter, and what people leave out.
_FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие")


def sort_key(text: str) -> str:
    """Orders as the Kazakh alphabet does when compared byte by byte: digits, Latin, then Cyrillic."""
    letters = unicodedata.normalize("NFC", text).casefold()
    return "".join(_RANK.get(letter, f"{'2' if letter.isalpha() else '1'}{letter}") for letter in letters)


def search_key(text: str) -> str:
    """Folded for finding: Қайрат is found by кайрат, Ермекқызы by ермеккызы."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    return " ".join(letters.split())
