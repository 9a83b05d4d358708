"""What an editor publishes in the admin, at once or by schedule, is compiled; what is taken down is retired."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, WorkflowState
from wagtail.signals import published, unpublished

from tanu.question_banks.actions import publish_question, reopen_review, retire
from tanu.question_banks.models import Question
from tanu.question_banks.signals import reviewed


@receiver(published, sender=Question)
@transaction.atomic
def when_published(instance: Question, revision: Revision, **kwargs: Any) -> None:
    if not instance.live:
        return  # Also sent when a question that was never live is scheduled.
    before, by = instance.current_id, get_active_log_context().user
    publish_question(instance, by=by)
    if instance.section and instance.current_id != before and not _was_reviewed(revision):
        reopen_review(instance.section, by=by)


@receiver(unpublished, sender=Question)
def when_unpublished(instance: Question, **kwargs: Any) -> None:
    retire(instance, by=get_active_log_context().user)


@receiver(reviewed, sender=Question)
def when_reviewed(question: Question, **kwargs: Any) -> None:
    publish_question(question, by=get_active_log_context().user)


def _was_reviewed(revision: Revision) -> bool:
    """It went live at the end of a workflow in which every reviewer approved it."""
    return bool(revision.task_states.filter(workflow_state__status=WorkflowState.STATUS_APPROVED).exists())
