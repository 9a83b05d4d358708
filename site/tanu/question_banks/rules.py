"""What a question must keep beyond its shape, whether it was written in a file or in the admin."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_noop

from tanu.lib.sentences import Sentence
from tanu.question_banks.specs import CheckSpec, FieldSpec, OptionSpec, QuestionSpec
from tanu.question_banks.types.referral import LEVELS, THRESHOLD

Place = tuple[str | int, ...]
Fault = tuple[Place, Sentence]
"""Where in the question, and what is wrong there."""
Options = tuple[OptionSpec, ...]

# Narrower than the 0.000001 that still counts as wholly right: 0.333 three times would never do.
TOLERANCE = 0.0000005

_FACT_TWICE = gettext_noop("the fact %(fact)s stands %(times)s times")
_OTHER_TYPE = gettext_noop("the type `%(type)s` has `%(wanted)s` and no `%(unwanted)s`")
_MISSING = gettext_noop("the key `%(key)s` is missing")
_TOO_FEW_OPTIONS = gettext_noop("at least two options are needed")
_TOO_FEW_FIELDS = gettext_noop("at least two fields are needed")
_OPTION_TWICE = gettext_noop("the option key `%(key)s` stands %(times)s times")
_FIELD_TWICE = gettext_noop("the field key `%(key)s` stands %(times)s times")
_ONE_RIGHT = gettext_noop("a single choice has one right option, not %(right)s")
_NONE_RIGHT = gettext_noop("no option is marked as right")
_NO_WEIGHT = gettext_noop("a single choice has `right: true` on one option and no `weight`")
_NO_WEIGHT_IN_LESSONS = gettext_noop("in a lesson `right` says what is right; take `weight` out")
_WEIGHT_MISSING = gettext_noop("with several answers each option has a `weight`")
_NO_RIGHT = gettext_noop("with several answers `weight` says what is right; take `right` out")
_WEIGHTS = gettext_noop("the weights of the right options make %(total)s; they must make 1")
_LEVELS = gettext_noop("the options of `%(field)s` are %(levels)s, in this order")
_NO_THRESHOLD = gettext_noop("a referral form asks how soon to call: the field `%(field)s` is missing")


def question_faults(spec: QuestionSpec | CheckSpec) -> Iterator[Fault]:
    """Everything that is wrong with a question that has the right shape."""
    for fact, times in Counter(spec.facts).items():
        if times > 1:
            yield ("facts",), Sentence(_FACT_TWICE, fact=fact, times=times)
    if isinstance(spec, CheckSpec):
        yield from _check(spec.options, spec.type)
        return
    wanted, unwanted = ("fields", "options") if spec.type == "referral" else ("options", "fields")
    if unwanted in spec.model_fields_set:
        yield (unwanted,), Sentence(_OTHER_TYPE, type=spec.type, wanted=wanted, unwanted=unwanted)
    elif wanted not in spec.model_fields_set:
        yield (wanted,), Sentence(_MISSING, key=wanted)
    elif spec.type == "referral":
        yield from _form(spec.fields)
    else:
        yield from _keys((option.key for option in spec.options), _TOO_FEW_OPTIONS, _OPTION_TWICE, ("options",))
        yield from (_single if spec.type == "single" else _several)(spec.options, ("options",))


def _keys(keys: Iterable[str], too_few: str, twice: str, here: Place) -> Iterator[Fault]:
    found = Counter(keys)
    if found.total() < 2:
        yield here, Sentence(too_few)
    for key, times in found.items():
        if times > 1:
            yield here, Sentence(twice, key=key, times=times)


def _single(options: Options, here: Place) -> Iterator[Fault]:
    right = sum(option.right for option in options)
    if right != 1:
        yield here, Sentence(_ONE_RIGHT, right=right)
    for number, option in enumerate(options):
        if option.weight is not None:
            yield (*here, number, "weight"), Sentence(_NO_WEIGHT)


def _several(options: Options, here: Place) -> Iterator[Fault]:
    for number, option in enumerate(options):
        if option.weight is None:
            yield (*here, number, "weight"), Sentence(_WEIGHT_MISSING)
        if "right" in option.model_fields_set:
            yield (*here, number, "right"), Sentence(_NO_RIGHT)
    total = sum(option.weight for option in options if option.weight and option.weight > 0)
    if abs(total - 1) > TOLERANCE:
        yield here, Sentence(_WEIGHTS, total=f"{total:g}")


def _check(options: Options, type: str) -> Iterator[Fault]:
    yield from _keys((option.key for option in options), _TOO_FEW_OPTIONS, _OPTION_TWICE, ("options",))
    for number, option in enumerate(options):
        if option.weight is not None:
            yield ("options", number, "weight"), Sentence(_NO_WEIGHT_IN_LESSONS)
    right = sum(option.right for option in options)
    if type == "single" and right != 1:
        yield ("options",), Sentence(_ONE_RIGHT, right=right)
    elif not right:
        yield ("options",), Sentence(_NONE_RIGHT)


def _form(fields: tuple[FieldSpec, ...]) -> Iterator[Fault]:
    yield from _keys((field.key for field in fields), _TOO_FEW_FIELDS, _FIELD_TWICE, ("fields",))
    for number, field in enumerate(fields):
        here = ("fields", number, "options")
        yield from _keys((option.key for option in field.options), _TOO_FEW_OPTIONS, _OPTION_TWICE, here)
        yield from _single(field.options, here)
        if field.key == THRESHOLD and [option.key for option in field.options] != list(LEVELS):
            yield here, Sentence(_LEVELS, field=THRESHOLD, levels=", ".join(LEVELS))
    if THRESHOLD not in {field.key for field in fields}:
        yield ("fields",), Sentence(_NO_THRESHOLD, field=THRESHOLD)
