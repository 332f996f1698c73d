"""A confirmed file is stored as a whole or not at all; what it replaces stays readable."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Capability
from core.audit import AuditEvent, verify
from core.cases.queries import Filter, reasons, tally, warnings
from core.cases.rules.states import WarningState
from core.database import Base, bulk, reading, unowned, within, writing
from core.errors import AppError, Conflict, InvalidFile, NotAllowed, Refused
from core.screening.actions import check, close_campaign, confirm, raise_urgent
from core.screening.queries import Chosen, completion, counts, listed, recent_uploads, sheets_of
from core.screening.rules.drafts import ScaleChoice
from core.screening.rules.reasons import decode
from core.screening.rules.states import SheetStatus
from core.screening.tables import Response
from core.students.queries import search
from tests.screening.builders import (
    GAD,
    PHQ,
    Row,
    a_campaign,
    answered,
    brought,
    checked,
    confirmed,
    csv_file,
    enrol,
    phq,
    pupil,
    pupils,
    xlsx_file,
)
from tests.world import SCHOOL_YEAR, World

PEOPLE = pupils(6)
ME = "counsellor_b"


def gad(row: Row, total: int) -> Row:
    return answered(row, GAD, [min(3, max(0, total - 3 * at)) for at in range(7)])


def stored() -> dict[str, list[str]]:
    """Every row of every table but the record of acts."""
    with reading() as session:
        connection = session.connection()
        tables = [table for table in Base.metadata.sorted_tables if not table.name.startswith("audit")]
        return {table.name: sorted(map(repr, connection.execute(table.select()))) for table in tables}


@pytest.mark.parametrize("database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_postgresql_knows_how_many_rows_an_import_wrote_before_the_next_step(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it takes a table for (reltuples) is what it plans with; by itself it looks a minute later, here never."""
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    written = ("person", "enrolment", "testee", "response")
    with writing() as session:
        session.connection().execute(text(f"ANALYZE {', '.join(written)}"))
    enrol(world, PEOPLE)
    brought(world, ME, a_campaign(world), [phq(row, 5) for row in PEOPLE])
    taken_for = text("SELECT relname, reltuples FROM pg_class WHERE relname = ANY(:names)")
    with reading() as session:
        known = {name: rows for name, rows in session.connection().execute(taken_for, {"names": list(written)})}  # noqa: C416
    assert {name: known[name] >= len(PEOPLE) for name in written} == dict.fromkeys(written, True)


def person(world: World, row: Row) -> int:
    with reading() as session:
        [found] = search(session, world.actor("centre").scope, text=row["学籍号"], school_year=SCHOOL_YEAR)
        return found.person_id


def statuses(world: World, campaign: int) -> list[SheetStatus]:
    with reading() as session:
        return [row.status for row in listed(session, world.actor(ME).scope, Chosen(campaign), limit=None)]


def acts(action: str) -> list[AuditEvent]:
    with reading() as session:
        return list(session.exec(unowned(select(AuditEvent).where(AuditEvent.action == action), AuditEvent)))


@pytest.fixture
def campaign(world: World) -> int:
    enrol(world, PEOPLE)
    return a_campaign(world)


def test_a_new_upload_supersedes_and_the_old_sheet_stays_readable(world: World, campaign: int) -> None:
    brought(world, ME, campaign, [phq(PEOPLE[0], 4), phq(PEOPLE[1], 5)])
    receipt = brought(world, ME, campaign, [phq(PEOPLE[0], 12), phq(PEOPLE[1], 5)])
    assert (receipt.new, receipt.changed, receipt.unchanged) == (0, 1, 1)
    with reading() as session:
        rows = sheets_of(session, world.actor(ME).scope, person_id=person(world, PEOPLE[0]))
    assert [(row.is_current, row.record.total) for row in rows] == [(True, 12.0), (False, 4.0)]
    assert rows[1].record.given.answers is not None
    assert rows[1].record.given.answers.tolist() == [[3, 1, 0, 0, 0, 0, 0, 0, 0]]


def test_the_same_file_again_changes_nothing(world: World, campaign: int) -> None:
    rows = [phq(row, 3 * at, critical=at % 2) if at % 2 else phq(row, 3 * at) for at, row in enumerate(PEOPLE)]
    first = brought(world, ME, campaign, rows)
    before = stored()
    again = brought(world, ME, campaign, rows)
    assert (again.repeated, again.number) == (True, first.number)
    assert stored() == before
    assert len(acts("answers.uploaded")) == 1


def test_the_same_sheets_in_another_file_are_known_again(world: World, campaign: int) -> None:
    rows = [phq(row, at) for at, row in enumerate(PEOPLE)]
    brought(world, ME, campaign, rows)
    found = checked(world, ME, campaign, xlsx_file(list(reversed(rows))))
    assert (found.preview.new, found.preview.changed, found.preview.unchanged) == (0, 0, 6)


def test_nothing_is_stored_while_something_must_be_mended(world: World, campaign: int) -> None:
    found = checked(world, ME, campaign, csv_file([phq(PEOPLE[0], 20, critical=2), {**phq(PEOPLE[1], 3), PHQ[0]: "7"}]))
    before = stored()
    with pytest.raises(InvalidFile) as caught:
        confirmed(world, ME, found)
    assert [one.code for one in caught.value.problems] == ["screening.bad_answer"]
    assert stored() == before


def test_nothing_is_removed_because_a_file_omits_it_or_leaves_it_blank(world: World, campaign: int) -> None:
    brought(world, ME, campaign, [phq(row, 16) for row in PEOPLE[:3]])
    receipt = brought(world, ME, campaign, [phq(PEOPLE[3], 2), answered(PEOPLE[0], PHQ, [None] * 9)])
    assert (receipt.new, receipt.blank) == (1, 1)
    with reading() as session:
        done = completion(session, world.actor(ME).scope, campaign)
        listed_now = tally(session, world.actor(ME).scope, Filter(campaign))
    assert done.valid == 4
    assert sum(row.people for row in listed_now) == 3


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([None] * 9, SheetStatus.UNTESTED),
        ([0] * 8 + [None], SheetStatus.INCOMPLETE),
        ([None] * 8 + [0], SheetStatus.INCOMPLETE),
        ([0] * 9, SheetStatus.VALID),
    ],
)
def test_a_blank_is_never_a_zero(sqlite_world: World, answers: list[int | None], status: SheetStatus) -> None:
    enrol(sqlite_world, PEOPLE)
    campaign = a_campaign(sqlite_world)
    brought(sqlite_world, ME, campaign, [answered(PEOPLE[0], PHQ, answers), phq(PEOPLE[1], 0)])
    assert sorted(statuses(sqlite_world, campaign)) == sorted([status, SheetStatus.VALID] + [SheetStatus.UNTESTED] * 4)
    with reading() as session:
        assert counts(session, sqlite_world.actor("centre").scope, campaign).severities.get(0) == 1 + (
            status == "valid"
        )


def test_an_upload_of_a_closed_campaign_is_refused_at_the_last_moment(world: World, campaign: int) -> None:
    found = checked(world, ME, campaign, csv_file([phq(PEOPLE[0], 3)]))
    with writing() as session:
        close_campaign(session, world.actor("researcher"), campaign_id=campaign)
    with pytest.raises(Refused, match="not_open"):
        confirmed(world, ME, found)


def test_a_draft_takes_nothing_in(sqlite_world: World) -> None:
    enrol(sqlite_world, PEOPLE)
    draft = a_campaign(sqlite_world, opened=False)
    with pytest.raises(AppError) as caught:
        checked(sqlite_world, "centre", draft, csv_file([phq(PEOPLE[0], 3)]))
    assert caught.value.code == "screening.not_open"


def test_only_who_had_a_file_checked_may_confirm_it(sqlite_world: World) -> None:
    enrol(sqlite_world, PEOPLE)
    campaign = a_campaign(sqlite_world)
    found = checked(sqlite_world, ME, campaign, csv_file([phq(PEOPLE[0], 20, critical=3)]))
    for act in (confirm, raise_urgent):
        with pytest.raises(NotAllowed), writing() as session:
            act(session, sqlite_world.actor("centre"), found)


def test_a_check_that_the_campaign_has_overtaken_is_shown_again(world: World, campaign: int) -> None:
    mine = checked(world, ME, campaign, csv_file([phq(PEOPLE[0], 9)]))
    brought(world, "centre", campaign, [phq(PEOPLE[0], 2)])
    with pytest.raises(Conflict) as caught:
        confirmed(world, ME, mine)
    assert caught.value.code == "screening.moved_on"


def test_another_school_s_upload_in_between_does_no_harm(world: World, campaign: int) -> None:
    mine = checked(world, ME, campaign, csv_file([phq(PEOPLE[0], 23)]))
    brought(world, "centre", campaign, [phq(PEOPLE[1], 2)])
    assert confirmed(world, ME, mine).raised == 1
    with reading() as session:
        assert completion(session, world.actor(ME).scope, campaign).valid == 2


def test_a_receipt_is_kept_and_the_act_is_written_down_once(world: World, campaign: int) -> None:
    receipt = brought(world, ME, campaign, [phq(PEOPLE[0], 23), phq(PEOPLE[1], 0)])
    with reading() as session:
        [row] = recent_uploads(session, world.actor(ME).scope, campaign_id=campaign)
        assert recent_uploads(session, world.actor("counsellor_a").scope, campaign_id=campaign) == []
    assert (row.number, row.file_digest, row.by_id) == (receipt.number, receipt.digest, world.accounts[ME])
    [act] = acts("answers.uploaded")
    assert (act.details["new"], act.details["raised"], act.details["file"]) == (2, 1, receipt.digest)
    with reading() as session:
        assert verify(session) is None


def test_warnings_are_raised_revised_withdrawn_and_raised_again(world: World, campaign: int) -> None:
    scope = world.actor(ME).over(Capability.VIEW_WARNINGS)

    def bring(total: int) -> tuple[int, int, int]:
        receipt = brought(world, ME, campaign, [phq(PEOPLE[0], total)])
        return receipt.raised, receipt.revised, receipt.withdrawn

    def standing() -> list[tuple[int, str]]:
        with reading() as session:
            return [(row.severity, row.state) for row in warnings(session, scope, Filter(campaign, state=None))]

    assert bring(16) == (1, 0, 0)
    assert bring(23) == (0, 1, 0)
    assert standing() == [(4, WarningState.AWAITING_INTERVIEW)]
    assert bring(2) == (0, 0, 1)
    assert standing() == [(4, WarningState.WITHDRAWN)]
    assert bring(21) == (1, 0, 0)
    assert standing() == [(3, WarningState.AWAITING_INTERVIEW)]


def test_a_corrected_file_cannot_unsay_a_critical_answer(world: World, campaign: int) -> None:
    brought(world, ME, campaign, [phq(PEOPLE[0], 5, critical=1)])
    receipt = brought(world, ME, campaign, [phq(PEOPLE[0], 2)])
    scope = world.actor(ME).over(Capability.VIEW_WARNINGS)
    with reading() as session:
        [row] = warnings(session, scope, Filter(campaign))
        told = decode(reasons(session, scope, [row.id])[row.id])
    assert receipt.withdrawn == 0
    assert (row.urgent, row.severity) == (True, 3)
    assert [(one.kind.value, one.at, one.value) for one in told] == [("critical", 9, 1.0)]


def test_two_scales_weigh_alike_from_one_file_and_from_two(world: World) -> None:
    enrol(world, PEOPLE)
    scales = (ScaleChoice("phq9"), ScaleChoice("gad7"))
    one, two = a_campaign(world, scales=scales), a_campaign(world, scales=scales)
    levels = [(0, 0), (16, 3), (3, 19), (23, 19), (16, 19)]
    first = [phq(row, levels[at][0]) for at, row in enumerate(PEOPLE[:5])]
    second = [gad(row, levels[at][1]) for at, row in enumerate(PEOPLE[:5])]
    brought(world, ME, one, [{**left, **right} for left, right in zip(first, second, strict=True)])
    brought(world, ME, two, first)
    assert set(statuses(world, two)) == {SheetStatus.INCOMPLETE, SheetStatus.UNTESTED}
    brought(world, ME, two, second)
    assert statuses(world, one) == statuses(world, two)
    with reading() as session:
        found = [counts(session, world.actor("centre").scope, campaign) for campaign in (one, two)]
        lists = [_told(session, world, campaign) for campaign in (one, two)]
    assert found[0].severities == found[1].severities == {0: 1, 2: 1, 3: 2, 4: 1}
    assert lists[0] == lists[1]


def _told(session: Session, world: World, campaign: int) -> list[tuple[int, int, str]]:
    scope = world.actor(ME).over(Capability.VIEW_WARNINGS)
    rows = warnings(session, scope, Filter(campaign))
    words = reasons(session, scope, [row.id for row in rows])
    return sorted((row.person_id, row.severity, words[row.id]) for row in rows)


def test_what_a_vendor_has_scored_is_taken_over(world: World) -> None:
    enrol(world, PEOPLE)
    campaign = a_campaign(world, scales=(ScaleChoice("mht"),))
    rows = [
        {**PEOPLE[0], "总分": "76", "效度": "2"},
        {**PEOPLE[1], "总分": "66", "效度": "3"},
        {**PEOPLE[2], "总分": "80", "效度": "7"},
        {**PEOPLE[3], "总分": "12", "效度": "0", "MHT 第85题": "1"},
        {**PEOPLE[4], "总分": None, "效度": None},
    ]
    receipt = brought(world, ME, campaign, rows)
    assert (receipt.new, receipt.blank, receipt.raised) == (4, 1, 3)
    with reading() as session:
        found = counts(session, world.actor("centre").scope, campaign)
    assert (found.completion.valid, found.completion.retest) == (3, 1)
    assert found.severities == {3: 2, 4: 1}
    bad = [{**PEOPLE[0], "总分": "91", "效度": "2"}, {**PEOPLE[1], "总分": "很高", "效度": "3"}]
    problems = checked(world, ME, campaign, csv_file(bad)).problems
    assert [(one.code, one.row) for one in problems] == [("screening.score_range", 2), ("screening.bad_score", 3)]


def test_sub_scales_alone_make_the_total_and_their_own_names_suffice(sqlite_world: World) -> None:
    enrol(sqlite_world, PEOPLE)
    campaign = a_campaign(sqlite_world, scales=(ScaleChoice("mht"),))
    titles = ["学习焦虑", "对人焦虑", "孤独倾向", "自责倾向", "过敏倾向", "身体症状", "恐怖倾向", "冲动倾向"]
    rows = [{**PEOPLE[0], **dict.fromkeys(titles, "9")}, {**PEOPLE[1], **dict.fromkeys(titles, "1")}]
    brought(sqlite_world, ME, campaign, rows)
    with reading() as session:
        totals = [
            sheets_of(session, sqlite_world.actor(ME).scope, person_id=person(sqlite_world, row))[0].record.total
            for row in PEOPLE[:2]
        ]
    assert totals == [72.0, 8.0]


def test_a_county_s_file_reaches_every_school_s_list(world: World) -> None:
    both = [*pupils(3, "b"), *pupils(3, "a", start=30)]
    enrol(world, both)
    campaign = a_campaign(world, grades=(5, 7))
    brought(world, "centre", campaign, [phq(row, 16) for row in both])
    seen = {}
    with reading() as session:
        for who in ("counsellor_a", "counsellor_b", "counsellor_c", "class_teacher_a", "centre"):
            scope = world.actor(who).over(Capability.VIEW_WARNINGS)
            seen[who] = {row.school_id for row in warnings(session, scope, Filter(campaign))}
    a, b = world.orgs["a"], world.orgs["b"]
    assert seen == {
        "counsellor_a": {a},
        "counsellor_b": {b},
        "counsellor_c": set(),
        "class_teacher_a": {a},
        "centre": set(),
    }


def test_urgent_people_are_listed_before_the_file_is_mended_and_stay_when_it_comes_in(
    world: World, campaign: int
) -> None:
    broken = [
        phq(PEOPLE[0], 4, critical=2),
        {**phq(PEOPLE[1], 3, critical=1), PHQ[0]: "坏"},
        {**phq(PEOPLE[2], 2), PHQ[1]: "8"},
    ]
    found = checked(world, ME, campaign, csv_file(broken))
    assert not found.ok
    assert [row.row for row in found.urgent] == [2, 3]
    with writing() as session:
        assert raise_urgent(session, world.actor(ME), found) == 2
    scope = world.actor(ME).over(Capability.VIEW_WARNINGS)
    with reading() as session:
        rows = warnings(session, scope, Filter(campaign))
        told = reasons(session, scope, [row.id for row in rows])
        assert session.exec(within(SYSTEM_SCOPE, select(col(Response.id)), Response)).first() is None
    assert [(row.urgent, row.severity) for row in rows] == [(True, 3)] * 2
    assert all(":critical:9:" in told[row.id] for row in rows)
    [act] = acts("warning.raised_at_once")
    assert act.details["people"] == 2
    with writing() as session:
        assert raise_urgent(session, world.actor(ME), found) == 0
    receipt = brought(
        world, ME, campaign, [phq(PEOPLE[0], 23, critical=2), phq(PEOPLE[1], 3, critical=1), phq(PEOPLE[2], 2)]
    )
    assert (receipt.raised, receipt.revised) == (0, 1)


def test_a_flagged_row_that_belongs_to_nobody_known_is_pointed_at(sqlite_world: World) -> None:
    enrol(sqlite_world, PEOPLE)
    campaign = a_campaign(sqlite_world)
    rows = [phq(pupil(999), 3, critical=1), phq({**PEOPLE[0], "学籍号": None}, 3, critical=1), phq(PEOPLE[1], 0)]
    found = checked(sqlite_world, ME, campaign, csv_file(rows))
    assert (found.urgent, found.urgent_rows) == ((), (2, 3))


def test_a_double_click_acts_once(sqlite_world: World) -> None:
    enrol(sqlite_world, PEOPLE)
    campaign = a_campaign(sqlite_world)
    content = csv_file([phq(PEOPLE[0], 3)])

    def click() -> Any:
        with reading() as session:
            found = check(session, sqlite_world.actor(ME), campaign_id=campaign, content=content, filename="x.csv")
        with writing() as session:
            session.info["form_key"] = "one-click"
            return confirm(session, sqlite_world.actor(ME), found)

    assert click().new == 1
    assert click().repeated
    assert len(acts("answers.uploaded")) == 1
