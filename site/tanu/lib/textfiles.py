"""Reading a text file that people wrote: UTF-8 only, in one normal form."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from tanu.lib.places import Problems

MAX_BYTES = 1_000_000
# Control characters, and marks that turn the reading direction so that a text shows other words than it holds.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class TextFile:
    """Normalised text of a file and its hash, the same whichever editor or browser saved it."""

    path: Path
    text: str
    digest: str


def normalise(text: str) -> str:
    """LF, NFC, no byte order mark, exactly one final newline."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).rstrip() + "\n"


def invisible(text: str) -> str | None:
    """The first sign in `text` that nobody can see, by its code: U+200B."""
    hidden = _HIDDEN.search(text)
    return f"U+{ord(hidden[0]):04X}" if hidden else None


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_text(path: Path, problems: Problems) -> TextFile | None:
    """The file's text, or None with the reason in `problems`."""
    report = problems.report_for(path)
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            report(1, f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read")
            return None
        raw = path.read_bytes()
        text = normalise(raw.decode("utf-8"))
    except OSError as error:
        report(1, f"the file cannot be read: {error.strerror}")
        return None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        report(line, f"the file is not in UTF-8 (byte {error.start}); save it as UTF-8")
        return None
    if hidden := _HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        report(line, f"an invisible character (U+{ord(hidden.group()):04X}) stands in the text; delete it")
        return None
    return TextFile(path, text, digest(text))
