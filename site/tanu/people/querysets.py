from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import models

from tanu.lib.dates import local_day
from tanu.lib.names import search_key

if TYPE_CHECKING:
    from tanu.people.models import Person
    from tanu.people.sign_in_models import SignInSlip


class PersonQuerySet(models.QuerySet["Person"]):
    def living(self) -> "PersonQuerySet":
        """Records that were not joined into another."""
        return self.filter(merged_into__isnull=True)

    def same_as(self, person: "Person") -> "PersonQuerySet":
        """The person and the records that were joined into theirs, for `person__in`.

        An OR over a join to people would read every row of the table that asks.
        """
        return self.filter(models.Q(pk=person.pk) | models.Q(merged_into=person.pk)).order_by()

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


class SignInSlipQuerySet(models.QuerySet["SignInSlip"]):
    def open(self) -> "SignInSlipQuerySet":
        """Neither used nor replaced nor run out."""
        return self.unused().filter(valid_until__gt=local_day())

    def unused(self) -> "SignInSlipQuerySet":
        """Neither used nor replaced; some have run out."""
        return self.filter(used_at__isnull=True, voided_at__isnull=True)
