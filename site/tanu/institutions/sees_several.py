"""Whose role sees more than one institution: a password alone is too little for them."""

from tanu.institutions.models import Grant, Post, Profession
from tanu.lib.dates import local_day
from tanu.people.models import Person

_EVERYWHERE = {Grant.Role.OFFICIAL, Grant.Role.EDITOR}


def sees_several(person: Person) -> bool:
    """Officials and editors, and whoever heads, teaches or trains at more than one institution today."""
    people, today = Person.objects.same_as(person), local_day()
    grants = Grant.objects.on(today).filter(person__in=people).values_list("role", "institution_id")
    heads = Post.objects.on(today).filter(person__in=people, profession=Profession.HEAD)
    if any(role in _EVERYWHERE for role, _institution in grants):
        return True
    return len({institution for _role, institution in grants} | set(heads.values_list("institution_id", flat=True))) > 1
