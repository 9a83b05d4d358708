"""Entries of files that many items share: one fact of the register, one credit of a drawing."""

import re


def fragment(path: str, entry: str) -> str:
    """The name of one top-level entry of a YAML file."""
    return f"{path}#{entry}"


def lay_over(texts: dict[str, str], newer: dict[str, str]) -> dict[str, str]:
    """`texts` with `newer` in their place; an empty text takes its file or entry out."""
    laid = dict(texts)
    for name, text in newer.items():
        path, _, entry = name.partition("#")
        whole = _with_entry(laid.get(path, ""), entry, text) if entry else text
        if whole:
            laid[path] = whole
        else:
            laid.pop(path, None)
    return laid


def _with_entry(whole: str, entry: str, text: str) -> str:
    place = re.compile(rf"^{re.escape(entry)}:.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
    if place.search(whole):
        return place.sub(lambda _: text, whole, count=1)
    return f"{whole}{text}"
