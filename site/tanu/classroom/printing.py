"""The test sheet of a day as PDF, A4, in the language of the day."""

from django.template.loader import render_to_string
from django.utils.translation import override

from tanu.classroom.models import Day
from tanu.classroom.paper import items_of, printed
from tanu.handouts.engine import for_engine
from tanu.lib.languages import in_language
from tanu.lib.pdf import FONTS, NotDrawn, draw_pdf

# Points: as large as fits on two sheets printed on both sides.
_SIZES = (10, 9.5, 9)
_PAGES = 4


def sheet_pdf(day: Day) -> bytes:
    """The sheet that everybody writes on. Raises NotDrawn."""
    items = items_of(day.paper_test)
    title = in_language(day.edition.title, day.language)
    context = {"day": day, "test": day.paper_test, "title": title, "fonts": FONTS, "language": day.language}
    with override(day.language):
        context["questions"] = printed(items, day.language)
        for size in _SIZES:
            paper = draw_pdf(for_engine(render_to_string("classroom/sheet_pdf.html", context | {"size": size})))
            if len(paper.pages) <= _PAGES:
                break
    if not paper.says(title) or not paper.says(f"{len(items)}."):
        raise NotDrawn("the title or the last question cannot be read back")
    return paper.data
