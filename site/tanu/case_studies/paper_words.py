"""What the reader of a paper case is told, in the language that is active."""

from django.utils.translation import gettext

from tanu.case_studies.paper import AnyCheck, Change, Check, Checks, Turn

_AMOUNTS = {
    "=": lambda: gettext("row %(row)s has exactly %(number)s"),
    "!=": lambda: gettext("row %(row)s does not have exactly %(number)s"),
    "<": lambda: gettext("row %(row)s has less than %(number)s"),
    "<=": lambda: gettext("row %(row)s has %(number)s or less"),
    ">": lambda: gettext("row %(row)s has more than %(number)s"),
    ">=": lambda: gettext("row %(row)s has %(number)s or more"),
}


def check_words(check: AnyCheck) -> str:
    """As it follows the word "if"."""
    if isinstance(check, Checks):
        joint = gettext("and") if check.word == "and" else gettext("or")
        parts = [f"({check_words(part)})" if isinstance(part, Checks) else check_words(part) for part in check.inner]
        return f" {joint} ".join(parts)
    return _leaf_words(check)


def first_turn_words(turn: Turn) -> str:
    said = {"check": check_words(turn.check), "part": turn.to}
    return gettext("If %(check)s, do not stay here: go to %(part)s.") % said


def turn_words(turn: Turn) -> str:
    return gettext("If %(check)s, go to %(part)s instead.") % {"check": check_words(turn.check), "part": turn.to}


def go_words(part: int) -> str:
    return gettext("Go to %(part)s.") % {"part": part}


def change_words(change: Change) -> str:
    said = {"row": change.row, "number": abs(change.amount)}
    if change.is_exact:
        words = gettext("Row %(row)s: make it exactly %(number)s.") % {**said, "number": change.amount}
    elif change.amount >= 0:
        words = gettext("Row %(row)s: %(number)s more.") % said
    else:
        words = gettext("Row %(row)s: take %(number)s away.") % said
    if change.check is None:
        return words
    return gettext("If %(check)s: %(words)s") % {"check": check_words(change.check), "words": words}


def closed_words(check: AnyCheck) -> str:
    return gettext("Not open to you if %(check)s.") % {"check": check_words(check)}


def addition_words(check: AnyCheck) -> str:
    return gettext("If %(check)s, read this too:") % {"check": check_words(check)}


def refused_words(check: AnyCheck) -> str:
    """The sentence that is said follows it."""
    return gettext("If %(check)s, choose again:") % {"check": check_words(check)}


def _leaf_words(check: Check) -> str:
    if check.kind == "row":
        return _AMOUNTS[check.sign]() % {"row": check.subject, "number": check.number}
    if check.kind == "part":
        words = gettext("you have been at %(part)s") if check.is_so else gettext("you have not been at %(part)s")
        return words % {"part": check.subject}
    words = gettext("you chose %(choice)s") if check.is_so else gettext("you did not choose %(choice)s")
    return words % {"choice": check.subject}
