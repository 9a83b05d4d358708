"""Serial numbers that cannot be guessed and that people can type: TN-7K4P-29QX-M3HA."""

import re
import secrets

from tanu.lib.spoken_codes import ALPHABET

SIGNS = 12
EXAMPLE = "TN-7K4P-29QX-M3HA"

# What a Kazakh or Russian keyboard types for a letter of the same shape, and what stands for a sign we never use.
_SAME_SHAPE = str.maketrans("АВЕЁКМНОРСТУҮХЗZU", "ABEEKMHOPCTYYX32V")
_PREFIX = re.compile(r"\s*T[NH][\W_]")


class Misread(ValueError):
    """What was typed cannot be a serial number."""


class WrongLength(Misread):
    def __init__(self, signs: int) -> None:
        super().__init__(signs)
        self.signs = signs


class StrangeSign(Misread):
    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


def new_serial() -> str:
    """Twelve random signs of 29: 58 bits."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)))


def read_serial(typed: str) -> str:
    """The serial number that was meant; small letters, blanks, missing dashes and Cyrillic letters do not matter.

    Raises WrongLength or StrangeSign.
    """
    text = typed.upper().translate(_SAME_SHAPE)
    signs = "".join(letter for letter in text if letter.isalnum())
    if signs[:2] in ("TN", "TH") and (_PREFIX.match(text) or len(signs) != SIGNS):
        signs = signs[2:]
    if len(signs) != SIGNS:
        raise WrongLength(len(signs))
    for sign in signs:
        if sign not in ALPHABET:
            raise StrangeSign(sign)
    return _written(signs)


def _written(signs: str) -> str:
    return "-".join(["TN", *(signs[start : start + 4] for start in range(0, SIGNS, 4))])
