import io
from pathlib import Path

import pytest
from django.utils.translation import gettext, override
from pypdf import PdfReader

from tanu.certificates import drawing, fitting, thread
from tanu.certificates.drawing import check_address, draw
from tanu.certificates.models import Certificate, CertificateHolder
from tanu.lib import pdf
from tanu.lib.languages import LANGUAGES
from tanu.lib.pdf import NotDrawn
from tanu.people.models import Person
from tanu.records.models import Completion
from tests.certificates.conftest import TITLE

ALL_KAZAKH_LETTERS = "Әділқызы Іңкәр Ғұмарқызы Өңірбаева Ұлпан Һ Қ Ү"
HOSTILE_NAMES = [
    '<img src="https://example.org/a.png">',
    "</p><style>p { display: none }</style>",
    "<pdf:nextpage> & {{ name }} {% now %}",
    "A" * 200,
    "Щ" * 242,
    "Ғ " * 100,
    "Қазақстандықтарсыздандырылғандықтарыңыздан " * 4,
    "Ай\u202eгерім\x00\u200b",
]


def words_of(drawn: bytes) -> str:
    """The text of the only page, runs of blanks made one."""
    (page,) = PdfReader(io.BytesIO(drawn)).pages
    return " ".join(page.extract_text().split())


@pytest.fixture
def paper() -> Certificate:
    """A certificate that no database knows: drawing needs none."""
    return named(
        Certificate(
            serial="TN-7K4P-29QX-M3HA",
            facts={
                "training": TITLE,
                "hours": "6",
                "completed_on": "2026-11-21",
                "valid_until": "2029-08-21",
                "edition": "2026-11-21",
                "is_pilot": True,
                "institution": {"kk": "Жусанды мектебі", "ru": "Жусандинская школа", "en": "Zhusandy school"},
                "profession": "patronage-nurse",
            },
        ),
        "Омарова Сәуле Тұрсынқызы",
    )


def named(certificate: Certificate, name: str) -> Certificate:
    certificate.holder = CertificateHolder(certificate=certificate, name=name)
    return certificate


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_is_read_back_with_every_kazakh_letter(paper, language):
    assert ALL_KAZAKH_LETTERS in words_of(draw(named(paper, ALL_KAZAKH_LETTERS), language))


@pytest.mark.parametrize(
    ("language", "day"), [("kk", "2026 жылғы 21 қараша"), ("ru", "21 ноября 2026 года"), ("en", "21 November 2026")]
)
def test_the_facts_stand_in_the_language_chosen_with_dates_in_words(paper, language, day):
    words = words_of(draw(paper, language))
    assert day in words
    assert paper.facts["institution"][language] in words
    assert paper.facts["training"][language] in words


def test_in_kazakh_the_month_of_the_end_takes_its_ending(paper):
    assert "2029 жылғы 21 тамызға дейін" in words_of(draw(paper, "kk"))


@pytest.mark.parametrize(("language", "second"), [("kk", "ru"), ("ru", "kk"), ("en", "kk")])
def test_a_second_language_stands_beside_the_first(paper, language, second):
    assert paper.facts["training"][second] in words_of(draw(paper, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_to_check_it_and_that_it_is_no_licence(paper, language, settings):
    settings.BASE_URL = "https://tanu.example"
    words = words_of(draw(paper, language))
    assert f"tanu.example/v/{paper.serial}" in words
    assert check_address(paper) == f"https://tanu.example/v/{paper.serial}"
    with override(language):
        assert gettext("A training record, not a licence.") in words
        assert gettext("Anyone can check this certificate: scan the code or open the address.") in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_speaks_of_an_electronic_signature(paper, language):
    words = words_of(draw(paper, language)).lower()
    assert [word for word in ("signature", "подпис", "қолтаңба", "эцп", "эцқ") if word in words] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_pilot", [True, False])
def test_it_says_pilot_edition_while_the_content_is_not_reviewed(paper, language, is_pilot):
    paper.facts["is_pilot"] = is_pilot
    with override(language):
        pilot = gettext("Pilot edition: its content awaits review.")
    assert (pilot in words_of(draw(paper, language))) is is_pilot


def test_without_an_end_it_says_so(paper):
    paper.facts["valid_until"] = None
    assert "with no end date" in words_of(draw(paper, "en"))


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_printed_as_it_is_on_one_page(paper, name):
    words = words_of(draw(named(paper, name), "kk"))
    assert "".join(fitting.plain(name).split()) in "".join(words.split())


def test_a_long_title_and_a_long_institution_stay_on_one_page(paper):
    long = "Қазақстан Республикасының Балалардың құқықтарын қорғау жөніндегі мемлекеттік мекемесі " * 4
    paper.facts |= {"institution": dict.fromkeys(LANGUAGES, long), "training": dict.fromkeys(LANGUAGES, long)}
    words = "".join(words_of(draw(paper, "kk")).split())
    assert words.count("".join(long.split())) == 3


def test_every_font_that_writes_a_word_is_embedded(paper):
    (page,) = PdfReader(io.BytesIO(draw(paper, "kk"))).pages
    fonts = {}
    page.extract_text(
        visitor_text=lambda text, _, __, font, ___: fonts.setdefault(font["/BaseFont"] if text.strip() else "", font)
    )
    fonts.pop("", None)
    assert {name.partition("+")[2] for name in fonts} == {"OpenSans-Regular", "OpenSans-SemiBold"}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())


def test_it_is_a4_lying_and_says_its_language(paper):
    reader = PdfReader(io.BytesIO(draw(paper, "ru")))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    assert reader.root_object["/Lang"] == "ru"
    assert paper.serial in reader.metadata.title


def test_the_same_certificate_gives_the_same_bytes(paper):
    assert draw(paper, "kk") == draw(paper, "kk")


def spoil_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(drawing, "FONTS", tmp_path)


def spoil_access(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    policy = pdf.ResourceAccessPolicy.server(tmp_path, allow_remote=False)
    monkeypatch.setattr(pdf, "_policy", lambda: policy)


def spoil_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(thread, "twisted", lambda strands: "data:image/png;base64,AAAA")


def spoil_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf.pisa, "CreatePDF", lambda *args, **kwargs: 1 / 0)


@pytest.mark.parametrize("spoil", [spoil_font, spoil_access, spoil_picture, spoil_engine])
def test_what_cannot_be_read_stops_the_drawing_and_never_the_pass(
    client, cast, certificate, monkeypatch, tmp_path, spoil, caplog
):
    spoil(monkeypatch, tmp_path)
    with pytest.raises(NotDrawn):
        draw(certificate, "kk")
    client.force_login(cast.aigerim)
    page = client.get(f"/en/certificates/{certificate.serial}/certificate.kk.pdf")
    assert page.status_code == 503
    assert page["Retry-After"]
    assert "Your completion and your certificate are kept" in page.content.decode()
    assert certificate.serial in caplog.text
    assert certificate.name not in caplog.text
    assert Completion.objects.standing().filter(person=cast.aigerim).exists()
    assert client.get(f"/en/certificates/{certificate.serial}/").status_code == 200


def test_a_letter_that_the_font_lacks_stops_the_drawing(paper):
    with pytest.raises(NotDrawn):
        draw(named(paper, "山田"), "kk")


def test_one_name_alone_is_enough(paper):
    assert "Дос" in words_of(draw(named(paper, "Дос"), "kk"))


def test_without_a_holder_nothing_is_invented(certificate):
    Person.objects.filter(pk=certificate.completion.person_id).update(given_name="Басқа")
    certificate.holder.delete()
    assert "Басқа" not in words_of(draw(Certificate.objects.get(), "kk"))
