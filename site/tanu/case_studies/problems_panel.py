"""Beside the editor: what is wrong with the draft, what its ways come to, and its picture."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from tanu.case_studies.forms import scene_block_id
from tanu.case_studies.graph_picture import graph_picture
from tanu.case_studies.models import Case
from tanu.case_studies.problems import Told, told_and_measured


class ProblemsPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Show or hide the problems and the picture")
        icon_name = "warning"

        def get_context_data(self, parent_context: Any) -> Any:
            return {**super().get_context_data(parent_context), "count": len(self.panel.problems)}

    name = "problems"
    title = _("Problems and picture")
    template_name = "case_studies/admin/problems.html"
    order = 150

    def __init__(self, case: Case, request: Any) -> None:
        super().__init__(case, request)
        self.problems, self.measures = told_and_measured(case)

    def get_context_data(self, parent_context: Any) -> Any:
        case: Case = self.object
        scenes = case.graph.get("scenes", [])
        picture = graph_picture(scenes)
        known = {scene["id"] for scene in scenes}
        return {
            **super().get_context_data(parent_context),
            "case": case,
            "problems": [(problem, _anchor(case, problem, known)) for problem in self.problems],
            "measures": self.measures,
            "picture": picture,
            "nodes": [(node, f"block-{scene_block_id(case, node.id)}-section") for node in picture.nodes],
        }


def _anchor(case: Case, problem: Told, known: set[str]) -> str:
    return f"block-{scene_block_id(case, problem.scene)}-section" if problem.scene in known else ""
