"""Login codes for people who came without one: short, read out without mistakes, nobody else's."""

import secrets
from collections.abc import Collection, Iterable

from tanu.institutions.roster_facts import chunks
from tanu.institutions.roster_plan import NewPerson
from tanu.people.models import SignInName

# No 0 and 1, which are taken for letters.
_DIGITS = "23456789"
_LENGTH = 5
_LATIN = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюя",
        "aabvggdeejzyykqxmnnxxprstuuufhhccssyyeua",
        strict=True,
    )
)
# Taken for a digit: these initials become another letter.
_CONFUSABLE = {"i": "y", "l": "x", "o": "x"}


def codes_for(people: Collection[NewPerson], taken: Collection[str] = ()) -> dict[object, str]:
    """A code for each person's id: the initials and five digits, as as47293. None stands in `taken`."""
    codes: dict[object, str] = {}
    used = set(taken)
    waiting = list(people)
    while waiting:
        drawn = {}
        for person in waiting:
            while (code := _draw(person)) in used or code in drawn:
                continue
            drawn[code] = person
        clashing = _existing(drawn)
        used |= clashing
        for code, person in drawn.items():
            if code not in clashing:
                codes[person.id] = code
                used.add(code)
        waiting = [person for person in waiting if person.id not in codes]
    return codes


def _draw(person: NewPerson) -> str:
    initials = "".join(_initial(name) for name in (person.family_name, person.given_name) if name)
    return initials + "".join(secrets.choice(_DIGITS) for _ in range(_LENGTH))


def _initial(name: str) -> str:
    first = name[0].casefold()[:1]
    letter = _LATIN.get(first, first)
    letter = _CONFUSABLE.get(letter, letter)
    return letter if letter.isascii() and letter.isalpha() else "x"


def _existing(codes: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(codes):
        found |= set(SignInName.objects.filter(value__in=chunk).values_list("value", flat=True))
    return found
