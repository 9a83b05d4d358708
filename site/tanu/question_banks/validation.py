"""The rules of the files, kept in the admin: each fault stands at its field, in the editor's language."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop
from pydantic import ValidationError as ShapeError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from tanu.lib.languages import LANGUAGES
from tanu.lib.sentences import Sentence, spoken
from tanu.lib.specs import spoken_fault
from tanu.lib.trilingual import LANGUAGE_NAMES
from tanu.question_banks.registry import unknown_facts
from tanu.question_banks.rules import Place, question_faults
from tanu.question_banks.source import question_spec

if TYPE_CHECKING:
    from tanu.question_banks.models import Question

Said = tuple[Place, str]

_NOT_LISTED = gettext_noop("the outcome `%(outcome)s` is not among those of its section")
_UNKNOWN_FACT = gettext_noop("the fact %(fact)s is not in the register")


def validate_source(question: "Question") -> None:
    """Raises Django's ValidationError if the question could not stand in a file as it is."""
    _refuse(_own_faults(question))


def validate_question(question: "Question") -> None:
    """Raises Django's ValidationError if the question is wrong in itself or does not fit what surrounds it."""
    _refuse([*_own_faults(question), *_misplaced(question)])


def _own_faults(question: "Question") -> list[Said]:
    try:
        spec = question_spec(question)
    except ShapeError as error:
        return [(fault["loc"] or ("type",), spoken_fault(fault)) for fault in error.errors(include_url=False)]
    return [(place, spoken(sentence)) for place, sentence in question_faults(spec)]


def _misplaced(question: "Question") -> Iterator[Said]:
    section = question.section
    if section and question.outcome and not section.outcomes.filter(key=question.outcome).exists():
        yield ("outcome",), spoken(Sentence(_NOT_LISTED, outcome=question.outcome))
    for fact in unknown_facts(question.facts):
        yield ("facts",), spoken(Sentence(_UNKNOWN_FACT, fact=fact))


def _refuse(faults: Iterable[Said]) -> None:
    by_field = _grouped(faults)
    if by_field:
        raise ValidationError({str(field): _at_field(str(field), inner) for field, inner in by_field.items()})


def _at_field(field: str, faults: list[Said]) -> ValidationError:
    if field in ("options", "fields"):
        return _in_sequence(faults, StreamBlockValidationError)
    return ValidationError([_with_language(place, sentence) for place, sentence in faults])


def _with_language(place: Place, sentence: str) -> str:
    language = place[0] if place else None
    return f"{LANGUAGE_NAMES[language]}: {sentence}" if language in LANGUAGES else sentence


def _in_sequence(faults: list[Said], error: Callable[..., ValidationError]) -> ValidationError:
    """The faults of a list of blocks: some at one of them, some of the whole."""
    of_all = [sentence for place, sentence in faults if not place]
    inner = {index: _in_block(said) for index, said in _grouped(fault for fault in faults if fault[0]).items()}
    return error(block_errors=inner, non_block_errors=of_all)


def _in_block(faults: list[Said]) -> ValidationError:
    of_all = [sentence for place, sentence in faults if not place]
    inner = _grouped(fault for fault in faults if fault[0])
    if not inner:
        return ValidationError(of_all)
    errors = {
        name: _in_sequence(said, ListBlockValidationError) if name == "options" else _in_block(said)
        for name, said in inner.items()
    }
    return StructBlockValidationError(block_errors=errors, non_block_errors=of_all)


def _grouped(faults: Iterable[Said]) -> dict[Any, list[Said]]:
    """By the first step of their place, which is taken off."""
    groups: dict[Any, list[Said]] = {}
    for place, sentence in faults:
        groups.setdefault(place[0], []).append((place[1:], sentence))
    return groups
