"""The desk of a head: pages asked for and forms sent as a browser does it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tanu.institutions.models import Institution
from tanu.people.models import Person


@dataclass(frozen=True)
class Desk:
    client: Client
    institution: Institution

    def page(self, path: str = "") -> str:
        return self.open(path).content.decode()

    def open(self, path: str = "") -> HttpResponse:
        return self.client.get(f"/en/staff/{self.institution.pk}/{path}")

    def send(self, path: str, **fields: Any) -> HttpResponse:
        return self.client.post(f"/en/staff/{self.institution.pk}/{path}", filled(**fields))

    def look(self, path: str, **fields: Any) -> str:
        """What will follow, or the form with its faults."""
        return self.send(path, step="look", **fields).content.decode()

    def do(self, path: str, **fields: Any) -> HttpResponse:
        return self.send(path, step="do", **fields)


def desk_of(client: Client, person: Person, institution: Institution) -> Desk:
    cache.clear()
    client.force_login(person)
    return Desk(client, institution)


def filled(**fields: Any) -> dict[str, str]:
    """As a browser posts it, with the key of the form."""
    return {"client_key": str(uuid.uuid4()), **{name: str(value) for name, value in fields.items()}}


def of(person: Person, verb: str = "") -> str:
    return f"people/{person.pk}/{verb}/" if verb else f"people/{person.pk}/"
