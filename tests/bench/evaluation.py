"""A round of 1,000 schools, 3 raters each, 60 items: deciding its results, its result page, its heat map; on SQLite.

Every contender runs in a process of its own, in turn. The peer loads rows as objects and sums in Python.
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
from decimal import Decimal
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np
from sqlalchemy import insert
from sqlmodel import Session, col, select

import core.tables  # noqa: F401  # every table must be known
from core import clock, settings
from core.access import SYSTEM_SCOPE, Actor, Grant
from core.accounts.packs import roles
from core.database import Base, engine, reading, within, writing
from core.evaluation import queries
from core.evaluation.actions.deciding import decide_results
from core.evaluation.actions.loading import loaded_round
from core.evaluation.rules.freezing import frozen, thawed
from core.evaluation.rules.headings import first_level
from core.evaluation.rules.marks import Mark, packed, unpacked
from core.evaluation.rules.merging import merged
from core.evaluation.rules.spec import Anchor, GradeLine, Item, Kind, Node, Purpose, RubricSpec, Source
from core.evaluation.rules.states import AssignmentState, EntryState, RoundKind, RoundState
from core.evaluation.tables import Assignment, Entry, EntryResult, ItemMark, Outcome, Round
from core.organisations.rules import Level
from core.organisations.tables import Organisation
from tests.world import account_row

SCHOOLS, RATERS, NODES, ITEMS = 1_000, 3, 5, 12  # items an indicator
PAGE, REPEATS, ROUND = 20, 7, 1
STEPS = tuple(Anchor(label=f"第 {at} 档", score=Decimal(points)) for at, points in enumerate((0, 1, 3, 5)))
RUBRIC = RubricSpec(
    key="bench",
    version="1",
    title="测速评分表",
    purpose=Purpose.SCHOOL,
    source=Source(document="测速"),
    nodes=tuple(Node(code=str(node), title=f"指标 {node}") for node in range(NODES)),
    items=tuple(
        Item(code=f"{node}.{item}", parent=str(node), title=f"条目 {node}.{item}", kind=Kind.ANCHORS, points=Decimal(5),
             anchors=STEPS)
        for node in range(NODES) for item in range(ITEMS)
    ),
    lines=(GradeLine(title="优秀", at_least=Decimal(240)), GradeLine(title="合格", at_least=Decimal(150))),
)  # fmt: skip
CODES = [heading.code for heading in first_level(RUBRIC)]
NAMES = {
    "decide": "results decided and stored",
    "page": "result page: sums, 20 schools, weakest items, means",
    "heat": "heat map: 20 schools × indicators",
}


def main() -> None:
    """One contender on the database of SHOUWANG_VAR: prints milliseconds and megabytes as JSON."""
    role = sys.argv[1]
    if role == "prepare":
        prepare()
        return
    do = CONTENDERS[role]
    times = [_milliseconds(do) for _ in range(1 if role.startswith("decide") else REPEATS)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps([median(times), peak]) + "\n")


def run(rounds: int = 3) -> None:
    """All contenders in turn, `rounds` times; prints medians and ratios of the same rounds."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        _ask("prepare", made)
        for number in range(rounds):
            for role in CONTENDERS:
                place = Path(folder) / f"{role}{number}"
                shutil.copytree(made / ("open" if role.startswith("decide") else "decided"), place)
                milliseconds, megabytes = json.loads(_ask(role, place))
                found[role].append((milliseconds, megabytes))
                shutil.rmtree(place)
    _print(found, rounds)


def _ask(role: str, folder: Path) -> str:
    env = os.environ | {"SHOUWANG_VAR": str(folder), "SHOUWANG_REHEARSAL": "1"}
    env["DATABASE_URL"] = f"sqlite:///{folder / 'bench.db'}"
    command = [sys.executable, "-m", "tests.bench.evaluation", role]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1:][0]


def _milliseconds(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def decide() -> None:
    """The product."""
    with writing() as session:
        decide_results(session, _actor(), loaded_round(session, SYSTEM_SCOPE, ROUND))


def decide_naive() -> None:
    """Rows as objects, school by school; results added one by one. The rules of merging are the same."""
    with writing() as session:
        round_ = loaded_round(session, SYSTEM_SCOPE, ROUND)
        spec, actor, now = thawed(round_.rubric), _actor(), clock.now()
        for entry in _every(session, Entry):
            sheets = []
            for one in _every(session, Assignment, Assignment.entry_id == entry.id):
                marks = _every(session, ItemMark, ItemMark.assignment_id == one.id)
                sheets.append({mark.code: unpacked(mark.value) for mark in marks})
            keys = {"round_id": ROUND, "entry_id": entry.id, "school_id": entry.school_id}
            for standard, result in merged(spec, sheets, {}, round_.rule).standards.items():
                total = {"total": result.total, "most": result.most, "grade": result.grade or ""}
                session.add(EntryResult(**keys, **total, standard=standard, decided_by=actor.user_id, decided_at=now))
                for is_item, scores in ((False, result.nodes), (True, result.items)):
                    for code, score in scores.items():
                        facts = {"code": code, "is_item": is_item, "score": score.score, "most": score.most}
                        session.add(Outcome(**keys, **facts, standard=standard))


def page() -> object:
    """The product's questions."""
    of = {"round_id": ROUND, "standard": ""}
    with reading() as session:
        return (
            queries.result_sums(session, SYSTEM_SCOPE, **of),
            queries.result_rows(session, SYSTEM_SCOPE, offset=0, limit=PAGE, **of),
            queries.weakest(session, SYSTEM_SCOPE, **of),
            queries.round_means(session, SYSTEM_SCOPE, codes=CODES, **of),
        )


def page_naive() -> object:
    """Every row as an object, summed in Python."""
    with reading() as session:
        results, outcomes = _every(session, EntryResult), _every(session, Outcome)
        names = {one.id: one.name for one in _every(session, Organisation)}
    grades: dict[str, int] = defaultdict(int)
    shares: dict[str, list[float]] = defaultdict(list)
    for row in results:
        grades[row.grade] += 1
    for one in outcomes:
        if one.most and not one.na:
            shares[one.code].append(float(one.score / one.most))
    means = {code: fmean(each) for code, each in shares.items()}
    board = sorted(results, key=lambda row: names[row.school_id])[:PAGE]
    mean = fmean(float(row.total) for row in results)
    return grades, mean, board, sorted(means, key=means.__getitem__)[:8], [means[code] for code in CODES]


def heat() -> object:
    """The product's question."""
    entries = list(range(1, PAGE + 1))
    with reading() as session:
        return queries.heat(session, SYSTEM_SCOPE, round_id=ROUND, standard="", codes=CODES, entry_ids=entries)


def heat_naive() -> object:
    """Every outcome as an object, the page's picked out in Python."""
    with reading() as session:
        outcomes = _every(session, Outcome)
    return [one.score / one.most for one in outcomes if one.entry_id <= PAGE and one.code in CODES]


CONTENDERS: dict[str, Callable[[], object]] = {
    "decide": decide, "decide_naive": decide_naive, "page": page, "page_naive": page_naive, "heat": heat,
    "heat_naive": heat_naive,
}  # fmt: skip


def prepare() -> None:
    """Two databases: one with every sheet handed in, and the same with its results decided and public."""
    Base.metadata.create_all(engine())
    with writing() as session:
        _places(session)
        _sheets(session)
    folder = settings.current().var
    engine().dispose()
    for name in ("open", "decided"):
        (folder / name).mkdir()
    shutil.copy(folder / "bench.db", folder / "open" / "bench.db")
    decide()
    with writing() as session:
        loaded_round(session, SYSTEM_SCOPE, ROUND).state = RoundState.PUBLICITY
    engine().dispose()
    shutil.copy(folder / "bench.db", folder / "decided" / "bench.db")
    sys.stdout.write("done\n")


def _places(session: Session) -> None:
    session.add(Organisation(level=Level.COUNTY, name="试验区", path="/1/", id=1))
    session.flush()
    session.execute(insert(Organisation), [
        {"id": at + 2, "parent_id": 1, "level": Level.SCHOOL, "name": f"试验第{at}中学", "path": f"/1/{at + 2}/"}
        for at in range(SCHOOLS)
    ])  # fmt: skip
    for at in range(RATERS):
        account_row(session, f"rater{at}", "reviewer", 1)
    day = clock.today()
    session.add(Round(
        id=ROUND, org_id=1, kind=RoundKind.CREATION, title="测速", school_year=2025, rubric_key="bench",
        rubric_version="1", rubric=frozen(RUBRIC), state=RoundState.MODERATION, opens_on=day, self_until=day,
        review_until=day, publicity_until=day, made_by=1, made_at=clock.now(),
    ))  # fmt: skip
    session.flush()


def _sheets(session: Session) -> None:
    now, noise = clock.now(), np.random.default_rng(7)
    session.execute(insert(Entry), [
        {"id": at + 1, "round_id": ROUND, "school_id": at + 2, "state": EntryState.SUBMITTED} for at in range(SCHOOLS)
    ])  # fmt: skip
    session.execute(insert(Assignment), [
        {"id": 1 + at * RATERS + rater, "round_id": ROUND, "entry_id": at + 1, "school_id": at + 2,
         "rater_id": rater + 1, "state": AssignmentState.SUBMITTED, "assigned_by": 1, "assigned_at": now}
        for at in range(SCHOOLS) for rater in range(RATERS)
    ])  # fmt: skip
    kept = [(packed(Mark.of(at)), step.score) for at, step in enumerate(STEPS)]
    for at in range(SCHOOLS):
        chosen = noise.integers(0, len(STEPS), (RATERS, len(RUBRIC.items))).tolist()
        session.execute(insert(ItemMark), [
            {"assignment_id": 1 + at * RATERS + rater, "round_id": ROUND, "school_id": at + 2, "code": item.code,
             "value": kept[place][0], "points": kept[place][1], "at": now}
            for rater in range(RATERS) for item, place in zip(RUBRIC.items, chosen[rater], strict=True)
        ])  # fmt: skip


def _every(session: Session, table: Any, *where: Any) -> list[Any]:
    return list(session.exec(within(SYSTEM_SCOPE, select(table).where(*where), table).order_by(col(table.id))))


def _actor() -> Actor:
    return Actor(1, "bench", "bench", 1, (Grant(roles()["researcher"], 1, "/1/"),))


def _print(found: dict[str, list[tuple[float, float]]], rounds: int) -> None:
    marks = SCHOOLS * RATERS * len(RUBRIC.items)
    print(f"\nEvaluation: {SCHOOLS:,} schools × {RATERS} raters × {len(RUBRIC.items)} items = {marks:,} marks, SQLite;")
    print(f"milliseconds of processor time and peak megabytes of a process, medians of {rounds} interleaved rounds\n")
    print("| step | ours ms | naive ms | naive ÷ ours | ours MB | naive MB |\n|---|---:|---:|---:|---:|---:|")
    for role, name in NAMES.items():
        own, other = found[role], found[f"{role}_naive"]
        ratio = median(b[0] / a[0] for a, b in zip(own, other, strict=True))
        (mine, my_peak), (theirs, peak) = (
            [median(column) for column in zip(*each, strict=True)] for each in (own, other)
        )
        print(f"| {name} | {mine:,.1f} | {theirs:,.1f} | {ratio:.1f}× | {my_peak:.0f} | {peak:.0f} |")


if __name__ == "__main__":
    main() if len(sys.argv) > 1 else run()
