"""What an editor publishes in the admin, at once or by schedule, is compiled; what is taken down is retired."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, WorkflowState
from wagtail.signals import published, unpublished

from tanu.case_studies.models import Case
from tanu.case_studies.publishing import publish_case, reopen_review, retire


@receiver(published, sender=Case)
@transaction.atomic
def when_published(instance: Case, revision: Revision, **kwargs: Any) -> None:
    if not instance.live:
        return  # Also sent when a case that was never live is scheduled.
    before, by = instance.current_id, get_active_log_context().user
    publish_case(instance, by=by)
    was_reviewed = revision.task_states.filter(workflow_state__status=WorkflowState.STATUS_APPROVED).exists()
    if before and instance.current_id != before and not was_reviewed:
        reopen_review(instance, by=by)
        publish_case(instance, by=by)


@receiver(unpublished, sender=Case)
def when_unpublished(instance: Case, **kwargs: Any) -> None:
    retire(instance, by=get_active_log_context().user)
