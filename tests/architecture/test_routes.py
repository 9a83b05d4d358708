"""Every address is asked of every one of the cast, and of a visitor."""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views import defaults

from tanu.people.once import FIELD
from tests.architecture.routes import TABLE, VISITOR, Outcome, Row, lesson
from tests.architecture.world import World, build_world
from tests.cast import PEOPLE, build_cast

pytestmark = pytest.mark.django_db
ADMIN = "admin/"
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|ALTER|DROP)\b", re.IGNORECASE)


def routes() -> Iterator[tuple[str, str, Callable[..., HttpResponse]]]:
    """Name, address and view of every route outside the admin."""
    return _below(get_resolver(), "", "")


def _below(
    resolver: URLResolver, address: str, namespace: str
) -> Iterator[tuple[str, str, Callable[..., HttpResponse]]]:
    for entry in resolver.url_patterns:
        place = address + str(entry.pattern)
        if place.startswith(ADMIN):
            continue
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", place, entry.callback
        else:
            yield from _below(entry, place, namespace + (f"{entry.namespace}:" if entry.namespace else ""))


def policy(view: Any) -> str | None:
    """What the view, or the one it wraps, declares."""
    while view is not None:
        if declared := getattr(view, "policy", None):
            return declared
        view = getattr(view, "__wrapped__", None)
    return None


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once for this file: every answer is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(build_cast())
        transaction.set_rollback(True)


@pytest.fixture
def refused_briefly(monkeypatch) -> None:
    """Two answers of three are one and the same page: each reader is shown it whole the first time, then its status."""
    for status, page in ((403, defaults.permission_denied), (404, defaults.page_not_found)):
        monkeypatch.setattr(f"django.conf.urls.handler{status}", _whole_once(page, status))


def _whole_once(page: Callable[..., HttpResponse], status: int) -> Callable[..., HttpResponse]:
    shown = set()

    @wraps(page)
    def answer(request: HttpRequest, exception: Exception) -> HttpResponse:
        if request.user.pk in shown:
            return HttpResponse(status=status)
        shown.add(request.user.pk)
        return page(request, exception)

    return answer


def test_every_view_declares_who_may_open_it():
    missing = [
        f"{name} at {address}: decorate its view with one of tanu.lib.access"
        for name, address, view in routes()
        if not policy(view)
    ]

    assert missing == []


def test_every_route_stands_in_the_table():
    known = {row.route for row in TABLE}
    missing = [
        f"{name} at {address}: add a Row({name!r}, ...) to tests/architecture/routes.py that says who is answered what"
        for name, address, _ in routes()
        if name not in known
    ]

    assert missing == []


def test_nobody_who_is_signed_in_is_led_to_the_sign_in_page():
    assert [str(row) for row in TABLE if "sign-in" in (row.others, *row.cells.values())] == []


def test_everybody_is_answered_as_the_table_says(world, refused_briefly):
    assert differences(world) == []


@pytest.mark.parametrize(
    ("rule", "route"),
    [
        ("tanu.coverage.boards.requests.territories_overseen", "coverage:board"),
        ("tanu.quizzes.views.own_attempts", "quizzes:result"),
        ("tanu.certificates.views.own", "certificates:pdf"),
        ("tanu.handouts.institution_views.institutions_led", "handouts:protocol"),
    ],
)
def test_a_rule_that_is_removed_is_noticed(world, monkeypatch, rule, route):
    monkeypatch.setattr(rule, lambda person: Q())
    rows = [row for row in TABLE if row.route == route]

    assert f"GET {route} of sergey: 200 instead of 404" in differences(world, rows, ["sergey"])


def test_a_get_writes_nothing(world):
    written = {}
    for row in TABLE:
        if row.method == "get":
            reader = next((who for who in PEOPLE if row.cell(who) == 200), "alma")
            client = Client(headers={"accept-language": "kk"})
            client.force_login(world.person(reader))
            with CaptureQueriesContext(connection) as queries:
                ask(client, row, world)
            if found := [query["sql"] for query in queries if WRITES.match(query["sql"])]:
                written[str(row)] = found

    assert written == {}


def test_a_lesson_asks_at_most_twelve_queries(world):
    client = Client()
    client.force_login(world.cast.gulmira)
    address = reverse("courses:lesson", kwargs=lesson(world))
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200

    assert len(queries) <= 12, [query["sql"] for query in queries]


def differences(world: World, rows: Sequence[Row] = TABLE, people: Sequence[str] = (VISITOR, *PEOPLE)) -> list[str]:
    """Where the site answers otherwise than the table says."""
    found = []
    for who in people:
        client = Client(headers={"accept-language": "kk"})
        if who != VISITOR:
            client.force_login(world.person(who))
        for row in rows:
            answer = ask(client, row, world)
            if answer != row.cell(who):
                found.append(f"{row} of {who}: {answer} instead of {row.cell(who)}")
    return found


def ask(client: Client, row: Row, world: World) -> Outcome:
    """The answer as the table words it. What was written is undone, so that the next one finds the same world."""
    address = reverse(row.route, kwargs=row.arguments(world))
    fields = {FIELD: str(uuid.uuid4()), **row.fields} if row.method == "post" else {}
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, row.method)(address, fields)
        transaction.set_rollback(True)
    client.cookies = cookies
    if answer.status_code in (301, 302):
        return "sign-in" if answer["Location"].startswith(reverse("people:sign_in")) else "on"
    return answer.status_code
