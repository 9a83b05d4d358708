from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tanu.audit.actions import record
from tanu.coverage.akim.drawing import draw_akim_paper
from tanu.coverage.akim.figures import akim_figures
from tanu.coverage.models import BoardPaper
from tanu.institutions.models import Territory
from tanu.lib.languages import current_language
from tanu.people.models import Person


class NoFigures(ValueError):
    """The territory did not exist on that day."""


@transaction.atomic
def draw_board_paper(
    territory: Territory, day: date, *, by: Person | None = None, known_at: datetime | None = None
) -> BoardPaper:
    """Draws the page in the active language and keeps it with its figures, as known now or at a past moment.

    Raises NoFigures, and NotDrawn if there is no PDF now.
    """
    figures = akim_figures(territory, day, known_at)
    if figures is None:
        raise NoFigures
    paper = BoardPaper.objects.create(
        territory=territory,
        day=day,
        known_at=known_at or timezone.now(),
        language=current_language(),
        figures=figures,
        drawn=draw_akim_paper(figures),
        made_by=by,
    )
    record("draw_board_paper", paper, by=by, territory=territory.code, day=day.isoformat())
    return paper
