"""A living Tanu in a folder and a database of its own, built and served as a newcomer would, for tests and measures."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 30


@dataclass(frozen=True)
class House:
    """Where a Tanu keeps its things. `database` is a postgres:// address, or empty for SQLite in the folder."""

    folder: Path
    database: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        ours = {"DEMO": "1", "VAR_DIR": str(self.folder), "DATABASE_URL": self.database}
        return os.environ | ours | more

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)

    def run(self, *arguments: str, **environment: str) -> str:
        """What a Python process of this house prints. Raises with all it said if it fails."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def build(self) -> None:
        """The demo, as `make run` makes it."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("demo")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")

    def bring_up_to_date(self) -> None:
        """The same people with the tables, the content and the style of today."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_content")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")

    @contextmanager
    def copy(self, folder: Path, name: str) -> Iterator["House"]:
        """The same house once more, to change things in; its database is gone afterwards."""
        folder.mkdir(parents=True)
        for path in self.folder.iterdir():
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
        if not self.database:
            yield House(folder)
            return
        with database(self.database, name, template=urlsplit(self.database).path.lstrip("/")) as address:
            yield House(folder, address)

    @contextmanager
    def served(self, workers: int = 1, **environment: str) -> Iterator["Served"]:
        """Open on a free port of this machine until the end of the block; the server is ended by its id."""
        with socket.create_server(("127.0.0.1", 0)) as door, (self.folder / "gunicorn.log").open("w") as log:
            address = f"http://127.0.0.1:{door.getsockname()[1]}"
            bind = ["--bind", f"fd://{door.fileno()}", "--workers", str(workers), "--threads", "4"]
            command = [sys.executable, "-m", "gunicorn", "--chdir", "site", *bind, "tanu.wsgi"]
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment(**{"BASE_URL": address, **environment}),
                pass_fds=[door.fileno()],
                stdout=log,
                stderr=log,
            )
            try:
                _wait_for(address, process, Path(log.name))
                yield Served(address, process.pid)
            finally:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@dataclass(frozen=True)
class Served:
    address: str
    pid: int


@contextmanager
def database(server: str, name: str, template: str = "") -> Iterator[str]:
    """The address of a new database `name` on the server of the address `server`, dropped at the end."""
    try:
        yield create_database(server, name, template)
    finally:
        _ask_server(server, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def create_database(server: str, name: str, template: str = "") -> str:
    """Its address. One that had the name is gone."""
    _ask_server(server, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    of = sql.SQL(" template {}").format(sql.Identifier(template)) if template else sql.SQL("")
    _ask_server(server, sql.SQL("create database {}").format(sql.Identifier(name)) + of)
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _ask_server(server: str, command: sql.Composable) -> None:
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(command)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            # As from a proxy, so that a public site does not lead on to HTTPS.
            asked = urllib.request.Request(f"{address}/kk/", headers={"X-Forwarded-Proto": "https"})  # noqa: S310
            urllib.request.urlopen(asked, timeout=10).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not start.\n{log.read_text()}")
