from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import models

from tanu.lib.names import search_key

if TYPE_CHECKING:
    from tanu.people.models import Person


class PersonQuerySet(models.QuerySet["Person"]):
    def living(self) -> "PersonQuerySet":
        """Records that were not joined into another."""
        return self.filter(merged_into__isnull=True)

    def named(self, text: str) -> "PersonQuerySet":
        return self.filter(search_key__contains=search_key(text))

    def invented(self) -> "PersonQuerySet":
        return self.filter(is_demo=True)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def create_superuser(self, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(is_staff=True, is_superuser=True, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person
