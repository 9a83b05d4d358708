"""Every component in every state, drawn by the templates that the pages use."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tanu.certificates.paper import paper_of
from tanu.courses.compiling import compiled_part
from tanu.courses.path import Path
from tanu.courses.reading import CheckCard
from tanu.coverage.boards.charts import Step, funnel
from tanu.home import gallery_samples as samples
from tanu.home.due import DueLine
from tanu.home.gallery_boards import boards
from tanu.institutions.help_lines import without_table
from tanu.institutions.nearby import Workplace
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.lib.markup import Citations
from tanu.people.forms import SignInForm
from tanu.quizzes.charts import Value, grouped

Draw = Callable[..., SafeString]

# The pages that say something went wrong: their template, and with which status they answer.
TROUBLES = {
    "400": ("400.html", 400),
    "403": ("403.html", 403),
    "csrf": ("403_csrf.html", 403),
    "404": ("404.html", 404),
    "409": ("409.html", 409),
    "429": ("people/wait.html", 429),
    "429-codes": ("certificates/wait.html", 429),
    "500": ("500.html", 500),
    "503": ("503.html", 503),
}


@dataclass(frozen=True)
class Shelf:
    """`is_prose`: on the pages its pieces stand in a column of text."""

    key: str
    title: str
    pieces: list[SafeString]
    is_prose: bool = False


def shelves(request: HttpRequest) -> list[Shelf]:
    """What stands in the gallery, in the reader's language."""

    def draw(template: str, **context: Any) -> SafeString:
        return mark_safe(render_to_string(template, context, request))

    return [
        Shelf("words", gettext("Words and buttons"), [draw("home/gallery/words.html", **_words())]),
        Shelf("notes", gettext("Notes"), _notes(draw)),
        Shelf("review", gettext("Reviewed or not yet"), _review(draw)),
        Shelf("lesson", gettext("The text of a lesson"), _lesson(draw), is_prose=True),
        Shelf("choices", gettext("Questions"), _questions(draw), is_prose=True),
        Shelf("form", gettext("Practice form"), _forms(draw), is_prose=True),
        Shelf("fields", gettext("Fields and what is wrong with them"), _fields(draw, request), is_prose=True),
        Shelf("progress", gettext("Progress"), _progress(draw)),
        Shelf("dues", gettext("What is asked"), [draw("home/dues.html", dues=_dues())]),
        Shelf("help", gettext("Help lines and local cards"), _help(draw), is_prose=True),
        Shelf("call", gettext("Whom to call"), [draw("home/gallery/calls.html", rows=samples.rows_to_call())]),
        Shelf("charts", gettext("Charts and tables"), _charts(draw)),
        Shelf("boards", gettext("Coverage boards"), boards(draw)),
        Shelf("paper", gettext("Certificates"), _certificates(draw)),
    ]


def _words() -> dict[str, Any]:
    return {
        "long_word": in_language(samples.LONG_WORD),
        "long_name": in_language(samples.LONG_NAME),
        "long_place": in_language(samples.LONG_PLACE),
        "sentence": in_language(samples.SENTENCE),
    }


def _notes(draw: Draw) -> list[SafeString]:
    sentence, place = in_language(samples.SENTENCE), in_language(samples.LONG_PLACE)
    return [
        *(
            draw("components/note.html", kind=kind, title=place if kind == "care" else sentence, text=sentence)
            for kind in ("", "care", "good", "now")
        ),
        draw("components/empty.html", title=sentence, text=sentence),
    ]


def _review(draw: Draw) -> list[SafeString]:
    place, sentence = in_language(samples.LONG_PLACE), in_language(samples.SENTENCE)
    return [
        draw("components/basted.html", title=place, text=sentence),
        draw("components/basted.html", title=place, text=sentence, sewn=True),
        *(_part("awaits", {"kind": kind, "text": sentence}) for kind in ("clinical", "legal", "language")),
    ]


def _lesson(draw: Draw) -> list[SafeString]:
    sentence, word = in_language(samples.SENTENCE), in_language(samples.LONG_WORD)
    place, name = in_language(samples.LONG_PLACE), in_language(samples.LONG_NAME)
    table = f"| {word} | {name} |\n|---|---|\n| 1 | {place} |\n| 2 | {sentence} |"
    return [
        _part("case", {"title": word, "text": f"{sentence}\n\n{sentence}"}),
        *(
            _part("callout", {"kind": kind, "title": word, "text": f"- {sentence}\n- {word}"})
            for kind in ("do", "dont", "remember")
        ),
        _part("prose", f"### {word}\n\n{sentence} **{word}** [{name}](/kk/).\n\n1. {word}\n2. {sentence}\n\n{table}"),
        draw("components/says.html", who=in_language(samples.SPEAKER), words=in_language(samples.SPOKEN)),
        draw("components/found.html", words=in_language(samples.FOUND), by=in_language(samples.FOUND_BY)),
    ]


def _part(block: str, value: Any) -> SafeString:
    """A part of a lesson as it is compiled."""
    return mark_safe(compiled_part(block, value, Citations())["html"])


def _questions(draw: Draw) -> list[SafeString]:
    return [
        *(
            draw("question_banks/choice.html", question=question)
            for question in (
                samples.question("open"),
                samples.question("begun", chosen=[2]),
                samples.question("several", chosen=[0, 1], several=True),
            )
        ),
        *(_check(draw, number, chosen) for number, chosen in enumerate((None, 0, 1), start=1)),
    ]


def _check(draw: Draw, number: int, chosen: int | None) -> SafeString:
    """In a lesson: sent without an answer, right, not quite."""
    name = f"c{number}"
    question = samples.question(name, chosen=[] if chosen is None else [chosen], marked=chosen is not None)
    return draw(
        "courses/check.html",
        card=CheckCard(name, number, question, is_right=chosen == 0),
        course=SimpleNamespace(key="sample"),
        lesson=SimpleNamespace(slug="sample"),
        nothing_chosen_in="c1",
    )


def _forms(draw: Draw) -> list[SafeString]:
    return [
        draw("question_banks/referral.html", question=question)
        for question in (
            samples.referral_form("form", chosen={2: 0}),
            samples.referral_form("marked-form", chosen={1: 0, 2: 2}, marked=True, grave=True),
        )
    ]


def _fields(draw: Draw, request: HttpRequest) -> list[SafeString]:
    empty = SignInForm(request, {"gallery-name": "", "gallery-password": ""}, prefix="gallery")
    return [
        draw("components/error_summary.html", form=empty),
        *(draw("components/field.html", field=field) for field in SignInForm(request)),
        *(draw("components/field.html", field=field) for field in empty),
    ]


def _progress(draw: Draw) -> list[SafeString]:
    course = SimpleNamespace(key="sample", test=None, audience=[])
    path = Path(course, "", "", "", samples.stretches(), [])  # type: ignore[arg-type]
    around = {"earlier_url": "#progress", "later_url": "#progress"}
    titles = {"earlier_title": in_language(samples.LONG_PLACE), "later_title": in_language(samples.SENTENCE)}
    return [
        *(draw("components/progress.html", value=value, max=18, label=f"{value}/18") for value in (0, 1, 9, 18)),
        draw("courses/knots.html", course=course, path=path),
        draw("components/pager.html", label=gettext("Lessons"), **around, **titles),
        draw("components/pager.html", label=gettext("First lesson"), later_url="#progress", **titles),
    ]


def _dues() -> list[DueLine]:
    sentence, day = in_language(samples.SENTENCE), local_day()
    return [
        DueLine(in_language(samples.LONG_PLACE), says, tone, sentence, sentence, "", tone == "day", True, False, day)
        for says, tone in (
            (gettext("Not yet due"), ""),
            (gettext("Overdue"), "day"),
            (gettext("Trained"), "ok"),
        )
    ]


def _help(draw: Draw) -> list[SafeString]:
    title, place = in_language(samples.SENTENCE), in_language(samples.LONG_PLACE)
    workplaces = [Workplace(samples.LONG_PLACE, in_language(samples.LONG_NAME))]
    known = {"routes": [samples.confirmed_route()], "workplaces": workplaces}
    lines = "components/help_lines.html"
    return [
        draw(lines, place="open", title=title, lines=without_table(), any_is_confirmed=False),
        draw(lines, place="confirmed", title=place, lines=samples.confirmed_lines(), any_is_confirmed=True),
        *(
            draw("courses/local.html", what=what, local=local)
            for what in ("intake", "officer")
            for local in (known, {})
        ),
    ]


def _charts(draw: Draw) -> list[SafeString]:
    sentence, place = in_language(samples.SENTENCE), in_language(samples.LONG_PLACE)
    shares = [Value(None, "–"), Value(0, "0"), Value(0.5, "50 %"), Value(1, "100 %")]
    return [
        *(
            draw(
                "home/gallery/bars.html", chart=funnel([Step(name, number, 0) for name, number in figures]), label=label
            )
            for label, figures in (
                (gettext("Nobody yet"), [(sentence, 0), (sentence, 0)]),
                (gettext("One"), [(sentence, 1), (sentence, 1)]),
                (gettext("Many"), [(place, 8104), (sentence, 5210), (sentence, 17)]),
            )
        ),
        draw("home/gallery/outcome_bars.html", chart=grouped([shares, shares[:2]]), label=sentence),
    ]


def _certificates(draw: Draw) -> list[SafeString]:
    found = samples.certificate()
    states = [{"certificate": found, "state": state} for state in ("valid", "expired", "revoked")]
    return [
        draw("certificates/list.html", shown=states),
        draw("certificates/paper.html", **paper_of(found)),
    ]
