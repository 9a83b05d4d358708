from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from tanu.lib.textfiles import normalise


class DrawingForm(WagtailAdminModelForm):
    """Its path is written when the drawing is made, and only read from then on."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance._state.adding:
            self.fields["path"].disabled = True

    def clean_svg(self) -> str:
        """As its file holds it: browsers send CR LF and no final line end."""
        return normalise(self.cleaned_data["svg"])
