"""A course of sixty lessons: loaded, loaded again unchanged, exported. Prints JSON of seconds. Ends with a rollback."""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import django

LESSONS = 60
COURSE = "recognition-and-referral"


def sixty_lessons(root: Path) -> Path:
    """The shipped content, its lessons repeated under other names until there are sixty."""
    from tests.content.tree import copy_shipped

    copy_shipped(root)
    course = root / "courses" / COURSE
    shipped = sorted({path.name.split(".")[0]: path.parent for path in course.glob("0*/*.md")}.items())
    for number in range(len(shipped), LESSONS):
        stem, folder = shipped[number % len(shipped)]
        _, _, name = stem.partition("-")
        for language in ("kk", "ru", "en"):
            text = (folder / f"{stem}.{language}.md").read_text(encoding="utf-8")
            text = re.sub(rf"^id: {COURSE}/.*$", rf"\g<0>-{number}", text, count=1, flags=re.MULTILINE)
            (folder / f"{number:02d}-{name}-{number}.{language}.md").write_text(text, encoding="utf-8")
    return root


def main() -> int:
    django.setup()
    from django.db import transaction

    from tanu.content.exporting import export_everything
    from tanu.content.loading import load_library

    found: dict[str, float] = {}
    with TemporaryDirectory() as folder, transaction.atomic():
        root = sixty_lessons(Path(folder))
        for name, work in {
            "load": lambda: load_library(root),
            "again": lambda: load_library(root),
            "export": export_everything,
        }.items():
            found[name] = timed(work)
        transaction.set_rollback(True)
    sys.stdout.write(json.dumps(found))
    return 0


def timed(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return round(time.monotonic() - begun, 1)


if __name__ == "__main__":
    sys.exit(main())
