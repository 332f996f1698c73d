"""The balance sheet: every warning stands in one column, and the columns add up."""

import io
import random
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from core.access import SYSTEM_SCOPE, Capability
from core.cases.queries import balances
from core.cases.rules.states import BALANCED, WarningState
from core.cases.tables import Warning
from core.database import reading, within, writing
from core.errors import NotFound
from core.screening.actions import export_balance
from core.screening.queries import BalanceSheet, balance_sheet
from core.screening.rules.balance import COLUMNS, gathered, sheet
from core.screening.rules.suppression import LEAST
from tests.cases.care import a_person, enrolled
from tests.screening.builders import a_campaign
from tests.world import World

NOW = datetime(2025, 10, 10, 8, tzinfo=UTC)
METRICS = Capability.VIEW_METRICS
STATES = list(WarningState)


def scattered(world: World, campaign: int | None, people: dict[str, list[WarningState]]) -> None:
    """Warnings in these states, by school."""
    with writing() as session:
        for key, (at, states) in enumerate(people.items()):
            for number, state in enumerate(states):
                person = a_person(session, world, 1000 * (key + 1) + number + (500 if campaign is None else 0), at)
                session.add(
                    Warning(
                        campaign_id=campaign, person_id=person, school_id=world.orgs[at], grade=5, severity=3, level="校级",
                        reasons="", state=state, raised_at=NOW,
                    )
                )  # fmt: skip


def counted(campaign: int | None) -> dict[int, Counter[WarningState]]:
    """Row by row."""
    with reading() as session:
        rows = session.exec(within(SYSTEM_SCOPE, select(Warning), Warning)).all()
    found: dict[int, Counter[WarningState]] = {}
    for row in rows:
        if row.campaign_id == campaign and row.state is not WarningState.WITHDRAWN:
            found.setdefault(row.school_id, Counter())[row.state] += 1
    return found


@pytest.fixture
def campaign(world: World) -> int:
    chance = random.Random(7)
    enrolled(world, 9999, "b")
    number = a_campaign(world)
    for each in (number, None):
        scattered(world, each, {at: chance.choices(STATES, k=20) for at in ("a", "b", "c")})
    return number


def test_the_sheet_equals_a_count_over_raw_rows(world: World, campaign: int) -> None:
    with reading() as session:
        for each in (campaign, None):
            assert balances(session, SYSTEM_SCOPE, campaign_id=each) == counted(each)


def test_every_row_and_the_whole_add_up(world: World, campaign: int) -> None:
    found = asked(world, "counsellor_b", "b", campaign)
    (row,) = found.sheet.cells
    raw = counted(campaign)[world.orgs["b"]]
    assert dict(zip(COLUMNS, row, strict=True)) == {state: raw.get(state, 0) for state in COLUMNS}
    assert found.sheet.whole == found.sheet.total(0) == sum(raw.values())


def asked(world: World, who: str, at: str, campaign: int | None, *, hide: bool = False) -> BalanceSheet:
    with reading() as session:
        scope = world.actor(who).over(METRICS)
        return balance_sheet(session, scope, org_id=world.orgs[at], campaign_id=campaign, hide=hide)


def test_a_bureau_reads_what_stands_directly_below_it(world: World, campaign: int) -> None:
    county = asked(world, "researcher", "county", campaign)
    assert county.names == {world.orgs["a"]: "云溪一小", world.orgs["b"]: "云溪中学"}
    assert county.schools == {world.orgs["a"], world.orgs["b"]}
    province = asked(world, "province_leader", "province", campaign)
    assert province.names == {world.orgs["city"]: "示例市"}
    assert province.schools == frozenset()
    city = asked(world, "province_leader", "city", campaign)
    assert set(city.names) == {world.orgs["county"], world.orgs["other_county"]}
    raw = counted(campaign)
    assert city.sheet.whole == province.sheet.whole == sum(sum(row.values()) for row in raw.values())
    assert city.sheet.total(city.sheet.groups.index(world.orgs["other_county"])) == sum(raw[world.orgs["c"]].values())


def test_nobody_reads_beyond_the_own_place(world: World, campaign: int) -> None:
    for who, at in (("counsellor_b", "a"), ("leader", "other_county"), ("leader", "city")):
        with pytest.raises(NotFound):
            asked(world, who, at, campaign)


def test_small_numbers_are_hidden_and_only_the_own_top_is_answered_for(world: World, campaign: int) -> None:
    found = asked(world, "leader", "county", campaign, hide=True).sheet
    small = [(at, column) for at, row in enumerate(found.cells) for column, n in enumerate(row) if 0 < n < LEAST]
    assert small
    assert all(found.cell(*place) is None for place in small)
    with pytest.raises(NotFound):
        asked(world, "leader", "a", campaign, hide=True)


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    (table,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return list(table.iter_rows(values_only=True))


def exported(world: World, who: str, at: str, campaign: int) -> list[tuple[Any, ...]]:
    with writing() as session:
        return rows_of(export_balance(session, world.actor(who), org_id=world.orgs[at], campaign_id=campaign))


def test_the_workbook_says_what_the_reader_may_see(world: World, campaign: int) -> None:
    raw = counted(campaign)[world.orgs["b"]]
    head, row, whole = exported(world, "counsellor_b", "b", campaign)
    assert head[:2] == ("单位", "预警")
    assert row == ("云溪中学", sum(raw.values()), *(raw.get(state, 0) for state in COLUMNS))
    assert whole[1:] == row[1:]
    led = exported(world, "leader", "county", campaign)
    assert "已隐去" in {cell for line in led for cell in line}
    assert not [cell for line in led for cell in line[1:] if isinstance(cell, int) and 0 < cell < LEAST]


COUNTS = st.dictionaries(
    st.integers(1, 9), st.dictionaries(st.sampled_from(COLUMNS), st.integers(0, 30), min_size=1), max_size=5
)


@given(COUNTS)
def test_whatever_is_counted_stands_in_exactly_one_column(found: dict[int, dict[WarningState, int]]) -> None:
    made = sheet(found, hide=False)
    assert made.whole == sum(sum(row.values()) for row in found.values())
    assert sum(made.column(at) or 0 for at in range(len(COLUMNS))) == made.whole
    assert sum(made.total(at) or 0 for at in range(len(made.groups))) == made.whole


@given(COUNTS)
def test_putting_groups_together_loses_nobody(found: dict[int, dict[WarningState, int]]) -> None:
    whole = gathered(found, dict.fromkeys(found, 0)).get(0, {})
    assert sum(whole.values()) == sum(sum(row.values()) for row in found.values())
    assert gathered(found, {}) == {}


def test_the_columns_are_the_states_a_list_adds_up_from() -> None:
    assert set(COLUMNS) == set(BALANCED)
    assert len(COLUMNS) == len(BALANCED)
