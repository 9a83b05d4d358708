"""What follows here when the rooms below tell that something happened. All run in the transaction of that write."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from tanu.coverage.actions import (
    decide,
    decide_after_parting,
    decide_for_institution,
    decide_for_institutions,
    decide_for_person,
)
from tanu.coverage.models import Standing
from tanu.institutions.models import Institution, InstitutionPeriod, Territory
from tanu.institutions.signals import (
    institution_changed,
    kind_duty_changed,
    posts_changed,
    roster_taken,
    territory_changed,
)
from tanu.institutions.tree import ids_within
from tanu.lib.dates import local_day
from tanu.people.models import Person
from tanu.people.signals import people_joined, people_parted
from tanu.records.models import Completion, Refresher
from tanu.records.signals import completion_recorded, refresher_recorded


@receiver(posts_changed)
def settle_post(person: Person, institution: Institution, **kwargs: Any) -> None:
    decide(person, institution)


@receiver(institution_changed)
def settle_institution(institution: Institution, **kwargs: Any) -> None:
    decide_for_institution(institution)


@receiver(territory_changed)
def settle_territory(territory: Territory, **kwargs: Any) -> None:
    """A district that moved may be asked by another region; its institutions are settled where it lies today."""
    today = local_day()
    inside = InstitutionPeriod.objects.on(today).filter(territory__in=ids_within([territory.pk], today))
    decide_for_institutions(inside.values_list("institution_id", flat=True))


@receiver(kind_duty_changed)
def count_kind_anew(kind: str, **kwargs: Any) -> None:
    """Nobody is asked anything else; where the institutions of the kind stand is counted anew."""
    Standing.objects.filter(kind=kind).delete()


@receiver(roster_taken)
def settle_roster(institutions: Collection[Any], **kwargs: Any) -> None:
    decide_for_institutions(institutions)


@receiver(people_joined)
def settle_joined(kept: Person, **kwargs: Any) -> None:
    decide_for_person(kept)


@receiver(people_parted)
def settle_parted(kept: Person, joined: Person, at: datetime, **kwargs: Any) -> None:
    decide_after_parting(kept, joined, at)


@receiver(completion_recorded)
def settle_completion(completion: Completion, **kwargs: Any) -> None:
    """A completion counts wherever the person has a post: one record, several institutions."""
    decide_for_person(completion.person)


@receiver(refresher_recorded)
def settle_refresher(refresher: Refresher, **kwargs: Any) -> None:
    """A completion that was brought up to date may meet a requirement that asks for the newer edition."""
    decide_for_person(refresher.completion.person)
