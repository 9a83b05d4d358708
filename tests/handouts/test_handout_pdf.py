"""Handouts on paper: an aid is one A4 page, in every language."""

import io

import pytest
from django.utils.translation import gettext, override
from pypdf import PdfReader

from tanu.handouts import printing
from tanu.handouts.compiling import compile_handout
from tanu.handouts.models import Handout
from tanu.handouts.printing import handout_pdf
from tanu.handouts.reading import read_handout
from tanu.lib.languages import LANGUAGES
from tanu.lib.pdf import NotDrawn
from tests.handouts.shelf import AID, KIT

IMPRINT = "Tanu does not replace national clinical protocols or the law. All children and events are invented."
LIST = "courses/recognition-and-referral/handouts/"


@pytest.fixture
def gulmira(client, cast):
    """The browser of a teacher of the village school."""
    client.force_login(cast.gulmira)
    return client


@pytest.fixture
def drawings(monkeypatch) -> list[str]:
    """The pages that were really drawn."""
    drawn, draw = [], printing.draw_pdf
    monkeypatch.setattr(printing, "draw_pdf", lambda page: drawn.append(page) or draw(page))
    return drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_aid_is_one_page_with_its_words_sources_and_caveats(gulmira, aid, pages, language):
    (page,) = pages(gulmira.get(f"/{language}/{LIST}{AID}.pdf"))
    assert aid.title[language] in page
    assert aid.sources[language][-1]["text"] in page
    assert "111" in page
    with override(language):
        assert gettext("A lawyer has not checked this text yet.") in page
        assert gettext(IMPRINT) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_aid_is_one_page(cast, course, language):
    sheets = {}
    with override(language):
        for aid in Handout.objects.published().filter(kind=Handout.Kind.AID):
            drawn = handout_pdf(read_handout(aid, cast.gulmira), cast.gulmira)
            sheets[aid.slug] = len(PdfReader(io.BytesIO(drawn)).pages)
    assert {slug: count for slug, count in sheets.items() if count != 1} == {}


def test_a_long_aid_is_set_smaller_until_it_fits(gulmira, aid, pages, drawings):
    aid.body["en"] += "\n" + "\n".join(f"{number}. Write down the time of the call.\n" for number in range(1, 8))
    recompile(aid)
    assert len(pages(gulmira.get(f"/en/{LIST}{AID}.pdf"))) == 1
    assert len(drawings) > 1


def recompile(handout: Handout) -> None:
    compile_handout(handout)
    handout.save()


def test_the_drawing_is_on_it_with_its_colours(cast, aid):
    with override("en"):
        reading = read_handout(aid, cast.gulmira)
        (figure,) = [part for part in reading.document["parts"] if part["kind"] == "figure"]
        assert "currentColor" not in figure["drawing"]
        without = {**reading.document, "parts": [part for part in reading.document["parts"] if part != figure]}
        bare = type(reading)(aid, without, reading.waiting, reading.local, reading.names_people)
        assert len(handout_pdf(reading, cast.gulmira)) > len(handout_pdf(bare, cast.gulmira)) + 500


def test_it_is_drawn_once_and_kept(gulmira, aid, drawings, own_var):
    first = gulmira.get(f"/en/{LIST}{AID}.pdf").content
    times = len(drawings)
    assert gulmira.get(f"/en/{LIST}{AID}.pdf").content == first
    assert len(drawings) == times
    assert len(list((own_var / "handouts").iterdir())) == 1


def test_another_text_is_another_drawing(gulmira, aid, own_var):
    gulmira.get(f"/en/{LIST}{AID}.pdf")
    aid.body["en"] = aid.body["en"].replace("No guesses", "Never a guess")
    recompile(aid)
    gulmira.get(f"/en/{LIST}{AID}.pdf")
    assert len(list((own_var / "handouts").iterdir())) == 2


def test_what_names_the_officer_is_not_kept(gulmira, kit, cast, pages, own_var):
    assert cast.aigerim.full_name in pages(gulmira.get(f"/kk/{LIST}{KIT}.pdf"))[0]
    assert not (own_var / "handouts").exists()


def test_it_is_called_by_its_slug_and_language(gulmira, aid):
    answer = gulmira.get(f"/ru/{LIST}{AID}.pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="{AID}.ru.pdf"'
    assert answer["Content-Language"] == "ru"


def test_what_cannot_be_drawn_is_told_kindly(gulmira, aid, monkeypatch, caplog):
    def stop(page: str) -> None:
        raise NotDrawn("no ink")

    monkeypatch.setattr(printing, "draw_pdf", stop)
    answer = gulmira.get(f"/en/{LIST}{AID}.pdf")
    assert answer.status_code == 503
    assert "You can print the page from your browser instead." in answer.content.decode()
    assert aid.key in caplog.text
