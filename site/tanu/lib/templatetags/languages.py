"""The language switch, and texts that are held in all languages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest

from tanu.lib import languages

register = template.Library()


@register.filter
def own_name(language: str) -> str:
    """How a language names itself."""
    return languages.FULL_NAMES[language]


@register.filter
def in_language(text: Mapping[str, str] | None) -> str:
    """The reader's wording of a text held as {kk, ru, en}."""
    return languages.in_language(text or {})


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context: Mapping[str, Any]) -> dict[str, Any]:
    """Links to the same address in the other languages: addresses differ in their first part only."""
    return {"choices": _choices(context.get("request"))}


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_buttons(context: Mapping[str, Any], form: str) -> dict[str, Any]:
    """The switch on a page with answers: buttons of the form with id `form`, so that switching saves first.

    The form receives go=ru; its view saves and leads to the same page in that language.
    """
    return {"choices": _choices(context.get("request")), "form": form}


def address_in(request: HttpRequest | None, language: str) -> str:
    """The address being read, in another language."""
    if request is None:
        return f"/{language}/"
    _, first, *rest = request.path.split("/", 2)
    path = f"/{language}/{rest[0] if rest else ''}" if first in languages.LANGUAGES else f"/{language}/"
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query and request.method == "GET" else path


def _choices(request: HttpRequest | None) -> list[dict[str, Any]]:
    here = languages.current_language()
    return [
        {
            "code": code,
            "short": languages.SHORT_NAMES[code],
            "name": languages.FULL_NAMES[code],
            "is_here": code == here,
            "address": address_in(request, code),
        }
        for code in languages.LANGUAGES
    ]
