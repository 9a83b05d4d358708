from typing import Any

from django import template
from django.utils.translation import gettext

from tanu.institutions import help_lines as numbers

register = template.Library()


@register.inclusion_tag("components/help_lines.html")
def help_lines(title: str = "", place: str = "page", *, ask_database: bool = True) -> dict[str, Any]:
    """The numbers to call under a heading; `place` keeps two of them on one page apart."""
    lines = numbers.help_lines() if ask_database else numbers.without_table()
    return {
        "title": title or gettext("If it is hard right now"),
        "place": place,
        "lines": lines,
        "any_is_confirmed": any(line.confirmed_on for line in lines),
    }


@register.filter
def tel(phone: str) -> str:
    """A telephone number as a link wants it: +77100000001."""
    return "tel:" + "".join(sign for sign in phone if sign.isdigit() or sign == "+")
