from typing import TYPE_CHECKING

from django.db import models

from tanu.certificates.permissions import own

if TYPE_CHECKING:
    from tanu.certificates.models import Certificate
    from tanu.people.models import Person


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def of(self, person: "Person") -> "CertificateQuerySet":
        return self.filter(own(person))

    def standing(self) -> "CertificateQuerySet":
        """Neither taken back nor replaced: those that may be printed. An expired one still tells the truth."""
        return self.filter(revoked_at__isnull=True, replaced_by__isnull=True)

    def with_everything(self) -> "CertificateQuerySet":
        """With what a page needs of each, in one query."""
        return self.select_related("holder", "replaced_by")

    def newest_first(self) -> "CertificateQuerySet":
        return self.order_by("-completion__completed_on", "-issued_at")
