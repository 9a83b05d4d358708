import pytest

from tanu.lib.pdf import FONTS, NotDrawn, draw_pdf, svg_address, unprintable
from tanu.lib.svg import printed_svg

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><g stroke="currentColor">'
    '<path class="skin ln thin" d="M1 1h9v9z"/><rect class="place" x="1" y="1" width="4" height="4"/></g></svg>'
)


def page(body: str) -> str:
    font = f"@font-face {{ font-family: Sans; src: url({FONTS}/OpenSans-Regular.ttf); }} html {{ font-family: Sans; }}"
    return f"<html><head><style>{font}</style></head><body>{body}</body></html>"


def test_words_are_read_back_with_every_kazakh_letter():
    paper = draw_pdf(page("<p>Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі</p>"))
    assert len(paper.pages) == 1
    assert paper.says("Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі")
    assert not paper.says("Жоқ")


def test_the_same_page_gives_the_same_bytes():
    assert draw_pdf(page("<p>Тану</p>")).data == draw_pdf(page("<p>Тану</p>")).data


@pytest.mark.parametrize("body", ["<p>山</p>", '<img src="data:image/png;base64,AAAA">', '<img src="/etc/hostname">'])
def test_what_cannot_be_read_stops_the_drawing(body):
    with pytest.raises(NotDrawn):
        draw_pdf(page(body))


def test_a_drawing_carries_its_colours_to_paper():
    printed = printed_svg(SVG)
    assert "currentColor" not in printed
    assert "class=" not in printed
    assert 'width="40" height="20"' in printed
    assert 'stroke="#62566a"' in printed
    paper = draw_pdf(page(f'<img src="{svg_address(printed)}" width="100">'))
    assert len(paper.data) > len(draw_pdf(page("")).data)


def test_signs_that_the_font_lacks_are_named():
    assert unprintable("Қоңырау – 102 № 5 «…»") == set()
    assert unprintable("☐ қоңырау → 102") == {"☐", "→"}
