"""`manage.py import_twee FILE --id slug [--lang ru] --to DIR`: the files of a case from a Twee file."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tanu.case_studies.files import read_case
from tanu.case_studies.twee_reading import Story, read_story
from tanu.case_studies.writing import case_texts
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Problems
from tanu.lib.specs import SLUG
from tanu.lib.textfiles import read_text


class Command(BaseCommand):
    help = "Make the files of a case from a Twee 3 file, for people to finish. No database is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--id", required=True, help="of the case, which is the name of its folder")
        parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="in which it was written")
        parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="where the folder is made")

    def handle(self, *args: Any, file: Path, id: str, lang: str, to: Path, **options: Any) -> None:
        if not re.fullmatch(SLUG, id) or len(id) > 80:
            raise CommandError("--id: lower-case letters, digits and dashes, at most 80.")
        folder = to / id
        if folder.exists():
            raise CommandError(f"{folder} is there already and is left as it is.")
        problems = Problems(file.parent)
        story = self._read(file, id, lang, problems)
        for problem in problems:
            self.stdout.write(str(problem))
        if story is None:
            raise CommandError("Nothing was written.")
        folder.mkdir(parents=True)
        for path, text in case_texts(story.spec, story.words).items():
            (folder / Path(path).name).write_text(text, encoding="utf-8", newline="\n")
        self._say(folder, story)

    def _read(self, file: Path, key: str, language: str, problems: Problems) -> Story | None:
        text = read_text(file, problems)
        return read_story(text.text, key, language, problems.report_for(file)) if text else None

    def _say(self, folder: Path, story: Story) -> None:
        left = Problems(folder.parent)
        read_case(folder, left)
        kind = "a draft" if story.is_draft else "the case"
        self.stdout.write(f"{folder}: {kind} with {len(story.spec.scenes)} scenes, {len(left)} places to work on.")
        if left:
            self.stdout.write(f"`manage.py check_case {folder}` lists them.")
