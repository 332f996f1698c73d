"""The registry of staff: who is on file twice among 5,000, and a roster of 3,000 taken in, twice; on SQLite.

Every contender runs in a process of its own, in turn. The peer compares every pair of people by plain equality, reads
with pandas, and looks up and adds rows as objects, with an audit row each.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
from sqlalchemy import insert
from sqlmodel import Session, col, select

import core.tables  # noqa: F401  # every table must be known
from core import audit, clock, settings
from core.access import SYSTEM_SCOPE, Actor, Grant
from core.accounts.packs import roles
from core.database import Base, engine, reading, within, writing
from core.organisations.rules import Level, Setting
from core.organisations.tables import Organisation, SchoolFacts
from core.sheets.export import Table, workbook
from core.training import actions
from core.training.rules.duplicates import Identity, pairs
from core.training.rules.likeness import mobile
from core.training.rules.titles import KIND_TITLES
from core.training.tables import Certificate, StaffMember, StaffPost
from tests.training.rosters import seeded
from tests.world import account_row

SCHOOLS, PEOPLE, ROSTER, SEED = 300, 3_000, 5_000, 1
HEADERS = ("姓名", "出生年月", "手机", "类别", "学校", "到岗日期", "证书种类", "证书编号", "发证日期")
NAMES = {
    "find": f"on file twice among {ROSTER:,}",
    "load": f"roster of {PEOPLE:,} taken in",
    "again": "the same roster again",
}


def main() -> None:
    """One contender on the database of SHOUWANG_VAR: prints milliseconds, megabytes and what it found as JSON."""
    role = sys.argv[1]
    if role == "prepare":
        prepare()
        return
    begun = time.process_time()
    told = CONTENDERS[role]()
    spent = (time.process_time() - begun) * 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps([spent, peak, told]) + "\n")


def run(rounds: int = 3) -> None:
    """All contenders in turn, `rounds` times; prints medians and ratios of the same rounds."""
    found: dict[str, list[tuple[float, float, Any]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        _ask("prepare", made)
        for number in range(rounds):
            for role in CONTENDERS:
                before = f"{role.replace('again', 'load')}{number}" if role.startswith("again") else None
                place = Path(folder) / f"{role}{number}"
                shutil.copytree(Path(folder) / before if before else made, place)
                found[role].append(tuple(json.loads(_ask(role, place))))
    _print(found, rounds)


def _ask(role: str, folder: Path) -> str:
    env = os.environ | {"SHOUWANG_VAR": str(folder), "SHOUWANG_REHEARSAL": "1"}
    env["DATABASE_URL"] = f"sqlite:///{folder / 'bench.db'}"
    command = [sys.executable, "-m", "tests.bench.staff", role]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1:][0]


def find() -> list[float]:
    """The product."""
    roster = seeded(SEED, ROSTER)
    begun = time.process_time()
    told = {(pair.left, pair.right) for pair in pairs(roster.people)}
    return _quality(told, roster.same, begun)


def find_naive() -> list[float]:
    """Every pair, by equal name with equal phone or month, or by an equal number."""
    roster = seeded(SEED, ROSTER)
    begun = time.process_time()
    told = {(min(a.id, b.id), max(a.id, b.id)) for a, b in combinations(roster.people, 2) if _equal(a, b)}
    return _quality(told, roster.same, begun)


def _equal(one: Identity, other: Identity) -> bool:
    if one.name == other.name:
        return bool(
            (one.phone and one.phone == other.phone) or (one.birth_month and one.birth_month == other.birth_month)
        )
    return bool(one.numbers & other.numbers)


def _quality(told: set[tuple[int, int]], same: frozenset[tuple[int, int]], begun: float) -> list[float]:
    hits = len(told & same)
    return [hits / len(same), hits / len(told), (time.process_time() - begun) * 1000]


def load() -> list[int]:
    """The product."""
    content = (settings.current().var / "roster.xlsx").read_bytes()
    with reading() as session:
        check = actions.check_staff(session, _actor(), content=content, filename="roster.xlsx")
    if not check.ready:
        raise SystemExit(f"not ready: {len(check.problems)} problems")
    with writing() as session:
        return list(actions.import_staff(session, _actor(), check))


def load_naive() -> list[int]:
    """Row by row: the school looked up, its people opened and compared by name, objects added, an audit row each."""
    frame = pd.read_excel(settings.current().var / "roster.xlsx", dtype=str, engine="openpyxl").fillna("")
    kinds = {title: kind for kind, title in KIND_TITLES.items()}
    new = 0
    with writing() as session:
        actor, now = _actor(), clock.now()
        for _, row in frame.iterrows():
            school = _every(session, Organisation, Organisation.name == row["学校"])[0]
            here = _every(session, StaffMember, StaffMember.school_id == school.id)
            if any(one.name == row["姓名"] for one in here):
                continue
            made = {"school_id": school.id, "made_by": 1, "made_at": now}
            person = StaffMember(name=row["姓名"], phone=row["手机"], birth_month=row["出生年月"], **made)
            session.add(person)
            session.flush()
            since = pd.Timestamp(row["到岗日期"]).date()
            session.add(StaffPost(staff_id=person.id or 0, kind=kinds[row["类别"]], since=since, **made))
            issued = pd.Timestamp(row["发证日期"]).date()
            session.add(Certificate(
                staff_id=person.id or 0, kind=row["证书种类"], number=row["证书编号"], issued_on=issued
            ))  # fmt: skip
            session.flush()
            audit.record(session, actor, "staff.added", person, org_id=school.id)
            new += 1
    return [new]


CONTENDERS: dict[str, Callable[[], object]] = {
    "find": find, "find_naive": find_naive, "load": load, "load_naive": load_naive, "again": load,
    "again_naive": load_naive,
}  # fmt: skip


def prepare() -> None:
    """A database of 300 schools, and a roster of their people."""
    Base.metadata.create_all(engine())
    with writing() as session:
        _places(session)
    engine().dispose()
    people = seeded(SEED, PEOPLE).people
    rows = [
        (f"{one.name}{at}", one.birth_month or "1985-05", mobile(one.phone), "专职" if at % 3 else "兼职",
         f"试验第{at % SCHOOLS}中学", "2022-09-01", "心理健康教育教师资格证", f"XL{at:06d}", "2021-06-30")
        for at, one in enumerate(people)
    ]  # fmt: skip
    (settings.current().var / "roster.xlsx").write_bytes(workbook([Table("名册", HEADERS, rows)]))
    sys.stdout.write("done\n")


def _places(session: Session) -> None:
    session.add(Organisation(level=Level.COUNTY, name="试验区", path="/1/", id=1))
    session.flush()
    session.execute(insert(Organisation), [
        {"id": at + 2, "parent_id": 1, "level": Level.SCHOOL, "name": f"试验第{at}中学", "path": f"/1/{at + 2}/"}
        for at in range(SCHOOLS)
    ])  # fmt: skip
    facts = {"stages": "junior", "setting": next(iter(Setting)), "district": "", "alliance": "", "pilot": False}
    session.execute(insert(SchoolFacts), [{"school_id": at + 2, "boarding": False, **facts} for at in range(SCHOOLS)])
    account_row(session, "keeper", "researcher", 1)


def _every(session: Session, table: Any, *where: Any) -> list[Any]:
    return list(session.exec(within(SYSTEM_SCOPE, select(table).where(*where), table).order_by(col(table.id))))


def _actor() -> Actor:
    return Actor(1, "bench", "bench", 1, (Grant(roles()["researcher"], 1, "/1/"),))


def _print(found: dict[str, list[tuple[float, float, Any]]], rounds: int) -> None:
    print(
        f"\nStaff: {SCHOOLS} schools, SQLite; milliseconds of processor time of a process, medians of {rounds} rounds"
    )
    print(f"load of the machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors\n")
    print("| step | ours ms | naive ms | naive ÷ ours | ours MB | naive MB |\n|---|---:|---:|---:|---:|---:|")
    for role, name in NAMES.items():
        own, other = found[role], found[f"{role}_naive"]
        spent = [[each[2][2] if role == "find" else each[0] for each in side] for side in (own, other)]
        ratio = median(theirs / mine for mine, theirs in zip(*spent, strict=True))
        peaks = [median(each[1] for each in side) for side in (own, other)]
        cells = (median(spent[0]), median(spent[1]), ratio, *peaks)
        print("| {} | {:,.0f} | {:,.0f} | {:.1f}× | {:.0f} | {:.0f} |".format(name, *cells))
    for role in ("find", "find_naive"):
        recall, precision, _ = found[role][0][2]
        print(f"{role}: recall {recall:.3f}, precision {precision:.3f}")


if __name__ == "__main__":
    main() if len(sys.argv) > 1 else run()
