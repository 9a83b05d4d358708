"""Packs: a course as one zip, and zips that mean harm."""

import io
import zipfile

import pytest

from tanu.content import packs
from tanu.content.packs import pack, unpack

TEXTS = {"courses/one-day/course.md": "---\n---\n", "media/figures/a-place.svg": "<svg/>\n"}


def zipped(**entries: bytes) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    buffer.seek(0)
    return buffer


def faults(file: io.BytesIO, folder) -> str:
    return "\n".join(str(problem) for problem in unpack(file, folder))


def test_a_pack_opens_as_it_was_packed(tmp_path):
    assert not unpack(io.BytesIO(pack(TEXTS)), tmp_path)
    assert {name: (tmp_path / name).read_text() for name in TEXTS} == TEXTS


def test_the_same_texts_are_the_same_bytes():
    assert pack(TEXTS) == pack(dict(reversed(TEXTS.items())))


@pytest.mark.parametrize(
    "name",
    [
        "../outside.md",
        "/etc/passwd.md",
        "courses/../../outside.md",
        "courses\\..\\outside.md",
        "courses/a b.md",
        "courses/x.py",
        "settings.yaml",
        "courses/.hidden.md",
        "COURSES/x.md",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_nothing_is_written(tmp_path, name):
    inside = tmp_path / "inside"
    inside.mkdir()
    assert "in plain names" in faults(zipped(**{name: b"x"}), inside)
    assert list(tmp_path.rglob("*")) == [inside]


def test_ten_thousand_files_are_refused_at_once(tmp_path):
    file = zipped(**{f"courses/x/{number}.md": b"" for number in range(10_000)})
    assert "the pack has 10,000 files; at most 3,000 are read" in faults(file, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_markdown_file_of_50_mb_is_not_read(tmp_path):
    file = zipped(**{"courses/x/big.md": b"a" * 50_000_000, "courses/x/small.md": b"a"})
    assert "courses/x/big.md:1: it has more than 1,000,000 bytes; it was not read" in faults(file, tmp_path)
    assert not (tmp_path / "courses/x/big.md").exists()


def test_many_files_that_are_too_much_together_stop_the_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(packs, "MAX_TOTAL", 1_500_000)
    file = zipped(**{f"courses/x/{number}.md": b"a" * 900_000 for number in range(5)})
    assert "the pack has over 1,500,000 bytes" in faults(file, tmp_path)
    assert len(list(tmp_path.rglob("*.md"))) == 1


def test_a_link_is_not_followed(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("courses/x/link.md")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert "a link to another file is not read" in faults(buffer, tmp_path)


def test_a_name_that_stands_twice_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("courses/x/a.md", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("courses/x/a.md", "two")
    assert "stands twice" in faults(buffer, tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all", pack(TEXTS)[:-30], pack(TEXTS)[:60]])
def test_what_is_no_zip_is_said_to_be_none(tmp_path, data):
    assert "not a zip that can be read" in faults(io.BytesIO(data), tmp_path)
