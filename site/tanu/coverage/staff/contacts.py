"""A work contact by hand is held to what a roster may hold."""

from django.core.exceptions import ValidationError

from tanu.institutions.roster_cells import READERS, CellRefused
from tanu.lib.sentences import spoken


def phone_as_in_rosters(phone: str) -> None:
    try:
        READERS["phone"](phone)
    except CellRefused as refused:
        raise ValidationError(spoken(refused.args[0])) from None
