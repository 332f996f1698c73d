"""Signing in answers alike whoever asks, locks after five failures, and keeps no secret."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from core.accounts.actions import SignedIn, sign_in
from core.accounts.queries import actor_for
from core.accounts.tables import Account, SignInSession
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from tests.world import PASSWORD, World

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def attempt(who: str, password: str = PASSWORD, *, at: datetime = NOW) -> SignedIn | None:
    with writing() as session:
        return sign_in(session, username=who, password=password, device="Chrome", now=at)


def fail(who: str, times: int, *, at: datetime = NOW) -> None:
    for _ in range(times):
        assert attempt(who, "wrong", at=at) is None


def acts(session: Session) -> list[AuditEvent]:
    return list(session.exec(unowned(select(AuditEvent).order_by(AuditEvent.number), AuditEvent)))


def recorded() -> list[str]:
    with reading() as session:
        return [event.action for event in acts(session)]


def test_the_right_password_signs_in(world: World) -> None:
    signed_in = attempt("counsellor_a")
    assert signed_in
    with reading() as session:
        actor = actor_for(session, signed_in.token, now=NOW)
    assert actor
    assert actor.user_id == world.accounts["counsellor_a"]
    assert actor.name == "counsellor_a的名字"
    assert recorded() == ["account.signed_in"]


@pytest.mark.parametrize("typed", ["COUNSELLOR_A", " counsellor_a ", "Counsellor _a", "ｃｏｕｎｓｅｌｌｏｒ_a"])
def test_case_width_and_spaces_of_a_username_do_not_matter(sqlite_world: World, typed: str) -> None:
    assert attempt(typed)


@pytest.mark.parametrize("who", ["counsellor_a", "no-such-person", "", "密" * 500, "\ud800", "a\0b"])
def test_a_wrong_password_and_an_unknown_name_answer_alike(sqlite_world: World, who: str) -> None:
    assert attempt(who, "wrong") is None
    assert recorded() == ["account.sign_in_failed"]


def test_an_unknown_name_is_written_down_nowhere(sqlite_world: World) -> None:
    attempt("no-such-person", "wrong")
    with reading() as session:
        (event,) = acts(session)
        assert event.details == {"known": False}
        assert (event.actor_id, event.org_id, event.subject_id) == (None, None, None)


def test_an_unknown_name_costs_the_same_hashing(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import bcrypt

    costs: list[bytes] = []
    real = bcrypt.checkpw
    monkeypatch.setattr(bcrypt, "checkpw", lambda given, kept: costs.append(kept[:7]) or real(given, kept))
    attempt("no-such-person", "wrong")
    attempt("counsellor_a", "wrong")
    assert costs == [b"$2b$04$", b"$2b$04$"]


def test_the_fifth_failure_locks_and_the_lock_ends_after_fifteen_minutes(world: World) -> None:
    fail("counsellor_a", 4)
    assert attempt("counsellor_a")
    fail("counsellor_a", 5)
    assert recorded()[-1] == "account.locked"
    assert attempt("counsellor_a", at=NOW + 15 * MINUTE - timedelta(seconds=1)) is None
    assert attempt("counsellor_a", at=NOW + 15 * MINUTE)


def test_a_success_forgets_the_failures_before_it(sqlite_world: World) -> None:
    fail("counsellor_a", 4)
    assert attempt("counsellor_a")
    fail("counsellor_a", 4)
    assert attempt("counsellor_a")


def test_a_failure_counts_for_fifteen_minutes(sqlite_world: World) -> None:
    fail("counsellor_a", 1)
    fail("counsellor_a", 4, at=NOW + 15 * MINUTE)
    assert attempt("counsellor_a", at=NOW + 15 * MINUTE)
    fail("counsellor_b", 1)
    fail("counsellor_b", 4, at=NOW + 15 * MINUTE - timedelta(seconds=1))
    assert attempt("counsellor_b", at=NOW + 15 * MINUTE) is None


def test_failures_during_a_lock_do_not_lengthen_it(sqlite_world: World) -> None:
    fail("counsellor_a", 5)
    fail("counsellor_a", 5, at=NOW + 14 * MINUTE)
    assert attempt("counsellor_a", at=NOW + 15 * MINUTE)


def test_a_disabled_account_cannot_sign_in(sqlite_world: World) -> None:
    with writing() as session:
        query = unowned(select(Account).where(Account.username == "counsellor_a"), Account)
        session.exec(query).one().is_active = False
    assert attempt("counsellor_a") is None


def test_a_password_longer_than_bcrypt_reads_is_wrong(sqlite_world: World) -> None:
    assert attempt("counsellor_a", PASSWORD + "x" * 100) is None
    assert attempt("counsellor_a", "密" * 25) is None


def test_only_digests_of_secrets_are_stored(world: World) -> None:
    signed_in = attempt("counsellor_a")
    assert signed_in
    with reading() as session:
        row = session.exec(select(SignInSession)).one()
        kept = repr(row.model_dump()) + repr([event.details for event in acts(session)])
        assert len(row.digest) == len(row.handoff or b"") == 32
    assert signed_in.token not in kept
    assert signed_in.handoff not in kept
    assert PASSWORD not in kept
