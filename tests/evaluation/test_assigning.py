"""Who may be assigned to which school, by hand and by lot; progress is told in counts, never in marks."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE, Capability
from core.accounts import actions as accounts
from core.accounts.tables import RoleGrant
from core.database import reading, within, writing
from core.errors import NotFound, Refused
from core.evaluation import actions, queries
from core.evaluation.queries import AssignmentRow, RaterRow
from core.evaluation.rules.conflicts import Bar
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.states import AssignmentState, EntryState, ExemptReason, RoundState, TieKind
from core.evaluation.tables import Assignment, ItemMark, Round
from tests.evaluation.builders import AT, SMALL, a_room, a_round, an_entry
from tests.evaluation.rated import a_sheet
from tests.world import LONG_AGO, World, account_row

MANAGE = Capability.MANAGE_EVALUATION


def act(world: World, call: Callable[..., Any], who: str = "researcher", **told: Any) -> Any:
    with writing() as session:
        return call(session, world.actor(who), **told)


def refusal(world: World, call: Callable[..., Any], **told: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        act(world, call, **told)
    return refused.value


def held(world: World, *schools: str, state: RoundState = RoundState.REVIEW, **other: Any) -> tuple[int, list[int]]:
    with writing() as session:
        round_id = a_round(session, world, state=state, rubric=SMALL, **other)
        return round_id, [an_entry(session, world, round_id, school, EntryState.SUBMITTED) for school in schools]


def raters(world: World, round_id: int) -> dict[int, RaterRow]:
    with reading() as session:
        found = queries.eligible_raters(session, world.actor("researcher").over(MANAGE), round_id=round_id)
    return {row.id: row for row in found}


def rows(world: World, round_id: int, who: str = "researcher") -> list[AssignmentRow]:
    with reading() as session:
        return queries.assignments(session, world.actor(who).over(MANAGE), round_id=round_id)


def grant(world: World, who: str, role: str, at: str) -> None:
    with writing() as session:
        session.add(RoleGrant(account_id=world.accounts[who], role=role, org_id=world.orgs[at], granted_at=LONG_AGO))


def assign(world: World, entry: int, who: str = "reviewer") -> int:
    assigned: int = act(world, actions.assign, entry_id=entry, rater_id=world.accounts[who])
    return assigned


def tied(world: World, round_id: int) -> int:
    with reading() as session:
        return queries.standing(session, world.actor("researcher").over(MANAGE), round_id=round_id).tied


def test_sheets_of_raters_whose_tie_was_told_since_are_counted_before_the_moderation(world: World) -> None:
    round_id, (a, b) = held(world, "a", "b")
    with writing() as session:
        mine = a_sheet(session, world, a, "reviewer", {})
        a_sheet(session, world, a, "centre", {}, state=AssignmentState.MARKING)
        a_sheet(session, world, b, "reviewer", {})
    assert tied(world, round_id) == 0
    for who in ("reviewer", "centre"):
        act(world, actions.tie, account_id=world.accounts[who], school_id=world.orgs["a"], kind=TieKind.FAMILY)
    assert tied(world, round_id) == 1, "neither what is not handed in, nor another school"
    act(world, actions.withdraw, assignment_id=mine, reason="需要回避")
    assert tied(world, round_id) == 0


def test_whoever_scores_elsewhere_by_now_has_no_tie_by_that(world: World) -> None:
    round_id, (a,) = held(world, "a")
    with writing() as session:
        a_sheet(session, world, a, "centre_c", {})
    assert tied(world, round_id) == 0


def test_whoever_may_score_a_school_is_assigned_to_it(world: World) -> None:
    round_id, (entry,) = held(world, "a")
    for who in ("reviewer", "researcher", "centre", "city_centre"):
        assign(world, entry, who)
    found = rows(world, round_id)
    assert [(row.rater_id, row.state, row.done, row.items, row.bar) for row in found[:1]] == [
        (world.accounts["reviewer"], AssignmentState.ASSIGNED, 0, 3, None)
    ]
    assert {row.place for row in found} == {"云溪一小"}


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("leader", Bar.OUT_OF_REACH),
        ("centre_c", Bar.OUT_OF_REACH),
        ("counsellor_b", Bar.OUT_OF_REACH),
        ("counsellor_a", Bar.OWN),
    ],
)
def test_somebody_who_may_not_score_there_is_refused(world: World, who: str, why: Bar) -> None:
    _, (entry,) = held(world, "a")
    refused = refusal(world, actions.assign, entry_id=entry, rater_id=world.accounts[who])
    assert (refused.code, refused.details["bar"]) == ("evaluation.conflict", why)


def test_somebody_with_a_role_at_a_school_does_not_rate_it_but_others(world: World) -> None:
    _, (own, other) = held(world, "a", "b")
    grant(world, "reviewer", "counsellor", "a")
    assert refusal(world, actions.assign, entry_id=own, rater_id=world.accounts["reviewer"]).details["bar"] == "own"
    assign(world, other)


def test_an_account_looked_after_by_a_school_does_not_rate_it(world: World) -> None:
    _, (entry,) = held(world, "a")
    with writing() as session:
        world.accounts["expert"] = account_row(session, "expert", "reviewer", world.orgs["a"])
    grant(world, "expert", "reviewer", "county")
    assert refusal(world, actions.assign, entry_id=entry, rater_id=world.accounts["expert"]).details["bar"] == "own"


def test_a_former_school_is_remembered_when_the_role_is_gone(world: World) -> None:
    _, (former, other) = held(world, "a", "b")
    grant(world, "counsellor_a", "reviewer", "county")
    with writing() as session:
        world.accounts["moved"] = account_row(session, "moved", "reviewer", world.orgs["county"])
    grant(world, "moved", "counsellor", "a")
    act(world, accounts.revoke, "admin", account_id=world.accounts["moved"], role="counsellor", org_id=world.orgs["a"])
    refused = refusal(world, actions.assign, entry_id=former, rater_id=world.accounts["moved"])
    assert (refused.code, refused.details["bar"]) == ("evaluation.conflict", "former")
    assign(world, other, "moved")


def test_a_tie_that_was_told_bars_until_it_is_taken_back(world: World) -> None:
    round_id, (entry,) = held(world, "a")
    who, school = world.accounts["reviewer"], world.orgs["a"]
    tie = act(world, actions.tie, account_id=who, school_id=school, kind=TieKind.FAMILY, note="亲属在校任教")
    assert act(world, actions.tie, account_id=who, school_id=school, kind=TieKind.FAMILY) == tie
    assert refusal(world, actions.assign, entry_id=entry, rater_id=who).details["bar"] == "family"
    with reading() as session:
        found = queries.ties(session, world.actor("researcher").over(MANAGE))
    assert [(row.account_id, row.school, row.kind) for row in found] == [(who, "云溪一小", TieKind.FAMILY)]
    assert [
        row.bar(one) for row in raters(world, round_id).values() if row.id == who for one in _entries(world, round_id)
    ] == [Bar.FAMILY]
    act(world, actions.untie, tie_id=tie)
    assign(world, entry)


def test_a_tie_is_told_of_those_who_could_score_the_school(world: World) -> None:
    for who, school in (("leader", "a"), ("centre_c", "a"), ("reviewer", "c")):
        with pytest.raises(NotFound):
            act(world, actions.tie, account_id=world.accounts[who], school_id=world.orgs[school], kind=TieKind.OTHER)


def test_a_tie_told_later_is_shown_beside_the_assignment(world: World) -> None:
    round_id, (entry,) = held(world, "a")
    assign(world, entry)
    act(world, actions.tie, account_id=world.accounts["reviewer"], school_id=world.orgs["a"], kind=TieKind.FORMER)
    assert [row.bar for row in rows(world, round_id)] == [Bar.FORMER]


def test_nobody_is_assigned_twice_or_to_an_exempt_school_or_after_the_review(world: World) -> None:
    round_id, (entry, other) = held(world, "a", "b")
    assign(world, entry)
    who = world.accounts["reviewer"]
    assert refusal(world, actions.assign, entry_id=entry, rater_id=who).code == "evaluation.assigned_already"
    act(world, actions.exempt, entry_id=other, reason=ExemptReason.NEW)
    assert refusal(world, actions.assign, entry_id=other, rater_id=who).code == "evaluation.exempt_already"
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Round).where(Round.id == round_id), Round)).one()
        row.state = RoundState.MODERATION
    centre = world.accounts["centre"]
    assert refusal(world, actions.assign, entry_id=entry, rater_id=centre).code == "evaluation.other_state"


def test_an_assignment_taken_back_keeps_its_marks_for_the_same_rater(world: World) -> None:
    round_id, (entry,) = held(world, "a")
    assignment = assign(world, entry)
    with writing() as session:
        session.add(
            ItemMark(
                assignment_id=assignment, round_id=round_id, school_id=world.orgs["a"], code="1.1",
                value=packed(Mark.of(8)), at=AT,
            )
        )  # fmt: skip
    assert refusal(world, actions.withdraw, assignment_id=assignment, reason="").code == "evaluation.reason_needed"
    act(world, actions.withdraw, assignment_id=assignment, reason="临时出差")
    assert [(row.state, row.done, row.counts) for row in rows(world, round_id)] == [
        (AssignmentState.WITHDRAWN, 1, False)
    ]
    again = refusal(world, actions.withdraw, assignment_id=assignment, reason="临时出差")
    assert again.code == "evaluation.withdrawn_already"
    assert assign(world, entry) == assignment
    assert [row.state for row in rows(world, round_id)] == [AssignmentState.MARKING]


def test_a_draw_fills_every_school_evenly_and_says_so_beforehand(world: World) -> None:
    round_id, entries = held(world, "a", "b", raters=2)
    pool = [world.accounts[who] for who in ("reviewer", "researcher", "centre", "city_centre")]
    with reading() as session:
        found = queries.drawing(
            session, world.actor("researcher").over(MANAGE), round_id=round_id, rater_ids=pool, seed=11
        )
    assert set(found.loads.values()) == {1}
    assert act(world, actions.draw_raters, round_id=round_id, rater_ids=pool, seed=11) == 4
    assert {(row.entry_id, row.rater_id) for row in rows(world, round_id)} == set(found.pairs)
    assert {row.entry_id for row in rows(world, round_id)} == set(entries)
    with reading() as session:
        seen = queries.round_seen(session, world.actor("researcher").over(MANAGE), round_id)
    assert seen.seed == 11
    assert act(world, actions.draw_raters, round_id=round_id, rater_ids=pool, seed=12) == 0, "all are filled"


def test_a_draw_leaves_out_whoever_has_a_stake_and_whoever_was_taken_back(world: World) -> None:
    round_id, (first, second) = held(world, "a", "b", raters=1)
    grant(world, "reviewer", "counsellor", "a")
    off = assign(world, first, "centre")
    act(world, actions.withdraw, assignment_id=off, reason="临时出差")
    pool = [world.accounts[who] for who in ("reviewer", "centre", "city_centre")]
    for seed in range(8):
        with reading() as session:
            scope = world.actor("researcher").over(MANAGE)
            found = queries.drawing(session, scope, round_id=round_id, rater_ids=pool, seed=seed)
        assert dict(found.pairs)[first] == world.accounts["city_centre"]
        assert dict(found.pairs)[second] in (world.accounts["reviewer"], world.accounts["centre"])


def test_a_draw_with_too_few_raters_says_so_and_writes_nothing(world: World) -> None:
    round_id, _ = held(world, "a", "b", raters=3)
    pool = [world.accounts["reviewer"], world.accounts["centre"]]
    refused = refusal(world, actions.draw_raters, round_id=round_id, rater_ids=pool, seed=1)
    assert refused.code == "evaluation.too_few_raters"
    assert rows(world, round_id) == []
    with pytest.raises(NotFound):
        act(world, actions.draw_raters, round_id=round_id, rater_ids=[world.accounts["leader"]], seed=1)
    bad = refusal(world, actions.draw_raters, round_id=round_id, rater_ids=pool, seed=-1)
    assert bad.code == "evaluation.bad_seed"


def test_two_rooms_of_a_school_are_drawn_each(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=RoundState.REVIEW, rubric=SMALL, raters=1)
        for name in ("甲室", "乙室"):
            room = a_room(session, world, name=name)
            an_entry(session, world, round_id, state=EntryState.SUBMITTED, room_id=room)
    pool = [world.accounts["reviewer"], world.accounts["centre"]]
    act(world, actions.draw_raters, round_id=round_id, rater_ids=pool, seed=1)
    assert sorted(row.place for row in rows(world, round_id)) == ["云溪一小 · 乙室", "云溪一小 · 甲室"]
    assert len({row.rater_id for row in rows(world, round_id)}) == 2


def test_whoever_may_score_is_listed_with_load_and_bars(world: World) -> None:
    round_id, (first, _) = held(world, "a", "b")
    assign(world, first)
    found = raters(world, round_id)
    assert set(found) == {world.accounts[who] for who in ("reviewer", "researcher", "centre", "city_centre")}
    assert found[world.accounts["reviewer"]].load == 1
    with writing() as session:
        accounts.disable(session, world.actor("admin"), account_id=world.accounts["reviewer"])
    assert world.accounts["reviewer"] not in raters(world, round_id)


def test_progress_is_for_those_who_hold_the_round_and_holds_no_mark(world: World) -> None:
    round_id, (entry,) = held(world, "a")
    assignment = assign(world, entry)
    with writing() as session:
        session.add(
            ItemMark(
                assignment_id=assignment, round_id=round_id, school_id=world.orgs["a"], code="1.2",
                value=packed(Mark.of(7)), points=7, at=AT,
            )
        )  # fmt: skip
    row = rows(world, round_id, "city_centre")[0]
    assert (row.done, row.items) == (1, 3)
    assert 7 not in [value for name, value in row._asdict().items() if name not in ("rater_id", "school_id")]
    for stranger in ("centre_c", "reviewer", "school_admin_a"):
        with pytest.raises(NotFound):
            rows(world, round_id, stranger)


def test_what_is_done_to_assignments_is_written_down_with_ids_alone(world: World) -> None:
    _, (entry,) = held(world, "a")
    tie = act(
        world, actions.tie, account_id=world.accounts["centre"], school_id=world.orgs["a"], kind=TieKind.OTHER,
        note="合作过课题",
    )  # fmt: skip
    act(world, actions.untie, tie_id=tie)
    act(world, actions.withdraw, assignment_id=assign(world, entry), reason="临时出差")
    with reading() as session:
        found = audit.events(session, SYSTEM_SCOPE, action="rater.")
        kept = session.exec(within(SYSTEM_SCOPE, select(Assignment), Assignment)).all()
    assert [one.action for one in reversed(found)] == [
        "rater.tied", "rater.untied", "rater.assigned", "rater.withdrawn",
    ]  # fmt: skip
    said = " ".join(str(one.details) for one in found)
    assert "合作" not in said
    assert "出差" not in said
    assert len(kept) == 1


def _entries(world: World, round_id: int) -> list[queries.EntryRow]:
    with reading() as session:
        return queries.entries(session, world.actor("researcher").over(MANAGE), round_id=round_id)
