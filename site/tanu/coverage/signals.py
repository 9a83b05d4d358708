"""What follows here when the rooms below tell that something happened. All run in the transaction of that write."""

from typing import Any

from django.dispatch import receiver

from tanu.coverage.actions import decide, decide_for_institution, decide_for_person
from tanu.institutions.models import Institution
from tanu.institutions.signals import institution_changed, posts_changed
from tanu.people.models import Person
from tanu.records.models import Completion, Refresher
from tanu.records.signals import completion_recorded, refresher_recorded


@receiver(posts_changed)
def settle_post(person: Person, institution: Institution, **kwargs: Any) -> None:
    decide(person, institution)


@receiver(institution_changed)
def settle_institution(institution: Institution, **kwargs: Any) -> None:
    decide_for_institution(institution)


@receiver(completion_recorded)
def settle_completion(completion: Completion, **kwargs: Any) -> None:
    """A completion counts wherever the person has a post: one record, several institutions."""
    decide_for_person(completion.person)


@receiver(refresher_recorded)
def settle_refresher(refresher: Refresher, **kwargs: Any) -> None:
    """A completion that was brought up to date may meet a requirement that asks for the newer edition."""
    decide_for_person(refresher.completion.person)
