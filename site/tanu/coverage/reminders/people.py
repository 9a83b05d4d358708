"""Who leads what on a day: to whom digests go."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from tanu.coverage.cases import Joined
from tanu.institutions.models import Grant, Post, Profession


def heads_of(institutions: Collection[Any], joined: Joined, day: date) -> dict[Any, set[Any]]:
    """Living people who head each of `institutions`, by post or by grant."""
    posts = Post.objects.on(day).filter(profession=Profession.HEAD, institution_id__in=institutions)
    grants = Grant.objects.on(day).filter(role=Grant.Role.HEAD, institution_id__in=institutions)
    found: dict[Any, set[Any]] = defaultdict(set)
    for rows in (posts, grants):
        for institution, person in rows.values_list("institution_id", "person_id"):
            found[institution].add(joined.living(person))
    return found


def officials_of(joined: Joined, day: date) -> dict[Any, set[Any]]:
    """Living people who are officials, by the territory that was granted to them."""
    found: dict[Any, set[Any]] = defaultdict(set)
    rows = Grant.objects.on(day).filter(role=Grant.Role.OFFICIAL)
    for territory, person in rows.values_list("territory_id", "person_id"):
        found[territory].add(joined.living(person))
    return found
