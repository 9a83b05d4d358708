"""What `case.yaml` may say: the graph of a case, neutral to language. The player, the checker and the editor's forms
all work on these shapes."""

import datetime
from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext_noop
from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from tanu.case_studies.audiences import AUDIENCES
from tanu.case_studies.conditions import Condition, Unreadable, read_condition
from tanu.lib.sentences import Sentence
from tanu.lib.specs import FactId, ItemId, Review, Slug, Spec

Level = Literal["now", "same-day", "discuss"]
Verdict = Literal["safe", "safe-harder", "late", "not-safe"]
Kind = Literal["start", "normal", "must-visit", "must-avoid", "end"]
Truth = Literal["abuse", "not-abuse", "mixed", "open"]
# The best first.
VERDICTS: tuple[Verdict, ...] = ("safe", "safe-harder", "late", "not-safe")
RIGHT, WRONG = "right", "wrong"
MOST_SCENES = 600
Amount = Annotated[int, Field(ge=-99, le=99)]


def _as_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


# One name, or a list of them.
Names = Annotated[tuple[Slug, ...], BeforeValidator(_as_many)]
PersonId = Slug


class PersonSpec(Spec):
    """Somebody invented. A child has `sex` and `age` in years, a baby `months`."""

    id: PersonId
    sex: Literal["girl", "boy"] | None = None
    age: Annotated[int, Field(ge=0, le=17)] | None = None
    months: Annotated[int, Field(ge=0, le=36)] | None = None


class CounterSpec(Spec):
    start: Amount = 0
    shown: bool = False


class ChoiceSpec(Spec):
    id: Slug
    to: Slug
    critical: Names = ()
    forbidden: Names = ()
    add: dict[Slug, Amount] = Field(default_factory=dict)
    set: dict[Slug, Amount] = Field(default_factory=dict)
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    expert: bool = False
    tempting: bool = False
    threshold: Level | None = None
    hours: Annotated[int, Field(ge=0, le=10_000)] = 0
    feedback: Literal["now"] | None = None

    @property
    def points(self) -> tuple[str, ...]:
        """Critical steps taken and forbidden acts done by it."""
        return (*self.critical, *self.forbidden)


class RuleSpec(Spec):
    """When `when` holds, exactly one effect."""

    when: str
    choice: Slug | None = None
    to: Slug | None = None
    hide: Slug | None = None
    refuse: Slug | None = None
    say: Slug | None = None
    add: dict[Slug, Amount] = Field(default_factory=dict)

    @field_validator("when")
    @classmethod
    def _is_understood(cls, text: str) -> str:
        try:
            read_condition(text)
        except Unreadable as error:
            raise ValueError(error.args[0]) from None
        return text

    @cached_property
    def condition(self) -> Condition:
        return read_condition(self.when)

    @property
    def effect(self) -> str:
        """Its name: to, hide, refuse, say or add."""
        return next(name for name in ("to", "hide", "refuse", "say", "add") if getattr(self, name))

    @model_validator(mode="after")
    def _has_one_effect(self) -> Self:
        effects = [name for name in ("to", "hide", "refuse", "say", "add") if getattr(self, name)]
        if len(effects) != 1:
            raise ValueError(gettext_noop("a rule has exactly one of `to`, `hide`, `refuse`, `say` and `add`"))
        needs_choice = {"refuse": True, "to": None}.get(effects[0], False)
        if needs_choice is not None and needs_choice != bool(self.choice):
            said = gettext_noop("`choice` goes with `to` and `refuse` only, and `refuse` needs it")
            raise ValueError(said)
        return self


class FieldSpec(Spec):
    options: tuple[Slug, ...] = Field(min_length=2, max_length=8)
    right: Slug

    @model_validator(mode="after")
    def _has_the_right_one(self) -> Self:
        if self.right not in self.options:
            raise ValueError(gettext_noop("`right` is one of the `options`"))
        return self


class FormSpec(Spec):
    """The practice referral form of F-REF-10; good with `enough` right fields."""

    enough: int = Field(ge=1)
    fields: dict[Slug, FieldSpec] = Field(min_length=2, max_length=19)

    @model_validator(mode="after")
    def _can_be_good(self) -> Self:
        if self.enough > len(self.fields):
            raise ValueError(gettext_noop("`enough` is more than there are fields"))
        return self


class SceneSpec(Spec):
    id: Slug
    kind: Kind
    add: dict[Slug, Amount] = Field(default_factory=dict)
    set: dict[Slug, Amount] = Field(default_factory=dict)
    links: Literal["ordered", "shuffled", "chance"] = "ordered"
    form: FormSpec | None = None
    question: Annotated[str, StringConstraints(pattern=r"^[a-z0-9/-]+$", max_length=160)] | None = None
    choices: tuple[ChoiceSpec, ...] = Field(default=(), max_length=12)
    rules: tuple[RuleSpec, ...] = Field(default=(), max_length=30)
    verdict: Verdict | None = None

    @property
    def is_end(self) -> bool:
        return self.kind == "end"

    @property
    def is_marked(self) -> bool:
        """A form or a question is answered, and the mark takes one of the two choices."""
        return bool(self.form or self.question)

    def choice(self, key: str) -> ChoiceSpec | None:
        return self._choices.get(key)

    def rules_that(self, effect: str, choice: str | None = None) -> Sequence[RuleSpec]:
        """Its rules with this effect, in their order: for a choice, or else for the scene."""
        return self._rules.get((effect, choice), ())

    @cached_property
    def _choices(self) -> dict[str, ChoiceSpec]:
        return {choice.id: choice for choice in self.choices}

    @cached_property
    def _rules(self) -> dict[tuple[str, str | None], list[RuleSpec]]:
        found: dict[tuple[str, str | None], list[RuleSpec]] = {}
        for rule in self.rules:
            found.setdefault((rule.effect, rule.choice), []).append(rule)
        return found

    @model_validator(mode="after")
    def _is_of_one_piece(self) -> Self:
        if self.is_end and (self.choices or self.is_marked):
            raise ValueError(gettext_noop("an ending has no choices"))
        if self.is_end != bool(self.verdict):
            raise ValueError(gettext_noop("every ending has a `verdict`, and no other scene has one"))
        if self.form and self.question:
            raise ValueError(gettext_noop("a scene has a `form` or a `question`, not both"))
        if self.is_marked and tuple(choice.id for choice in self.choices) != (RIGHT, WRONG):
            raise ValueError(gettext_noop("a form or a question leads on by exactly two choices, `right` and `wrong`"))
        if self.is_marked and (self.links != "ordered" or any(rule.hide or rule.refuse for rule in self.rules)):
            raise ValueError(gettext_noop("where an answer decides, nothing is hidden, refused or left to chance"))
        return self


class ThresholdSpec(Spec):
    """How urgent it was, and the critical step that shows it."""

    right: Level
    by: Slug


class RecipientSpec(Spec):
    """To whom it had to go, one of `people`, and the critical step that shows it."""

    right: PersonId
    by: Slug


class DelaySpec(Spec):
    """The forbidden acts of losing time."""

    by: Names


class PassSpec(Spec):
    points: int = Field(ge=1)
    verdicts: tuple[Verdict, ...] = Field(min_length=1)


class ScoreSpec(Spec):
    """Critical steps and forbidden acts with their facts: a fixed denominator, whatever way is taken."""

    critical: dict[Slug, tuple[FactId, ...]] = Field(min_length=1, max_length=40)
    forbidden: dict[Slug, tuple[FactId, ...]] = Field(min_length=1, max_length=40)
    threshold: ThresholdSpec
    recipient: RecipientSpec
    delay: DelaySpec
    pass_: PassSpec = Field(alias="pass")

    @property
    def out_of(self) -> int:
        return len(self.critical) + len(self.forbidden)

    def facts(self, point: str) -> tuple[str, ...]:
        return self.critical.get(point) or self.forbidden.get(point) or ()


class RemarkSpec(Spec):
    """A sentence of the debrief, said when `when` holds for the way that was taken."""

    id: Slug
    when: str

    _understood = field_validator("when")(RuleSpec._is_understood.__func__)  # type: ignore[attr-defined]


class CaseSpec(Spec):
    id: Slug
    edition: datetime.date
    minutes: int = Field(ge=1, le=240)
    audience: tuple[Slug, ...] = Field(min_length=1)
    outcomes: tuple[Slug, ...] = Field(min_length=1)
    truth: Truth
    instead: ItemId
    lessons: tuple[ItemId, ...] = ()
    facts: tuple[FactId, ...] = Field(min_length=1)
    feedback: Literal["now", "end"] = "end"
    review: Review
    people: dict[Slug, PersonSpec] = Field(min_length=1)
    counters: dict[Slug, CounterSpec] = Field(default_factory=dict)
    score: ScoreSpec
    scenes: tuple[SceneSpec, ...] = Field(min_length=2)
    remarks: tuple[RemarkSpec, ...] = Field(default=(), max_length=30)

    @field_validator("audience")
    @classmethod
    def _is_known(cls, audience: tuple[str, ...]) -> tuple[str, ...]:
        for key in audience:
            if key not in AUDIENCES:
                said = gettext_noop("`%(key)s` is nobody we know; known are %(known)s")
                raise ValueError(Sentence(said, key=key, known=", ".join(AUDIENCES)))
        return audience

    @property
    def start(self) -> SceneSpec:
        return self.scenes[0]

    def scene(self, key: str) -> SceneSpec:
        return self.by_id[key]

    @cached_property
    def by_id(self) -> dict[str, SceneSpec]:
        return {scene.id: scene for scene in self.scenes}

    @field_validator("scenes", mode="before")
    @classmethod
    def _are_not_too_many(cls, scenes: Any) -> Any:
        if isinstance(scenes, tuple | list) and len(scenes) > MOST_SCENES:
            said = gettext_noop("a case has at most %(most)s scenes, this one has %(number)s")
            raise ValueError(Sentence(said, most=MOST_SCENES, number=len(scenes)))
        return scenes
