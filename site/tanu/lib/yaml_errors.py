"""What libyaml complains about, in the words of someone who writes texts."""

from yaml import MarkedYAMLError

_OPEN_BRACKET = (
    "a list in [brackets] or a mapping in {braces} is not closed; a text beginning with one must stand in "
    "'single quotes'"
)
_EXPLAINED = {
    "mapping values are not allowed in this context": (
        "a text that contains a colon and a space must stand in 'single quotes'"
    ),
    "could not find expected ':'": "a key without a colon, or a text continued without indentation",
    "did not find expected '-' indicator": "this line is not indented like the list items before it",
    "found unexpected ':'": "in [brackets] and {braces} a colon needs a space after it, or the text 'single quotes'",
    "did not find expected ',' or ']'": _OPEN_BRACKET,
    "did not find expected ',' or '}'": _OPEN_BRACKET,
    "did not find expected alphabetic or numeric character": (
        "a text beginning with * or & must stand in 'single quotes'"
    ),
    "found unknown escape character": "a backslash changes the sign after it in \"double quotes\"; use 'single quotes'",
}
_NEITHER_KEY_NOR_END = {
    "did not find expected key",
    "did not find expected node content",
    "did not find expected <document start>",
}


def explain(error: MarkedYAMLError, text: str, offset: int) -> str:
    """The fault in a sentence; `offset` is added to lines it names.

    libyaml has one sentence for several mistakes; the signs where it stopped tell them apart.
    """
    problem = error.problem or error.context or ""
    place = error.problem_mark.index if error.problem_mark else 0
    before, sign = text[:place].rpartition("\n")[2], text[place : place + 1]
    if problem == "found character that cannot start any token":
        if sign == "\t":
            return "a tab stands where spaces are expected"
        return f"a text beginning with {sign} must stand in 'single quotes'"
    if problem == "found unexpected end of stream" and error.context_mark:
        return f"the quotation mark in line {error.context_mark.line + 1 + offset} is never closed"
    if problem.startswith("did not find expected") and before.rstrip().endswith(("'", '"')):
        return "text after a closing quotation mark; put the whole text in 'single quotes'"
    if problem in _NEITHER_KEY_NOR_END and sign == ":":
        return "a colon without a key before it"
    if problem in _NEITHER_KEY_NOR_END and not before.strip():
        kind = "list item is not indented like the items" if sign == "-" else "key is not indented like the keys"
        return f"a {kind} before it"
    if problem in _EXPLAINED:
        return _EXPLAINED[problem]
    return f"YAML cannot read this ({problem}); a text with special signs must stand in 'single quotes'"
