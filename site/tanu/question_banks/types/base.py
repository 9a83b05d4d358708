"""What every question type can do. Nothing here asks the database or the language of the page."""

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import QueryDict

# The shape of QuestionVersion.document.
Document = Mapping[str, Any]
# What is stored in AnswerEvent.response: keys, so that it means the same in every language.
Response = list[str]


class BadResponse(ValueError):
    """The form held an answer that the question does not offer: no honest page sends it."""


class QuestionType(ABC):
    key: ClassVar[str]
    template: ClassVar[str]
    """Draws a ShownQuestion, given as `question`."""

    def keys(self, document: Document) -> list[str]:
        """The keys that a response may hold, in the author's order."""
        return [option["key"] for option in document["options"]]

    @abstractmethod
    def deal(self, document: Document, chance: random.Random) -> list[str]:
        """The order in which this learner sees the parts of the question."""

    @abstractmethod
    def read(self, document: Document, form: QueryDict, field: str) -> Response:
        """The answer that a form holds under `field`; nothing chosen is []. Raises BadResponse."""

    @abstractmethod
    def is_complete(self, response: Response) -> bool:
        """Whether there is something to mark."""

    @abstractmethod
    def mark(self, document: Document, response: Response) -> float | None:
        """Fraction from 0 to 1; None for an answer that is not complete: the learner gave up."""


class Choice(QuestionType):
    """Options with weights, of which some are chosen."""

    template = "question_banks/choice.html"

    def deal(self, document: Document, chance: random.Random) -> list[str]:
        keys = self.keys(document)
        chance.shuffle(keys)
        return keys

    def read(self, document: Document, form: QueryDict, field: str) -> Response:
        chosen = set(form.getlist(field))
        offered = self.keys(document)
        if unknown := chosen.difference(offered):
            raise BadResponse(f"{field} has no option {min(unknown)!r}")
        return [key for key in offered if key in chosen]

    def is_complete(self, response: Response) -> bool:
        return bool(response)

    def mark(self, document: Document, response: Response) -> float | None:
        if not self.is_complete(response):
            return None
        total = sum(float(option["weight"]) for option in document["options"] if option["key"] in response)
        return min(1.0, max(0.0, total))
