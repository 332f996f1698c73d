"""Public education on record: calls day by day, workbooks taken in whole or not at all, sums by who may see what."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE, Capability
from core.activities import actions, packs, queries
from core.activities.queries import HotlineRow
from core.activities.rules import ActivityKind, ReportState
from core.activities.rules.hotline import HotlineFacts, calls_in, mean_minutes
from core.activities.rules.public import PublicTotals, Sum, by_kind, by_month, summed
from core.activities.rules.public_sheet import public_columns
from core.activities.tables import Activity
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.sheets.export import csv_bytes, template
from core.sheets.read import read
from tests.activities.builders import an_activity
from tests.activities.public_builders import some_calls
from tests.world import World

SINCE, UNTIL = date(2025, 9, 1), date(2026, 8, 31)
MONDAY = date(2026, 3, 2)
CALLS = HotlineFacts(MONDAY, "mood", 3, Decimal("1.5"))
HEAD = (
    "日期",
    "类别",
    "名称",
    "地点",
    "期/场次",
    "学生人次",
    "教师人次",
    "家长人次",
    "社区人次",
    "合作单位",
    "举办单位",
)
ROW = ("2026-03-01", "家长课堂", "考前怎样陪孩子", "礼堂", "2", "", "", "120", "", "云溪区妇联", "云溪一小")
TAKEN = ("日期", "类别", "接听次数", "平均接起分钟")


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def act(world: World, verb: Any, who: str = "centre", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def taken(world: World, facts: HotlineFacts = CALLS, who: str = "centre", at: str = "county") -> int:
    return int(act(world, actions.record_hotline, who, org_id=world.orgs[at], facts=facts))


def on_record() -> list[HotlineRow]:
    with reading() as session:
        return queries.hotline_counts(session, SYSTEM_SCOPE, since=SINCE, until=UNTIL)


def totals(world: World, who: str = "centre") -> PublicTotals:
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_ACTIVITIES)
        return queries.public_totals(session, scope, since=SINCE, until=UNTIL)


def held() -> list[Activity]:
    with reading() as session:
        return list(session.exec(unowned(select(Activity).order_by(Activity.id), Activity)))  # type: ignore[arg-type]  # a column


def imported(world: World, rows: list[tuple[str, ...]], who: str = "centre", at: str = "county") -> Any:
    given = {"org_id": world.orgs[at], "content": csv_bytes(HEAD, rows), "filename": "宣教.csv"}
    check = act(world, actions.check_public, who, **given)
    assert check.problems == ()
    return act(world, actions.import_public, who, check=check)


def wrong(world: World, rows: list[tuple[str, ...]]) -> list[tuple[int, str, str]]:
    given = {"org_id": world.orgs["county"], "content": csv_bytes(HEAD, rows), "filename": "宣教.csv"}
    check = act(world, actions.check_public, **given)
    with pytest.raises(Refused, match=r"activities\.check_first"):
        act(world, actions.import_public, check=check)
    return [(one.row, one.title, one.code) for one in check.problems]


def test_calls_are_taken_down_put_right_and_taken_back(world: World) -> None:
    first = taken(world)
    act(world, actions.change_hotline, hotline_id=first, facts=CALLS._replace(calls=5))
    assert [row.facts for row in on_record()] == [CALLS._replace(calls=5)]
    act(world, actions.remove_hotline, hotline_id=first)
    assert on_record() == []
    with pytest.raises(NotFound):
        act(world, actions.change_hotline, hotline_id=first, facts=CALLS)
    assert taken(world) != first, "what was taken back stands in nobody's way"


def test_a_day_and_category_is_taken_down_once_a_place(world: World) -> None:
    taken(world)
    with pytest.raises(Refused, match=r"activities\.hotline_known"):
        taken(world)
    taken(world, CALLS._replace(category="study"))
    other = taken(world, who="counsellor_a", at="a")
    with pytest.raises(Refused, match=r"activities\.hotline_known"):
        act(world, actions.change_hotline, hotline_id=taken(world, CALLS._replace(taken_on=SINCE)), facts=CALLS)
    act(world, actions.change_hotline, who="counsellor_a", hotline_id=other, facts=CALLS._replace(calls=9))


def test_calls_that_a_colleague_put_right_are_not_written_over(world: World) -> None:
    first = taken(world)
    (seen,) = on_record()
    act(world, actions.change_hotline, hotline_id=first, facts=CALLS._replace(calls=5), edition=seen.edition)
    with pytest.raises(Conflict):
        act(world, actions.change_hotline, hotline_id=first, facts=CALLS._replace(calls=4), edition=seen.edition)
    (now,) = on_record()
    act(world, actions.change_hotline, hotline_id=first, facts=CALLS._replace(calls=6), edition=now.edition)


def test_a_school_keeps_its_own_hotline_and_a_leader_none(world: World) -> None:
    with pytest.raises(NotFound):
        taken(world, who="counsellor_b", at="a")
    with pytest.raises(NotAllowed):
        taken(world, who="leader")


def test_sums_take_what_counts_and_leave_the_rest(world: World) -> None:
    with writing() as session:
        an_activity(session, world, held_on=date(2025, 10, 11), sessions=2, parents=120, community=30)
        an_activity(session, world, "b", held_on=date(2025, 10, 12), kind=ActivityKind.VISIT, sessions=8, parents=9)
        an_activity(session, world, kind=ActivityKind.CLASS)
        an_activity(session, world, state=ReportState.DRAFT)
        an_activity(session, world, state=ReportState.RETURNED)
        an_activity(session, world, removed_at=datetime(2026, 1, 1, tzinfo=UTC))
        an_activity(session, world, held_on=date(2025, 8, 31))
        some_calls(session, world, calls=1, minutes=Decimal(10))
        some_calls(session, world, "b", category="study", calls=9, minutes=Decimal(1))
        some_calls(session, world, category="other", calls=40)
    found = totals(world)
    assert by_kind(found.held)[ActivityKind.LECTURE] == Sum(1, 2, 150)
    assert by_kind(found.held)[ActivityKind.VISIT] == Sum(1, 8, 9)
    assert by_month(found.held) == {date(2025, 10, 1): Sum(2, 10, 159)}
    assert (calls_in(found.calls), mean_minutes(found.calls)) == (50, Decimal("1.9"))
    own = totals(world, "counsellor_a")
    assert (summed(own.held), calls_in(own.calls)) == (Sum(1, 2, 150), 41)
    assert not totals(world, "counsellor_c")


def test_a_workbook_is_written_once_and_changes_what_it_says_alone(world: World) -> None:
    lecture = ("2026-02-20", "宣讲", "开学第一课", "", "", "300", "", "", "", "示例师范大学、示例书店", "")
    assert imported(world, [ROW, lecture]) == (2, 0, 0)
    one, two = held()
    assert (one.org_id, one.kind, one.sessions, one.parents, one.pupils) == (
        world.orgs["a"], ActivityKind.PARENTS, 2, 120, None,
    )  # fmt: skip
    assert (one.partners, two.partners) == (["women"], ["university", "other"])
    assert (two.org_id, two.sessions, two.pupils) == (world.orgs["county"], 1, 300)
    assert imported(world, [ROW, lecture]) == (0, 0, 2)
    assert imported(world, [(*ROW[:3], "", "3", *ROW[5:])]) == (0, 1, 0)
    again = held()[0]
    assert (len(held()), again.sessions, again.place, again.parents) == (2, 3, "礼堂", 120)
    with reading() as session:
        acts = session.exec(unowned(select(AuditEvent.action), AuditEvent)).all()
    assert list(acts) == ["public.imported"] * 3, "one act a file, checks are none"


def test_what_was_reported_for_a_season_is_not_entered_again(world: World) -> None:
    """Also while it is with the school to be completed: once it is sent again, it would count twice."""
    told = {"held_on": date(2026, 3, 1), "kind": ActivityKind.PARENTS, "parents": 80}
    with writing() as session:
        an_activity(session, world, title="考前怎样 陪孩子", state=ReportState.ACCEPTED, **told)
        an_activity(session, world, title="考后怎样陪孩子", state=ReportState.RETURNED, **told)
    assert imported(world, [ROW, (*ROW[:2], "考后怎样陪孩子", *ROW[3:])]) == (0, 0, 2)
    assert [row.parents for row in held()] == [80, 80]


def test_everything_wrong_in_a_workbook_is_told_at_once(world: World) -> None:
    found = wrong(
        world,
        [
            ROW,
            ("2026-03-03", *ROW[1:]),
            ("2026-02-31", "打球", *ROW[2:4], "许多", "很多", *ROW[6:]),
            (*ROW[:7], "", *ROW[8:]),
            ROW,
            (*ROW[:10], "没有的学校"),
        ],
    )
    assert found == [
        (3, "日期", "activities.held_unlikely"),
        (4, "日期", "activities.held_unlikely"),
        (4, "类别", "activities.public_kind"),
        (4, "期/场次", "activities.sessions_unlikely"),
        (4, "学生人次", "activities.attendances_unlikely"),
        (5, "家长人次", "activities.audience_needed"),
        (6, "名称", "activities.public_twice"),
        (7, "举办单位", "activities.public_org"),
    ]
    assert held() == []


def test_a_school_takes_in_its_own_alone(world: World) -> None:
    given = {"org_id": world.orgs["a"], "content": csv_bytes(HEAD, [(*ROW[:10], "云溪中学")]), "filename": "宣教.csv"}
    check = act(world, actions.check_public, "counsellor_a", **given)
    assert [one.code for one in check.problems] == ["activities.public_org"]
    with pytest.raises(NotFound):
        act(world, actions.check_public, "counsellor_b", **given)


def test_the_template_is_read_back_without_its_example(world: World) -> None:
    content = template("宣教活动", public_columns(tuple(packs.partners().values())))
    check = act(world, actions.check_public, org_id=world.orgs["county"], content=content, filename="模板.xlsx")
    assert (check.problems, check.planned, check.ready) == ((), (), False)


def test_a_sheet_of_calls_is_written_once_and_keeps_minutes_it_does_not_tell(world: World) -> None:
    taken(world)
    taken(world, CALLS._replace(taken_on=SINCE))

    def load(rows: list[tuple[str, ...]]) -> Any:
        given = {"org_id": world.orgs["county"], "content": csv_bytes(TAKEN, rows), "filename": "热线.csv"}
        return act(world, actions.import_hotline, check=act(world, actions.check_hotline, **given))

    rows = [("2026-03-02", "情绪", "4", ""), ("2026/3/1", "考试焦虑", "2次", "0.5分钟")]
    assert load(rows) == (1, 1, 0)
    assert load(rows) == (0, 0, 2)
    assert [row.facts for row in on_record()] == [
        CALLS._replace(calls=4),
        HotlineFacts(date(2026, 3, 1), "study", 2, Decimal("0.5")),
        CALLS._replace(taken_on=SINCE),
    ]


def test_everything_wrong_in_a_sheet_of_calls_is_told_at_once(world: World) -> None:
    rows = [("2026-03-02", "情绪困扰", "4", ""), ("2026-03-03", "天气", "零", "很久"), ("2026-03-02", "情绪", "1", "")]
    given = {"org_id": world.orgs["county"], "content": csv_bytes(TAKEN, rows), "filename": "热线.csv"}
    check = act(world, actions.check_hotline, **given)
    assert [(one.row, one.code) for one in check.problems] == [
        (3, "activities.hotline_category"),
        (3, "activities.hotline_calls"),
        (3, "activities.hotline_minutes"),
        (4, "activities.hotline_twice"),
    ]


def test_the_sums_are_taken_along_as_a_workbook(world: World) -> None:
    with writing() as session:
        an_activity(session, world, held_on=date(2025, 10, 11), sessions=2, parents=120)
        some_calls(session, world, calls=6, minutes=Decimal("2.5"))
    content = act(world, actions.export_public, "leader", org_id=world.orgs["county"], since=SINCE, until=UNTIL)
    sheets = {sheet.name: sheet.frame.rows() for sheet in read(content, "汇总.xlsx").sheets}
    assert sheets["按类别"][1] == ("讲座宣讲", "1", "2", "期", "120")
    assert sheets["按月"][1] == ("2025-10", "2", "120", "6")
    assert [sheets["按单位"][1][at] for at in (0, 1, 2, -2, -1)] == ["云溪一小", "2", "120", "6", "2.5"]
    assert ("情绪困扰", "6", "2.5") in sheets["热线类别"]
