"""A person is known to a head by the login code alone: guesses are counted, and a wrong one tells nothing."""

from django.utils.translation import gettext

from tanu.coverage.staff.forms import Change
from tanu.lib.names import search_key
from tanu.lib.throttle import Throttle
from tanu.people.models import Person, SignInName
from tanu.people.querysets import PersonQuerySet
from tanu.people.secret_signs import draw
from tanu.people.sign_in import fold

MINUTES = 15
_guesses = Throttle("staff-code", 10, MINUTES * 60)
_SIGNS = 8


def by_code(form: Change, code: str, name: str = "", *, among: PersonQuerySet | None = None) -> Person | None:
    """Whose login code it is; None with an error on the field `code`.

    `name`: the folded family and given name begin so. `among`: others are as unknown as no one.
    """
    head = str(form.scene.by.pk)
    if _guesses.is_shut(head):
        said = gettext("Many unknown codes were typed. Codes rest for %(minutes)s minutes; nothing else does.")
        form.add_error("code", said % {"minutes": MINUTES})
        return None
    people = Person.objects.living() if among is None else among.living()
    names = SignInName.objects.filter(kind=SignInName.Kind.CODE, value=fold(code))
    person = people.filter(pk__in=names.values("person")).first()
    if person and f"{person.search_key} ".startswith(search_key(name)):
        return person
    _guesses.note(head)
    said = gettext("No record belongs to this code and this name. Compare each sign, or ask the person again.")
    form.add_error("code", said)
    return None


def new_login_code() -> str:
    """One that nobody has: easy to read out, without signs that look alike."""
    while True:
        code = fold(draw(_SIGNS))
        if not SignInName.objects.filter(value=code).exists():
            return code
