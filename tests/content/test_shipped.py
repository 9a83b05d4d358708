"""What ships reads easily, says nothing twice and has one word for one thing, in all three languages."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from statistics import mean
from typing import Any

import pytest

from tanu.case_studies.prose import CaseProse
from tanu.content.walk import Library
from tanu.courses.written import Written
from tanu.lib.languages import LANGUAGES
from tanu.question_banks.specs import QuestionSpec

# Words in a sentence. On average in one text: what ships stands below the house numbers 13, 11 and 10, and stays there.
# At most: the house numbers themselves.
AVERAGE = {"en": 11, "ru": 9, "kk": 9}
LONGEST = {"en": 22, "ru": 20, "kk": 18}

# Sentences that stand in several places on purpose.
REPEATED = {
    "what to do in danger, in the same words each time": r"\b(102|103|111|112)\b",
    "the three levels, so that they are known by heart": (
        r"^now serious injury|^қазір жарақат|^бүгін зорлық-зомбылық|^сейчас тяжёлая травма"
        r"|within one working day$|в течение одного рабочего дня$"
    ),
    "sentences to a child, to be learned by heart": (
        r"^what do you think will happen at home today$"
        r"|^i will tell only those who need|^скажу только тем кому нужно|^it is good that you are telling me now$"
    ),
    "how the facilitator of a case begins and asks, the same in each": (
        r"^name the topic the quiet|^say that nobody is asked|^тақырыпты үнсіз шығып|^назовите тему тихий выход"
        r"|^скажите что о собственной"
    ),
    "a child's words, kept exactly in a later record; the direct question, never softened": (
        r"^uncle just gets on my nerves|^ты думаешь о том чтобы покончить с собой$"
    ),
    "a log that says the same each night": r"^for safety 14|^қауіпсіздік үшін бекітілді|^фиксация для безопасности",
    "what a practice form asks": r"^әр жолға келесі адам сол бойынша әрекет",
    "the way out of a meeting, and how a meeting is reported, the same in each kit": (
        r"^выйти можно в любой момент|^кез келген сәтте себебін айтпай|deputy can do this$|press take back"
        r"|^это могут сделать|нажмите отозвать|^тек саны керек|орынбасары жаза алады$|қайтарып алу түймесін"
    ),
}

# The concept: how English names it, and the only stem that Kazakh and Russian have for it.
TERMS = {
    "designated officer": (r"designated officer", r"жауапты тұлға", r"ответственн\w+ лиц"),
    "intake": (r"\bintake\b", r"хабарлама\w* қабылдайтын", r"принимающ\w+ орган"),
    "now": (r"\bit is [\"“]now", r"қазір", r"сейчас"),
    "same day": (r"same day", r"бүгін|сол күні", r"сегодня|в тот же день"),
    "deputy": (r"\bdeputy(?! head)", r"орынбасар", r"заместител"),
    "social pedagogue": (r"social pedagogue", r"әлеуметтік педагог", r"социальн\w+ педагог"),
    "school psychologist": (r"school psychologist", r"педагог-психолог", r"педагог\w*-психолог"),
    "patronage nurse": (r"patronage nurse", r"патронаж мейіргер", r"патронажн\w+ медсестр"),
    "polyclinic": (r"polyclinic", r"емхана", r"поликлиник"),
    "juvenile police": (r"juvenile police", r"ювеналды полиция", r"ювенальн\w+ полици"),
    "guardianship authority": (r"guardianship", r"қорғаншылық", r"опек"),
    "Family Support Centre": (r"family support centre", r"отбасын қолдау орталығы", r"центр\w* поддержки семьи"),
    "contact centre 111": (r"contact centre", r"байланыс орталығы", r"контакт-центр"),
    "bruise": (r"\bbruise", r"көгер", r"синяк"),
    "body map": (r"body map", r"дене сызбасы", r"схем\w+ тела"),
    "fracture": (r"\bfracture", r"сынық", r"перелом"),
    "forensic examination": (r"forensic", r"сот-медициналық сараптама", r"судебно-медицинск\w+ экспертиз"),
    "neglect": (r"\bneglect", r"елеме|еленбе", r"пренебрег|пренебреж"),
    "physical abuse": (r"physical abuse", r"дене зорлығы", r"физическ\w+ насили"),
    "emotional abuse": (r"emotional abuse", r"психологиялық", r"психологическ\w+"),
    "sexual abuse": (r"sexual abuse", r"жыныстық зорлық-зомбылық", r"сексуальн\w+ насили"),
    "bullying": (r"bullying", r"жәбірле", r"травл"),
    "grooming": (r"grooming", r"груминг", r"груминг"),
    "self-harm": (r"self-harm", r"өзіне зиян келтір", r"самоповрежд"),
    "poverty": (r"\bpoverty", r"кедейлік", r"бедност"),
    "disability": (r"\bdisabilit", r"мүгедек", r"инвалидност"),
    "suspicion": (r"\bsuspicion", r"күдік", r"подозр"),
    "proof": (r"\bproof\b", r"дәлел", r"доказат"),
    "open question": (r"open question", r"ашық сұра", r"открыт\w+ вопрос"),
    "leading question": (r"leading question", r"жетелейтін сұра", r"наводящ\w+ вопрос"),
    "chronology": (r"\bchronolog", r"хронология", r"хронологи"),
    "written protocol": (r"written protocol", r"жазбаша іс-қимыл тәртібі", r"письменн\w+ поряд\w+ действий"),
    "personal data": (r"personal data", r"дербес дерек", r"персональн\w+ данн"),
    "confidentiality": (r"confidentiality", r"құпиялылық", r"конфиденциальност"),
    "medical secrecy": (r"medical secrecy", r"дәрігерлік құпия", r"врачебн\w+ тайн"),
}

# Other words for the same things, and chancery. What somebody says inside quotation marks may be wrong on purpose.
AVOIDED = {
    "kk": (
        r"болып табыл|әңгіме жүргіз|тарапынан|шара қабылда|құқықтары бойынша маман|туындаған жағдайда|қоңырау жаса"
        r"|зорлық құрбан|қолайсыз отбас|қиын бала|бала (?:мойында|дәлелде)|баладан жауап ал|мүгедек бала|порнограф"
        r"|жұмыс жаса|қол жұмса|жұмыс жүргіз|оқыс оқиға|бала сізге айтқысы|көңіл аудар|көк таңдақ|көгерік"
        r"|қабылдаушы орган|жауапты (?:адам|маман|қызметкер)|уәкілетті тұлға|нышан|симптом|поликлиник|мейірбике|медбике"
        r"|әлеуметтік мұғалім|дене (?:картас|схемас)|айғақ|жеделдік|конфиденциал|физикалық зорл|сексуал|қысым көрсет"
        r"|жетекші сұра|бағыттаушы сұра|тәуекел|жеке деректер|ювеналдық|эмоциялық|емдеу-профилактика"
    ),
    "ru": (
        r"имеет место|(?:провест|провод|провед)\w+ бесед|подверг\w+ насил|со стороны (?:матер|отц|родител|сотрудник)"
        r"|(?:принять|принимать|примите) (?:\w+ )?меры|осуществл|в случае возникновения|сделать звонок|жертв"
        r"|неблагополуч|трудн\w+ (?:ребён|подрост)|якоб|допросить|ребён\w+-инвалид|порнограф|селфхарм|абьюз|триггер"
        r"|сигнализир|донести на|инцидент|вести учёт|не меняется днями|ответственн\w+ (?:сотрудник|работник|человек)"
        r"|уполномоченн\w+ лиц|орган приёма|гематом|карт\w+ тела|патронажн\w+ сестр|соцпедагог|школьн\w+ психолог"
        r"|симптом|уровень неотложн|подсказывающ\w+ вопрос|домашн\w+ насил"
    ),
}

_ABBREVIATION = re.compile(r"\b(No|Dr|Mr|Mrs|г|т|стр|б)\.(?= )")
# Not before a small letter: "Why?" he asks. «Неге?» – деп сұрайды.
_END = re.compile(r"(?<=[.!?…])([»“”\")\]*]*)\s+(?!(?:[–—] )?[a-zа-яёәғқңөұүһі])")
_QUOTED = re.compile(r"«[^»]*»")
_WORD = re.compile(r"\d{1,3}(?:[ ,\u00a0]\d{3})+|[^\W_]+(?:[-’'][^\W_]+)*")
_MARKUP = re.compile(r"\s*\[F-[A-Z]+-\d+\]|\*\*|\s*\{#[a-z0-9-]+\}|\]\([^)]*\)|\[(?=[^\]]*\]\()")
_MARKER = re.compile(r"^\s*(?:[-*] (?:\[[ x]\] [a-z0-9-]+ \| )?|\d+\. |> |alt: |caption: )")


@dataclass(frozen=True)
class Passage:
    """A paragraph, an item of a list or a cell. `kind` is text, cell, heading, point, warning, awaits or paper.

    A paper is found in a case, written by somebody who may write badly on purpose.
    """

    path: str
    line: int
    language: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def text_of(self) -> str:
        """The lesson, handout or question that it belongs to, in whatever language."""
        return str(self) if self.path.endswith(".yaml") else self.path.removesuffix(f".{self.language}.md")

    @property
    def sentences(self) -> list[str]:
        return _END.sub(r"\1\n", _ABBREVIATION.sub(r"\1", self.text)).split("\n")


def words(sentence: str) -> list[str]:
    return _WORD.findall(sentence.lower())


def of_text(path: str, prose: Written[Any]) -> Iterator[Passage]:
    spec, language = prose.spec, prose.spec.lang
    said = {"text": [getattr(spec, "summary", "")], "warning": [getattr(spec, "content_warning", "")]}
    said |= {"heading": [spec.title], "point": [*getattr(spec, "objectives", ()), *getattr(spec, "key_points", ())]}
    yield from (Passage(path, 1, language, kind, text) for kind, texts in said.items() for text in texts)
    inside = "text"
    for number, line in enumerate(prose.file.text.split("\n")[prose.body_line - 1 :], start=prose.body_line):
        if line.startswith(":::"):
            inside = "awaits" if line.startswith("::: awaits") else "text"
        elif line.startswith("|"):
            cells = _MARKUP.sub("", line).strip("|").split("|")
            yield from (Passage(path, number, language, "cell", cell.strip()) for cell in cells)
        elif line.strip():
            kind = "heading" if line.startswith("#") else inside
            yield Passage(path, number, language, kind, _MARKUP.sub("", _MARKER.sub("", line)).strip())


def of_question(path: str, line: int, question: QuestionSpec) -> Iterator[Passage]:
    texts = [question.stem, question.ask]
    texts += [text for option in question.offered().values() for text in (option.text, option.feedback)]
    for language in LANGUAGES:
        yield from (Passage(path, line, language, "text", getattr(text, language)) for text in texts)
        labels = [getattr(field.label, language) for field in question.fields]
        yield from (Passage(path, line, language, "heading", label) for label in labels)


def of_case(path: str, prose: CaseProse) -> Iterator[Passage]:
    front, language = prose.front, prose.front.lang
    said = {"heading": front.title, "warning": front.content_warning, "awaits": front.awaits or ""}
    yield from (Passage(path, 1, language, kind, text) for kind, text in said.items())
    yield Passage(path, 1, language, "text", front.intro)
    yield Passage(path, 1, language, "point", front.outcomes)
    papers = {block.line for scene in prose.scenes.values() for block in scene.blocks if block.kind == "found"}
    for number, text in prose.texts():
        for line in text.split("\n"):
            kind = "cell" if line.startswith("|") else "paper" if number in papers else "text"
            for part in line.strip("|").split("|") if kind == "cell" else [line]:
                yield Passage(path, number, language, kind, _MARKUP.sub("", _MARKER.sub("", part)).strip())


@pytest.fixture(scope="module")
def passages(library: Library) -> list[Passage]:
    found: list[Passage] = []
    for text in library.texts:
        for prose in text.prose.values():
            found += of_text(str(prose.path.relative_to(library.root)), prose)
    for case in library.cases:
        for prose in case.prose.values():
            found += of_case(str(prose.path.relative_to(library.root)), prose)
    for bank in chain.from_iterable(library.banks.values()):
        for question in bank.spec.questions:
            found += of_question(str(bank.path.relative_to(library.root)), bank.lines[question.id], question)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tired_reader_can_read_every_sentence(passages: list[Passage], language: str) -> None:
    lengths: dict[str, list[int]] = defaultdict(list)
    long = []
    for passage in passages:
        if passage.language == language and passage.kind in ("text", "warning", "awaits"):
            for sentence in passage.sentences:
                length = len(words(sentence))
                lengths[passage.path] += [length] if length else []
                long += [f"{passage}: {length} words: {sentence}"] if length > LONGEST[language] else []
    assert not long, "\n".join(long)
    heavy = {path: mean(found) for path, found in lengths.items() if mean(found) > AVERAGE[language]}
    assert not heavy


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_eight_words_stands_twice(passages: list[Passage], language: str) -> None:
    """A content warning and what awaits review say the same in the same words. A key point may repeat its own lesson,
    and a handout the lesson it is printed from; headings of a form are the same in every form."""
    places: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.language == language and passage.kind in ("text", "cell", "point"):
            for sentence in passage.sentences:
                if len(words(sentence)) >= 8:
                    places[" ".join(words(sentence))].append(passage)
    twice = [
        f"{sentence}: {', '.join(map(str, found))}"
        for sentence, found in places.items()
        if _is_repeated(found) and not any(re.search(wording, sentence) for wording in REPEATED.values())
    ]
    assert not twice, "\n".join(twice)


def _is_repeated(found: list[Passage]) -> bool:
    printed = [passage for passage in found if "/handouts/" in passage.path]
    taught = [passage for passage in found if "/handouts/" not in passage.path]
    bodies = [passage for passage in taught if passage.kind != "point"]
    return len(printed) > 1 or len(bodies) > 1 or len({passage.path for passage in taught}) > 1


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_one_rendering(passages: list[Passage], term: str) -> None:
    """Where the English of a lesson, a handout or a question has the term, the two other languages have its stem."""
    english, *others = (re.compile(stem, re.IGNORECASE) for stem in TERMS[term])
    texts: dict[str, dict[str, str]] = defaultdict(lambda: defaultdict(str))
    for passage in passages:
        texts[passage.text_of][passage.language] += f"{passage.text}\n"
    named = [name for name, text in texts.items() if english.search(text["en"])]
    missing = [
        f"{name}.{language}"
        for name in named
        for language, stem in zip(("kk", "ru"), others, strict=True)
        if not stem.search(texts[name][language])
    ]
    assert named, f"no text says {term}"
    assert not missing


@pytest.mark.parametrize("language", AVOIDED)
def test_no_second_word_for_a_thing_and_no_chancery(passages: list[Passage], language: str) -> None:
    wording = re.compile(AVOIDED[language], re.IGNORECASE)
    found = [
        f"{passage}: {hit[0]}: {passage.text}"
        for passage in passages
        if passage.language == language and passage.kind != "paper"
        for hit in wording.finditer(_QUOTED.sub("", passage.text))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("kk", r"—|\w - \w|[\"”]"),
        ("ru", r" – |\w - \w|[\"”]|\b(?:ребен\w+|еще|ее|прием\w*|тяжелы\w+|серьез\w+|учет\w*|придет|пойдет|найдет)\b"),
        ("en", r"—|\w - \w|«|»"),
    ],
)
def test_each_language_has_its_own_signs(passages: list[Passage], language: str, wrong: str) -> None:
    found = [
        f"{passage}: {passage.text}"
        for passage in passages
        if passage.language == language and re.search(wrong, passage.text, re.IGNORECASE)
    ]
    assert not found, "\n".join(found)
