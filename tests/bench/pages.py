"""What the pages ask the database, at 500,000 and 6,000,000 stored sheets: medians, ratios, and what scans a table."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from core import settings
from core.access import Reach, Scope
from core.cases import queries as cases
from core.database import engine, reading
from core.screening import queries
from core.screening.queries import Chosen
from core.screening.rules.states import Mark, SheetStatus
from tests.bench import province

SMALL, LARGE = 500_000, 6_000_000
REPEATS = 9
COUNTED = {"testee", "response", "warning", "rollup"}
Ask = Callable[[Session], Any]


def questions() -> dict[str, Ask]:
    """What each page asks; of the county's own campaign, of the province's campaign seen by a county, of the whole."""
    org = province.county(3)
    school, person = org + 7, province.first_person(3) + 70
    county, whole = Scope((Reach(f"/1/{org}/"),)), Scope((Reach("/1/"),))
    own = Scope((Reach(f"/1/{org}/{school}/", frozenset({school * 100 + 3})),))
    untested = Chosen(org, mark=Mark.DUE, status=SheetStatus.UNTESTED)
    listed = cases.Filter(org)
    return {
        "results: campaign in one figure": lambda s: queries.counts(s, county, org),
        "results: by school": lambda s: queries.counts_by_school(s, county, org),
        "results: by grade": lambda s: queries.counts_by_grade(s, county, org),
        "results: one school by class": lambda s: queries.counts_by_class(s, county, org, school_id=school),
        "results: a class teacher's class": lambda s: queries.completion(s, own, org),
        "results: untested, count": lambda s: queries.count_listed(s, county, untested),
        "results: untested, page 1": lambda s: queries.listed(s, county, untested),
        "results: untested, page 30": lambda s: queries.listed(s, county, untested, offset=580),
        "results: untested of a school": lambda s: queries.listed(s, county, untested._replace(school_id=school)),
        "results: whole list, page 1": lambda s: queries.listed(s, county, Chosen(org)),
        "results: by school, province's campaign": lambda s: queries.counts_by_school(s, county, province.WHOLE),
        "results: untested, province's campaign": lambda s: queries.listed(
            s, county, untested._replace(campaign_id=province.WHOLE)
        ),
        "warnings: legend": lambda s: cases.tally(s, county, listed),
        "warnings: schools of the filter": lambda s: cases.schools(s, county, campaign_id=org),
        "warnings: page 1": lambda s: cases.warnings(s, county, listed),
        "warnings: page 40": lambda s: cases.warnings(s, county, listed, offset=780),
        "warnings: a school's gravest": lambda s: cases.warnings(
            s, county, listed._replace(school_id=school, severities=(3,))
        ),
        "warnings: page 1, province's campaign": lambda s: cases.warnings(
            s, county, listed._replace(campaign_id=province.WHOLE)
        ),
        "warnings: legend, province's campaign": lambda s: cases.tally(
            s, county, listed._replace(campaign_id=province.WHOLE)
        ),
        "person: on the list": lambda s: queries.listed_of_people(s, county, org, [person]),
        "person: sheets opened": lambda s: queries.sheets_of(s, county, person_id=person),
        "overview: campaigns to pick from": lambda s: queries.campaign_list(s, whole),
        "overview: province in one figure": lambda s: queries.counts(s, whole, province.WHOLE),
        "overview: province by county": lambda s: queries.counts_by_child(s, whole, province.WHOLE, province.PROVINCE),
        "overview: province by grade": lambda s: queries.counts_by_grade(s, whole, province.WHOLE),
    }


def run(sizes: tuple[int, ...] = (SMALL, LARGE)) -> None:
    """Build, ask, print; the files are removed."""
    found: dict[str, list[float]] = {name: [] for name in questions()}
    scans: dict[str, set[str]] = {name: set() for name in found}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _settle(Path(folder))
            begun = time.perf_counter()
            province.build(Path(folder) / "shouwang.db", size)
            megabytes = (Path(folder) / "shouwang.db").stat().st_size / 2**20
            print(
                f"{size:,} stored sheets: {megabytes:,.0f} MB, built in {time.perf_counter() - begun:.0f} s", flush=True
            )
            for name, ask in questions().items():
                found[name].append(_milliseconds(ask))
                scans[name] |= _scanned(ask)
            engine().dispose()
    _print(sizes, found, scans)


def _settle(folder: Path) -> None:
    os.environ["SHOUWANG_REHEARSAL"], os.environ["SHOUWANG_VAR"] = "1", str(folder)
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'shouwang.db'}"
    settings.current.cache_clear()


def _milliseconds(ask: Ask) -> float:
    """The median of warm runs, each in a session of its own; processor time, so that neighbours count little."""
    times = []
    for _ in range(REPEATS + 1):
        with reading() as session:
            begun = time.process_time()
            ask(session)
            times.append(time.process_time() - begun)
    return median(times[1:]) * 1000


def _scanned(ask: Ask) -> set[str]:
    """The large tables that a question walks through from end to end."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", note)
    with reading() as session:
        ask(session)
    event.remove(engine(), "before_cursor_execute", note)
    plain = sqlite3.connect(settings.current().var / "shouwang.db")
    plans = [plain.execute(f"EXPLAIN QUERY PLAN {sql}", bound).fetchall() for sql, bound in asked if "SELECT" in sql]
    steps = {str(row[3]) for plan in plans for row in plan}
    return {step for step in steps if step.startswith("SCAN") and step.split()[1] in COUNTED}


def _print(sizes: tuple[int, ...], found: dict[str, list[float]], scans: dict[str, set[str]]) -> None:
    print(f"\nPages: milliseconds of processor time, medians of {REPEATS} warm runs, SQLite\n")
    print("| question | " + " | ".join(f"{size:,} sheets" for size in sizes) + " | ratio | walks through |")
    print("|---|" + "---:|" * (len(sizes) + 1) + "---|")
    for name, times in found.items():
        cells = " | ".join(f"{one:.1f}" for one in times)
        print(f"| {name} | {cells} | {times[-1] / times[0]:.1f}× | {'; '.join(sorted(scans[name])) or '–'} |")


if __name__ == "__main__":
    run()
