"""Seasons, schools in them, exemptions, plans, put there by nobody. Everybody in here is fictitious."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from core.activities.rules import ActivityKind, Audience, PlanState, SeasonKind, SeasonState, VisitKind
from core.activities.rules.checklists import ChecklistSpec, EvidenceSpec, ItemSpec, Source
from core.activities.tables import Exemption, Season, SeasonPlan, SeasonSchool, SeasonVisit
from tests.world import LONG_AGO, World

STARTS, ENDS, PLAN_UNTIL, REPORT_UNTIL = date(2026, 5, 1), date(2026, 5, 31), date(2026, 4, 25), date(2026, 6, 10)
IN_SEASON = datetime(2026, 5, 12, 2, tzinfo=UTC)
"""A Tuesday in the middle of the season, ten in the morning in Beijing."""
CHECKLIST = ChecklistSpec(
    key="example",
    version="1",
    title="示例 3 个 1",
    source=Source(document="示例文件"),
    items=(
        ItemSpec(
            code="lecture", title="一场心理健康讲座", short="讲座", kind=ActivityKind.LECTURE,
            audiences=(Audience.PUPILS,), evidence=EvidenceSpec(photos=1),
        ),
        ItemSpec(
            code="parents", title="一次家长课堂", short="家长", kind=ActivityKind.PARENTS, audiences=(Audience.PARENTS,),
            evidence=EvidenceSpec(words=True), due=7,
        ),
        ItemSpec(
            code="career", title="一次生涯体验", short="生涯", kind=ActivityKind.CLASS, audiences=(Audience.PUPILS,),
            stages=("junior", "senior"), required=False,  # type: ignore[arg-type]  # pydantic reads the words
        ),
    ),
)  # fmt: skip
BELOW = {
    "county": ("a", "b"), "other_county": ("c",), "city": ("a", "b", "c"), "province": ("a", "b", "c"),
    "a": ("a",), "b": ("b",), "c": ("c",),
}  # fmt: skip


def a_season(
    session: Session, world: World, *, at: str = "county", state: SeasonState = SeasonState.OPEN, **other: Any
) -> int:
    """A season in May 2026 with CHECKLIST; unless it is a plan, every school below takes part (`schools` names others)."""
    schools = other.pop("schools", () if state is SeasonState.PLANNED else BELOW[at])
    checklist: ChecklistSpec = other.pop("checklist", CHECKLIST)
    usual: dict[str, Any] = {
        "kind": SeasonKind.MAY_25, "title": "2026 年 5·25 心理健康活动月", "school_year": 2025, "starts_on": STARTS,
        "ends_on": ENDS, "plan_until": PLAN_UNTIL, "report_until": REPORT_UNTIL, "guidance": "我爱我，珍爱生命",
    }  # fmt: skip
    known = {**usual, **other, "org_id": world.orgs[at], "state": state, "checklist": checklist.model_dump(mode="json")}
    row = Season(**known, made_by=world.accounts["researcher"], made_at=LONG_AGO)
    session.add(row)
    session.flush()
    session.add_all(
        SeasonSchool(season_id=row.id or 0, school_id=world.orgs[one], added_at=LONG_AGO) for one in schools
    )
    session.flush()
    return row.id or 0


def an_exemption(session: Session, world: World, season_id: int, at: str = "a", item: str = "") -> int:
    """A school need not do one item, or ("") anything."""
    row = Exemption(
        season_id=season_id, school_id=world.orgs[at], item=item, reason="校舍改造", by_id=world.accounts["researcher"],
        at=LONG_AGO,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def a_plan(
    session: Session, world: World, season_id: int, at: str = "a", state: PlanState = PlanState.DRAFT, **other: Any
) -> int:
    """A school's plan with the lecture on 12 May, unless told otherwise."""
    usual: dict[str, Any] = {
        "aims": "人人参与一次活动", "lead": "林示例", "made_at": LONG_AGO, "made_by": world.accounts["counsellor_a"],
        "schedule": {"lecture": {"on": "2026-05-12", "who": "林示例", "where": "报告厅"}},
    }  # fmt: skip
    row = SeasonPlan(**{**usual, **other}, season_id=season_id, school_id=world.orgs[at], state=state)
    session.add(row)
    session.flush()
    return row.id or 0


def a_visit(session: Session, world: World, season_id: int, at: str = "a", **other: Any) -> int:
    """A visit on 12 May, unless told otherwise."""
    usual: dict[str, Any] = {
        "kind": VisitKind.VISIT, "visited_on": date(2026, 5, 12), "seen": "看了一节生命教育课", "advice": "多留照片",
    }  # fmt: skip
    made = {"by_id": world.accounts["researcher"], "at": IN_SEASON}
    row = SeasonVisit(**{**usual, **other, **made}, season_id=season_id, school_id=world.orgs[at])
    session.add(row)
    session.flush()
    return row.id or 0
