import random

from django.http import QueryDict

from tanu.question_banks.types.base import BadResponse, Document, QuestionType, Response

THRESHOLD = "threshold"
# How soon to call, the most urgent first.
LEVELS = ("now", "same-day", "discuss")
TOO_LOW = 2
_PLACES = {f"{THRESHOLD}:{level}": place for place, level in enumerate(LEVELS)}


class Referral(QuestionType):
    """A practice referral form: in each of its fields one answer out of those offered, and nothing to write.

    The document has `fields` beside `options`; an option's key is `field:option`. All fields count alike, but a
    threshold two levels too low would leave a child in danger: then nothing else counts.
    """

    key = "referral"
    template = "question_banks/referral.html"

    def deal(self, document: Document, chance: random.Random) -> list[str]:
        """A form is not shuffled."""
        return self.keys(document)

    def read(self, document: Document, form: QueryDict, field: str) -> Response:
        offered = self.keys(document)
        return [key for part in document["fields"] for key in _chosen(part["key"], offered, form, field)]

    def is_complete(self, response: Response) -> bool:
        """A field left open counts as not right."""
        return bool(response)

    def mark(self, document: Document, response: Response) -> float | None:
        if not self.is_complete(response):
            return None
        if grave_answer(document, response):
            return 0.0
        right = sum(option["key"] in response for option in document["options"] if option["weight"] > 0)
        return right / len(document["fields"])


def field_name(question: str, field: str) -> str:
    """Of one field in a page's form, where `question` is the name of the whole question."""
    return f"{question}-{field}"


def grave_answer(document: Document, response: Response) -> str | None:
    """The key of the threshold chosen, if it is two levels too low."""
    chosen = next((key for key in response if key in _PLACES), None)
    right = next((o["key"] for o in document["options"] if o["key"] in _PLACES and o["weight"] > 0), None)
    return chosen if chosen and right and _PLACES[chosen] - _PLACES[right] >= TOO_LOW else None


def _chosen(part: str, offered: list[str], form: QueryDict, question: str) -> list[str]:
    keys = [f"{part}:{option}" for option in form.getlist(field_name(question, part))]
    if len(keys) > 1 or not set(keys) <= set(offered):
        raise BadResponse(f"{field_name(question, part)} has one of its own answers, not {keys}")
    return keys
