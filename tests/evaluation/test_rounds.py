"""Rounds are made with a frozen rubric, filled, moved along, taken back; what each act refuses."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Capability
from core.database import files, reading, within, writing
from core.errors import Conflict, NotFound, Refused
from core.evaluation import actions, packs, queries
from core.evaluation.queries import EntryRow, RoundRow
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.rounds import Dates, RoundDraft
from core.evaluation.rules.shares import Coverage
from core.evaluation.rules.states import (
    AppealState,
    AssignmentState,
    EntryState,
    ExemptReason,
    RectificationState,
    ResultRule,
    RoundKind,
    RoundState,
)
from core.evaluation.rules.timeline import Standing
from core.evaluation.tables import Appeal, Assignment, Entry, ItemMark, Moderation, Rectification, Round
from tests.evaluation.builders import (
    AT,
    OPENS,
    PUBLICITY_UNTIL,
    REVIEW_UNTIL,
    SELF_UNTIL,
    SMALL,
    a_room,
    a_round,
    an_assignment,
    an_entry,
)
from tests.together import together
from tests.world import SCHOOL_YEAR, World

MANAGE, VIEW = Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION
PDF = b"%PDF-1.7 merged %%EOF"
S = RoundState


def draft(world: World, at: str = "county", **other: Any) -> RoundDraft:
    days = (OPENS, SELF_UNTIL, REVIEW_UNTIL, PUBLICITY_UNTIL)
    made = RoundDraft(world.orgs[at], RoundKind.SUPERVISION, " 督导 ", SCHOOL_YEAR, "pack:supervision_four", *days)
    return made._replace(**other)


def act(world: World, call: Callable[..., Any], who: str = "researcher", **told: Any) -> Any:
    with writing() as session:
        return call(session, world.actor(who), **told)


def refused(world: World, call: Callable[..., Any], who: str = "researcher", **told: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(world, call, who, **told)
    return refusal.value.code


def seen(world: World, round_id: int, who: str = "researcher") -> RoundRow:
    with reading() as session:
        return queries.round_seen(session, world.actor(who).over(VIEW), round_id)


def rows(world: World, round_id: int, who: str = "researcher") -> list[EntryRow]:
    with reading() as session:
        return queries.entries(session, world.actor(who).over(VIEW), round_id=round_id)


def standing(world: World, round_id: int) -> Standing:
    with reading() as session:
        return queries.standing(session, world.actor("researcher").over(MANAGE), round_id=round_id)


def started(world: World, state: RoundState = S.SELF, *schools: str, **other: Any) -> tuple[int, list[int]]:
    with writing() as session:
        round_id = a_round(session, world, state=state, rubric=SMALL, **other)
        return round_id, [an_entry(session, world, round_id, school) for school in schools]


def put(*made: Any) -> None:
    with writing() as session:
        session.add_all(made)


def entry_row(session: Session, entry_id: int) -> Entry:
    return session.exec(within(SYSTEM_SCOPE, select(Entry).where(Entry.id == entry_id), Entry)).one()


def a_mark(world: World, round_id: int, assignment_id: int) -> ItemMark:
    return ItemMark(
        assignment_id=assignment_id, round_id=round_id, school_id=world.orgs["a"], code="1.1",
        value=packed(Mark.of(8)), at=AT,
    )  # fmt: skip


def test_a_round_keeps_the_rubric_it_was_made_with(world: World) -> None:
    round_id = act(world, actions.make_round, draft=draft(world))
    row = seen(world, round_id)
    assert (row.title, row.state, row.rubric_key) == ("督导", S.DRAFT, "supervision_four")
    assert row.spec == packs.rubric("supervision_four")
    assert (row.org_name, row.org_path) == ("云溪区", world.paths["county"])


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"rubric": "pack:nothing"}, "evaluation.unknown_rubric"),
        ({"rubric": "own:1"}, "evaluation.unknown_rubric"),
        ({"title": ""}, "evaluation.round_title"),
        ({"rule": ResultRule.CHAIR}, "evaluation.chair_needed"),
    ],
)
def test_a_draft_with_a_flaw_is_refused(world: World, other: dict[str, Any], code: str) -> None:
    assert refused(world, actions.make_round, draft=draft(world, **other)) == code


def test_a_round_is_held_by_a_bureau_within_reach(world: World) -> None:
    assert refused(world, actions.make_round, draft=draft(world, "a")) == "evaluation.bureaus_hold_rounds"
    for at in ("other_county", "city"):
        with pytest.raises(NotFound):
            act(world, actions.make_round, draft=draft(world, at))


def test_the_chair_is_somebody_who_may_score_there(world: World) -> None:
    for who, code in (("leader", "evaluation.not_a_rater"), ("centre_c", "evaluation.not_a_rater")):
        chosen = draft(world, chair_id=world.accounts[who])
        assert refused(world, actions.make_round, draft=chosen) == code
    act(world, actions.make_round, draft=draft(world, rule=ResultRule.CHAIR, chair_id=world.accounts["city_centre"]))


def test_a_draft_is_seen_by_its_bureau_alone_and_a_started_round_by_the_schools_below(world: World) -> None:
    round_id = act(world, actions.make_round, draft=draft(world))
    act(world, actions.add_entries, round_id=round_id, school_ids=[world.orgs["a"]])
    for who in ("researcher", "leader", "city_centre"):
        assert seen(world, round_id, who).id == round_id
    with pytest.raises(NotFound):
        seen(world, round_id, "school_admin_a")
    act(world, actions.start, round_id=round_id)
    assert seen(world, round_id, "school_admin_a").state is S.SELF
    assert [row.school for row in rows(world, round_id, "school_admin_a")] == ["云溪一小"]
    assert rows(world, round_id, "school_admin_b") == []
    with pytest.raises(NotFound):
        seen(world, round_id, "counsellor_c")


def test_a_draft_is_changed_and_a_started_round_is_not(world: World) -> None:
    round_id, _ = started(world, S.DRAFT, "a")
    assert act(world, actions.change_round, round_id=round_id, edition=0, draft=draft(world, raters=3)) == 1
    assert (seen(world, round_id).raters, seen(world, round_id).edition) == (3, 1)
    act(world, actions.start, round_id=round_id)
    late = {"round_id": round_id, "edition": 2, "draft": draft(world)}
    assert refused(world, actions.change_round, **late) == "evaluation.other_state"


@pytest.mark.parametrize("edition", [0, 2])
def test_a_draft_that_moved_on_is_not_written_over(world: World, edition: int) -> None:
    round_id, _ = started(world, S.DRAFT, "a")
    act(world, actions.change_round, round_id=round_id, edition=0, draft=draft(world, raters=3))
    with pytest.raises(Conflict, match=r"evaluation\.round_moved_on"):
        act(world, actions.change_round, round_id=round_id, edition=edition, draft=draft(world, raters=4))
    assert seen(world, round_id).raters == 3


def test_days_of_a_started_round_move_later_with_a_reason(world: World) -> None:
    round_id, _ = started(world)
    later = Dates(OPENS, REVIEW_UNTIL, REVIEW_UNTIL, PUBLICITY_UNTIL)
    assert refused(world, actions.move_dates, round_id=round_id, dates=later, reason=" x ") == (
        "evaluation.reason_needed"
    )
    act(world, actions.move_dates, round_id=round_id, dates=later, reason="台风停课")
    assert seen(world, round_id).self_until == REVIEW_UNTIL
    back = later._replace(self_until=SELF_UNTIL)
    assert refused(world, actions.move_dates, round_id=round_id, dates=back, reason="提前一些") == (
        "evaluation.only_later"
    )
    wrong = later._replace(self_until=PUBLICITY_UNTIL)
    assert refused(world, actions.move_dates, round_id=round_id, dates=wrong, reason="台风停课") == (
        "evaluation.dates_out_of_order"
    )


def test_a_draft_is_dropped_with_its_schools_and_raters(world: World) -> None:
    round_id, (entry, _) = started(world, S.DRAFT, "a", "b")
    act(world, actions.assign, entry_id=entry, rater_id=world.accounts["reviewer"])
    act(world, actions.drop_round, round_id=round_id)
    with reading() as session:
        for kind in (Round, Entry, Assignment):
            assert session.exec(within(SYSTEM_SCOPE, select(kind), kind)).all() == []
    other, _ = started(world)
    assert refused(world, actions.drop_round, round_id=other) == "evaluation.other_state"


def test_schools_are_put_in_once_and_from_below_the_bureau_alone(world: World) -> None:
    round_id, _ = started(world, S.DRAFT)
    both = [world.orgs["a"], world.orgs["b"]]
    assert act(world, actions.add_entries, round_id=round_id, school_ids=both[:1]) == 1
    assert act(world, actions.add_entries, round_id=round_id, school_ids=both) == 1
    with pytest.raises(NotFound):
        act(world, actions.add_entries, round_id=round_id, school_ids=[world.orgs["c"]])
    with pytest.raises(NotFound):  # the city's centre reaches school C, the county's round does not
        act(world, actions.add_entries, "city_centre", round_id=round_id, school_ids=[world.orgs["c"]])
    room = act(world, lambda session, _actor: a_room(session, world))
    assert refused(world, actions.add_entries, round_id=round_id, room_ids=[room]) == "evaluation.rooms_are_inspected"


def test_an_inspection_takes_every_open_room(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=S.DRAFT, rubric=SMALL, kind=RoundKind.INSPECTION)
        first, second = a_room(session, world), a_room(session, world, name="宣泄室")
        a_room(session, world, name="旧辅导室", closed_on=date(2020, 1, 1))
        far = a_room(session, world, "c")
    chosen = [world.orgs["a"], world.orgs["b"]]
    assert act(world, actions.add_entries, round_id=round_id, school_ids=chosen) == 2
    assert [row.room_id for row in rows(world, round_id)] == [first, second]
    assert [row.place for row in rows(world, round_id)] == ["云溪一小 · 心理辅导室", "云溪一小 · 宣泄室"]
    assert act(world, actions.add_entries, round_id=round_id, room_ids=[first]) == 0
    with pytest.raises(NotFound):
        act(world, actions.add_entries, round_id=round_id, room_ids=[far])


def test_a_school_is_taken_out_before_the_start_alone(world: World) -> None:
    round_id, (entry,) = started(world, S.DRAFT, "a")
    act(world, actions.remove_entry, entry_id=entry)
    assert rows(world, round_id) == []
    _, (other,) = started(world, S.SELF, "a")
    assert refused(world, actions.remove_entry, entry_id=other) == "evaluation.other_state"


@pytest.mark.parametrize("state", [EntryState.WAITING, EntryState.DRAFTING, EntryState.SUBMITTED, EntryState.RETURNED])
def test_a_school_is_taken_back_in_where_it_stood(world: World, state: EntryState) -> None:
    with writing() as session:
        round_id = a_round(session, world, rubric=SMALL)
        entry = an_entry(session, world, round_id, state=state, return_note="请补照片")
    act(world, actions.exempt, entry_id=entry, reason=ExemptReason.MERGED)
    assert [row.state for row in rows(world, round_id)] == [EntryState.EXEMPT]
    act(world, actions.readmit, entry_id=entry)
    assert [row.state for row in rows(world, round_id)] == [state]


def test_a_school_is_left_out_with_a_paper_that_is_kept_sealed(world: World) -> None:
    round_id, (entry,) = started(world, S.SELF, "a")
    assert refused(world, actions.exempt, entry_id=entry, reason=ExemptReason.OTHER) == "evaluation.reason_needed"
    assert refused(world, actions.exempt, entry_id=entry, reason=ExemptReason.MERGED, paper=b"MZ\x90") == ("media.kind")
    act(world, actions.exempt, entry_id=entry, reason=ExemptReason.MERGED, note="并入云溪中学", paper=PDF)
    row = rows(world, round_id)[0]
    assert (row.state, row.exempt_reason, row.exempt_note, row.has_paper) == (
        EntryState.EXEMPT, ExemptReason.MERGED, "并入云溪中学", True,
    )  # fmt: skip
    assert act(world, actions.open_exempt_paper, entry_id=entry) == (PDF, "pdf")
    with reading() as session:
        kept = entry_row(session, entry).exempt_paper
    assert PDF not in files._path(kept or "").read_bytes(), "kept sealed"
    assert refused(world, actions.exempt, entry_id=entry, reason=ExemptReason.NEW) == "evaluation.exempt_already"
    act(world, actions.readmit, entry_id=entry)
    row = rows(world, round_id)[0]
    assert (row.state, row.exempt_reason, row.has_paper) == (EntryState.WAITING, None, False)
    assert refused(world, actions.readmit, entry_id=entry) == "evaluation.not_exempt"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (SELF_UNTIL, "evaluation.extension_out_of_range"),
        (SELF_UNTIL + timedelta(days=1), None),
        (REVIEW_UNTIL, None),
        (REVIEW_UNTIL + timedelta(days=1), "evaluation.extension_out_of_range"),
    ],
)
def test_an_extension_ends_after_the_rounds_day_and_not_after_the_review(
    world: World, day: date, code: str | None
) -> None:
    round_id, (entry,) = started(world, S.REVIEW, "a")
    if code:
        assert refused(world, actions.extend, entry_id=entry, due_on=day, reason="校舍维修") == code
        return
    act(world, actions.extend, entry_id=entry, due_on=day, reason="校舍维修")
    assert [(row.due_on, row.due_reason) for row in rows(world, round_id)] == [(day, "校舍维修")]


def test_whoever_submitted_needs_no_extension(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, rubric=SMALL)
        entry = an_entry(session, world, round_id, state=EntryState.SUBMITTED)
    assert refused(world, actions.extend, entry_id=entry, due_on=REVIEW_UNTIL, reason="校舍维修") == (
        "evaluation.nothing_due"
    )


def test_late_schools_are_named_with_their_own_day(world: World) -> None:
    round_id, (first, second) = started(world, S.SELF, "a", "b")
    act(world, actions.extend, entry_id=second, due_on=SELF_UNTIL + timedelta(days=5), reason="校舍维修")

    def late(after: int, ahead: int = 0) -> list[tuple[int, int]]:
        with reading() as session:
            found = queries.late(
                session, world.actor("researcher").over(VIEW), round_id=round_id,
                today=SELF_UNTIL + timedelta(days=after), within_days=ahead,
            )  # fmt: skip
        return [(row.entry.id, row.days_over) for row in found]

    assert late(0) == []
    assert late(1) == [(first, 1)]
    assert late(5) == [(first, 5)]
    assert late(6) == [(first, 6), (second, 1)]
    assert late(0, ahead=7) == [(first, 0), (second, -5)]


def test_coverage_is_of_those_due(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, rubric=SMALL)
        an_entry(session, world, round_id, "a", EntryState.SUBMITTED)
        an_entry(session, world, round_id, "b", EntryState.EXEMPT)
        empty = a_round(session, world, rubric=SMALL)
    with reading() as session:
        found = queries.coverage(session, world.actor("leader").over(VIEW), round_ids=[round_id, empty])
        theirs = queries.coverage(session, world.actor("school_admin_b").over(VIEW), round_ids=[round_id])
    assert found == {round_id: Coverage(1, 1)}
    assert theirs == {round_id: Coverage(0, 0)}


def test_a_round_starts_with_somebody_due(world: World) -> None:
    round_id, _ = started(world, S.DRAFT)
    assert refused(world, actions.start, round_id=round_id) == "evaluation.no_entries"
    act(world, actions.add_entries, round_id=round_id, school_ids=[world.orgs["a"]])
    assert act(world, actions.start, round_id=round_id) is S.SELF
    assert refused(world, actions.start, round_id=round_id) == "evaluation.other_state"
    assert refused(world, actions.advance, round_id=round_id, to=S.MODERATION) == "evaluation.no_such_step"


def test_a_round_without_self_assessment_asks_nothing_of_schools(world: World) -> None:
    round_id, (first, _) = started(world, S.DRAFT, "a", "b", with_self=False)
    act(world, actions.exempt, entry_id=first, reason=ExemptReason.NEW)
    assert act(world, actions.start, round_id=round_id) is S.REVIEW
    states = {row.school: row.state for row in rows(world, round_id)}
    assert states == {"云溪一小": EntryState.EXEMPT, "云溪中学": EntryState.SUBMITTED}
    act(world, actions.readmit, entry_id=first)
    assert {row.state for row in rows(world, round_id)} == {EntryState.SUBMITTED}
    assert act(world, actions.step_back, round_id=round_id, reason="名单要改") is S.DRAFT
    assert {row.state for row in rows(world, round_id)} == {EntryState.WAITING}


def test_moderation_waits_for_every_sheet_of_those_who_submitted(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=S.REVIEW, rubric=SMALL)
        sent = an_entry(session, world, round_id, "a", EntryState.SUBMITTED)
        late = an_entry(session, world, round_id, "b")
        open_sheet = an_assignment(session, world, sent)
        an_assignment(session, world, sent, "centre", AssignmentState.SUBMITTED)
        an_assignment(session, world, late)
    found = standing(world, round_id)
    assert (found.entries, found.submitted, found.late, found.open_sheets, found.unrated) == (2, 1, 1, 1, 0)
    assert refused(world, actions.advance, round_id=round_id, to=S.MODERATION) == "evaluation.sheets_open"
    act(world, actions.withdraw, assignment_id=open_sheet, reason="临时出差")
    act(world, actions.advance, round_id=round_id, to=S.MODERATION)
    assert seen(world, round_id).state is S.MODERATION


def test_a_submitted_school_that_nobody_rates_is_counted(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=S.REVIEW, rubric=SMALL)
        entry = an_entry(session, world, round_id, "a", EntryState.SUBMITTED)
        an_assignment(session, world, entry, state=AssignmentState.WITHDRAWN)
        an_entry(session, world, round_id, "b", EntryState.EXEMPT)
    assert standing(world, round_id).unrated == 1


def test_publicity_waits_for_moderation_and_recognition_for_appeals(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=S.MODERATION, rubric=SMALL)
        entry = an_entry(session, world, round_id, "a", EntryState.SUBMITTED)
    about = {"round_id": round_id, "entry_id": entry, "school_id": world.orgs["a"]}
    put(Moderation(**about, code="1.1", gap=3))
    assert refused(world, actions.advance, round_id=round_id, to=S.PUBLICITY) == "evaluation.moderations_open"
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Moderation), Moderation)).one()
        row.value, row.settled_at = packed(Mark.of(7)), AT
    with clock.stopped_at(_noon(PUBLICITY_UNTIL)):
        act(world, actions.advance, round_id=round_id, to=S.PUBLICITY)
    assert seen(world, round_id).publicised_at is not None
    put(Appeal(**about, plea="请再看一次", filed_by=world.accounts["school_admin_a"], filed_at=AT))
    with clock.stopped_at(_noon(PUBLICITY_UNTIL)):
        assert refused(world, actions.advance, round_id=round_id, to=S.RECOGNISED) == "evaluation.publicity_runs"
    with clock.stopped_at(_noon(PUBLICITY_UNTIL + timedelta(days=1))):
        assert refused(world, actions.advance, round_id=round_id, to=S.RECOGNISED) == "evaluation.appeals_open"
        with writing() as session:
            session.exec(within(SYSTEM_SCOPE, select(Appeal), Appeal)).one().state = AppealState.REJECTED
        act(world, actions.advance, round_id=round_id, to=S.RECOGNISED)


def test_a_round_closes_when_everything_was_put_right(world: World) -> None:
    round_id, (entry,) = started(world, S.RECTIFYING, "a")
    put(
        Rectification(
            round_id=round_id, entry_id=entry, school_id=world.orgs["a"], code="1.2", what="换灯", who="总务处",
            due_on=REVIEW_UNTIL, made_by=world.accounts["researcher"], made_at=AT,
        )
    )  # fmt: skip
    assert refused(world, actions.advance, round_id=round_id, to=S.CLOSED) == "evaluation.rectifications_open"
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Rectification), Rectification)).one()
        row.state = RectificationState.PASSED
    act(world, actions.advance, round_id=round_id, to=S.CLOSED)
    assert refused(world, actions.advance, round_id=round_id, to=S.RECTIFYING) == "evaluation.no_such_step"
    assert refused(
        world, actions.move_dates, round_id=round_id, dates=_dates(), reason="再看一看"
    ) == "evaluation.other_state"  # fmt: skip


def test_a_step_is_taken_back_while_nobody_has_begun(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, state=S.REVIEW, rubric=SMALL)
        entry = an_entry(session, world, round_id, "a", EntryState.SUBMITTED)
        assignment = an_assignment(session, world, entry)
    assert act(world, actions.step_back, round_id=round_id, reason="有学校漏了") is S.SELF
    assert refused(world, actions.step_back, round_id=round_id, reason="有学校漏了") == "evaluation.schools_began"
    act(world, actions.advance, round_id=round_id, to=S.REVIEW)
    put(a_mark(world, round_id, assignment))
    assert refused(world, actions.step_back, round_id=round_id, reason="有学校漏了") == "evaluation.raters_began"
    other, _ = started(world, S.MODERATION, "a")
    assert refused(world, actions.step_back, round_id=other, reason="有学校漏了") == "evaluation.no_way_back"


def test_a_school_that_began_keeps_the_round_from_its_draft_though_it_is_exempt_now(world: World) -> None:
    with writing() as session:
        round_id = a_round(session, world, rubric=SMALL)
        entry = an_entry(session, world, round_id, "a", EntryState.DRAFTING)
        an_entry(session, world, round_id, "b")
    act(world, actions.exempt, entry_id=entry, reason=ExemptReason.MERGED)
    assert refused(world, actions.step_back, round_id=round_id, reason="有学校漏了") == "evaluation.schools_began"


def test_two_people_at_once_put_a_school_in_once_and_start_once(world: World) -> None:
    round_id, _ = started(world, S.DRAFT)
    school = [world.orgs["a"]]
    both = (
        lambda: act(world, actions.add_entries, round_id=round_id, school_ids=school),
        lambda: act(world, actions.add_entries, "centre", round_id=round_id, school_ids=school),
    )
    assert sorted(together(*both)) == [0, 1]
    start = (
        lambda: act(world, actions.start, round_id=round_id),
        lambda: act(world, actions.start, "centre", round_id=round_id),
    )
    assert sorted(together(*start)) == ["evaluation.other_state", S.SELF]


def test_what_is_done_to_a_round_is_written_down_with_ids_alone(world: World) -> None:
    round_id = act(world, actions.make_round, draft=draft(world))
    act(world, actions.add_entries, round_id=round_id, school_ids=[world.orgs["a"]])
    entry = rows(world, round_id)[0].id
    act(world, actions.exempt, entry_id=entry, reason=ExemptReason.OTHER, note="整体搬迁")
    act(world, actions.readmit, entry_id=entry)
    act(world, actions.start, round_id=round_id)
    act(world, actions.extend, entry_id=entry, due_on=REVIEW_UNTIL, reason="校舍维修")
    act(world, actions.advance, round_id=round_id, to=S.REVIEW)
    with reading() as session:
        found = audit.events(session, SYSTEM_SCOPE, action="round.")
    assert [one.action for one in reversed(found)] == [
        "round.made", "round.entries_added", "round.exempted", "round.readmitted", "round.started", "round.extended",
        "round.advanced",
    ]  # fmt: skip
    said = " ".join(str(one.details) for one in found)
    for word in ("整体搬迁", "校舍维修", "云溪", "督导"):
        assert word not in said


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.ZONE)


def _dates() -> Dates:
    return Dates(OPENS, SELF_UNTIL, REVIEW_UNTIL, PUBLICITY_UNTIL)
