"""`make bench-national`: the promises of coverage on national data, on PostgreSQL; minutes of work.

python -m tests.bench.national [--again]. The nation is built once in the database tanu_nation (--again builds anew).
Prints JSON: seconds by the clock, p95 of officials' pages in milliseconds, and whether counters equal a recount to the
last row.
"""

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg

NAME = "tanu_nation"
SERVER = os.environ.get("DATABASE_URL") or f"postgres://postgres@127.0.0.1:5432/{NAME}"
os.environ["DATABASE_URL"] = urlsplit(SERVER)._replace(path=f"/{NAME}").geturl()
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tanu.settings")


def is_built() -> bool:
    try:
        psycopg.connect(os.environ["DATABASE_URL"]).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    from tests.serving import create_database

    if "--again" in sys.argv or not is_built():
        create_database(SERVER, NAME)
    django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from tanu.coverage.actions import decide_for_everybody, recount  # noqa: E402
from tanu.coverage.forecast import forecast  # noqa: E402
from tanu.coverage.models import StaffCount, Standing  # noqa: E402
from tanu.coverage.staff.exports import table  # noqa: E402
from tanu.coverage.staff.roll import read_roll  # noqa: E402
from tanu.coverage.staff_figures import count_staff  # noqa: E402
from tanu.coverage.tallies import standings, tally  # noqa: E402
from tanu.institutions.models import Institution, InstitutionPeriod, Level, Post, Territory  # noqa: E402
from tanu.institutions.tree import ids_within  # noqa: E402
from tanu.lib.dates import local_day  # noqa: E402
from tanu.lib.spreadsheets import as_csv  # noqa: E402
from tanu.people.models import Person  # noqa: E402
from tests.bench.nation import gather, known_from_the_start  # noqa: E402
from tests.bench.official_pages import measured  # noqa: E402


def main() -> None:
    today = local_day()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Person.objects.exists():
        say("gathered", timed(lambda: gather(today)))
        vacuum()
        say("everything decided", timed(lambda: decide_for_everybody(today)))
        known_from_the_start()
        vacuum()
    Standing.objects.all().delete()
    StaffCount.objects.all().delete()
    say("full recount", timed(lambda: recount(today)))
    say("recount again, nothing changed", timed(lambda: recount(today)))
    say("counters equal the facts", {"rows": equal_to_the_facts(today)})
    region = Territory.objects.filter(level=Level.REGION).order_by("code")[3]
    district = Territory.objects.filter(level=Level.DISTRICT).order_by("code")[7]
    past = today - timedelta(days=400)
    say("as of 400 days ago, a region", timed(lambda: tally(ids_within([region.pk], past), past)))
    say("its staff", timed(lambda: staff_of(region, past)))
    Standing.objects.filter(territory=district).delete()
    say("forecast of a district, nothing cached", timed(lambda: forecast([district.pk], today)))
    recount(today)
    # As the server does once it stands.
    gc.collect()
    gc.freeze()
    for page, found in measured():
        say(page, found)
    export(today)
    say("peak memory", {"MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024})


def vacuum() -> None:
    """A server may leave it to others; without it the database knows nothing of what was just written."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def export(today: Any) -> None:
    """What is asked of the 10,000 people of one hospital, as a file, the best of five."""
    counted = Post.objects.on(today).order_by().values_list("institution").annotate(number=Count("pk"))
    big = Institution.objects.get(pk=counted.order_by("-number")[0][0])
    best = min(timed(lambda: _roll_as_csv(big, today))["seconds"] for _ in range(5))
    say("10,000 people exported", {"seconds": best})


def _roll_as_csv(institution: Institution, today: Any) -> str:
    roll = read_roll(institution, today)
    assert roll is not None
    return as_csv(table(roll, roll.lines))


def equal_to_the_facts(today: Any) -> int:
    """Every counter against the facts, counted without the cache; how many rows were compared."""
    cached = {(row.institution_id, row.day): _said(row) for row in Standing.objects.all()}
    institutions = list(Institution.objects.order_by("pk").values_list("pk", flat=True))
    days = sorted({day for _, day in cached})
    counted = {(row.institution_id, row.day): _said(row) for row in standings(institutions, days)}
    assert cached == counted
    return len(cached)


def _said(row: Standing) -> tuple[Any, ...]:
    return row.territory_id, row.kind, row.cover, row.reason, row.has_protocol


def staff_of(region: Territory, day: Any) -> dict[Any, tuple[int, int]]:
    inside = InstitutionPeriod.objects.on(day).filter(territory_id__in=ids_within([region.pk], day))
    return count_staff(list(inside.values_list("institution_id", flat=True)), day)


def timed(work: Callable[[], Any]) -> dict[str, Any]:
    started = time.perf_counter()
    work()
    return {"seconds": round(time.perf_counter() - started, 2)}


def say(what: str, found: dict[str, Any]) -> None:
    print(json.dumps({"what": what, **found}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
