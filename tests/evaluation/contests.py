"""Contests, nominations and sheets put there by nobody. Everybody in here is fictitious."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from core import clock
from core.activities.rules import ActivityKind, ReportState, SeasonKind, SeasonState
from core.activities.tables import Activity, ActivityFile, Season
from core.database import files
from core.evaluation.rules.contests import AwardLevel, ContestDraft, packed_awards
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import ContestState, ContestSubject, NominationState
from core.evaluation.tables import Contest, ContestJudge, Judgement, Nomination
from core.library.rules import ResourceKind, ResourceState
from core.library.tables import Resource
from tests.evaluation.builders import AT, SMALL
from tests.world import World

FIRST, SECOND = AwardLevel("first", "一等奖", 1), AwardLevel("second", "二等奖", 2)
TODAY = date(2026, 6, 1)
LATER = date(2026, 6, 20)
SHEET = RubricSpec(
    **SMALL.model_dump(include={"purpose", "source", "version"}),
    key="works",
    title="作品评分表",
    total=Decimal(20),
    items=(
        Item(code="1", title="主题", points=Decimal(10)),
        Item(code="2", title="效果", points=Decimal(10)),
    ),
)


def a_draft(world: World, at: str = "county", **other: Any) -> ContestDraft:
    """A contest of reports with two levels of awards that asks for nominations until 20 June 2026."""
    draft = ContestDraft(
        world.orgs[at], ContestSubject.REPORTS, "5·25 活动评选", clock.today().year, "pack:activity_award",
        (FIRST, SECOND), LATER, LATER, "选出可以推广的活动", None, 2, 1,
    )  # fmt: skip
    return draft._replace(**other)


def a_contest(session: Session, world: World, state: ContestState = ContestState.NOMINATING, **other: Any) -> int:
    """A contest of the county in which schools may nominate, unless told otherwise. Answers its id."""
    at = other.pop("at", "county")
    facts: dict[str, Any] = {
        "org_id": world.orgs[at], "subject": ContestSubject.REPORTS, "title": "5·25 活动评选", "year": 2026,
        "rubric": SHEET.model_dump(mode="json"), "awards": packed_awards((FIRST, SECOND)), "quota": 2, "forward": 1,
        "nominate_until": LATER, "review_until": LATER, "state": state, "made_by": world.accounts["researcher"],
        "made_at": AT,
    }  # fmt: skip
    row = Contest(**facts | other)
    session.add(row)
    session.flush()
    return row.id or 0


def a_judge(session: Session, world: World, contest_id: int, who: str = "reviewer") -> None:
    """Somebody who judges."""
    session.add(ContestJudge(contest_id=contest_id, account_id=world.accounts[who], at=AT))
    session.flush()


def a_report(session: Session, world: World, at: str = "a", **other: Any) -> int:
    """An accepted report of a school, of no season unless one is told. Answers its id."""
    facts: dict[str, Any] = {
        "org_id": world.orgs[at], "kind": ActivityKind.SHOW, "title": "心理剧展演", "held_on": date(2026, 5, 25),
        "until": date(2026, 5, 25), "sessions": 2, "pupils": 300, "note": "六个班同台演出", "state": ReportState.ACCEPTED,
        "made_by": world.accounts["counsellor_a"], "made_at": AT, "works": {}, "partners": [],
    }  # fmt: skip
    row = Activity(**facts | other)
    session.add(row)
    session.flush()
    return row.id or 0


def a_season(session: Session, world: World, *, counts_sent: bool = False) -> int:
    """An open season of the county. Answers its id."""
    row = Season(
        org_id=world.orgs["county"], kind=SeasonKind.MAY_25, title="5·25 活动月", school_year=2025,
        starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31), report_until=date(2026, 6, 5), checklist={},
        counts_sent=counts_sent, state=SeasonState.OPEN, made_by=world.accounts["researcher"], made_at=AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def a_file(session: Session, world: World, activity_id: int, content: bytes, **other: Any) -> int:
    """A kept file of a report. Answers its id."""
    facts: dict[str, Any] = {
        "activity_id": activity_id, "title": "示例学生小周的照片", "kind": "jpeg", "digest": files.keep(content),
        "size": len(content), "made_by": world.accounts["counsellor_a"], "made_at": AT,
    }  # fmt: skip
    row = ActivityFile(**facts | other)
    session.add(row)
    session.flush()
    return row.id or 0


def a_resource(session: Session, world: World, at: str = "a", **other: Any) -> int:
    """A resource that a school sent in. Answers its id."""
    facts: dict[str, Any] = {
        "org_id": world.orgs[at], "kind": ResourceKind.LESSON, "title": "考试前的一周", "author": "周示例", "year": 2026,
        "licence": "own_shared",
        "state": ResourceState.SENT, "made_by": world.accounts["counsellor_a"], "made_at": AT,
    }  # fmt: skip
    row = Resource(**facts | other)
    session.add(row)
    session.flush()
    return row.id or 0


def a_nomination(session: Session, world: World, contest_id: int, at: str = "a", **other: Any) -> int:
    """A report of the school (its own new one, unless told) in a contest. Answers the nomination's id."""
    if "activity_id" not in other and "resource_id" not in other:
        other["activity_id"] = a_report(session, world, at, title=other.pop("title", "心理剧展演"))
    facts: dict[str, Any] = {
        "contest_id": contest_id, "school_id": world.orgs[at], "reason": "人人有角色", "at": AT,
        "by_id": world.accounts["counsellor_a"], "state": NominationState.NOMINATED,
    }  # fmt: skip
    row = Nomination(**facts | other)
    session.add(row)
    session.flush()
    return row.id or 0


def a_sheet(session: Session, world: World, nomination_id: int, points: tuple[int, int], who: str = "reviewer") -> None:
    """A judge's whole sheet: the points of the two items."""
    row = Judgement(
        nomination_id=nomination_id, account_id=world.accounts[who], total=Decimal(sum(points)), done_at=AT, edition=1,
        marks={code: packed(Mark.of(value)) for code, value in zip("12", points, strict=True)},
    )  # fmt: skip
    session.add(row)
    session.flush()


def judged(
    session: Session, world: World, points: dict[str, tuple[int, int]], **other: Any
) -> tuple[int, dict[str, int]]:
    """A contest in review, one report of each school, all judged by the reviewer. Answers it and the nominations."""
    contest_id = a_contest(session, world, ContestState.REVIEW, **other)
    a_judge(session, world, contest_id)
    found = {at: a_nomination(session, world, contest_id, at) for at in points}
    for at, one in found.items():
        a_sheet(session, world, one, points[at])
    return contest_id, found
