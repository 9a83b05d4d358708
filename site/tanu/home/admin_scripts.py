"""Wagtail's admin without inline scripts: what they would call stands in attributes that `admin.js` reads.

The templates in `templates/wagtailadmin` say the same for the date fields and the inline panels.
"""

import json
import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser

# How a chooser's `render_js_init` spells its call: the arguments are JSON.
CALL = re.compile(r"(?:new )?(?P<name>\w+)\((?P<arguments>.*)\);", re.DOTALL)


def render_chooser(chooser: Any, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None) -> SafeString:
    """As `BaseChooser.render`, whose script element a strict policy refuses."""
    shown = chooser.get_value_data(value)
    call = CALL.fullmatch(chooser.render_js_init(attrs["id"], name, shown))
    if call is None:
        raise ValueError(f"{type(chooser).__name__} begins in a way that admin.js does not know.")
    return format_html(
        '{}<span hidden data-controller="begin" data-begin-name-value="{}" data-begin-arguments-value="{}"></span>',
        chooser.render_html(name, shown, attrs),
        call["name"],
        json.dumps(json.loads(f"[{call['arguments']}]")),
    )


def without_inline_scripts() -> None:
    BaseChooser.render = render_chooser
