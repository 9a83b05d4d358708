from collections.abc import Mapping
from typing import Any

from django import template

from tanu.home.menu import entries

register = template.Library()


@register.inclusion_tag("components/menu.html", takes_context=True)
def main_menu(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the reader can open from every page, and the way out."""
    request = context.get("request")
    person = getattr(request, "user", None)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "entries": entries(person, request.path if request else ""),
        "is_signed_in": bool(person and person.is_authenticated),
    }
