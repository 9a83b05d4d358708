"""Whom a case is written for: professions of the house, and two that no post has yet."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tanu.institutions.models import Profession

_OTHERS: dict[str, Any] = {"educator": _("Pre-school educator"), "social-worker": _("Social worker")}
AUDIENCES: dict[str, Any] = {**dict(Profession.choices), **_OTHERS}


def names(audience: Iterable[str]) -> list[str]:
    """As the reader's language says them."""
    return [str(AUDIENCES[key]) for key in audience if key in AUDIENCES]
