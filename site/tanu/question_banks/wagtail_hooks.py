from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from tanu.lib.retiring import in_place_of_unpublishing
from tanu.question_banks.admin import POLICIES, QuestionBanks
from tanu.question_banks.models import Question

for model, policy in POLICIES.items():
    register_permission_policy(model, policy(model))
register_snippet(QuestionBanks)
hooks.register("construct_snippet_action_menu", in_place_of_unpublishing(Question))
