"""Named in the settings, and so read before any model: the end of a workflow."""

from typing import Any


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """What was approved goes live, though a reviewer may publish nothing by themselves."""
    workflow_state.current_task_state.revision.publish(user=user, skip_permission_checks=True)
