"""Secrets that people read from paper and type: random signs, none of them easily taken for another."""

import secrets

from tanu.lib.spoken_codes import ALPHABET

# What a Kazakh or Russian keyboard types for a letter of the same shape, and what stands for a sign we never use.
_SAME_SHAPE = str.maketrans("АВЕЁКМНРСТУҮХЗZU", "ABEEKMHPCTYYX32V")


def draw(signs: int) -> str:
    """So many signs, each worth 4.8 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))


def read(typed: str, signs: int) -> str:
    """The secret that was meant; small letters, blanks, dashes and Cyrillic letters do not matter.

    Empty if what was typed cannot be one.
    """
    secret = "".join(sign for sign in typed.upper().translate(_SAME_SHAPE) if sign.isalnum())
    return secret if len(secret) == signs and set(secret) <= set(ALPHABET) else ""


def grouped(secret: str, size: int = 4) -> str:
    """As it is printed: K7PM-3HM4-9TQX."""
    return "-".join(secret[start : start + size] for start in range(0, len(secret), size))
