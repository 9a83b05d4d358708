"""From the files of drawings to their rows."""

from collections.abc import Mapping

from django.db import transaction

from tanu.lib.editing import write_live
from tanu.pictures.files import FigureFile
from tanu.pictures.models import Drawing


@transaction.atomic
def load_drawings(figures: Mapping[str, FigureFile]) -> None:
    """The drawings of `figures`, each under its path; what says the same as before is not written again."""
    rows = Drawing.objects.in_bulk(list(figures), field_name="path")
    for path, figure in figures.items():
        write_live(rows.get(path) or Drawing(path=path), {"svg": figure.file.text, **figure.credit.model_dump()})
