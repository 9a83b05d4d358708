"""A person is known to a head by the login code alone: guesses are counted, and a wrong one tells nothing."""

from django.utils.translation import gettext

from tanu.coverage.staff.forms import Change
from tanu.lib.names import search_key
from tanu.people import throttle_codes
from tanu.people.models import Person, SignInName
from tanu.people.querysets import PersonQuerySet
from tanu.people.secret_signs import draw
from tanu.people.sign_in import fold

_SIGNS = 8


def by_code(form: Change, code: str, name: str = "", *, among: PersonQuerySet | None = None) -> Person | None:
    """Whose login code it is; None with an error on the field `code`.

    `name`: the folded family and given name begin so. `among`: others are as unknown as no one.
    """
    head = form.scene.by.pk
    if throttle_codes.is_shut(head):
        said = gettext("Many unknown codes were typed. Codes rest for %(minutes)s minutes; nothing else does.")
        form.add_error("code", said % {"minutes": throttle_codes.MINUTES})
        return None
    people = Person.objects.living() if among is None else among.living()
    names = SignInName.objects.filter(kind=SignInName.Kind.CODE, value=fold(code))
    person = people.filter(pk__in=names.values("person")).first()
    if person and f"{person.search_key} ".startswith(search_key(name)):
        return person
    throttle_codes.note_guess(head)
    form.add_error("code", _unknown(name))
    return None


def _unknown(name: str) -> str:
    if name:
        return gettext("No record belongs to this code and this name. Compare each sign, or ask the person again.")
    return gettext(
        "No record belongs to this code among the people you head. Compare each sign, or ask the person again."
    )


def new_login_code() -> str:
    """One that nobody has: easy to read out, without signs that look alike."""
    while True:
        code = fold(draw(_SIGNS))
        if not SignInName.objects.filter(value=code).exists():
            return code
