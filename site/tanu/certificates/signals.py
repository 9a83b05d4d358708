"""What certificates do when the ledger grows. Runs in the transaction that adds the row."""

from typing import Any

from django.dispatch import receiver

from tanu.certificates.actions import issue, revoke
from tanu.certificates.models import Certificate
from tanu.records.models import Completion
from tanu.records.signals import completion_recorded


@receiver(completion_recorded)
def follow_the_ledger(sender: type[Completion], *, completion: Completion, **_: Any) -> None:
    """A row is certified; a row that corrects another takes the other's certificates back.

    What was learned elsewhere has a document already, and ours would say that it was learned here.
    """
    if completion.corrects is not None:
        for certificate in Certificate.objects.filter(completion=completion.corrects):
            revoke(certificate)
    if not completion.is_void and completion.source != Completion.Source.EVIDENCE:
        issue(completion)
