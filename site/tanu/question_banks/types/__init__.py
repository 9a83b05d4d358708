"""One small class for each question type, behind one interface. The rest of the house asks the registry."""

from tanu.question_banks.types.base import BadResponse, Document, QuestionType, Response
from tanu.question_banks.types.referral import Referral
from tanu.question_banks.types.several import Several
from tanu.question_banks.types.single import Single

__all__ = ["TYPES", "BadResponse", "Document", "QuestionType", "Response", "question_type"]

TYPES: dict[str, QuestionType] = {kind.key: kind for kind in (Single(), Several(), Referral())}


def question_type(key: str) -> QuestionType:
    """The type that `QuestionVersion.type` names."""
    return TYPES[key]
