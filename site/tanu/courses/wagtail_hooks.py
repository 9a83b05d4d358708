from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from tanu.courses.admin import POLICIES, CoursesMenu

for model, policy in POLICIES.items():
    register_permission_policy(model, policy(model))
register_snippet(CoursesMenu)
