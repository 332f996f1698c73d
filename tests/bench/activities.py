"""The board of a season of 9 items for 100 and for 1,200 schools; on SQLite, processor time, medians of warm runs.

The peer asks school by school and item by item for objects, as a page written in a hurry does.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, select

import core.tables  # noqa: F401  # every table must be known
from core import settings
from core.access import SYSTEM_SCOPE, Scope
from core.activities import packs, queries
from core.activities.rules import ActivityKind, ReportState, SeasonKind, SeasonState
from core.activities.rules.checklists import ChecklistSpec
from core.activities.tables import Activity, ActivityFile, JointSchool, Season, SeasonSchool
from core.database import Base, engine, reading, within, writing
from core.organisations.rules import Level, Setting
from core.organisations.tables import Organisation, SchoolFacts
from tests.world import account_row

SIZES = (100, 1_200)
ITEMS, COUNTIES, REPEATS, SEED = 9, 10, 5, 7
TODAY, NOW = date(2026, 5, 20), datetime(2026, 5, 12, 2, tzinfo=UTC)
STATES = (*[ReportState.ACCEPTED] * 6, *[ReportState.SENT] * 2, ReportState.RETURNED, ReportState.DRAFT)
SEASON, FIRST = 1, 100
Ask = Callable[[Session], object]


def run(sizes: tuple[int, ...] = SIZES) -> None:
    """Build, ask, print; the files are removed."""
    found: dict[str, list[float]] = {name: [] for name in questions()}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _settle(Path(folder))
            build(size)
            for name, ask in questions().items():
                found[name].append(_milliseconds(ask, 1 if ask is naive else REPEATS))
            engine().dispose()
    print(f"\nActivities: {ITEMS} items; milliseconds of processor time, medians of {REPEATS} warm runs, SQLite")
    print(f"load of the machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors\n")
    print("| question | " + " | ".join(f"{size:,} schools" for size in sizes) + " |\n|---|" + "---:|" * len(sizes))
    for name, times in found.items():
        print(f"| {name} | " + " | ".join(f"{one:.1f}" for one in times) + " |")


def questions() -> dict[str, Ask]:
    """What the board, the desk and the overview ask."""
    whole, county, school = (Scope.at(path) for path in ("/1/", "/1/2/", f"/1/2/{FIRST}/"))
    return {
        "board, the whole": lambda s: queries.board(s, whole, season_id=SEASON, today=TODAY),
        "board, one county of ten": lambda s: queries.board(s, county, season_id=SEASON, today=TODAY),
        "board, one school": lambda s: queries.board(s, school, season_id=SEASON, today=TODAY),
        "behind a tile": lambda s: queries.material(s, whole, season_id=SEASON, school_id=FIRST, item=_code(0)),
        "desk of a school": lambda s: queries.own_seasons(s, school, today=TODAY),
        "desk of the bureau": lambda s: queries.waiting_reports(s, whole),
        "board, asked tile by tile": naive,
    }


def naive(session: Session) -> dict[tuple[int, str], tuple[int, int]]:
    """Every school and item by a question of its own, the files of every report by another."""
    told = {}
    schools = session.exec(within(SYSTEM_SCOPE, select(SeasonSchool), SeasonSchool)).all()
    for one in schools:
        for at in range(ITEMS):
            asked = select(Activity).where(Activity.org_id == one.school_id, Activity.item == _code(at))
            rows = session.exec(within(SYSTEM_SCOPE, asked, Activity)).all()
            for row in rows:
                session.exec(within(SYSTEM_SCOPE, select(ActivityFile).where(ActivityFile.activity_id == row.id),
                                    ActivityFile)).all()  # fmt: skip
            told[one.school_id, _code(at)] = (len(rows), sum(row.pupils or 0 for row in rows))
    return told


def build(schools: int) -> None:
    """A season of a city with ten counties; nine reports in ten are there, one in twenty held together with a neighbour."""
    Base.metadata.create_all(engine())
    random, spec = Random(SEED), _checklist()
    ids = range(FIRST, FIRST + schools)
    reports = [_report(school, at, random) for school in ids for at in range(ITEMS) if random.random() < 0.9]
    for number, one in enumerate(reports, 1):
        one["id"] = number
    with writing() as session:
        _places(session, ids)
        account_row(session, "bench", "researcher", 1)
        session.add(Season(
            id=SEASON, org_id=1, kind=SeasonKind.MAY, title="宣传教育月", school_year=2025, starts_on=date(2026, 5, 1),
            ends_on=date(2026, 5, 31), report_until=date(2026, 6, 10), checklist=spec.model_dump(mode="json"),
            state=SeasonState.OPEN, made_by=1, made_at=NOW,
        ))  # fmt: skip
        session.flush()
        session.execute(insert(SeasonSchool), [{"season_id": SEASON, "school_id": at, "added_at": NOW} for at in ids])
        session.execute(insert(Activity), reports)
        session.execute(insert(ActivityFile), [_file(one["id"], at) for one in reports for at in range(3)])
        session.execute(insert(JointSchool), [_joint(one, ids) for one in reports[::20]])


def _places(session: Session, ids: range) -> None:
    session.add(Organisation(id=1, level=Level.CITY, name="试验市", path="/1/"))
    session.flush()
    counties = [at + 2 for at in range(COUNTIES)]
    session.execute(insert(Organisation), [
        {"id": at, "parent_id": 1, "level": Level.COUNTY, "name": f"试验{at}区", "path": f"/1/{at}/"} for at in counties
    ])  # fmt: skip
    session.execute(insert(Organisation), [
        {"id": at, "parent_id": (up := counties[at % COUNTIES]), "level": Level.SCHOOL, "name": f"试验第{at}中学",
         "path": f"/1/{up}/{at}/"} for at in ids
    ])  # fmt: skip
    facts = {"stages": "junior", "setting": next(iter(Setting)), "district": "", "alliance": "", "pilot": False}
    session.execute(insert(SchoolFacts), [{"school_id": at, "boarding": False, **facts} for at in ids])


def _checklist() -> ChecklistSpec:
    plain = packs.checklists()[packs.PLAIN]
    first = plain.items[0].model_copy(update={"stages": ()})
    items = tuple(first.model_copy(update={"code": _code(at), "title": f"第{at}件"}) for at in range(ITEMS))
    return plain.model_copy(update={"items": items})


def _code(at: int) -> str:
    return f"item{at}"


def _report(school: int, at: int, random: Random) -> dict[str, Any]:
    state = random.choice(STATES)
    sent = None if state is ReportState.DRAFT else NOW
    return {
        "org_id": school, "season_id": SEASON, "item": _code(at), "kind": ActivityKind.CLASS, "title": "示例活动",
        "held_on": date(2026, 5, 11), "until": date(2026, 5, 11), "place": "", "sessions": random.randint(1, 3),
        "pupils": random.randint(20, 300), "works": {"painting": 3} if at == 0 else {}, "partners": ["health"],
        "note": "示例" * 100, "state": state, "comment": "", "first_sent_at": sent, "sent_at": sent, "edition": 0,
        "made_by": 1, "made_at": NOW,
    }  # fmt: skip


def _file(activity: int, at: int) -> dict[str, Any]:
    known = {
        "title": "照片",
        "kind": "jpeg",
        "digest": "d",
        "thumb": "t",
        "size": 1,
        "faces": 0,
        "blurred": False,
        "boxes": [],
    }
    return {"activity_id": activity, "position": at, "made_by": 1, "made_at": NOW, **known}


def _joint(report: dict[str, Any], ids: range) -> dict[str, Any]:
    other = report["org_id"] + 1 if report["org_id"] + 1 in ids else FIRST
    said = {"state": "agreed", "attendances": 20, "by_id": 1, "at": NOW}
    return {"activity_id": report["id"], "school_id": other, **said}


def _settle(folder: Path) -> None:
    os.environ["SHOUWANG_REHEARSAL"], os.environ["SHOUWANG_VAR"] = "1", str(folder)
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.db'}"
    settings.current.cache_clear()


def _milliseconds(ask: Ask, repeats: int) -> float:
    """The median after a first run that is not counted; the peer is slow enough to be asked twice in all."""
    times = []
    for _ in range(repeats + 1):
        with reading() as session:
            begun = time.process_time()
            ask(session)
            times.append(time.process_time() - begun)
    return median(times[1:]) * 1000


if __name__ == "__main__":
    run(tuple(map(int, sys.argv[1:])) or SIZES)
