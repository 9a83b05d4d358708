"""One page for the akim: made by a POST, kept as it was handed out."""

import io
import uuid
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tanu.audit.models import Event
from tanu.coverage.akim.actions import NoFigures, draw_board_paper
from tanu.coverage.akim.drawing import draw_akim_paper
from tanu.coverage.akim.figures import akim_figures
from tanu.coverage.boards.board import read_board
from tanu.coverage.models import BoardPaper
from tanu.institutions.actions import define_institution
from tanu.lib.pdf import NotDrawn


@pytest.fixture
def official(client, story):
    client.force_login(story.nurlan)
    return client


def papers(territory, language: str = "ru") -> str:
    return f"/{language}/coverage/{territory.pk}/papers/"


def make(client, territory, query: str = "", key: uuid.UUID | None = None, language: str = "ru"):
    return client.post(papers(territory, language) + query, {"client_key": str(key or uuid.uuid4())})


def words(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_paper_is_one_page_with_the_figures_of_the_board(official, story, language):
    assert make(official, story.district, language=language).status_code == 302

    paper = BoardPaper.objects.get()
    counts = read_board(story.district, story.today).counts
    assert paper.language == language
    assert (paper.figures["trained"], paper.figures["total"]) == (counts.trained, counts.total)
    response = official.get(f"/{language}/coverage/papers/{paper.pk}.pdf")
    assert f"{counts.trained} / {counts.total}" in words(response.content)
    assert response["Content-Type"] == "application/pdf"


def test_what_was_handed_out_stays_whatever_happens_later(official, story, complete):
    make(official, story.district)
    before = official.get(f"/ru/coverage/papers/{BoardPaper.objects.get().pk}.pdf").content

    complete(story.aigerim, story.today)

    assert official.get(f"/ru/coverage/papers/{BoardPaper.objects.get().pk}.pdf").content == before
    make(official, story.district)
    assert [paper.figures["trained"] for paper in BoardPaper.objects.all()] == [3, 2]


def test_the_paper_names_institutions_and_no_person(story):
    text = words(draw_akim_paper(akim_figures(story.district, story.today)))

    assert "№ 7" in text
    for person in story.everybody().values():
        assert person.family_name not in text


def test_the_region_is_told_of_its_districts(story):
    figures = akim_figures(story.region, story.today)

    assert sum(part["total"] for part in figures["parts"]) == figures["total"] == 9
    assert figures["urgent"] == []
    words(draw_akim_paper(figures))


def test_the_longest_names_still_fit_one_page(story):
    for number in range(40):
        name = f"Өте ұзақ атауы бар {number}-мекеме, " * 4
        kind = ["school", "college", "police", "hospital"][number % 4]
        define_institution(
            f"long-{number}", territory=story.district, kind=kind, name={"kk": name, "ru": name, "en": name}
        )

    words(draw_akim_paper(akim_figures(story.district, story.today)))


def test_a_past_day_and_what_was_known_then_are_kept_with_it(official, story):
    day = (story.today - timedelta(days=40)).isoformat()
    known = (story.today - timedelta(days=1)).isoformat()

    assert make(official, story.district, f"?on={day}&known={known}").status_code == 302

    paper = BoardPaper.objects.get()
    assert paper.day.isoformat() == paper.figures["day"] == day
    assert paper.figures["total"] == 0
    assert paper.figures["known_on"] == known


def test_sent_twice_it_is_made_once(official, story):
    key = uuid.uuid4()

    assert make(official, story.district, key=key).url == make(official, story.district, key=key).url
    assert BoardPaper.objects.count() == 1


def test_looking_at_the_list_makes_nothing(official, story):
    assert official.get(papers(story.district)).status_code == 200
    assert not BoardPaper.objects.exists()


def test_the_list_leads_to_each_paper(official, story):
    paper = draw_board_paper(story.district, story.today, by=story.nurlan)

    assert f"/ru/coverage/papers/{paper.pk}.pdf" in official.get(papers(story.district)).content.decode()


def test_only_who_oversees_the_territory_makes_and_opens_papers(client, story):
    paper = draw_board_paper(story.region, story.today, by=story.roza)
    for code in ("nurlan", "baurzhan", "sergey", "alma"):
        client.force_login(getattr(story, code))
        assert client.get(f"/ru/coverage/papers/{paper.pk}.pdf").status_code == 404
        assert make(client, story.region).status_code == 404
    assert BoardPaper.objects.count() == 1


def test_making_it_is_audited_by_ids_and_dates_only(story):
    paper = draw_board_paper(story.district, story.today, by=story.nurlan)

    event = Event.objects.get(verb="draw_board_paper")
    assert (event.subject_id, event.actor_id) == (str(paper.pk), story.nurlan.pk)
    assert event.detail == {"territory": story.district.code, "day": story.today.isoformat()}


def test_a_territory_of_later_has_no_paper(story):
    story.district.periods.update(valid_from=story.today)

    with pytest.raises(NoFigures):
        draw_board_paper(story.district, story.today - timedelta(days=1))


def test_what_cannot_be_drawn_leaves_nothing_behind(official, story, monkeypatch):
    def refuse(figures):
        raise NotDrawn("broken")

    monkeypatch.setattr("tanu.coverage.akim.actions.draw_akim_paper", refuse)

    assert make(official, story.district).status_code == 503
    assert not BoardPaper.objects.exists()
