"""When a workflow ends, each approval in it becomes the review state of what went live."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import workflow_approved

from tanu.audit.actions import record
from tanu.lib.dates import local_day
from tanu.reviews.models import ReviewTask, ReviewTaskState
from tanu.reviews.states import approved, thing_of


@receiver(workflow_approved)
@transaction.atomic
def note_approvals(sender: type[WorkflowState], instance: WorkflowState, **kwargs: Any) -> None:
    thing = thing_of(instance)
    states = ReviewTaskState.objects.filter(workflow_state=instance, status=TaskState.STATUS_APPROVED)
    for state in states.order_by("finished_at"):
        task: ReviewTask = state.task.specific
        thing.note_review(task.kind, task.language, approved(state.signed_as, local_day(state.finished_at)))
        record("review", thing, by=state.finished_by, kind=task.kind, language=task.language)
