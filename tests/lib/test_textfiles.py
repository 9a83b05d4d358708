from pathlib import Path

import pytest

from tanu.lib.places import Problems
from tanu.lib.textfiles import MAX_BYTES, TextFile, read_text


def read(path: Path, raw: bytes) -> tuple[TextFile | None, list[str]]:
    path.write_bytes(raw)
    problems = Problems(path.parent)
    return read_text(path, problems), [str(problem) for problem in problems]


def test_text_is_the_same_whichever_editor_saved_it(tmp_path: Path) -> None:
    ours, _ = read(tmp_path / "a", "Қазір\nЙод\n".encode())
    windows, _ = read(tmp_path / "b", "\ufeffҚазір\r\nЙод\r\n\r\n".encode())
    assert ours
    assert windows
    assert (ours.text, ours.digest) == (windows.text, windows.digest)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("one\nҚазір\n".encode("utf-16"), "a:1: the file is not in UTF-8 (byte 0)"),
        ("one\nсиняк\n".encode("cp1251"), "a:2: the file is not in UTF-8 (byte 4)"),
        (b"one\ntwo\x00\n", "a:2: an invisible character (U+0000)"),
        ("one\n\nab\u202ecd\n".encode(), "a:3: an invisible character (U+202E)"),
        (b"x" * (MAX_BYTES + 1), "a:1: the file has 1,000,001 bytes"),
    ],
)
def test_a_file_that_is_no_plain_text_is_refused_with_its_line(tmp_path: Path, raw: bytes, problem: str) -> None:
    file, problems = read(tmp_path / "a", raw)
    assert file is None
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_problems_come_once_each_in_order_of_file_and_line(tmp_path: Path) -> None:
    problems = Problems(tmp_path)
    for name, line in (("b", 2), ("a", 10), ("a", 9), ("a", 9)):
        problems.add(tmp_path / name, line, "wrong")
    assert [str(problem) for problem in problems] == ["a:9: wrong", "a:10: wrong", "b:2: wrong"]
