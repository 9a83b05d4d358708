"""Signing in with any of a person's sign-in names and a password."""

import unicodedata
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from tanu.people.models import Person


def fold(value: str) -> str:
    """A sign-in name as it is stored: a phone typed with spaces or a code in capitals is the same name."""
    return "".join(unicodedata.normalize("NFKC", value).casefold().split())


class SignInNameBackend(ModelBackend):
    def get_user(self, user_id: Any) -> Person | None:
        """Who is signed in; a record that was joined into another signs in no more."""
        person = super().get_user(user_id)
        return None if person is None or person.merged_into_id else person

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        if username is None or password is None:
            return None
        person = Person.objects.living().filter(sign_in_names__value=fold(username)).first()
        if person is None:
            # The same work as for a known name, so that the time taken does not tell which names exist.
            Person().set_password(password)
            return None
        if person.check_password(password) and self.user_can_authenticate(person):
            return person
        return None
