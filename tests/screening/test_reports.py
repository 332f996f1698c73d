"""A school reports its numbers, the bureau reviews them, the sums go up with small numbers hidden."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import update
from sqlmodel import col

from core import audit
from core.access import SYSTEM_SCOPE, Capability, Scope
from core.cases.rules.states import WarningState
from core.cases.rules.tiering import Tier
from core.cases.tables import Warning
from core.database import reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.screening import actions, queries
from core.screening.actions import reports
from core.screening.queries import ReportRow
from core.screening.rules.report_sums import Sums
from core.screening.rules.reporting import Figures, ReportState, Standing
from core.screening.tables import Report
from tests.screening.builders import a_campaign
from tests.screening.classes import Screened, screened
from tests.world import World

REVIEW, METRICS, WORK = Capability.REVIEW_REPORTS, Capability.VIEW_METRICS, Capability.WORK_CASES
WAITING, IN_CARE = WarningState.AWAITING_INTERVIEW, WarningState.IN_CARE
WHO = {"a": "counsellor_a", "b": "counsellor_b"}


@pytest.fixture
def kept(world: World) -> Screened:
    return screened(world)


def sent(world: World, kept: Screened, at: str = "a", statement: str = "已访谈一半", who: str | None = None) -> int:
    with writing() as session:
        return actions.submit_report(
            session, world.actor(who or WHO[at]), campaign_id=kept.campaign, school_id=world.orgs[at],
            statement=statement,
        )  # fmt: skip


def returned(world: World, report: int, note: str = "请补上访谈进度", who: str = "centre") -> None:
    with writing() as session:
        actions.return_report(session, world.actor(who), report_id=report, note=note)


def accepted(world: World, report: int, who: str = "centre") -> None:
    with writing() as session:
        actions.accept_report(session, world.actor(who), report_id=report)


def own(world: World, kept: Screened, at: str = "a") -> ReportRow | None:
    with reading() as session:
        scope = world.actor(WHO[at]).over(WORK)
        return queries.own_report(session, scope, campaign_id=kept.campaign, school_id=world.orgs[at])


def seen(world: World, kept: Screened, who: str = "centre") -> list[ReportRow]:
    with reading() as session:
        return queries.reports(session, world.actor(who).over(REVIEW), campaign_id=kept.campaign)


def summed(world: World, kept: Screened, who: str = "leader", at: str = "county") -> Sums:
    actor = world.actor(who)
    with reading() as session:
        return queries.report_sums(
            session, actor.over(METRICS), campaign_id=kept.campaign, org_id=world.orgs[at], exact=actor.over(REVIEW)
        )


def test_a_report_counts_the_schools_own_balance_without_names(world: World, kept: Screened) -> None:
    sent(world, kept)
    report = own(world, kept)
    assert report is not None
    assert report.state is ReportState.SUBMITTED
    assert report.figures == Figures(4, 4, (Standing(WAITING, 4, 1),))
    assert report.submitted_by == world.accounts["counsellor_a"]


def test_what_was_sent_stays_what_it_was(world: World, kept: Screened) -> None:
    report = sent(world, kept)
    statement = update(Warning).where(col(Warning.school_id) == world.orgs["a"]).values(state=IN_CARE)
    with writing() as session:
        session.execute(within(SYSTEM_SCOPE, statement, Warning), execution_options={"synchronize_session": False})
    with reading() as session:
        now = queries.school_figures(session, SYSTEM_SCOPE, campaign_id=kept.campaign, school_id=world.orgs["a"])
    before = own(world, kept)
    assert before is not None
    assert now.standings == (Standing(IN_CARE, 4, 1),)
    assert before.figures.standings == (Standing(WAITING, 4, 1),)
    returned(world, report)
    sent(world, kept)
    after = own(world, kept)
    assert after is not None
    assert after.figures == now


def test_a_draft_is_the_schools_own_and_missing_to_the_bureau(world: World, kept: Screened) -> None:
    with writing() as session:
        actions.draft_report(
            session, world.actor("counsellor_a"), campaign_id=kept.campaign, school_id=world.orgs["a"],
            statement="还没写完",
        )  # fmt: skip
    mine = own(world, kept)
    assert mine is not None
    assert (mine.state, mine.statement) == (ReportState.DRAFT, "还没写完")
    assert [(row.school_id, row.id, row.state, row.statement) for row in seen(world, kept)] == [
        (world.orgs["a"], None, None, ""),
        (world.orgs["b"], None, None, ""),
    ]
    with pytest.raises(NotFound):
        accepted(world, mine.id or 0)


def test_missing_schools_stand_first_then_those_that_wait(world: World, kept: Screened) -> None:
    accepted(world, sent(world, kept, "a"))
    assert [row.school_id for row in seen(world, kept)] == [world.orgs["b"], world.orgs["a"]]
    sent(world, kept, "b")
    rows = seen(world, kept)
    assert [(row.school_id, row.state) for row in rows] == [
        (world.orgs["b"], ReportState.SUBMITTED),
        (world.orgs["a"], ReportState.ACCEPTED),
    ]
    assert seen(world, kept, "centre_c") == []


def test_a_returned_report_is_mended_and_sent_again(world: World, kept: Screened) -> None:
    report = sent(world, kept)
    with pytest.raises(Refused):
        sent(world, kept)
    returned(world, report)
    mine = own(world, kept)
    assert mine is not None
    assert (mine.state, mine.review_note) == (ReportState.RETURNED, "请补上访谈进度")
    assert sent(world, kept, statement="都访谈了") == report
    accepted(world, report)
    with pytest.raises(Refused):
        accepted(world, report)
    with reading() as session:
        acts = audit.events(session, SYSTEM_SCOPE, action="report.")
    assert [act.action for act in reversed(acts)] == [
        "report.submitted", "report.returned", "report.submitted", "report.accepted",
    ]  # fmt: skip
    assert {act.org_id for act in acts} == {world.orgs["a"]}


def test_where_no_level_asks_for_a_second_look_a_report_counts_at_once(
    world: World, kept: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = (Tier(2, "班级", "班级关注", False, 10, 10, "school_days"),)
    monkeypatch.setattr(reports, "tiers_for", lambda *_, **__: alone)
    sent(world, kept)
    mine = own(world, kept)
    assert mine is not None
    assert (mine.state, mine.reviewed_by) == (ReportState.ACCEPTED, None)


def test_a_report_is_not_returned_without_a_word(world: World, kept: Screened) -> None:
    with pytest.raises(Refused) as refusal:
        returned(world, sent(world, kept), note="改改")
    assert refusal.value.code == "reports.say_why"


def test_nobody_accepts_what_they_sent_themselves(world: World, kept: Screened) -> None:
    report = sent(world, kept)
    statement = update(Report).values(submitted_by=world.accounts["centre"])
    with writing() as session:
        session.execute(within(SYSTEM_SCOPE, statement, Report))
    with pytest.raises(Refused) as refusal:
        accepted(world, report)
    assert refusal.value.code == "reports.own_report"


@pytest.mark.parametrize(
    ("who", "at", "refusal"),
    [("counsellor_b", "a", NotFound), ("centre", "a", NotAllowed), ("leader", "a", NotAllowed),
     ("class_teacher_a", "a", NotAllowed)],
)  # fmt: skip
def test_a_school_alone_sends_its_report(
    world: World, kept: Screened, who: str, at: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        sent(world, kept, at, who=who)
    assert own(world, kept, at) is None


def test_a_school_that_the_campaign_does_not_ask_has_nothing_to_report(world: World, kept: Screened) -> None:
    grade_7 = a_campaign(world, grades=(7,), title="只问初一")
    with pytest.raises(Refused) as refusal, writing() as session:
        actions.submit_report(
            session, world.actor("counsellor_a"), campaign_id=grade_7, school_id=world.orgs["a"], statement=""
        )
    assert refusal.value.code == "reports.not_asked"


def test_the_reviewing_bureau_reads_the_sums_of_schools_exactly(world: World, kept: Screened) -> None:
    accepted(world, sent(world, kept, "a"))
    sent(world, kept, "b")
    found = summed(world, kept, "centre")
    by_school = {place.org_id: place for place in found.places}
    assert by_school[world.orgs["a"]].figures == Figures(4, 4, (Standing(WAITING, 4, 1),))
    assert by_school[world.orgs["b"]].figures == Figures()
    assert (found.filed.asked, found.filed.missing, found.filed.of(ReportState.SUBMITTED)) == (2, 0, 1)
    assert found.all_listed == 1


def test_who_only_reads_figures_gets_one_sum_with_small_numbers_hidden(world: World, kept: Screened) -> None:
    accepted(world, sent(world, kept, "a"))
    found = summed(world, kept)
    assert [place.org_id for place in found.places] == [world.orgs["county"]]
    assert found.places[0].figures.tested == 4
    assert [found.cell(0, column) for column in range(4)] == [None] * 4
    assert found.all_listed is None


def test_the_city_sums_by_county_and_asks_at_its_own_height_alone(world: World, kept: Screened) -> None:
    accepted(world, sent(world, kept, "a"))
    found = summed(world, kept, "province_leader", "province")
    assert [place.org_id for place in found.places] == [world.orgs["city"]]
    city = Scope.at(world.paths["city"])
    with reading() as session:
        by_county = queries.report_sums(session, city, campaign_id=kept.campaign, org_id=world.orgs["city"])
        exact = queries.report_sums(session, city, campaign_id=kept.campaign, org_id=world.orgs["city"], exact=city)
    assert [place.org_id for place in by_county.places] == [world.orgs["county"]]
    assert (by_county.column(0), exact.column(0)) == (None, 1)
    with pytest.raises(NotFound):
        summed(world, kept, "province_leader", "county")
    with pytest.raises(NotFound):
        summed(world, kept, "leader", "other_county")


@pytest.mark.parametrize(("who", "gravest"), [("leader", "已隐去"), ("centre", 1)])
def test_the_sums_leave_as_a_workbook_that_hides_what_the_screen_hides(
    world: World, kept: Screened, who: str, gravest: object
) -> None:
    accepted(world, sent(world, kept, "a"))
    with writing() as session:
        content = actions.export_reports(
            session, world.actor(who), campaign_id=kept.campaign, org_id=world.orgs["county"]
        )
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has a sheet
    head, first = rows[1], rows[2]
    assert head[:8] == ("单位", "应报学校", "已通过", "待审核", "退回修改", "未报", "应测", "实测")
    assert first[0] == ("云溪区" if who == "leader" else "云溪一小")
    assert first[8] == gravest
    assert "陈" not in str(rows)
    with reading() as session:
        acts = audit.events(session, SYSTEM_SCOPE, action="reports.exported")
    assert [act.details["exact"] for act in acts] == [who == "centre"]


def test_what_is_written_is_stored_sealed(world: World, kept: Screened) -> None:
    returned(world, sent(world, kept, statement="情况说明原文"))
    with reading() as session:
        rows = session.connection().exec_driver_sql("select statement, review_note from school_report").all()
    stored = b"".join(bytes(cell) for row in rows for cell in row)
    assert "情况说明原文".encode() not in stored
    assert "请补上访谈进度".encode() not in stored
