from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.action_menu import UnpublishMenuItem
from wagtail.snippets.models import register_snippet

from tanu.question_banks.admin import POLICIES, QuestionBanks, RetireMenuItem
from tanu.question_banks.models import Question

for model, policy in POLICIES.items():
    register_permission_policy(model, policy(model))
register_snippet(QuestionBanks)


@hooks.register("construct_snippet_action_menu")
def retire_in_place_of_unpublishing(items: list[Any], request: Any, context: Any) -> None:
    if context["model"] is Question:
        items[:] = [RetireMenuItem(item.order) if type(item) is UnpublishMenuItem else item for item in items]
