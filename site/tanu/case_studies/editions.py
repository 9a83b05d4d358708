"""Editions never change, so each process reads one once."""

from functools import lru_cache
from uuid import UUID

from tanu.case_studies.models import CaseEdition


@lru_cache(maxsize=64)
def edition(pk: UUID) -> CaseEdition:
    """The edition. One query, or none."""
    return CaseEdition.objects.get(pk=pk)
