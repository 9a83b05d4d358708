"""Writes courses and question banks back to text files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tanu.content.exporting import export_everything, export_one, files_beside, write_tree
from tanu.content.packs import pack
from tanu.courses.models import Course


class Command(BaseCommand):
    help = "Export all content, or one course with all it rests on, as text files or as one zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--to", type=Path, help="a folder; files in it that differ are written anew")
        where.add_argument("--zip", type=Path, help="a file")
        parser.add_argument("--course", help="the id of one course")

    def handle(self, *args: Any, to: Path | None, zip: Path | None, course: str | None, **options: Any) -> None:
        texts = export_one(_course(course)) if course else export_everything()
        if zip:
            zip.write_bytes(pack(texts))
            self.stdout.write(f"{len(texts)} files in {zip}.")
        elif to:
            for path in (written := write_tree(texts, to)):
                self.stdout.write(f"written  {path}")
            for path in [] if course else files_beside(texts, to):
                self.stdout.write(f"beside   {path}: not in the export, left as it is")
            self.stdout.write(f"{len(texts)} files, {len(written)} of them written anew.")


def _course(key: str) -> Course:
    found = Course.objects.published().filter(key=key).first()
    if found is None:
        raise CommandError(f"There is no course {key!r}.")
    return found
