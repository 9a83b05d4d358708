"""Writes the text files of content in the form in which the export writes them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tanu.content.exporting import write_tree
from tanu.content.items import Texts, items
from tanu.content.walk import Library, read_library
from tanu.courses.writing import REGISTER, register_text
from tanu.pictures.writing import CREDITS, credits_text


class Command(BaseCommand):
    help = "Rewrite content files in canonical form: what they say stays the same."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--root", type=Path, help="where courses/, question_banks/ and media/ are")
        parser.add_argument("--check", action="store_true", help="write nothing; say which files would change")

    def handle(self, *args: Any, root: Path | None, check: bool, **options: Any) -> None:
        library = read_library(root or Path(settings.CONTENT_ROOT))
        if library.problems:
            raise CommandError(f"{len(library.problems)} problems in the content; check_content names them.")
        texts = canonical(library)
        if check:
            apart = [path for path, text in texts.items() if (library.root / path).read_bytes() != text.encode()]
            for path in sorted(apart):
                self.stdout.write(path)
            if apart:
                raise CommandError(f"{len(apart)} files are not in canonical form; format_content rewrites them.")
        else:
            for path in write_tree(texts, library.root):
                self.stdout.write(path)


def canonical(library: Library) -> Texts:
    """Every file of `library` as the export writes it."""
    texts = {path: text for item in items(library) for path, text in item.texts.items() if "#" not in path}
    facts = library.register.facts if library.register else {}
    credits = {path: figure.credit for path, figure in library.figures.items()}
    return {**texts, REGISTER: register_text(facts), CREDITS: credits_text(credits)}
