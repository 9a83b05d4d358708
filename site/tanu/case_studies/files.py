"""A case as its files have it: `case_studies/<slug>/case.yaml` and the prose in three languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop

from tanu.case_studies.checking import Survey, survey
from tanu.case_studies.parity import check_blocks, check_words
from tanu.case_studies.prose import CaseProse, parse_prose
from tanu.case_studies.specs import CaseSpec
from tanu.case_studies.words import Words, words_of
from tanu.lib.languages import LANGUAGES
from tanu.lib.places import Problems
from tanu.lib.sentences import Sentence
from tanu.lib.specs import validate
from tanu.lib.strict_yaml import Document, read_yaml
from tanu.lib.textfiles import read_text

GRAPH = "case.yaml"
NAMES = {GRAPH: "", **{f"prose.{language}.md": language for language in LANGUAGES}}


@dataclass(frozen=True)
class CaseFile:
    """A case that was read without a fault in its shape; what else is wrong stands in the problems."""

    folder: Path
    document: Document
    spec: CaseSpec
    prose: dict[str, CaseProse]
    survey: Survey

    @property
    def id(self) -> str:
        return self.spec.id

    @property
    def graph_path(self) -> Path:
        return self.folder / GRAPH

    @property
    def words(self) -> dict[str, Words]:
        return {language: words_of(prose) for language, prose in self.prose.items()}

    def cited(self) -> Iterator[tuple[Path, int, str]]:
        """File, line and fact of everything that cites one."""
        for kind in ("critical", "forbidden"):
            for point, facts in getattr(self.spec.score, kind).items():
                for fact in facts:
                    yield self.graph_path, self.document.line("score", kind, point), fact
        for prose in self.prose.values():
            for line, fact in prose.citations():
                yield prose.path, line, fact


def read_case(folder: Path, problems: Problems) -> CaseFile | None:
    """The case in `folder`, with every fault of it in `problems`; None if it cannot be made out."""
    for path in sorted(folder.iterdir()):
        if path.name not in NAMES:
            problems.add(path, 1, "unexpected here: a case is case.yaml and prose.kk.md, prose.ru.md, prose.en.md")
    texts = {name: file.text for name in NAMES if (file := read_text(folder / name, problems))}
    return read_texts(folder, texts, problems)


def read_texts(folder: Path, texts: Mapping[str, str], problems: Problems) -> CaseFile | None:
    """As `read_case`, from texts by the names of the files; `folder` need not exist. A missing one is the caller's."""
    report = problems.report_for(folder / GRAPH)
    document = read_yaml(texts[GRAPH], report) if GRAPH in texts else None
    spec = validate(CaseSpec, document, report) if document else None
    read = {}
    for name, language in NAMES.items():
        if language and name in texts:
            path = folder / name
            if prose := parse_prose(path, texts[name], problems.report_for(path)):
                read[language] = prose
    if document is None or spec is None:
        return None
    if spec.id != folder.name:
        said = gettext_noop("the id is `%(id)s`, the folder is called `%(folder)s`")
        report(document.line("id"), Sentence(said, id=spec.id, folder=folder.name))
    surveyed = survey(spec)
    for finding in surveyed.findings:
        report(document.line(*finding.path), finding.sentence)
    for language, words in read.items():
        check_words(spec, words, language, problems.report_for(words.path))
    if len(read) < len(LANGUAGES):
        return None
    case = CaseFile(folder, document, spec, read, surveyed)
    _check_facts(case, problems)
    check_blocks(list(read.values()), problems)
    return case


def _check_facts(case: CaseFile, problems: Problems) -> None:
    cited = set()
    for path, line, fact in case.cited():
        cited.add(fact)
        if fact not in case.spec.facts:
            problems.add(path, line, Sentence(gettext_noop("%(fact)s is not among the `facts` of the case"), fact=fact))
    for fact in case.spec.facts:
        if fact not in cited:
            said = Sentence(gettext_noop("nothing in the case cites %(fact)s"), fact=fact)
            problems.add(case.graph_path, case.document.line("facts"), said)
