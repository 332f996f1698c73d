"""A session lives until it is revoked, idle, at its end, or its account changes; a handoff code works once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, delete, select

from core.access import Actor, Capability
from core.accounts import rules
from core.accounts.actions import (
    SignedIn,
    change_password,
    promise,
    redeem_handoff,
    sign_in,
    sign_out,
    sign_out_everywhere,
    touch,
)
from core.accounts.queries import actor_for, is_due_for_touch
from core.accounts.tables import Account, RoleGrant
from core.database import reading, unowned, writing
from core.errors import Refused
from tests.world import PASSWORD, World

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)
MINUTE, SECOND, HOUR = timedelta(minutes=1), timedelta(seconds=1), timedelta(hours=1)
NEW = "另一个Good-password-2"


def enter(who: str = "counsellor_a", *, at: datetime = NOW, password: str = PASSWORD) -> SignedIn:
    with writing() as session:
        signed_in = sign_in(session, username=who, password=password, device="Chrome", now=at)
    assert signed_in
    return signed_in


def who_is(token: str, *, at: datetime = NOW) -> Actor | None:
    with reading() as session:
        return actor_for(session, token, now=at)


def me(token: str, *, at: datetime = NOW) -> Actor:
    actor = who_is(token, at=at)
    assert actor
    return actor


@pytest.mark.parametrize(("after", "alive"), [(30 * MINUTE - SECOND, True), (30 * MINUTE, False)])
def test_a_session_ends_after_thirty_idle_minutes(sqlite_world: World, after: timedelta, alive: bool) -> None:
    assert (who_is(enter().token, at=NOW + after) is not None) is alive


def test_a_session_ends_after_ten_hours_however_busy(sqlite_world: World) -> None:
    token = enter().token
    for step in range(1, 41):
        with writing() as session:
            touch(session, token, now=NOW + step * 15 * MINUTE)
    assert who_is(token, at=NOW + 10 * HOUR - SECOND)
    assert who_is(token, at=NOW + 10 * HOUR) is None


def test_touching_keeps_awake_but_never_wakes(world: World) -> None:
    token = enter().token
    with writing() as session:
        touch(session, token, now=NOW + 29 * MINUTE)
    assert who_is(token, at=NOW + 58 * MINUTE)
    with writing() as session:
        touch(session, token, now=NOW + 2 * HOUR)
    assert who_is(token, at=NOW + 2 * HOUR) is None


@pytest.mark.parametrize(("after", "due"), [(MINUTE - SECOND, False), (MINUTE, True)])
def test_a_touch_writes_at_most_once_a_minute(sqlite_world: World, after: timedelta, due: bool) -> None:
    token = enter().token
    with writing() as session:
        assert is_due_for_touch(session, token, now=NOW + after) is due
        touch(session, token, now=NOW + after)
    assert (who_is(token, at=NOW + after + 30 * MINUTE - SECOND) is not None) is due


def test_a_handoff_code_gives_the_token_once(world: World) -> None:
    signed_in = enter()
    with writing() as session:
        assert redeem_handoff(session, signed_in.handoff, now=NOW) == signed_in.token
        assert redeem_handoff(session, signed_in.handoff, now=NOW) is None


@pytest.mark.parametrize(("after", "works"), [(59 * SECOND, True), (60 * SECOND, False)])
def test_a_handoff_code_works_for_a_minute(sqlite_world: World, after: timedelta, works: bool) -> None:
    signed_in = enter()
    with writing() as session:
        assert (redeem_handoff(session, signed_in.handoff, now=NOW + after) is not None) is works


@pytest.mark.parametrize("code", ["", "x", "密", "AAAA" * 30])
def test_a_made_up_handoff_code_gives_nothing(sqlite_world: World, code: str) -> None:
    with writing() as session:
        assert redeem_handoff(session, code, now=NOW) is None


def test_signing_out_ends_this_device_alone(world: World) -> None:
    here, there = enter().token, enter().token
    with writing() as session:
        sign_out(session, here, now=NOW)
        sign_out(session, here, now=NOW)
    assert who_is(here) is None
    assert who_is(there)


def test_signing_out_everywhere_ends_every_own_session(world: World) -> None:
    here, there, other = enter().token, enter().token, enter("counsellor_b").token
    with writing() as session:
        assert sign_out_everywhere(session, me(here)) == 2
    assert (who_is(here), who_is(there)) == (None, None)
    assert who_is(other)


def test_an_unknown_token_is_nobody(sqlite_world: World) -> None:
    assert who_is("") is None
    assert who_is("made up") is None
    assert who_is("\ud800") is None


def test_a_changed_password_ends_the_other_sessions(world: World) -> None:
    here, there = enter().token, enter().token
    with writing() as session:
        fresh = change_password(session, me(here), current=PASSWORD, new=NEW, now=NOW + MINUTE)
    assert fresh is not None
    assert (who_is(here, at=NOW + MINUTE), who_is(there, at=NOW + MINUTE)) == (None, None)
    assert who_is(fresh.token, at=NOW + MINUTE)
    assert enter(password=NEW, at=NOW + MINUTE)


@pytest.mark.parametrize(
    ("current", "new", "code"),
    [
        (PASSWORD, PASSWORD, "password.same_as_before"),
        (PASSWORD, "short-A1", "password.too_short"),
        (PASSWORD, "Counsellor_A-2025", "password.holds_username"),
    ],
)
def test_a_password_is_not_changed_against_the_rules(sqlite_world: World, current: str, new: str, code: str) -> None:
    token = enter().token
    with writing() as session, pytest.raises(Refused) as refusal:
        change_password(session, me(token), current=current, new=new, now=NOW)
    assert refusal.value.code == code
    assert who_is(token)


def test_guessing_the_current_password_locks_and_ends_every_session(world: World) -> None:
    here, there = enter().token, enter().token
    for attempt in range(5):
        assert who_is(here)
        with writing() as session:
            assert change_password(session, me(here), current=f"wrong {attempt}", new=NEW, now=NOW) is None
    assert (who_is(here), who_is(there)) == (None, None)
    with writing() as session:
        assert sign_in(session, username="counsellor_a", password=PASSWORD, device="Chrome", now=NOW) is None


def disable(session: Session, account: Account) -> None:
    account.is_active = False


def newer_password(session: Session, account: Account) -> None:
    account.password_changed_at = NOW + SECOND


@pytest.mark.parametrize("change", [disable, newer_password])
def test_a_change_of_the_account_counts_at_the_next_call(
    world: World, change: Callable[[Session, Account], None]
) -> None:
    token = enter().token
    with writing() as session:
        change(session, session.exec(unowned(select(Account).where(Account.username == "counsellor_a"), Account)).one())
    assert who_is(token) is None


def test_a_lost_role_counts_at_the_next_call(world: World) -> None:
    token = enter().token
    assert me(token).can(Capability.VIEW_WARNINGS)
    with writing() as session:
        mine = delete(RoleGrant).where(col(RoleGrant.account_id) == world.accounts["counsellor_a"])
        session.exec(unowned(mine, RoleGrant))
    assert me(token).grants == ()


def test_an_actor_is_what_the_standing_world_says(world: World) -> None:
    for who in world.accounts:
        actor, expected = me(enter(who).token), world.actor(who)
        assert (actor.user_id, actor.org_id, actor.grants) == (expected.user_id, expected.org_id, expected.grants)


def test_an_unknown_role_grants_nothing(world: World) -> None:
    assert me(enter("nobody").token).grants == ()


def test_classes_of_last_school_year_are_no_longer_headed(sqlite_world: World) -> None:
    next_year = NOW.replace(year=2026)
    (grant,) = me(enter("class_teacher_a", at=next_year).token, at=next_year).grants
    assert grant.classes == frozenset()


def test_a_promise_is_asked_for_once(world: World) -> None:
    token = enter().token
    assert me(token).must_promise
    with writing() as session:
        promise(session, me(token), wording=rules.PROMISE_WORDING, now=NOW)
        promise(session, me(token), wording=rules.PROMISE_WORDING, now=NOW)
    assert not me(token).must_promise


def test_another_wording_is_no_promise(sqlite_world: World) -> None:
    token = enter().token
    with writing() as session, pytest.raises(Refused):
        promise(session, me(token), wording="2019-1", now=NOW)
    assert me(token).must_promise
