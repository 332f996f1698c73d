"""Contests from the plan to the close: steps, nominations, quota, judges, awards."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE, Capability, Scope
from core.activities.rules import ReportState
from core.database import reading, within, writing
from core.errors import AppError, Conflict, NotFound, Refused
from core.evaluation import actions, packs, queries
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.states import ContestState as S
from core.evaluation.rules.states import ContestSubject, NominationState, TieKind
from core.evaluation.tables import Contest, Nomination, RaterTie
from core.library.rules import ResourceState
from tests.evaluation.contests import (
    FIRST,
    LATER,
    SECOND,
    a_contest,
    a_draft,
    a_judge,
    a_nomination,
    a_report,
    a_resource,
    a_season,
    a_sheet,
    judged,
)
from tests.together import together
from tests.world import World

NOW = datetime(2026, 6, 2, 8, tzinfo=UTC)
WHOLE = {"1": Mark.of(8), "2": Mark.of(9)}


@pytest.fixture(autouse=True)
def on_the_second_of_june() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def row_of(session: Session, contest_id: int) -> Contest:
    return session.exec(within(SYSTEM_SCOPE, select(Contest).where(Contest.id == contest_id), Contest)).one()


def nomination(session: Session, nomination_id: int) -> Nomination:
    found = within(SYSTEM_SCOPE, select(Nomination).where(Nomination.id == nomination_id), Nomination)
    return session.exec(found).one()


def refused(code: str) -> "pytest.RaisesExc[AppError]":
    return pytest.raises(AppError, check=lambda error: error.code == code)


def test_a_contest_is_made_opened_and_goes_its_way_to_the_close(world: World) -> None:
    with writing() as session:
        bureau, school = world.actor("researcher"), world.actor("counsellor_a")
        contest_id = actions.make_contest(session, bureau, draft=a_draft(world))
        assert queries.contest_seen(session, bureau.scope, contest_id).spec == packs.rubric("activity_award")
        assert queries.contests_seen(session, school.scope) == []
        actions.open_contest(session, bureau, contest_id=contest_id)
        assert [one.title for one in queries.contests_seen(session, school.scope)] == ["5·25 活动评选"]
        one = actions.nominate(
            session, school, contest_id=contest_id, activity_id=a_report(session, world), reason=" 人人有角色 "
        )
        actions.set_judges(session, bureau, contest_id=contest_id, account_ids=[world.accounts["reviewer"]])
        actions.to_review(session, bureau, contest_id=contest_id)
        with refused("contests.sheets_open"):
            actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        best = {code: Mark.of(4) for code in packs.rubric("activity_award").by_code}
        actions.judge(session, world.actor("reviewer"), nomination_id=one, marks=best, words="", edition=0)
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=date(2026, 6, 9))
        found = nomination(session, one)
        assert (found.total, found.award, found.forwarded, found.reason) == (100, "first", True, "人人有角色")
        with refused("contests.publicity_runs"):
            actions.close_contest(session, bureau, contest_id=contest_id)
        with clock.stopped_at(datetime(2026, 6, 9, 17, tzinfo=UTC)):  # the 10th in China
            actions.close_contest(session, bureau, contest_id=contest_id)
        assert row_of(session, contest_id).state is S.CLOSED


@pytest.mark.parametrize("state", [S.REVIEW, S.PUBLICITY, S.CLOSED, S.CANCELLED])
def test_a_contest_is_not_opened_twice(sqlite_world: World, state: S) -> None:
    with writing() as session, refused("contests.not_now"):
        contest_id = a_contest(session, sqlite_world, state)
        actions.open_contest(session, sqlite_world.actor("researcher"), contest_id=contest_id)


@pytest.mark.parametrize(
    ("who", "told", "planned"),
    [("researcher", True, True), ("leader", True, True), ("city_centre", True, True), ("reviewer", True, False),
     ("school_lead_a", True, False), ("counsellor_a", True, False), ("centre_c", False, False)],
)  # fmt: skip
def test_a_plan_is_seen_at_its_organiser_and_above_and_by_no_judge(
    sqlite_world: World, who: str, told: bool, planned: bool
) -> None:
    with writing() as session:
        a_contest(session, sqlite_world, S.NOMINATING, title="开放的")
        a_contest(session, sqlite_world, S.PLANNED, title="筹备的")
        actor = sqlite_world.actor(who)
        plans = Scope(
            (*actor.over(Capability.VIEW_ACTIVITIES).reaches, *actor.over(Capability.MANAGE_EVALUATION).reaches)
        )
        found = {row.title for row in queries.contests_seen(session, actor.scope, plans=plans)}
    assert found == {title for title, seen in (("开放的", told), ("筹备的", planned)) if seen}


def test_a_step_is_not_left_out_and_nothing_follows_a_cancelled_one(sqlite_world: World) -> None:
    with writing() as session:
        bureau, contest_id = sqlite_world.actor("researcher"), a_contest(session, sqlite_world)
        with refused("contests.not_now"):
            actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        with refused("contests.no_nominations"):
            actions.to_review(session, bureau, contest_id=contest_id)
        with refused("evaluation.reason_needed"):
            actions.cancel_contest(session, bureau, contest_id=contest_id, reason="无")
        actions.cancel_contest(session, bureau, contest_id=contest_id, reason="改到下学期")
        with refused("contests.not_now"):
            actions.to_review(session, bureau, contest_id=contest_id)
        assert queries.contest_seen(session, sqlite_world.actor("school_lead_a").scope, contest_id).reason


def test_schools_and_other_bureaus_hold_no_contest_of_the_county(sqlite_world: World) -> None:
    with writing() as session:
        for who in ("centre_c", "researcher"):
            with refused("contests.bureaus_hold") if who == "researcher" else pytest.raises(NotFound):
                draft = a_draft(sqlite_world, "a" if who == "researcher" else "county")
                actions.make_contest(session, sqlite_world.actor(who), draft=draft)
        with refused("contests.title"):
            actions.make_contest(session, sqlite_world.actor("researcher"), draft=a_draft(sqlite_world, title=" "))
        with pytest.raises(NotFound):
            actions.make_contest(session, sqlite_world.actor("researcher"), draft=a_draft(sqlite_world, season_id=99))
        with pytest.raises(NotFound):
            actions.make_contest(
                session, sqlite_world.actor("researcher"), draft=a_draft(sqlite_world, rubric="pack:x")
            )


def test_an_open_contest_keeps_what_schools_were_told(world: World) -> None:
    with writing() as session:
        bureau, contest_id = world.actor("researcher"), a_contest(session, world)
        known = queries.contest_seen(session, bureau.scope, contest_id).draft
        longer = known._replace(quota=3, title="改了名字")
        assert actions.change_contest(session, bureau, contest_id=contest_id, edition=0, draft=longer) == 1
        with pytest.raises(Conflict):
            actions.change_contest(session, bureau, contest_id=contest_id, edition=0, draft=longer)
        with refused("contests.quota_grows"):
            actions.change_contest(session, bureau, contest_id=contest_id, edition=1, draft=known)
        row = row_of(session, contest_id)
        assert (row.title, row.quota, row.rubric["key"]) == ("改了名字", 3, "works")


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.SENT, ReportState.RETURNED, ReportState.LOGGED])
def test_a_report_is_nominated_once_it_is_accepted(sqlite_world: World, state: ReportState) -> None:
    with writing() as session:
        contest_id, activity_id = a_contest(session, sqlite_world), a_report(session, sqlite_world, state=state)
        school = sqlite_world.actor("counsellor_a")
        assert queries.nominable(session, school.scope, contest_id=contest_id) == []
        with refused("contests.not_accepted"):
            actions.nominate(session, school, contest_id=contest_id, activity_id=activity_id, reason="好")


def test_a_season_that_counts_what_is_sent_lets_it_be_nominated(world: World) -> None:
    with writing() as session:
        season_id = a_season(session, world, counts_sent=True)
        contest_id, school = a_contest(session, world, season_id=season_id), world.actor("counsellor_a")
        placed = {"season_id": season_id, "item": "1", "state": ReportState.SENT}
        activity_id = a_report(session, world, **placed)
        other = a_report(session, world)
        (found,) = queries.nominable(session, school.scope, contest_id=contest_id)
        assert found.activity_id == activity_id
        assert actions.nominate(session, school, contest_id=contest_id, activity_id=activity_id, reason="好")
        with refused("contests.other_season"):
            actions.nominate(session, school, contest_id=contest_id, activity_id=other, reason="好")
        assert queries.contest_seen(session, school.scope, contest_id).season == "5·25 活动月"


def test_nobody_nominates_what_is_not_theirs_twice_too_late_or_beyond_the_quota(world: World) -> None:
    with writing() as session:
        contest_id, school = a_contest(session, world), world.actor("counsellor_a")
        one, two, three = (a_report(session, world) for _ in range(3))
        strange, bureau_own = a_report(session, world, "b"), a_report(session, world, "county")

        def nominate(activity_id: int, who: str = "counsellor_a", reason: str = "好") -> int:
            return actions.nominate(
                session, world.actor(who), contest_id=contest_id, activity_id=activity_id, reason=reason
            )

        with pytest.raises(NotFound):
            nominate(strange)
        with refused("contests.schools_only"):
            nominate(bureau_own, "researcher")
        with refused("contests.say_why"):
            nominate(one, reason="  ")
        first = nominate(one)
        with refused("contests.nominated_already"):
            nominate(one)
        nominate(two)
        with refused("contests.quota_reached"):
            nominate(three)
        actions.withdraw_nomination(session, school, nomination_id=first)
        nominate(three)
        with refused("contests.quota_reached"):
            nominate(one)
        with clock.stopped_at(datetime(2026, 6, 20, 17, tzinfo=UTC)), refused("contests.not_nominating"):
            nominate(strange, "counsellor_b")


def test_what_was_withdrawn_is_nominated_again_and_what_was_put_out_is_not(world: World) -> None:
    with writing() as session:
        contest_id, activity_id = a_contest(session, world), a_report(session, world)
        school, bureau = world.actor("counsellor_a"), world.actor("researcher")
        given = {"contest_id": contest_id, "activity_id": activity_id}
        first = actions.nominate(session, school, **given, reason="好")
        actions.withdraw_nomination(session, school, nomination_id=first)
        with refused("contests.not_nominated"):
            actions.withdraw_nomination(session, school, nomination_id=first)
        assert actions.nominate(session, school, **given, reason="更好") == first
        actions.put_out(session, bureau, nomination_id=first, reason="材料不是本校的")
        with refused("contests.nominated_already"):
            actions.nominate(session, school, **given, reason="好")
        row = queries.nominations(session, school.scope, contest_id=contest_id)[0]
        assert (row.state, row.decided_reason, row.reason) == (NominationState.OUT, "材料不是本校的", "更好")


def test_two_colleagues_at_the_same_moment_do_not_pass_the_quota(world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, world, quota=1)
        reports = [a_report(session, world), a_report(session, world)]

    def deed(who: str, activity_id: int) -> object:
        with clock.stopped_at(NOW), writing() as session:
            actor = world.actor(who)
            return bool(actions.nominate(session, actor, contest_id=contest_id, activity_id=activity_id, reason="好"))

    found = together(lambda: deed("counsellor_a", reports[0]), lambda: deed("counsellor_a2", reports[1]))
    assert sorted(map(str, found)) == ["True", "contests.quota_reached"]


@pytest.mark.parametrize(
    ("state", "code"),
    [(ResourceState.DRAFT, "contests.not_sent"), (ResourceState.RETURNED, "contests.not_sent"),
     (ResourceState.SENT, None)],
)  # fmt: skip
def test_a_resource_is_nominated_once_it_was_sent(sqlite_world: World, state: ResourceState, code: str | None) -> None:
    with writing() as session:
        contest_id = a_contest(session, sqlite_world, subject=ContestSubject.RESOURCES)
        school, resource_id = sqlite_world.actor("school_admin_a"), a_resource(session, sqlite_world, state=state)
        found = queries.nominable(session, school.scope, contest_id=contest_id)
        assert [one.resource_id for one in found] == ([] if code else [resource_id])
        if code is None:
            one = actions.nominate(session, school, contest_id=contest_id, resource_id=resource_id, reason="好用")
            assert queries.nominable(session, school.scope, contest_id=contest_id) == []
            assert queries.nominations(session, school.scope, contest_id=contest_id)[0].title == "考试前的一周"
            actions.withdraw_nomination(session, school, nomination_id=one)
            return
        with refused(code):
            actions.nominate(session, school, contest_id=contest_id, resource_id=resource_id, reason="好用")
    with writing() as session, refused("contests.other_subject"):
        report = a_report(session, sqlite_world)
        actions.nominate(session, school, contest_id=contest_id, activity_id=report, reason="好用")


def test_a_school_reads_its_own_nominations_without_total_and_awards_once_public(world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9), "b": (8, 8)})
        bureau, school = world.actor("researcher"), world.actor("counsellor_a")
        actions.award(session, bureau, nomination_id=found["a"], award="second", reason="集体商议")
        assert [one.award for one in queries.nominations(session, school.scope, contest_id=contest_id)] == [""]
        assert queries.honours(session, school.scope, contest_id=contest_id) == []
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        (own,) = queries.nominations(session, school.scope, contest_id=contest_id)
        assert (own.award, own.total) == ("second", None)
        listed = queries.honours(session, school.scope, contest_id=contest_id)
        assert [(one.school, one.award) for one in listed] == [("云溪一小", "second"), ("云溪中学", "second")]
        totals = [one.total for one in queries.nominations(session, bureau.scope, contest_id=contest_id)]
        assert totals == [Decimal(18), Decimal(16)]


def test_judges_are_those_who_may_score_everything_below_the_organiser(world: World) -> None:
    with writing() as session:
        bureau, contest_id = world.actor("researcher"), a_contest(session, world)
        for stranger in ("counsellor_a", "centre_c", "leader"):
            with pytest.raises(NotFound):
                actions.set_judges(session, bureau, contest_id=contest_id, account_ids=[world.accounts[stranger]])
        both = [world.accounts["reviewer"], world.accounts["centre"]]
        actions.set_judges(session, bureau, contest_id=contest_id, account_ids=both)
        actions.set_judges(session, bureau, contest_id=contest_id, account_ids=both[:1])
        assert [one.account_id for one in queries.judges(session, bureau.scope, contest_id=contest_id)] == both[:1]


def test_a_judge_judges_in_review_alone_and_only_where_they_were_asked(world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, world)
        one, judge = a_nomination(session, world, contest_id), world.actor("reviewer")
        a_judge(session, world, contest_id)
        given = {"nomination_id": one, "marks": WHOLE, "words": "", "edition": 0}
        with pytest.raises(NotFound):
            actions.judge(session, judge, **given)  # type: ignore[arg-type]  # by name
        row_of(session, contest_id).state = S.REVIEW
        with pytest.raises(NotFound):
            actions.judge(session, world.actor("centre"), **given)  # type: ignore[arg-type]  # by name
        actions.judge(session, judge, **given)  # type: ignore[arg-type]  # by name
        row_of(session, contest_id).state = S.PUBLICITY
        with refused("contests.not_now"):
            actions.judge(session, judge, **given | {"edition": 1})  # type: ignore[arg-type]  # by name


def test_a_sheet_counts_once_it_is_whole_and_two_devices_do_not_overwrite_each_other(world: World) -> None:
    with writing() as session:
        contest_id, judge = a_contest(session, world, S.REVIEW), world.actor("reviewer")
        a_judge(session, world, contest_id)
        one = a_nomination(session, world, contest_id)

        def keep(marks: dict[str, Mark], edition: int, words: str = "有创意") -> int:
            return actions.judge(session, judge, nomination_id=one, marks=marks, words=words, edition=edition)

        assert keep({"1": Mark.of(8)}, 0) == 1
        assert (
            queries.contest_standing(session, world.actor("researcher").scope, contest_id=contest_id).open_sheets == 1
        )
        with refused("contests.sheet_changed"):
            keep(WHOLE, 0)
        keep(WHOLE, 1)
        sheet = queries.judge_sheet(session, judge.scope, nomination_id=one, judge_id=judge.user_id)
        assert (sheet.row.total, sheet.words, sheet.edition, dict(sheet.marks)) == (17, "有创意", 2, WHOLE)
        (place,) = queries.places_of(session, world.actor("researcher").scope, contest_id=contest_id)
        assert place.words == ("有创意",)
        assert (
            queries.contest_standing(session, world.actor("researcher").scope, contest_id=contest_id).open_sheets == 0
        )
        with refused("contests.words_long"):
            keep(WHOLE, 2, "长" * 401)
        with refused("marking.unknown_item"):
            keep({"9": Mark.of(1)}, 2)
        with pytest.raises(Refused):
            keep({"1": Mark.of(11)}, 2)


def test_whoever_has_a_stake_is_left_out_and_the_others_decide(world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9), "b": (5, 5)})
        bureau = world.actor("researcher")
        a_judge(session, world, contest_id, "centre")
        for one in found.values():
            a_sheet(session, world, one, (1, 1), "centre")
        session.add(
            RaterTie(account_id=world.accounts["centre"], school_id=world.orgs["a"], kind=TieKind.FAMILY,
                     told_by=bureau.user_id, told_at=NOW)
        )  # fmt: skip
        session.flush()
        best, other = queries.places_of(session, bureau.scope, contest_id=contest_id)
        assert (best.nomination.school, best.total, best.sheets, best.tied) == ("云溪一小", 18, 1, 1)
        assert (other.total, other.sheets, other.tied) == (6, 2, 0)  # (10 + 2) / 2
        with refused("contests.tied"):
            actions.judge(session, world.actor("centre"), nomination_id=found["a"], marks=WHOLE, words="", edition=1)


def test_a_judge_steps_aside_and_comes_back(world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9)})
        judge, bureau = world.actor("reviewer"), world.actor("researcher")
        actions.step_aside(session, judge, nomination_id=found["a"])
        standing = queries.contest_standing(session, bureau.scope, contest_id=contest_id)
        assert (standing.open_sheets, standing.unjudged) == (0, 1)
        with refused("contests.tied"):
            actions.judge(session, judge, nomination_id=found["a"], marks=WHOLE, words="", edition=2)
        with refused("contests.unjudged"):
            actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        actions.step_aside(session, judge, nomination_id=found["a"], aside=False)
        actions.judge(session, judge, nomination_id=found["a"], marks=WHOLE, words="", edition=3)
        (sheet,) = queries.judging(session, judge.scope, judge_id=judge.user_id)
        assert (sheet.tied, sheet.total) == (False, 17)


def test_a_judge_who_left_counts_for_nothing_and_counts_again_afterwards(world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (10, 10)})
        bureau = world.actor("researcher")
        a_judge(session, world, contest_id, "centre")
        a_sheet(session, world, found["a"], (4, 4), "centre")

        def total() -> Decimal | None:
            return queries.places_of(session, bureau.scope, contest_id=contest_id)[0].total

        ids = [world.accounts["reviewer"], world.accounts["centre"]]
        assert total() == 14  # (20 + 8) / 2
        actions.set_judges(session, bureau, contest_id=contest_id, account_ids=ids[:1])
        assert total() == 20
        actions.set_judges(session, bureau, contest_id=contest_id, account_ids=ids)
        assert total() == 14
        with refused("contests.no_judges"):
            actions.set_judges(session, bureau, contest_id=contest_id, account_ids=[])


def test_awards_go_by_rank_but_for_those_decided_by_hand(world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9), "b": (8, 8)})
        bureau = world.actor("researcher")
        with refused("contests.no_such_award"):
            actions.award(session, bureau, nomination_id=found["b"], award="gold", reason="集体商议")
        with refused("evaluation.reason_needed"):
            actions.award(session, bureau, nomination_id=found["b"], award="first", reason="")
        actions.award(session, bureau, nomination_id=found["b"], award="first", reason="农村学校首次参加")
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        rows = {one.school: one for one in queries.nominations(session, bureau.scope, contest_id=contest_id)}
        assert {school: (one.award, one.forwarded) for school, one in rows.items()} == {
            "云溪一小": (FIRST.key, True), "云溪中学": (FIRST.key, False),
        }  # fmt: skip
        assert rows["云溪中学"].decided_reason == "农村学校首次参加"
        actions.award(session, bureau, nomination_id=found["a"], award="", reason="公示期内有异议")
        assert not nomination(session, found["a"]).forwarded
        assert [one.school for one in queries.honours(session, bureau.scope, contest_id=contest_id)] == ["云溪中学"]
        assert SECOND.key not in {one.award for one in rows.values()}


def test_an_award_waits_for_every_sheet(sqlite_world: World) -> None:
    with writing() as session:
        _, found = judged(session, sqlite_world, {"a": (9, 9)})
        contest_id = nomination(session, found["a"]).contest_id
        late = a_nomination(session, sqlite_world, contest_id, "b")
        with refused("contests.not_judged"):
            actions.award(
                session, sqlite_world.actor("researcher"), nomination_id=late, award="first", reason="集体商议"
            )


def test_only_awarded_works_are_recommended_and_no_more_than_may(world: World) -> None:
    with writing() as session:
        contest_id, found = judged(session, world, {"a": (9, 9), "b": (8, 8)})
        bureau = world.actor("researcher")
        with refused("contests.not_now"):
            actions.forward(session, bureau, contest_id=contest_id, nomination_ids=[found["a"]])
        actions.to_publicity(session, bureau, contest_id=contest_id, public_until=LATER)
        with refused("contests.forward_many"):
            actions.forward(session, bureau, contest_id=contest_id, nomination_ids=list(found.values()))
        actions.forward(session, bureau, contest_id=contest_id, nomination_ids=[found["b"]])
        rows = queries.nominations(session, bureau.scope, contest_id=contest_id)
        assert [one.forwarded for one in rows] == [False, True]
        actions.put_out(session, bureau, nomination_id=found["b"], reason="材料不是本校的")
        with pytest.raises(NotFound):
            actions.forward(session, bureau, contest_id=contest_id, nomination_ids=[found["b"]])


@pytest.mark.parametrize(("until", "fine"), [(date(2026, 6, 1), False), (date(2026, 6, 2), True),
                                             (date(2026, 8, 1), True), (date(2026, 8, 2), False)])  # fmt: skip
def test_publicity_lasts_from_today_to_sixty_days(sqlite_world: World, until: date, fine: bool) -> None:
    with writing() as session:
        contest_id, _ = judged(session, sqlite_world, {"a": (9, 9)})
        bureau = sqlite_world.actor("researcher")
        if fine:
            actions.to_publicity(session, bureau, contest_id=contest_id, public_until=until)
            assert row_of(session, contest_id).public_until == until
            return
        with refused("contests.public_days"):
            actions.to_publicity(session, bureau, contest_id=contest_id, public_until=until)


def test_a_judge_reads_what_they_judge_though_it_is_another_schools(world: World) -> None:
    with writing() as session:
        _, found = judged(session, world, {"a": (9, 9)})
    with reading() as session:
        judge = world.actor("reviewer")
        seen = queries.judged_work(session, judge.scope, nomination_id=found["a"], judge_id=judge.user_id)
        assert (seen.school, seen.title, seen.text) == ("云溪一小", "心理剧展演", "六个班同台演出")
        for who in ("centre", "counsellor_b"):
            other = world.actor(who)
            with pytest.raises(NotFound):
                queries.judged_work(session, other.scope, nomination_id=found["a"], judge_id=other.user_id)
        with pytest.raises(NotFound):
            queries.judged_work(session, Scope(), nomination_id=found["a"], judge_id=judge.user_id)
