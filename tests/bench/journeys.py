"""Twenty learners at once, each the whole way: sign in, course, five lessons, a test with four saves, result."""

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from tests.bench.learner import Learner, Page

PASSWORD = "a-long-enough-password"
COURSE = "/kk/courses/recognition-and-referral/"
LESSONS = 5
AT_ONCE = 20
JOURNEYS = 60
LONGEST = 300


def learner_code(number: int) -> str:
    return f"learner-{number}"


@dataclass
class Outcome:
    seconds: float = 0
    client_cpu: float = 0
    requests: int = 0
    bytes: int = 0
    done: int = 0
    faults: list[str] = field(default_factory=list)


def walk(learner: Learner, code: str) -> None:
    """One journey. Raises if a page is refused or the test does not end with a result."""
    page = learner.get("/kk/sign-in/")
    learner.send(page, page.form(), [("name", code), ("password", PASSWORD)])
    page = learner.get(COURSE)
    page = learner.get(_first_lesson(page))
    for _ in range(LESSONS - 1):
        page = learner.send(page, page.form("/done/"), [])
    learner.send(page, page.form("/done/"), [])
    page = learner.get(f"{COURSE}test/")
    page = learner.send(page, page.form("/test/"), [])
    while "/review/" not in page.path:
        page = _answer(learner, page)
    page = learner.send(page, page.form("/review/"), [])
    if not page.path.endswith("/result/"):
        raise RuntimeError(f"the test ended at {page.path}")


def _first_lesson(page: Page) -> str:
    found = re.search(rf'href="({COURSE}[a-z0-9-]+/)"', page.text)
    if found is None:
        raise LookupError("the course shows no lesson")
    return found[1]


def _answer(learner: Learner, page: Page) -> Page:
    """The first option of every question, and on."""
    form = next(form for form in page.forms() if form.choices)
    chosen = [(name, values[0]) for name, values in form.choices.items()]
    return learner.send(page, form, [*chosen, ("go", "next")])


def all_at_once(address: str, first: int, journeys: int = JOURNEYS) -> Outcome:
    """`journeys` by AT_ONCE learners side by side, beginning with the learner number `first`."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for number in range(first, first + journeys):
        waiting.put(learner_code(number))
    outcome, lock = Outcome(), threading.Lock()

    def go() -> None:
        for code in _taken(waiting):
            learner = Learner(address)
            try:
                walk(learner, code)
            except Exception as error:
                with lock:
                    outcome.faults.append(f"{code}: {type(error).__name__}: {error}")
            else:
                with lock:
                    outcome.done += 1
                    outcome.requests += learner.requests
                    outcome.bytes += learner.bytes
            finally:
                learner.close()

    threads = [threading.Thread(target=go, daemon=True) for _ in range(AT_ONCE)]
    begun, used = time.monotonic(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, begun + LONGEST - time.monotonic()))
    outcome.seconds = time.monotonic() - begun
    outcome.client_cpu = time.process_time() - used
    return outcome


def _taken(waiting: "SimpleQueue[str]") -> Iterator[str]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def cpu_seconds(pids: list[int]) -> float:
    """What these processes have used so far, in the system as well; one that has ended counts nothing."""
    return sum(map(_cpu_of, pids)) / 100


def _cpu_of(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
