"""Panels: planned, filled with people within reach, decided, held; what they decided is read on the case."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Capability
from core.cases import actions, queries
from core.cases.queries import Filter, PanelItemRow, PanelRow
from core.cases.rules.panels import Decision, PanelState
from core.cases.tables import Case, PanelItem, Warning
from core.database import reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from tests.screening.classes import Screened, screened
from tests.world import World

WORK = Capability.WORK_CASES
DAY = date(2025, 10, 20)


@pytest.fixture
def kept(world: World) -> Screened:
    return screened(world)


def planned(world: World, who: str = "counsellor_a", at: str = "a", **other: object) -> int:
    with writing() as session:
        return actions.plan_panel(
            session,
            world.actor(who),
            org_id=world.orgs[at],
            held_on=DAY,
            title="十月研判会",
            **other,  # type: ignore[arg-type]  # passed on
        )


def warning_of(kept: Screened, at: int = 0, *, school: str = "a") -> int:
    person = kept.pupils[at] if school == "a" else kept.others[at]
    with reading() as session:
        return queries.warnings(session, SYSTEM_SCOPE, Filter(kept.campaign, state=None, people=[person]))[0].id


def filled(world: World, panel: int, *warnings: int, who: str = "counsellor_a") -> int:
    with writing() as session:
        return actions.add_items(session, world.actor(who), panel_id=panel, warning_ids=warnings)


def items(world: World, panel: int, who: str = "counsellor_a") -> list[PanelItemRow]:
    with reading() as session:
        return queries.panel_items(session, world.actor(who).over(WORK), panel)


def decide(
    world: World, item: int, decision: Decision = Decision.KEEP, why: str = "再看两周", who: str = "counsellor_a"
) -> None:
    with writing() as session:
        actions.record_decision(session, world.actor(who), item_id=item, decision=decision, rationale=why)


def hold(world: World, panel: int, held_on: date = DAY, who: str = "counsellor_a") -> None:
    with writing() as session:
        actions.hold_panel(
            session, world.actor(who), panel_id=panel, held_on=held_on, attendees="王老师、李老师", note="谈了一小时"
        )


def seen(world: World, who: str) -> list[PanelRow]:
    with reading() as session:
        return queries.panels(session, world.actor(who).over(WORK))


def confirmed(kept: Screened, warning: int, world: World) -> int:
    """The warning turned into a case, as a confirmation does."""
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Warning).where(Warning.id == warning), Warning)).one()
        case = Case(
            person_id=row.person_id, school_id=row.school_id, class_id=row.class_id, origin_school_id=row.school_id,
            grade=row.grade, severity=row.severity, level=row.level, opened_at=clock.now(), source=row.source,
            opened_by=world.accounts["counsellor_a"],
        )  # fmt: skip
        session.add(case)
        session.flush()
        row.case_id = case.id
        return case.id or 0


def test_a_panel_is_planned_filled_decided_and_held(world: World, kept: Screened) -> None:
    panel = planned(world, campaign_id=kept.campaign, attendees="王老师")
    warning = warning_of(kept)
    assert filled(world, panel, warning) == 1
    assert filled(world, panel, warning) == 0
    item = items(world, panel)[0]
    assert (item.warning_id, item.person_id, item.decision) == (warning, kept.pupils[0], None)
    decide(world, item.id, Decision.KEEP)
    decide(world, item.id, Decision.EXCLUDE, "访谈后排除")
    hold(world, panel)
    row = seen(world, "counsellor_a")[0]
    assert (row.state, row.attendees, row.items, row.decided) == (PanelState.HELD, "王老师、李老师", 1, 1)
    assert row.note == "谈了一小时"
    with reading() as session:
        acts = audit.events(session, SYSTEM_SCOPE, action="panel.")
    assert [act.action for act in reversed(acts)] == [
        "panel.planned", "panel.filled", "panel.decided", "panel.decided", "panel.held",
    ]  # fmt: skip


def test_a_decision_is_recorded_and_not_carried_out(world: World, kept: Screened) -> None:
    panel = planned(world)
    filled(world, panel, warning_of(kept))
    decide(world, items(world, panel)[0].id, Decision.EXCLUDE, "访谈后排除")
    hold(world, panel)
    with reading() as session:
        rows = queries.warnings(session, SYSTEM_SCOPE, Filter(kept.campaign, people=[kept.pupils[0]]))
    assert len(rows) == 1


def test_the_record_of_a_held_panel_cannot_be_changed(world: World, kept: Screened) -> None:
    panel = planned(world)
    filled(world, panel, warning_of(kept))
    item = items(world, panel)[0].id
    decide(world, item)
    hold(world, panel)
    for act in (
        lambda: decide(world, item),
        lambda: hold(world, panel),
        lambda: filled(world, panel, warning_of(kept)),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "panels.held"


def test_a_panel_with_somebody_undecided_is_not_held(world: World, kept: Screened) -> None:
    panel = planned(world)
    filled(world, panel, warning_of(kept))
    with pytest.raises(Refused) as refusal:
        hold(world, panel)
    assert refusal.value.details == {"left": 1}


def test_a_panel_is_not_held_before_its_day(world: World, kept: Screened) -> None:
    panel = planned(world)
    filled(world, panel, warning_of(kept))
    decide(world, items(world, panel)[0].id)
    with pytest.raises(Refused) as refusal:
        hold(world, panel, clock.today() + timedelta(days=1))
    assert refusal.value.code == "panels.not_yet"


def test_a_confirmed_warning_stands_on_the_list_as_its_case(world: World, kept: Screened) -> None:
    warning = warning_of(kept)
    case = confirmed(kept, warning, world)
    panel = planned(world)
    assert filled(world, panel, warning) == 1
    item = items(world, panel)[0]
    assert (item.warning_id, item.case_id) == (None, case)
    with writing() as session:
        assert actions.add_items(session, world.actor("counsellor_a"), panel_id=panel, case_ids=[case]) == 0
    decide(world, item.id, Decision.REFER, "请医院看看")


def test_somebody_undecided_may_be_taken_off_the_list(world: World, kept: Screened) -> None:
    panel = planned(world)
    filled(world, panel, warning_of(kept))
    item = items(world, panel)[0].id
    decide(world, item)
    with pytest.raises(Refused), writing() as session:
        actions.take_off(session, world.actor("counsellor_a"), item_id=item)
    other = planned(world)
    filled(world, other, warning_of(kept))
    with writing() as session:
        actions.take_off(session, world.actor("counsellor_a"), item_id=items(world, other)[0].id)
    assert items(world, other) == []


def test_nobody_out_of_reach_is_put_on_a_list(world: World, kept: Screened) -> None:
    panel = planned(world)
    with pytest.raises(NotFound):
        filled(world, panel, warning_of(kept), warning_of(kept, school="b"))
    assert items(world, panel) == []


def test_a_bureau_talks_about_those_of_its_levels(world: World, kept: Screened) -> None:
    panel = planned(world, "centre", "county")
    assert filled(world, panel, warning_of(kept), warning_of(kept, school="b"), who="centre") == 2
    assert {row.school_id for row in items(world, panel, "centre")} == {world.orgs["a"], world.orgs["b"]}
    with writing() as session:
        row = session.exec(
            within(SYSTEM_SCOPE, select(Warning).where(Warning.school_id == world.orgs["b"]), Warning)
        ).one()
        row.level = "校级"
    assert {row.school_id for row in items(world, panel, "centre")} == {world.orgs["a"]}
    with pytest.raises(NotFound):
        filled(world, planned(world, "centre", "county"), warning_of(kept, school="b"), who="centre")


def test_the_minutes_of_a_school_stay_in_the_school(world: World, kept: Screened) -> None:
    panel = planned(world)
    assert [row.id for row in seen(world, "counsellor_a2")] == [panel]
    assert seen(world, "centre") == seen(world, "counsellor_b") == []
    with pytest.raises(NotAllowed):
        filled(world, panel, warning_of(kept), who="centre")
    with pytest.raises(NotAllowed):
        planned(world, "centre", "a")
    with pytest.raises(NotFound):
        planned(world, "counsellor_b", "a")


def test_what_a_bureau_decided_is_read_by_whoever_works_on_the_case(world: World, kept: Screened) -> None:
    panel, warning = planned(world, "centre", "county"), warning_of(kept)
    filled(world, panel, warning, who="centre")
    decide(world, items(world, panel, "centre")[0].id, Decision.RAISE, "请区里牵头", who="centre")

    def told(who: str) -> list[tuple[Decision, str]]:
        with reading() as session:
            rows = queries.panel_decisions(session, world.actor(who).over(WORK), warning_ids=[warning])
            return [(row.decision, row.rationale) for row in rows]

    assert told("counsellor_a") == [], "until the panel is held"
    hold(world, panel, who="centre")
    assert told("counsellor_a") == told("centre") == [(Decision.RAISE, "请区里牵头")]
    assert told("counsellor_b") == []


@pytest.mark.parametrize("title", ["", "  ", "会" * 61])
def test_a_panel_has_a_title_of_reasonable_length(world: World, title: str) -> None:
    with pytest.raises(Refused) as refusal, writing() as session:
        actions.plan_panel(session, world.actor("counsellor_a"), org_id=world.orgs["a"], held_on=DAY, title=title)
    assert refusal.value.code == "panels.title"


def test_minutes_and_rationale_are_stored_sealed(world: World, kept: Screened) -> None:
    panel = planned(world)
    filled(world, panel, warning_of(kept))
    decide(world, items(world, panel)[0].id, why="会上说的理由")
    hold(world, panel)
    with reading() as session:
        session.exec(within(SYSTEM_SCOPE, select(PanelItem), PanelItem)).one()
        rows = session.connection().exec_driver_sql(
            "select p.note, p.attendees, i.rationale from panel p, panel_item i"
        )
        stored = b"".join(bytes(cell) for cell in rows.one())
    for said in ("谈了一小时", "王老师", "会上说的理由"):
        assert said.encode() not in stored
