"""A campaign's life, who is due, who is on leave."""

from datetime import date

import pytest

from core.access import Capability, Scope
from core.database import reading, writing
from core.errors import AppError, NotFound, Refused
from core.screening.actions import (
    add_late,
    close_campaign,
    create_campaign,
    edit_campaign,
    mark,
    open_campaign,
    reopen_campaign,
)
from core.screening.queries import Chosen, campaign, campaign_list, completion, counts_by_school, listed
from core.screening.rules.completion import Completion, LeaveReason
from core.screening.rules.drafts import ScaleChoice
from core.screening.rules.states import CampaignState, Mark, SheetStatus
from core.students.rules import Population
from tests.screening.builders import a_campaign, a_draft, brought, checked, codes, csv_file, enrol, phq, pupil, pupils
from tests.students import builders as roster
from tests.world import World


def refusal(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(AppError) as caught, writing() as session:
        act(session, *args, **kwargs)  # type: ignore[operator]  # an action
    return caught.value.code


def due(world: World, campaign_id: int, who: str = "city_centre") -> list[int]:
    with reading() as session:
        rows = listed(session, world.actor(who).scope, Chosen(campaign_id), limit=None)
    return sorted(row.school_id for row in rows)


def test_opening_freezes_who_is_enrolled_in_the_grades_below_the_bureau(world: World) -> None:
    enrol(world, [*pupils(3, "b"), *pupils(2, "a", start=50), *pupils(4, "c", start=80)])
    campaign_id = a_campaign(world)
    assert (
        due(world, campaign_id) == [world.orgs["b"]] * 3
    )  # the county's, not the other county's; grade 5 is not asked
    enrol(world, pupils(2, "b", start=20))
    assert len(due(world, campaign_id)) == 3


def test_a_campaign_nobody_is_due_for_does_not_open(sqlite_world: World) -> None:
    campaign_id = a_campaign(sqlite_world, opened=False)
    researcher = sqlite_world.actor("researcher")
    assert refusal(open_campaign, researcher, campaign_id=campaign_id) == "screening.nobody_due"


@pytest.mark.parametrize(
    ("state", "act", "code"),
    [
        (CampaignState.DRAFT, close_campaign, "screening.not_open"),
        (CampaignState.DRAFT, reopen_campaign, "screening.not_closed"),
        (CampaignState.OPEN, open_campaign, "screening.not_a_draft"),
        (CampaignState.OPEN, reopen_campaign, "screening.not_closed"),
        (CampaignState.CLOSED, open_campaign, "screening.not_a_draft"),
        (CampaignState.CLOSED, close_campaign, "screening.not_open"),
    ],
)
def test_a_step_out_of_turn_is_refused(sqlite_world: World, state: CampaignState, act: object, code: str) -> None:
    enrol(sqlite_world, pupils(1))
    researcher = sqlite_world.actor("researcher")
    campaign_id = a_campaign(sqlite_world, opened=state is not CampaignState.DRAFT)
    if state is CampaignState.CLOSED:
        with writing() as session:
            close_campaign(session, researcher, campaign_id=campaign_id)
    assert refusal(act, researcher, campaign_id=campaign_id) == code


def test_a_closed_campaign_takes_sheets_again_once_reopened(sqlite_world: World) -> None:
    people = pupils(1)
    enrol(sqlite_world, people)
    researcher = sqlite_world.actor("researcher")
    campaign_id = a_campaign(sqlite_world)
    with writing() as session:
        close_campaign(session, researcher, campaign_id=campaign_id)
    with pytest.raises(Refused, match="not_open"):
        checked(sqlite_world, "counsellor_b", campaign_id, csv_file([phq(people[0], 3)]))
    with writing() as session:
        reopen_campaign(session, researcher, campaign_id=campaign_id)
    assert brought(sqlite_world, "counsellor_b", campaign_id, [phq(people[0], 3)]).new == 1


def test_an_open_campaign_cannot_be_edited_and_a_draft_can(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(1))
    researcher = sqlite_world.actor("researcher")
    draft_id, open_id = a_campaign(sqlite_world, opened=False), a_campaign(sqlite_world)
    changed = a_draft(sqlite_world, title="改了名", scales=(ScaleChoice("phq9"), ScaleChoice("gad7")))
    with writing() as session:
        edit_campaign(session, researcher, campaign_id=draft_id, draft=changed)
    with reading() as session:
        row = campaign(session, researcher.scope, draft_id)
    assert (row.title, [scale.key for scale in row.scales]) == ("改了名", ["phq9", "gad7"])
    assert refusal(edit_campaign, researcher, campaign_id=open_id, draft=changed) == "screening.not_a_draft"


def test_a_scale_unsuitable_for_a_grade_is_refused_until_acknowledged(sqlite_world: World) -> None:
    researcher = sqlite_world.actor("researcher")
    draft = a_draft(sqlite_world, grades=(5, 7))
    with pytest.raises(Refused) as caught, writing() as session:
        create_campaign(session, researcher, draft=draft)
    assert caught.value.code == "screening.unsuitable"
    assert caught.value.details["grades"] == "5"
    assert caught.value.details["reason"]
    with writing() as session:
        assert create_campaign(session, researcher, draft=draft, acknowledged=["phq9"]).grades == [5, 7]


def test_a_draft_for_another_bureau_is_not_found(sqlite_world: World) -> None:
    draft = a_draft(sqlite_world, org_id=sqlite_world.orgs["other_county"])
    with pytest.raises(NotFound), writing() as session:
        create_campaign(session, sqlite_world.actor("researcher"), draft=draft)


def test_schools_see_what_their_bureau_asks_but_not_its_drafts_nor_another_bureau_s(sqlite_world: World) -> None:
    enrol(sqlite_world, [*pupils(1), *pupils(1, "c", start=9)])
    draft_id, open_id = a_campaign(sqlite_world, opened=False), a_campaign(sqlite_world)
    other = a_campaign(sqlite_world, "centre_c", org_id=sqlite_world.orgs["other_county"])
    seen = {}
    with reading() as session:
        for who in ("counsellor_b", "researcher", "counsellor_c", "province_leader"):
            seen[who] = {row.id for row in campaign_list(session, sqlite_world.actor(who).scope)}
        assert campaign_list(session, Scope()) == []
    assert seen["counsellor_b"] == {open_id}
    assert seen["researcher"] == {draft_id, open_id}
    assert seen["counsellor_c"] == {other}
    assert seen["province_leader"] == {draft_id, open_id, other}


def test_a_campaign_of_teachers_asks_staff_alone(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(2))
    staff = [{"工号": f"T2018{n:03d}", "姓名": f"林示{'甲乙丙'[n]}", "学校": "云溪中学"} for n in range(3)]
    content = csv_file(staff)
    roster.imported(
        sqlite_world, "centre", roster.checked(sqlite_world, "centre", content, population=Population.TEACHER)
    )
    campaign_id = a_campaign(sqlite_world, grades=(), population=Population.TEACHER)
    assert len(due(sqlite_world, campaign_id)) == 3
    assert brought(sqlite_world, "centre", campaign_id, [phq(row, 3) for row in staff]).new == 3


def marked(world: World, who: str, campaign_id: int, people: list[int], as_: Mark, reason: LeaveReason | None) -> int:
    with writing() as session:
        return mark(session, world.actor(who), campaign_id=campaign_id, testees=people, as_=as_, reason=reason)


def untested(world: World, campaign_id: int) -> list[int]:
    chosen = Chosen(campaign_id, status=SheetStatus.UNTESTED)
    with reading() as session:
        return [row.id for row in listed(session, world.actor("counsellor_b").scope, chosen, limit=None)]


def done(world: World, campaign_id: int) -> Completion:
    with reading() as session:
        return completion(session, world.actor("counsellor_b").over(Capability.VIEW_COMPLETION), campaign_id)


def test_leave_and_exemption_leave_the_count_and_come_back(world: World) -> None:
    people = pupils(4)
    enrol(world, people)
    campaign_id = a_campaign(world)
    brought(world, "counsellor_b", campaign_id, [phq(people[0], 2)])
    rest = untested(world, campaign_id)
    assert marked(world, "counsellor_b", campaign_id, rest[:2], Mark.LEAVE, LeaveReason.SICK) == 2
    assert marked(world, "counsellor_b", campaign_id, rest[2:], Mark.EXEMPT, LeaveReason.NOT_SUITED) == 1
    assert done(world, campaign_id) == Completion(listed=4, leave=2, exempt=1, valid=1)
    assert marked(world, "counsellor_b", campaign_id, rest, Mark.DUE, None) == 3
    assert done(world, campaign_id) == Completion(listed=4, valid=1)
    assert marked(world, "counsellor_b", campaign_id, rest, Mark.DUE, None) == 0


@pytest.mark.parametrize(
    ("who", "chosen", "as_", "reason", "code"),
    [
        ("counsellor_b", "tested", Mark.LEAVE, LeaveReason.SICK, "screening.tested_already"),
        ("counsellor_b", "rest", Mark.LEAVE, None, "screening.reason_missing"),
        ("counsellor_b", "rest", Mark.DUE, LeaveReason.SICK, "screening.reason_missing"),
        ("counsellor_b", "nobody", Mark.DUE, None, "screening.too_many_marked"),
        ("counsellor_c", "rest", Mark.DUE, None, "not_found"),
        ("counsellor_a", "rest", Mark.DUE, None, "not_found"),
        ("leader", "rest", Mark.DUE, None, "not_allowed"),
    ],
)
def test_a_mark_is_refused(
    sqlite_world: World, who: str, chosen: str, as_: Mark, reason: LeaveReason | None, code: str
) -> None:
    people = pupils(3)
    enrol(sqlite_world, people)
    campaign_id = a_campaign(sqlite_world)
    everybody = untested(sqlite_world, campaign_id)
    brought(sqlite_world, "counsellor_b", campaign_id, [phq(people[0], 2)])
    rest = untested(sqlite_world, campaign_id)
    ids = {"rest": rest, "tested": [one for one in everybody if one not in rest], "nobody": []}[chosen]
    with pytest.raises(AppError) as caught:
        marked(sqlite_world, who, campaign_id, ids, as_, reason)
    assert caught.value.code == code


def test_a_sheet_of_somebody_on_leave_makes_them_due_again(sqlite_world: World) -> None:
    people = pupils(2)
    enrol(sqlite_world, people)
    campaign_id = a_campaign(sqlite_world)
    marked(sqlite_world, "counsellor_b", campaign_id, untested(sqlite_world, campaign_id), Mark.LEAVE, LeaveReason.AWAY)
    found = checked(sqlite_world, "counsellor_b", campaign_id, csv_file([phq(people[0], 4)]))
    assert codes(found) == ["excused"]
    brought(sqlite_world, "counsellor_b", campaign_id, [phq(people[0], 4)])
    assert done(sqlite_world, campaign_id) == Completion(listed=2, leave=1, valid=1)


def test_late_comers_are_put_on_the_list_of_the_own_school_alone(world: World) -> None:
    enrol(world, [*pupils(2, "b"), *pupils(1, "a", start=40)])
    campaign_id = a_campaign(world, grades=(5, 7))
    enrol(world, [*pupils(2, "b", start=60), *pupils(2, "a", start=70)])
    with writing() as session:
        assert add_late(session, world.actor("counsellor_b"), campaign_id=campaign_id) == 2
        assert add_late(session, world.actor("counsellor_b"), campaign_id=campaign_id) == 0
    with reading() as session:
        groups = counts_by_school(session, world.actor("centre").scope, campaign_id)
    assert {one.group: one.completion.listed for one in groups} == {world.orgs["a"]: 1, world.orgs["b"]: 4}


def test_a_school_year_s_campaign_asks_those_enrolled_in_that_year(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(2))
    roster.brought_in(sqlite_world, "city_centre", [{**pupil(30), "性别": "女"}], year=2026)
    old = a_campaign(sqlite_world)
    new = a_campaign(
        sqlite_world, school_year=2026, opens_on=date(2026, 9, 10), closes_on=date(2026, 10, 10), grades=(7, 8)
    )
    assert (len(due(sqlite_world, old)), len(due(sqlite_world, new))) == (2, 1)
