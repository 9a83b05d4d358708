"""What all rooms that are edited in Wagtail have in common."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class Kept(ModelPermissionPolicy):
    """Rows that nobody deletes in the admin, whatever else they may do: deleting is retiring."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class Given(Kept):
    """Rows that come from text files: what they say is edited, none is added."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)
