"""The pages that officials open, asked again and again: the board, the months and the other staff of every level."""

import random
import time
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tanu.institutions.actions import grant
from tanu.institutions.models import Level, Territory
from tanu.lib.dates import local_day
from tanu.people.actions import register
from tanu.people.models import Person

ROUNDS = 40
# What is promised of 95 of 100 requests, in milliseconds.
PROMISE = 300
PAGES = ("board", "months", "people")


def measured() -> Iterator[tuple[str, dict[str, Any]]]:
    """By page and level: p50, p95, and whether the promise is kept."""
    chance, client = random.Random(2), client_of_an_official()
    for page in PAGES:
        for level in (Level.DISTRICT, Level.REGION, Level.COUNTRY):
            places = list(Territory.objects.filter(level=level).order_by("code"))
            times = [_asked(client, page, chance.choice(places)) for _ in range(ROUNDS)]
            found: dict[str, Any] = {"p50_ms": _ms(times, 50), "p95_ms": _ms(times, 95)}
            yield f"{page}, {level}", found | {"kept": found["p95_ms"] <= PROMISE}


def client_of_an_official() -> Client:
    """Signed in as somebody who oversees the country."""
    official = Person.objects.filter(given_name="Bench official").first()
    if official is None:
        official = register(given_name="Bench official")
        grant(official, "official", territory=Territory.objects.get(level=Level.COUNTRY), valid_from=local_day())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(official)
    return client


def _asked(client: Client, page: str, territory: Territory) -> float:
    with override("kk"):
        address = reverse(f"coverage:{page}", args=[territory.pk])
    started = time.perf_counter()
    assert client.get(address).status_code == 200
    return time.perf_counter() - started


def _ms(times: list[float], percent: int) -> int:
    return round(1000 * sorted(times)[min(len(times) - 1, len(times) * percent // 100)])
