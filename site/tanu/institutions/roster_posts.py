"""The posts of a roster: which begin, and what is recorded otherwise than the file says."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from tanu.institutions.models import Post
from tanu.institutions.roster import RosterProblem, RosterRow
from tanu.institutions.roster_facts import Facts
from tanu.institutions.roster_plan import Change, NewPost, Plan
from tanu.lib.sentences import Sentence


class Posts:
    """Goes through the rows. An ended post stays ended: who came back has a new day of starting."""

    def __init__(self, facts: Facts, plan: Plan) -> None:
        self.facts, self.plan = facts, plan
        self._claimed: set[Any] = set()
        self._begun: dict[tuple[UUID, Any, str], list[NewPost]] = defaultdict(list)

    def take(self, row: RosterRow, person: UUID) -> None:
        place = self.facts.institutions[row.institution]
        known = [post for post in self.facts.posts.get((person, place), []) if post.profession == row.profession]
        post = _same_post(known, row)
        if post is None:
            self._begin(row, person, place)
        elif post.pk in self._claimed:
            self._overlapping(row)
        else:
            self._claimed.add(post.pk)
            if told := _told_otherwise(post, row):
                self.plan.changes.append(Change(row.line, post, told))
            else:
                self.plan.unchanged += 1

    def _begin(self, row: RosterRow, person: UUID, place: Any) -> None:
        begun = self._begun[person, place, row.profession]
        for other in begun:
            if (row.until is None or other.since < row.until) and (other.until is None or row.since < other.until):
                self._overlapping(row)
                return
        post = NewPost(
            line=row.line,
            person=person,
            institution=place,
            profession=row.profession,
            share=row.share or Decimal(1),
            since=row.since,
            until=row.until,
            phone=row.phone,
            mail=row.mail,
        )
        begun.append(post)
        self.plan.posts.append(post)

    def _overlapping(self, row: RosterRow) -> None:
        said = gettext_noop("The same person has this post in another row at the same time. Leave one of the rows out.")
        self.plan.problems.append(RosterProblem(row.line, Sentence(said), "since"))


def _same_post(known: list[Post], row: RosterRow) -> Post | None:
    """The one of that day; else one of that profession whose time meets the row's: its day was corrected."""
    for post in known:
        if post.valid_from == row.since:
            return post
    for post in known:
        ends_before = post.valid_until is not None and post.valid_until <= row.since
        begins_after = row.until is not None and post.valid_from >= row.until
        if not ends_before and not begins_after:
            return post
    return None


def _told_otherwise(post: Post, row: RosterRow) -> dict[str, Any]:
    told = {
        "share": row.share,
        "valid_from": row.since,
        "valid_until": row.until,
        "phone": row.phone,
        "mail": row.mail,
    }
    return {name: value for name, value in told.items() if value not in (None, "") and getattr(post, name) != value}
