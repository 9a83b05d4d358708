"""Retiring in Wagtail's admin: what is in use is taken out of use where Wagtail would unpublish, and brought back."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.snippets.action_menu import UnpublishMenuItem
from wagtail.snippets.views.snippets import CreateView, UnpublishView


class AddByHand(CreateView):
    """Saved when the editor says so: a key that was saved while it was being typed would stay for ever."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class RetireView(UnpublishView):
    """Takes a thing with `retired_on` out of use, or brings it back. `verbs` are those two, each with `by`."""

    verbs: ClassVar[tuple[Callable[..., Any], Callable[..., Any]]]

    @property
    def page_title(self) -> str:
        return gettext("Bring back") if self.object.retired_on else gettext("Retire")

    @property
    def success_message(self) -> str:
        retired, back = gettext("'%(object)s' is retired."), gettext("'%(object)s' is in use again.")
        return retired if self.object.retired_on else back

    def unpublish(self) -> None:
        retire, bring_back = self.verbs
        verb = bring_back if self.object.retired_on else retire
        verb(self.object, by=self.request.user)


class RetireMenuItem(UnpublishMenuItem):
    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        context["label"] = gettext("Bring back") if parent_context["instance"].retired_on else gettext("Retire")
        return context


def in_place_of_unpublishing(model: type) -> Callable[[list[Any], Any, Any], None]:
    """For Wagtail's hook `construct_snippet_action_menu`."""

    def replace(items: list[Any], request: Any, context: Any) -> None:
        if context["model"] is model:
            items[:] = [RetireMenuItem(item.order) if type(item) is UnpublishMenuItem else item for item in items]

    return replace
