from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tanu.people.models import Person


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def of(self, person: "Person") -> "CertificateQuerySet":
        return self.filter(models.Q(completion__person=person) | models.Q(completion__person__merged_into=person))
