"""What a password must be, told before it is chosen and in the same words when it is not so."""

from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from tanu.people.models import Person


def rules() -> list[str]:
    """A sentence each."""
    return [
        gettext("At least {number} signs. Three or four words in a row are long, and easy to remember.").format(
            number=_shortest()
        ),
        gettext("Not one of the passwords that very many people use, such as qwerty12345."),
        gettext("Not a password that you use somewhere else."),
    ]


def check_rules(password: str, person: Person) -> None:
    """Raises ValidationError with a sentence for each rule that is broken."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError([_said(fault, password) for fault in error.error_list]) from None


def _said(fault: ValidationError, password: str) -> str:
    if fault.code == "password_too_short":
        return gettext("This password has {has} signs, it needs {number}. Add a word.").format(
            has=len(password), number=_shortest()
        )
    if fault.code == "password_too_common":
        return gettext("Very many people use this password, so it is guessed first. Choose another.")
    return fault.messages[0]


def _shortest() -> int:
    lengths = [v.min_length for v in get_default_password_validators() if isinstance(v, MinimumLengthValidator)]
    return max(lengths, default=1)
