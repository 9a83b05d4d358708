"""Wagtail's inline scripts are said in attributes instead, and its policy allows none."""

import json
import re
from pathlib import Path

import pytest
import wagtail
from django.template.loader import get_template
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.workflows import AdminTaskChooser

WAGTAIL = Path(wagtail.__file__).parent
INLINE = re.compile(r"<script(?![^>]*\b(?:src|application/json))", re.IGNORECASE)
# Not installed, or a page of its own that needs no script.
ELSEWHERE = ("contrib/", "/tests/", "/test/")


def with_inline_scripts() -> set[str]:
    """Wagtail's templates of the admin that hold a script of their own."""
    pages = (path for path in WAGTAIL.rglob("templates/**/*.html") if not any(part in str(path) for part in ELSEWHERE))
    return {str(path).split("/templates/")[1] for path in pages if INLINE.search(path.read_text(encoding="utf-8"))}


def test_every_template_of_wagtail_with_an_inline_script_is_ours_instead():
    found = with_inline_scripts()

    assert found
    assert [name for name in found if "tanu/home" not in get_template(name).origin.name] == []


@pytest.mark.parametrize("widget", [AdminDateInput(), AdminTimeInput(), AdminDateTimeInput()])
def test_a_date_field_says_how_it_begins(widget):
    html = widget.render("day", None, attrs={"id": "id_day"})

    assert "<script" not in html
    assert 'data-begin-name-value="initDa' in html or 'data-begin-name-value="initTime' in html
    assert arguments(html)[0] == "id_day"


@pytest.mark.parametrize("chooser", [AdminPageChooser(), AdminTaskChooser()])
def test_a_chooser_says_how_it_begins(chooser, db, client, cast):
    html = chooser.render("page", None, attrs={"id": "id_page"})

    assert "<script" not in html
    assert arguments(html)[0] == "id_page"


def arguments(html: str) -> list:
    found = re.search(r'data-begin-arguments-value="([^"]*)"', html)
    assert found
    return json.loads(found[1].replace("&quot;", '"'))


def test_the_admin_has_a_policy_of_its_own_without_inline_scripts(client, cast):
    client.force_login(cast.alma)
    policy = client.get("/admin/")["Content-Security-Policy"]

    assert "script-src 'self';" in f"{policy};"
    assert "default-src 'none'" in policy
    assert "http" not in policy
