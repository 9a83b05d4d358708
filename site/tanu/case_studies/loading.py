"""From the files of a case to its row, and back."""

from django.db import transaction

from tanu.case_studies.files import CaseFile
from tanu.case_studies.models import Case
from tanu.case_studies.publishing import publish_case
from tanu.case_studies.writing import case_texts
from tanu.lib.editing import write_live


@transaction.atomic
def load_case(file: CaseFile) -> Case:
    """The case as its files have it, compiled and played from now on."""
    case = Case.objects.filter(key=file.id).first() or Case(key=file.id, live=False)
    graph = file.spec.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    write_live(case, {"graph": graph, "words": file.words})
    publish_case(case)
    return case


def export_case(case: Case) -> dict[str, str]:
    """Its four files under their paths from the content root; none if it is retired."""
    return {} if case.retired_on else case_texts(case.spec, case.words)
