"""`make bench`: what pages and whole journeys cost with ten thousand people and a hundred thousand attempts present.

python -m tests.bench [sqlite] [postgres] [--again] [--profile PAGE]

Without names both databases are measured, PostgreSQL if it answers at DATABASE_URL or on this machine. Building takes
a minute each and is kept, in var/bench and the database tanu_bench; --again builds anew. Writes var/bench.json and
says what changed since last time. --profile says where the time of one page goes.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.bench.first_visit import first_visit
from tests.bench.journeys import JOURNEYS, all_at_once, children, cpu_seconds
from tests.bench.report import table
from tests.serving import ROOT, House, create_database

FOLDER = ROOT / "var" / "bench"
RESULT = ROOT / "var" / "bench.json"
POSTGRES = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/tanu"
NAME = "tanu_bench"
DJANGO = {"PYTHONPATH": f"site{os.pathsep}.", "DJANGO_SETTINGS_MODULE": "tanu.settings"}
# As a public site behind a proxy that ends HTTPS.
PUBLIC = {"DEMO": "0", "BEHIND_PROXY": "1", "BASE_URL": "https://127.0.0.1", "ALLOWED_HOSTS": "127.0.0.1"}


def main(arguments: list[str]) -> int:
    wanted = [name for name in ("sqlite", "postgres") if name in arguments] or ["sqlite", "postgres"]
    if "--again" in arguments:
        shutil.rmtree(FOLDER, ignore_errors=True)
    if "--profile" in arguments:
        page = arguments[arguments.index("--profile") + 1]
        with fresh(built(wanted[0])) as copy:
            print(copy.run("-m", "tests.bench.pages", "--profile", page, **DJANGO, **PUBLIC))
        return 0
    before = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    found = dict(before)
    for engine in wanted:
        if engine == "postgres" and not answers(POSTGRES):
            print("PostgreSQL does not answer; it is left out.")
            continue
        found[engine] = measured(built(engine))
    print(table(found, before))
    RESULT.write_text(json.dumps(found, indent=1))
    return 0


def built(engine: str) -> House:
    """The house of `engine` with its crowd; made unless it is there."""
    folder = FOLDER / engine
    house = House(folder, urlsplit(POSTGRES)._replace(path=f"/{NAME}").geturl() if engine == "postgres" else "")
    ready = folder / "ready"
    if ready.exists():
        house.bring_up_to_date()
        return house
    print(f"Building {engine}: the demo and its crowd", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if house.database:
        create_database(POSTGRES, NAME)
    house.build()
    begun = time.monotonic()
    house.run("-m", "tests.bench.crowd", **DJANGO)
    print(f"  {time.monotonic() - begun:.0f} s", flush=True)
    ready.touch()
    return house


def measured(house: House) -> dict[str, Any]:
    """On a copy, so that the next run meets the same house."""
    with fresh(house) as copy:
        print("Pages", flush=True)
        pages = json.loads(copy.run("-m", "tests.bench.pages", **DJANGO, **PUBLIC))
        print("A course of sixty lessons", flush=True)
        content = json.loads(copy.run("-m", "tests.bench.content", **DJANGO))
        print("Cases of 500 scenes", flush=True)
        cases = json.loads(copy.run("-m", "tests.bench.cases", **DJANGO))
        print(f"{JOURNEYS} journeys", flush=True)
        with copy.served(workers=2, **PUBLIC) as served:
            all_at_once(served.address, 100, 4)  # The first requests of a worker import and compile.
            web = children(served.pid)
            backends = backends_of(copy.database)
            before = cpu_seconds(web), cpu_seconds(backends)
            outcome = all_at_once(served.address, 0)
            used = cpu_seconds(web) - before[0], cpu_seconds(backends) - before[1]
            visit = first_visit(served.address)
        choice_map = {}
        if house.database:
            print("A choice map over 100,000 ways", flush=True)
            choice_map = json.loads(copy.run("-m", "tests.bench.choice_map", **DJANGO, **PUBLIC))
    if outcome.faults:
        print("\n".join(outcome.faults[:5]))
    done = outcome.done or 1
    return {
        "pages": pages,
        "journey": {
            "done": outcome.done,
            "failed": len(outcome.faults),
            "cpu_s": round(used[0] / done, 3),
            "database_cpu_s": round(used[1] / done, 3),
            "client_cpu_s": round(outcome.client_cpu / done, 3),
            "per_minute": round(60 * outcome.done / outcome.seconds),
            "requests": round(outcome.requests / done, 1),
            "kb": round(outcome.bytes / done / 1024, 1),
        },
        "first_visit": visit,
        "content": content,
        "cases": cases,
        "choice_map": choice_map,
    }


@contextmanager
def fresh(house: House) -> Iterator[House]:
    folder = FOLDER / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    with house.copy(folder, f"{NAME}_copy") as copy:
        yield copy
    shutil.rmtree(folder)


def answers(address: str) -> bool:
    try:
        psycopg.connect(urlsplit(address)._replace(path="/postgres").geturl(), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def backends_of(address: str) -> list[int]:
    """The processes that PostgreSQL runs for this database, if it runs on this machine."""
    if not address:
        return []
    with psycopg.connect(address) as connection:
        rows = connection.execute(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        ).fetchall()
    return [pid for (pid,) in rows if Path(f"/proc/{pid}/stat").exists()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
