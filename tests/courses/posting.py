"""What a browser posts from Wagtail's forms: every field as the page holds it, line ends as CR LF."""

from html.parser import HTMLParser
from typing import Any

from wagtail.fields import StreamField

from tanu.courses.models import LessonPage
from tanu.courses.source_lines import SourcesFormField


class Fields(HTMLParser):
    """Reads the fields of the editor's form with their values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.inside = False
        self.area = self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name = has.get("name") or ""
        if tag == "form":
            self.inside = "data-edit-form" in has
        if not self.inside:
            return
        if tag == "input" and name:
            self._input(has, name)
        elif tag == "textarea":
            self.area = name
            self.found[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in has:
            self.found[self.select] = has.get("value") or ""

    def _input(self, has: dict[str, str | None], name: str) -> None:
        kind = has.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in has:
                self.found.setdefault(name, []).append(has.get("value") or "on")
        elif kind not in ("submit", "button", "file"):
            self.found[name] = has.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser drops the line end right after the opening tag.
            self.found[self.area] = self.found[self.area].removeprefix("\r").removeprefix("\n")
            self.area = ""
        elif tag == "select":
            self.select = ""


def form_of(client, address: str, thing: Any = None, **changes: Any) -> dict[str, Any]:
    """The fields of the form at `address`, where `thing` is edited, as they stand but for `changes`."""
    answer = client.get(address)
    assert answer.status_code == 200
    return browser(Fields(answer.content.decode()).found | (streams(thing) if thing else {}) | changes)


def page_form(client, page: LessonPage, **changes: Any) -> dict[str, Any]:
    """The form of a lesson's page."""
    return form_of(client, address_of(page), page, **changes)


def blocks(stream: list[dict[str, Any]], field: str = "body") -> dict[str, str]:
    """The fields of a list of blocks, which a script draws."""
    fields = {f"{field}-count": str(len(stream))}
    for number, block in enumerate(stream):
        prefix = f"{field}-{number}"
        fields |= {f"{prefix}-type": block["type"], f"{prefix}-order": str(number), f"{prefix}-deleted": ""}
        fields |= {f"{prefix}-id": block.get("id") or "", **_parts(f"{prefix}-value", block["value"])}
    return fields


def streams(thing: Any) -> dict[str, str]:
    """The fields of all blocks of a page or row as its newest revision says them."""
    draft = thing.get_latest_revision_as_object()
    names = [field.name for field in thing._meta.get_fields() if isinstance(field, StreamField)]
    return {key: text for name in names for key, text in blocks(getattr(draft, name).get_prep_value(), name).items()}


def _parts(prefix: str, value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {key: text for name, part in value.items() for key, text in _parts(f"{prefix}-{name}", part).items()}
    if isinstance(value, list):
        return blocks(value, prefix)
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    return {prefix: "" if value is None else str(value)}


def sources(page: LessonPage) -> str:
    """As the editor sees them."""
    return SourcesFormField().prepare_value(page.sources)


def address_of(page: LessonPage) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def browser(fields: dict[str, Any]) -> dict[str, Any]:
    """Line ends as a browser sends them."""
    return {
        name: value.replace("\r\n", "\n").replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in fields.items()
    }
