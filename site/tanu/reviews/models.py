"""The steps of a review in Wagtail's workflow, and what a reviewer said at the end of one."""

from typing import Any

from django import forms
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState

from tanu.lib.languages import LANGUAGES
from tanu.reviews.states import thing_of


class Kind(models.TextChoices):
    CLINICAL = "clinical", _("Clinician")
    LEGAL = "legal", _("Lawyer")
    LANGUAGE = "language", _("Native speaker")


class ApprovalForm(TaskStateCommentForm):
    """A reviewer is named on the page only by consent."""

    is_named = forms.BooleanField(
        label=_("Name me on the page as the reviewer"),
        help_text=_("Otherwise the page says only your role and the date."),
        required=False,
    )


class ReviewTaskState(TaskState):
    signed_as = models.CharField(max_length=200, blank=True, help_text="Role and, with consent, name.")

    def approve(self, user: Any = None, update: bool = True, comment: str = "", is_named: bool = False) -> Any:
        role = str(self.task.specific.role)
        self.signed_as = f"{role} {user}" if is_named is True and user else role
        return super().approve(user=user, update=update, comment=str(comment))


class ReviewTask(AbstractGroupApprovalTask):
    """A step in which one kind of reviewer approves. `language` is empty except for a native speaker."""

    kind = models.CharField(_("kind of review"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=2, blank=True, choices=[(code, code) for code in LANGUAGES])

    task_state_class = ReviewTaskState
    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "kind", "language"]

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    @property
    def role(self) -> str:
        return str(Kind(self.kind).label)

    @transaction.atomic
    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Skipped when this text needs no such review."""
        state = super().start(workflow_state, user=user)
        if thing_of(workflow_state).review_of(self.kind, self.language)["state"] == "not-needed":
            state.status = TaskState.STATUS_SKIPPED
            state.finished_at = timezone.now()
            state.save(update_fields=["status", "finished_at"])
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self._user_in_groups(user):
            return []
        return [("reject", _("Ask for changes"), True), ("approve", _("Approve"), True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ApprovalForm if action == "approve" else TaskStateCommentForm

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls) -> Any:
        return _("A clinician, a lawyer or a native speaker approves; the page then says who reviewed it and when.")
