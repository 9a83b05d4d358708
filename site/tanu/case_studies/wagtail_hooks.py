from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from tanu.case_studies.admin import POLICIES, Cases
from tanu.case_studies.models import Case
from tanu.lib.retiring import in_place_of_unpublishing

for model, policy in POLICIES.items():
    register_permission_policy(model, policy(model))
register_snippet(Cases)
hooks.register("construct_snippet_action_menu", in_place_of_unpublishing(Case))


@hooks.register("insert_global_admin_css")
def styles_of_pictures() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("case_studies/editing.css"))
