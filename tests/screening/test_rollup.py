"""The roll-up equals a count over the raw rows after any sequence of uploads, marks and late comers."""

import random
from collections import Counter
from typing import Any

import pytest
from sqlmodel import select

from core.access import SYSTEM_SCOPE
from core.cases.queries import Filter, warnings
from core.database import reading, within, writing
from core.screening import packs
from core.screening.actions import add_late, mark
from core.screening.queries import Chosen, counts, counts_by_class, counts_by_grade, counts_by_school, gathered, listed
from core.screening.rules.banding import Pupils
from core.screening.rules.completion import LeaveReason
from core.screening.rules.drafts import ScaleChoice
from core.screening.rules.records import laid_out, read
from core.screening.rules.standing import severities, statuses
from core.screening.rules.states import Mark, SheetStatus
from core.screening.rules.tiers import tiers
from core.screening.tables import Response, Rollup, Testee
from tests.screening.builders import GAD, PHQ, Row, a_campaign, answered, checked, confirmed, csv_file, enrol, pupils
from tests.world import World

SCALES = (ScaleChoice("phq9"), ScaleChoice("gad7"))
Key = tuple[Any, ...]


def rolled_up(campaign: int) -> Counter[Key]:
    statement = within(SYSTEM_SCOPE, select(Rollup).where(Rollup.campaign_id == campaign), Rollup)
    with reading() as session:
        rows = list(session.exec(statement))
    return Counter(
        {(row.school_id, row.grade, row.mark, row.status, row.severity, row.critical): row.people for row in rows}
    )


def counted(campaign: int) -> Counter[Key]:
    """Straight from the current sheets, one person at a time, without the stored standings."""
    with reading() as session:
        people = list(session.exec(within(SYSTEM_SCOPE, select(Testee).where(Testee.campaign_id == campaign), Testee)))
        current = select(Response).where(Response.campaign_id == campaign, Response.is_current)
        sheets = list(session.exec(within(SYSTEM_SCOPE, current, Response)))
    found: Counter[Key] = Counter()
    for person in people:
        own = [sheet for sheet in sheets if sheet.person_id == person.person_id]
        status, severity, critical = standing_of(own)
        found[person.school_id, person.grade, person.mark, status, severity, critical] += 1
    return found


def standing_of(sheets: list[Response]) -> tuple[str, int, bool]:
    results = {}
    for choice in SCALES:
        spec = packs.scale(choice.key)
        own = [read(spec, sheet.sealed).given.scores(Pupils()) for sheet in sheets if sheet.scale_key == choice.key]
        results[choice.key] = own[0] if own else laid_out(spec, 1, [])
    weighed = tiers(packs.policy("ban_xiao_qu"), results)
    return SheetStatus(str(statuses(weighed)[0])), int(severities(weighed)[0]), bool(weighed.urgent[0])


def random_rows(chance: random.Random, people: list[Row]) -> list[Row]:
    rows = []
    for row in chance.sample(people, chance.randint(1, len(people))):
        for headers, gap in ((PHQ, 0.1), (GAD, 0.4)):
            strain = chance.random()
            answers = [
                None if chance.random() < gap / 9 else int(chance.random() < strain) * chance.randint(0, 3)
                for _ in headers
            ]
            row = answered(row, headers, [0, *answers[1:]] if chance.random() > gap else [None] * len(headers))
        rows.append(row)
    return rows


@pytest.mark.parametrize("seed", range(6))
def test_the_roll_up_equals_a_count_over_raw_rows(sqlite_world: World, seed: int) -> None:
    walk(sqlite_world, seed)


def test_the_roll_up_equals_a_count_over_raw_rows_on_either_engine(world: World) -> None:
    walk(world, 99)


def walk(world: World, seed: int) -> None:
    chance = random.Random(seed)
    people, late = [*pupils(8, "b"), *pupils(5, "a", start=30)], pupils(3, "b", start=60)
    enrol(world, people)
    campaign = a_campaign(world, scales=SCALES, grades=(5, 7))
    enrol(world, late)
    for _ in range(6):
        step = chance.choice(["upload", "upload", "upload", "school", "mark", "late"])
        if step == "upload":
            bring(world, "centre", campaign, random_rows(chance, [*people, *late]))
        elif step == "school":
            bring(world, "counsellor_b", campaign, random_rows(chance, people[:8]))
        elif step == "mark":
            mark_some(world, campaign, chance)
        else:
            with writing() as session:
                add_late(session, world.actor("counsellor_b"), campaign_id=campaign)
        assert rolled_up(campaign) == counted(campaign), (seed, step)
    assert the_list_holds_who_it_should(campaign)


def bring(world: World, who: str, campaign: int, rows: list[Row]) -> None:
    codings = {"phq9": "0-3", "gad7": "0-3"}
    found = checked(
        world,
        who,
        campaign,
        csv_file(rows, [*rows[0], *(h for h in (*PHQ, *GAD) if h not in rows[0])]),
        codings=codings,
    )
    assert not found.must_fix, found.must_fix[:3]
    confirmed(world, who, found)


def mark_some(world: World, campaign: int, chance: random.Random) -> None:
    with writing() as session:
        actor = world.actor("centre")
        rows = listed(session, actor.scope, Chosen(campaign, status=SheetStatus.UNTESTED), limit=None)
        if rows:
            as_ = chance.choice([Mark.LEAVE, Mark.EXEMPT])
            some = [row.id for row in rows if chance.random() < 0.5] or [rows[0].id]
            mark(session, actor, campaign_id=campaign, testees=some, as_=as_, reason=LeaveReason.OTHER)


def the_list_holds_who_it_should(campaign: int) -> bool:
    """Whoever has a tier now is on the list with at least that tier."""
    with reading() as session:
        people = list(session.exec(within(SYSTEM_SCOPE, select(Testee).where(Testee.campaign_id == campaign), Testee)))
        on_list = {row.person_id: row.severity for row in warnings(session, SYSTEM_SCOPE, Filter(campaign), limit=None)}
    return all(on_list.get(one.person_id, 0) >= (one.severity or 0) for one in people)


def test_counts_by_school_grade_class_and_stage_agree(sqlite_world: World) -> None:
    people = [*pupils(8, "b"), *pupils(5, "a", start=30)]
    enrol(sqlite_world, people)
    campaign = a_campaign(sqlite_world, scales=SCALES, grades=(5, 7))
    bring(sqlite_world, "centre", campaign, random_rows(random.Random(3), people))
    scope = sqlite_world.actor("centre").scope
    with reading() as session:
        whole = counts(session, scope, campaign)
        parts = [
            counts_by_school(session, scope, campaign),
            counts_by_grade(session, scope, campaign),
            counts_by_class(session, scope, campaign),
            gathered(counts_by_grade(session, scope, campaign), {5: 0, 7: 1}),
        ]
    for groups in parts:
        assert sum(one.completion.listed for one in groups) == whole.completion.listed == 13
        assert sum(one.completion.tested for one in groups) == whole.completion.tested
    assert sum(one.found for one in parts[0]) == whole.found > 0
