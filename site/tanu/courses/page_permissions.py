"""What may be done with the pages of courses in Wagtail: their text is edited, all else follows the lesson."""

from typing import Any

from wagtail.models import PagePermissionTester


class TextOnly(PagePermissionTester):
    """A lesson is made, moved and retired as a whole, never in one language."""

    def can_copy(self) -> bool:
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination: Any) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False


class Container(TextOnly):
    """Holds the lessons of one language and has no text of its own."""

    def can_edit(self) -> bool:
        return False

    def can_publish(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False
