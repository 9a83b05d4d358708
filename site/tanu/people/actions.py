from django.db import transaction

from tanu.audit.actions import record
from tanu.people.editors import editors
from tanu.people.models import Person, SignInName
from tanu.people.sign_in import fold


@transaction.atomic
def register(
    *,
    given_name: str,
    family_name: str = "",
    patronymic: str = "",
    language: str = "kk",
    code: str = "",
    by: Person | None = None,
    is_demo: bool = False,
) -> Person:
    """A new person who may sign in with `code` once a password is set."""
    person = Person(
        given_name=given_name,
        family_name=family_name,
        patronymic=patronymic,
        language=language,
        is_demo=is_demo,
    )
    person.set_unusable_password()
    person.save()
    if code:
        SignInName.objects.create(person=person, kind=SignInName.Kind.CODE, value=fold(code))
    record("register", person, by=by)
    return person


@transaction.atomic
def set_password(person: Person, password: str, *, by: Person | None = None) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    record("set-password", person, by=by)


@transaction.atomic
def choose_language(person: Person, language: str) -> None:
    """The language in which letters and the first page reach this person."""
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def let_into_admin(person: Person, *, by: Person | None = None) -> None:
    """Editors work in Wagtail's admin; nobody else has access to it."""
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    person.groups.add(editors())
    record("let-into-admin", person, by=by)
