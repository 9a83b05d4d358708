import pytest

from tanu.case_studies.models import Case
from tests.case_studies.cases import publish


@pytest.fixture
def case(db: None) -> Case:
    """Two doors: desk, talk, a late Monday, four endings."""
    return publish()
