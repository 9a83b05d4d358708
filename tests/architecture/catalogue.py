"""The strings of the tree and their translations.

`python -m tests.architecture.catalogue [FOLDER]` brings site/tanu/locale in line with the tree: new strings come
in, unused ones go, and what is still to translate is listed. FOLDER holds translations to take in, in files named
anything.kk.po and anything.ru.po.
"""

import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.architecture.tree import TANU

# English is what stands in the tree.
LANGUAGES = ("kk", "ru")
PLURALS = {
    "kk": "nplurals=1; plural=0;",
    "ru": ("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"),
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
}
# What Django says to a learner, where its own Kazakh is empty or its English is all there is.
FROM_DJANGO = (
    "This field is required.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    "Enter a valid date.",
    "Enter a valid value.",
    "Null characters are not allowed.",
)

# Context or None, and the string; for a plural the singular.
Key = tuple[str | None, str]


@cache
def in_the_tree() -> dict[Key, set[str]]:
    """Every string that the code and the templates ask a translation of, with the files that ask."""
    found: dict[Key, set[str]] = {}
    for path in sorted([*TANU.rglob("*.py"), *TANU.rglob("templates/**/*.html"), *TANU.rglob("templates/**/*.txt")]):
        if "migrations" not in path.parts:
            for key in strings(path):
                found.setdefault(key, set()).add(path.relative_to(TANU.parents[1]).as_posix())
    for text in FROM_DJANGO:
        found.setdefault((None, text), set()).add("django")
    return found


def strings(path: Path) -> Iterator[Key]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # The words of a page are no Python: without their indentation they pass for it.
        text = "\n".join(["# coding: utf-8", *(line.lstrip() for line in templatize(text, str(path)).splitlines())])
    for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
        yield context, message if isinstance(message, str) else message[0]


def po_file(language: str) -> Path:
    return TANU / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> dict[Key, Message]:
    """The entries of a catalogue, fuzzy ones included."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {key_of(message): message for message in read_po(file, locale=language) if message.id}


def key_of(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def wording(message: Message | None) -> str:
    """The translation; empty if there is none or one of its forms is empty."""
    if message is None or not message.string:
        return ""
    if isinstance(message.string, str):
        return message.string
    return "\n".join(message.string) if all(message.string) else ""


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))


def faults(language: str) -> list[str]:
    """What is wrong with the catalogue of `language`, a sentence each."""
    asked, entries = in_the_tree(), read(po_file(language), language)
    found = [f"unused: {said(key)}" for key in entries if key not in asked]
    for key, files in asked.items():
        entry = entries.get(key)
        if not wording(entry):
            found.append(f"missing: {said(key)} of {', '.join(sorted(files))}")
        elif entry is not None and entry.fuzzy:
            found.append(f"fuzzy: {said(key)}")
        elif placeholders(wording(entry)) != placeholders(key[1]):
            found.append(f"other placeholders: {said(key)} -> {wording(entry)!r}")
    return sorted(found)


def said(key: Key) -> str:
    context, text = key
    return repr(text) if context is None else f"{text!r} ({context})"


def update(language: str, folder: Path | None = None) -> None:
    """Write the catalogue anew: the strings of the tree, each with the translation there is."""
    entries = read(po_file(language), language)
    for path in sorted(folder.glob(f"*.{language}.po")) if folder else []:
        entries |= {key: message for key, message in read(path, language).items() if wording(message)}
    catalogue = Catalog(locale=language)
    for key, files in in_the_tree().items():
        entry = entries.get(key)
        catalogue.add(
            entry.id if entry else key[1],
            entry.string if entry else "",
            context=key[0],
            locations=[(name, 0) for name in sorted(files)],
            flags=entry.flags - {"python-format", "python-brace-format"} if entry else (),
        )
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    path.write_bytes(header(language).encode() + body.getvalue())


def header(language: str) -> str:
    """Without dates and names: they change in every line of history and say nothing."""
    lines = [
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    ]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    for language in LANGUAGES:
        update(language, folder)
    found = [f"{language} {fault}" for language in LANGUAGES for fault in faults(language)]
    print("\n".join(found) or "Every string stands in every language.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
