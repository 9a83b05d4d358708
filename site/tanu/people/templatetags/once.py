import uuid
from typing import Any

from django import template

from tanu.people.once import FIELD

register = template.Library()


@register.inclusion_tag("components/client_key.html")
def client_key() -> dict[str, Any]:
    """The key by which a form that is sent twice is done once. Every form of a learner holds one."""
    return {"field": FIELD, "key": uuid.uuid4()}
