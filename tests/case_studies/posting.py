"""What a browser posts from the form of a case: every field of every block, line ends as CR LF."""

from typing import Any

from django.urls import reverse

from tanu.case_studies.editing_source import to_form
from tanu.case_studies.models import Case
from tests.courses.posting import Fields, blocks, browser

LISTS = ("people", "counters", "critical", "forbidden", "scenes", "remarks", "facilitator")


def address(page: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_case_studies_case:{page}", args=args)


def parts(said: dict[str, Any]) -> dict[str, str]:
    """The fields of all lists of blocks, which a script draws."""
    return {key: text for name in LISTS for key, text in blocks(_stream(said[name]), name).items()}


def form_of(client, case: Case, said: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The form of `case` as the page shows it, with the lists that `said` holds, and with `changes`."""
    answer = client.get(address("edit", case.pk))
    assert answer.status_code == 200
    draft = case.get_latest_revision_as_object()
    lists = parts(to_form(draft.graph, draft.words) | (said or {}))
    return browser(Fields(answer.content.decode()).found | lists | changes)


def send(client, case: Case, action: str = "action-publish", said: dict[str, Any] | None = None, **changes: Any):
    form = form_of(client, case, said, **changes)
    return client.post(address("edit", case.pk), form | ({action: "1"} if action else {}))


def _stream(value: Any) -> Any:
    if isinstance(value, list):
        return [{"type": "item", "id": "", "value": _stream(part)} for part in value]
    return {name: _stream(part) for name, part in value.items()} if isinstance(value, dict) else value
