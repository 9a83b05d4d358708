from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.action_menu import UnpublishMenuItem
from wagtail.snippets.models import register_snippet

from tanu.case_studies.admin import POLICIES, Cases, RetireMenuItem
from tanu.case_studies.models import Case

for model, policy in POLICIES.items():
    register_permission_policy(model, policy(model))
register_snippet(Cases)


@hooks.register("construct_snippet_action_menu")
def retire_in_place_of_unpublishing(items: list[Any], request: Any, context: Any) -> None:
    if context["model"] is Case:
        items[:] = [RetireMenuItem(item.order) if type(item) is UnpublishMenuItem else item for item in items]


@hooks.register("insert_global_admin_css")
def styles_of_pictures() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("case_studies/editing.css"))
