"""What an editor works on in Wagtail: drafts and revisions, a schedule, a lock, a workflow, a preview."""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)


class Previewed(PreviewableMixin):
    """A preview in each language, as the learner will see it, shown in a frame beside the editor.

    Say `get_preview_template`, and what the template needs in `get_preview_context`, which is asked in the language.
    """

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return list(settings.LANGUAGES)

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))  # The editor's frame is on this site.
    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        with override(mode_name):
            context = self.get_preview_context(request, mode_name)
            return render(request, self.get_preview_template(request, mode_name), context)


class Draftable(Previewed, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A thing whose draft becomes live when its revision is published.

    `kept` names fields that belong to the thing and to no revision, such as what was compiled from it: an old
    draft that goes live must not bring their old values back.
    """

    kept: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @transaction.atomic
    def publish(self, *args: Any, **options: Any) -> None:
        """Whole or not at all: what the rooms make of it is part of it, also when the clock publishes."""
        super().publish(*args, **options)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        draft: Self = super().with_content_json(content)
        for name in self.kept:
            attribute = self._meta.get_field(name).attname  # type: ignore[union-attr]
            setattr(draft, attribute, getattr(self, attribute))
        return draft


def says(thing: Draftable, said: dict[str, Any]) -> bool:
    """Whether `thing` is live with just this, and no newer draft of it waits."""
    is_settled = thing.live and thing.latest_revision_id is not None and not thing.has_unpublished_changes
    return is_settled and all(getattr(thing, name) == value for name, value in said.items())


def write_live(thing: Draftable, said: dict[str, Any]) -> bool:
    """`thing` says this and is live; False if it said so before. Drafts, schedules and workflows of it end.

    For what is loaded: Wagtail's publishing costs ten times as much and tells the rooms of each thing by itself.
    """
    if not thing._state.adding and says(thing, said):
        return False
    for name, value in said.items():
        setattr(thing, name, value)
    make_live(thing)
    return True


@transaction.atomic
def make_live(thing: Any, save: Callable[[], Any] | None = None) -> None:
    """What the row or page `thing` says now is its live revision and its latest.

    `save` writes it, as `thing.save` unless given: a new page is put into its tree.
    """
    if not thing._state.adding:
        end_drafts(thing)
    now = timezone.now()
    thing.live, thing.has_unpublished_changes, thing.expired = True, False, False
    thing.go_live_at = thing.expire_at = None
    thing.first_published_at = thing.first_published_at or now
    thing.last_published_at = now
    (save or thing.save)()
    revision = Revision.objects.create(
        content_object=thing,
        base_content_type=thing.get_base_content_type(),
        content=thing.serializable_data(),
        object_str=str(thing),
    )
    thing.latest_revision = thing.live_revision = revision
    type(thing)._base_manager.filter(pk=thing.pk).update(latest_revision=revision, live_revision=revision)
    log(instance=thing, action="wagtail.publish", revision=revision)


def end_drafts(thing: Any) -> None:
    """No schedule and no workflow of `thing` brings an older text back."""
    thing.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    for state in WorkflowState.objects.active().for_instance(thing):
        state.cancel()
