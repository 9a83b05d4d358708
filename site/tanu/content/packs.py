"""A course as one file: a zip of the same text files. What comes from elsewhere is hostile until shown otherwise."""

import io
import re
import stat
import zipfile
from pathlib import Path
from typing import IO

from tanu.lib.places import Problems
from tanu.lib.textfiles import MAX_BYTES

MAX_FILES = 3_000
MAX_TOTAL = 60_000_000
# Of the zip as it arrives.
MAX_PACKED = 20_000_000
# One moment for all packs: the same content is the same file.
_MOMENT = (2000, 1, 1, 0, 0, 0)
_PART = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAME = re.compile(
    rf"(?:courses|question_banks|case_studies|media)/(?:{_PART}/)*{_PART}(?:\.(?:kk|ru|en))?\.(?:md|yaml|svg)"
)
_CHUNK = 65_536


def pack(texts: dict[str, str]) -> bytes:
    """A zip of `texts`, path to text; equal texts give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, texts[name])
    return buffer.getvalue()


def unpack(file: IO[bytes], folder: Path) -> Problems:
    """Writes the text files of a pack under `folder`; with any problem nothing is written that could be loaded.

    What the zip says about sizes is not believed: reading stops at the limits.
    """
    problems = Problems(folder)
    try:
        with zipfile.ZipFile(file) as archive:
            _unpack(archive, folder, problems)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        problems.add(folder / "pack.zip", 1, f"this is not a zip that can be read: {error}")
    return problems


def _unpack(archive: zipfile.ZipFile, folder: Path, problems: Problems) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_FILES:
        problems.add(folder / "pack.zip", 1, f"the pack has {len(entries):,} files; at most {MAX_FILES:,} are read")
        return
    left = MAX_TOTAL
    seen: set[str] = set()
    for entry in entries:
        fault = _fault(entry, seen)
        if fault:
            problems.add(folder / "pack.zip", 1, f"{entry.filename[:120]!r}: {fault}")
            continue
        seen.add(entry.filename)
        data = _read(archive, entry, min(MAX_BYTES, left))
        if data is None:
            limit = (
                f"it has more than {MAX_BYTES:,} bytes"
                if left > MAX_BYTES
                else f"the pack has over {MAX_TOTAL:,} bytes"
            )
            problems.add(folder / entry.filename, 1, f"{limit}; it was not read")
            if left <= MAX_BYTES:
                return
            continue
        left -= len(data)
        path = folder / entry.filename
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _fault(entry: zipfile.ZipInfo, seen: set[str]) -> str:
    """Why a file of the pack is not read."""
    if not _NAME.fullmatch(entry.filename):
        return "a pack holds text files under courses/, question_banks/, case_studies/ and media/, in plain names"
    if entry.filename in seen:
        return "the name stands twice in the pack"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a link to another file is not read"
    if entry.flag_bits & 1:
        return "the file is encrypted"
    return ""


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes | None:
    """The file, or None if it is longer than `limit`, whatever the zip says of its size."""
    parts, size = [], 0
    with archive.open(entry) as packed:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                return None
            parts.append(chunk)
    return b"".join(parts)
