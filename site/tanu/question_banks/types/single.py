from django.http import QueryDict

from tanu.question_banks.types.base import BadResponse, Choice, Document, Response


class Single(Choice):
    """One of several options."""

    key = "single"

    def read(self, document: Document, form: QueryDict, field: str) -> Response:
        response = super().read(document, form, field)
        if len(response) > 1:
            raise BadResponse(f"{field} has one answer, not {len(response)}")
        return response
