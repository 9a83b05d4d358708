"""The figures as a plain table, beside those of the run before."""

from typing import Any

REFERENCE = "For scale, Moodle 4.5 on PostgreSQL, two cores: 2.5 s of CPU a journey, 43 journeys a minute, \
103-130 ms and 31-44 queries a page, 4.3 MB a first journey."
COLUMNS = "{:<10} {:<26} {:>10} {:>9} {:>9} {:>9}"


def table(found: dict[str, Any], before: dict[str, Any]) -> str:
    lines = [COLUMNS.format("database", "page", "CPU ms", "before", "queries", "HTML KB")]
    for engine, result in found.items():
        earlier = before.get(engine, {}).get("pages", {})
        for page, cost in result["pages"].items():
            was = earlier.get(page, {}).get("cpu_ms", "-")
            lines.append(COLUMNS.format(engine, page, cost["cpu_ms"], was, cost["queries"], cost["kb"]))
    for engine, result in found.items():
        lines += ["", *_journey(engine, result, before.get(engine, {}))]
    return "\n".join([*lines, "", REFERENCE])


def _journey(engine: str, result: dict[str, Any], before: dict[str, Any]) -> list[str]:
    journey, was = result["journey"], before.get("journey", {})
    names = {
        "cpu_s": "CPU s a journey, web workers",
        "database_cpu_s": "CPU s a journey, database",
        "client_cpu_s": "CPU s a journey, the learners themselves",
        "per_minute": "journeys a minute, 20 at once",
        "requests": "requests a journey",
        "kb": "KB a journey, compressed where the server does",
        "failed": "failed",
    }
    lines = [f"{engine:<10} {title:<48} {journey[key]:>9} (before {was.get(key, '-')})" for key, title in names.items()]
    if visit := result["first_visit"]:
        lines.append(f"{engine:<10} {'first visit: KB, requests':<48} {visit['kb']:>9} {visit['requests']}")
    content, was = result["content"], before.get("content", {})
    for key, title in {"load": "60 lessons loaded, s", "again": "loaded again, s", "export": "exported, s"}.items():
        lines.append(f"{engine:<10} {title:<48} {content[key]:>9} (before {was.get(key, '-')})")
    shown, was = result["choice_map"], before.get("choice_map", {})
    for key, title in {"count_s": "choice map of 100,000 ways counted, s", "page_s": "its page, s"}.items():
        if key in shown:
            lines.append(f"{engine:<10} {title:<48} {shown[key]:>9} (before {was.get(key, '-')})")
    for name, seconds in result["cases"].items():
        title, was = f"a case of 500 scenes checked, {name}, s", before.get("cases", {})
        lines.append(f"{engine:<10} {title:<48} {seconds:>9} (before {was.get(name, '-')})")
    return lines
