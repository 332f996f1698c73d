"""Rounds, entries and assignments written straight into the tables, for tests of what follows from them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE
from core.database import within
from core.evaluation import packs
from core.evaluation.rules.freezing import frozen
from core.evaluation.rules.spec import Item, Kind, Node, Purpose, RubricSpec, Source
from core.evaluation.rules.states import (
    AssignmentState,
    EntryState,
    ResultRule,
    RoundKind,
    RoundState,
)
from core.evaluation.tables import Assignment, Entry, Room, Round
from tests.world import SCHOOL_YEAR, World

AT = datetime(2025, 10, 1, 8, tzinfo=UTC)
OPENS = date(2025, 10, 8)
SELF_UNTIL, REVIEW_UNTIL, PUBLICITY_UNTIL = (OPENS + timedelta(days=days) for days in (20, 50, 60))
SMALL = RubricSpec(
    key="small",
    version="1",
    title="小评分表",
    purpose=Purpose.SUPERVISION,
    source=Source(document="测试用"),
    total=Decimal(20),
    nodes=(Node(code="1", title="条件", points=Decimal(20)),),
    items=(
        Item(code="1.1", parent="1", title="制度", points=Decimal(10)),
        Item(code="1.2", parent="1", title="场地", points=Decimal(10), may_be_na=True),
        Item(code="1.3", parent="1", title="事故", kind=Kind.VETO),
    ),
)
"""20 points in two items, and a veto: small enough to reckon by hand."""


def a_round(
    session: Session,
    world: World,
    *,
    state: RoundState = RoundState.SELF,
    rubric: str | RubricSpec = "supervision_four",
    kind: RoundKind = RoundKind.SUPERVISION,
    at: str = "county",
    **other: object,
) -> int:
    """A round of the organisation `at`, with two raters a school; `other` are columns of Round. Answers its id."""
    spec = packs.rubric(rubric) if isinstance(rubric, str) else rubric
    facts: dict[str, object] = {
        "org_id": world.orgs[at], "kind": kind, "title": "2025 年督导", "school_year": SCHOOL_YEAR, "state": state,
        "rubric_key": spec.key, "rubric_version": spec.version, "rubric": frozen(spec), "opens_on": OPENS,
        "self_until": SELF_UNTIL, "review_until": REVIEW_UNTIL, "publicity_until": PUBLICITY_UNTIL,
        "rule": ResultRule.MEAN, "made_by": world.accounts["researcher"], "made_at": AT,
    }  # fmt: skip
    row = Round(**facts | other)
    session.add(row)
    session.flush()
    return row.id or 0


def an_entry(
    session: Session,
    world: World,
    round_id: int,
    school: str = "a",
    state: EntryState = EntryState.WAITING,
    **other: object,
) -> int:
    """A school in a round; a submitted one was sent by the school's administrator. Answers its id."""
    sent = state is EntryState.SUBMITTED
    facts: dict[str, object] = {
        "round_id": round_id, "school_id": world.orgs[school], "state": state, "submitted_at": AT if sent else None,
        "submitted_by": world.accounts.get(f"school_admin_{school}") if sent else None,
    }  # fmt: skip
    row = Entry(**facts | other)
    session.add(row)
    session.flush()
    return row.id or 0


def an_assignment(
    session: Session,
    world: World,
    entry_id: int,
    rater: str = "reviewer",
    state: AssignmentState = AssignmentState.ASSIGNED,
) -> int:
    """One of the standing people as rater of an entry. Answers the assignment's id."""
    entry = session.exec(within(SYSTEM_SCOPE, select(Entry).where(Entry.id == entry_id), Entry)).one()
    row = Assignment(
        round_id=entry.round_id, entry_id=entry_id, school_id=entry.school_id, rater_id=world.accounts[rater],
        state=state, assigned_by=world.accounts["researcher"], assigned_at=AT,
        submitted_at=AT if state is AssignmentState.SUBMITTED else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def a_room(session: Session, world: World, school: str = "a", name: str = "心理辅导室", **other: object) -> int:
    """A counselling room of a school. Answers its id."""
    row = Room(school_id=world.orgs[school], name=name, **other)
    session.add(row)
    session.flush()
    return row.id or 0


def last(session: Session, kind: Any) -> int:
    """The id of the row of this table that was written last: for cases that are set up beforehand."""
    found = session.exec(within(SYSTEM_SCOPE, select(kind.id).order_by(kind.id.desc()).limit(1), kind)).one()
    return int(found)
