"""An account manager gives no more than they hold, reaches no further than their subtree, and leaves an administrator."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from core import clock
from core.access import Actor, Capability
from core.accounts import actions, queries
from core.accounts.tables import Account
from core.database import reading, unowned, writing
from core.errors import AppError, NotAllowed, NotFound, Refused
from tests.world import PASSWORD, World

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)


def enter(username: str, password: str, *, at: datetime = NOW) -> str | None:
    with writing() as session:
        signed_in = actions.sign_in(session, username=username, password=password, device="", now=at)
    return signed_in.token if signed_in else None


def make(world: World, who: str, username: str, home: str, role: str) -> actions.NewAccount:
    with writing() as session:
        return actions.create_account(
            session, world.actor(who), username=username, name="陈新", home_id=world.orgs[home], role=role
        )


def is_active(account_id: int) -> bool:
    with reading() as session:
        return session.exec(unowned(select(Account.is_active).where(Account.id == account_id), Account)).one()


def test_a_new_account_signs_in_with_its_one_time_password_and_must_change_it(world: World) -> None:
    new = make(world, "school_admin_a", "Li Laoshi", "a", "counsellor")
    assert new.username == "lilaoshi"
    token = enter("lilaoshi", new.password, at=clock.now())
    assert token
    with reading() as session:
        actor = queries.actor_for(session, token, now=clock.now())
    assert actor
    assert actor.must_change_password
    assert [grant.role.key for grant in actor.grants] == ["counsellor"]


@pytest.mark.parametrize(
    ("who", "home", "role", "error"),
    [
        ("school_admin_a", "a", "admin", NotAllowed),
        ("school_admin_a", "a", "centre", NotAllowed),
        ("school_admin_a", "a", "no_such_role", NotAllowed),
        ("school_admin_a", "b", "counsellor", NotFound),
        ("school_admin_a", "county", "counsellor", NotFound),
        ("admin", "city", "leader", NotFound),
        ("admin", "c", "counsellor", NotFound),
        ("counsellor_a", "a", "class_teacher", NotAllowed),
        ("leader", "county", "leader", NotAllowed),
    ],
)
def test_nobody_creates_more_than_they_may_give(
    sqlite_world: World, who: str, home: str, role: str, error: type[AppError]
) -> None:
    with pytest.raises(error):
        make(sqlite_world, who, "newcomer", home, role)
    assert enter("newcomer", PASSWORD) is None


@pytest.mark.parametrize(
    ("username", "name", "phone", "code"),
    [
        ("x", "陈新", "", "account.bad_username"),
        ("a b/c", "陈新", "", "account.bad_username"),
        ("COUNSELLOR_A", "陈新", "", "account.username_taken"),
        ("newcomer", "  ", "", "account.bad_name"),
        ("newcomer", "陈" * 41, "", "account.bad_name"),
        ("newcomer", "陈新", "see below", "account.bad_phone"),
    ],
)
def test_what_cannot_be_an_account_is_refused(
    sqlite_world: World, username: str, name: str, phone: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal, writing() as session:
        actions.create_account(
            session, sqlite_world.actor("admin"), username=username, name=name, phone=phone,
            home_id=sqlite_world.orgs["a"], role="counsellor",
        )  # fmt: skip
    assert refusal.value.code == code


def give(world: World, who: str, whom: str, role: str, at: str) -> None:
    with writing() as session:
        actions.grant(session, world.actor(who), account_id=world.accounts[whom], role=role, org_id=world.orgs[at])


def take(world: World, who: str, whom: str, role: str, at: str) -> None:
    with writing() as session:
        actions.revoke(session, world.actor(who), account_id=world.accounts[whom], role=role, org_id=world.orgs[at])


def held(world: World, whom: str) -> set[tuple[str, int]]:
    with reading() as session:
        return {(grant.role.key, grant.org_id) for grant in queries.grants_of(session, world.accounts[whom], now=NOW)}


def test_a_role_is_given_and_taken(world: World) -> None:
    give(world, "school_admin_a", "counsellor_a", "class_teacher", "a")
    give(world, "school_admin_a", "counsellor_a", "class_teacher", "a")
    assert held(world, "counsellor_a") == {("counsellor", world.orgs["a"]), ("class_teacher", world.orgs["a"])}
    take(world, "school_admin_a", "counsellor_a", "counsellor", "a")
    assert held(world, "counsellor_a") == {("class_teacher", world.orgs["a"])}
    with pytest.raises(NotFound):
        take(world, "school_admin_a", "counsellor_a", "counsellor", "a")


@pytest.mark.parametrize(
    ("who", "whom", "role", "at", "error"),
    [
        ("school_admin_a", "school_admin_a", "admin", "a", NotAllowed),
        ("school_admin_a", "counsellor_a", "admin", "a", NotAllowed),
        ("school_admin_a", "counsellor_a", "counsellor", "b", NotFound),
        ("school_admin_a", "counsellor_a", "counsellor", "county", NotFound),
        ("school_admin_a", "counsellor_b", "counsellor", "a", NotFound),
        ("admin", "counsellor_a", "admin", "city", NotFound),
        ("admin", "admin", "admin", "province", NotFound),
        ("counsellor_a", "counsellor_a", "school_admin", "a", NotAllowed),
    ],
)
def test_nobody_gives_more_than_they_hold(
    sqlite_world: World, who: str, whom: str, role: str, at: str, error: type[AppError]
) -> None:
    before = held(sqlite_world, whom)
    with pytest.raises(error):
        give(sqlite_world, who, whom, role, at)
    assert held(sqlite_world, whom) == before


TOUCHES: dict[str, Callable[[Session, Actor, int], object]] = {
    "reset": lambda s, a, i: actions.reset_password(s, a, account_id=i),
    "disable": lambda s, a, i: actions.disable(s, a, account_id=i),
    "enable": lambda s, a, i: actions.enable(s, a, account_id=i),
    "unlock": lambda s, a, i: actions.unlock(s, a, account_id=i),
    "correct": lambda s, a, i: actions.correct(s, a, account_id=i, name="别人"),
    "sign out": lambda s, a, i: actions.sign_out_devices(s, a, account_id=i),
}


@pytest.fixture
def guest(sqlite_world: World) -> World:
    """The county's administrator and a counsellor with a role at the county have their home at school A."""
    with writing() as session:
        for who in ("admin", "counsellor_a"):
            query = unowned(select(Account).where(Account.id == sqlite_world.accounts[who]), Account)
            session.exec(query).one().home_id = sqlite_world.orgs["a"]
    give(sqlite_world, "province_admin", "counsellor_a", "centre", "county")
    return sqlite_world


@pytest.mark.parametrize("whom", ["admin", "counsellor_a"])
@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES.keys())
def test_an_account_with_a_role_beyond_reach_is_not_touched(
    guest: World, touch: Callable[[Session, Actor, int], object], whom: str
) -> None:
    with pytest.raises(NotAllowed) as refusal, writing() as session:
        touch(session, guest.actor("school_admin_a"), guest.accounts[whom])
    assert refusal.value.code == "account.beyond_reach"
    assert enter(whom, PASSWORD)


def test_a_higher_role_at_the_own_school_is_beyond_reach_too(sqlite_world: World) -> None:
    give(sqlite_world, "admin", "counsellor_a", "admin", "a")
    with pytest.raises(NotAllowed), writing() as session:
        actions.reset_password(
            session, sqlite_world.actor("school_admin_a"), account_id=sqlite_world.accounts["counsellor_a"]
        )


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES.keys())
def test_an_account_of_a_stranger_is_not_found(
    sqlite_world: World, touch: Callable[[Session, Actor, int], object]
) -> None:
    with pytest.raises(NotFound), writing() as session:
        touch(session, sqlite_world.actor("school_admin_a"), sqlite_world.accounts["counsellor_b"])


def test_a_reset_password_works_once_and_ends_sessions_and_locks(world: World) -> None:
    token = enter("counsellor_a", PASSWORD)
    for _ in range(5):
        enter("counsellor_a", "wrong")
    with writing() as session:
        fresh = actions.reset_password(
            session, world.actor("school_admin_a"), account_id=world.accounts["counsellor_a"]
        )
    with reading() as session:
        assert token
        assert queries.actor_for(session, token, now=NOW) is None
    assert enter("counsellor_a", PASSWORD) is None
    assert enter("counsellor_a", fresh)


def test_an_administrator_lifts_a_lock(world: World) -> None:
    for _ in range(5):
        enter("counsellor_a", "wrong")
    assert enter("counsellor_a", PASSWORD) is None
    with writing() as session:
        actions.unlock(session, world.actor("school_admin_a"), account_id=world.accounts["counsellor_a"])
    assert enter("counsellor_a", PASSWORD)


def test_a_disabled_account_is_out_at_once_and_may_come_back(world: World) -> None:
    token = enter("counsellor_a", PASSWORD)
    with writing() as session:
        actions.disable(session, world.actor("school_admin_a"), account_id=world.accounts["counsellor_a"])
    with reading() as session:
        assert queries.actor_for(session, token or "", now=NOW) is None
    assert enter("counsellor_a", PASSWORD) is None
    with writing() as session:
        actions.enable(session, world.actor("school_admin_a"), account_id=world.accounts["counsellor_a"])
    assert enter("counsellor_a", PASSWORD)


@pytest.mark.parametrize(
    "remove",
    [
        lambda s, a, i: actions.disable(s, a, account_id=i),
        lambda s, a, i: actions.revoke(s, a, account_id=i, role="admin", org_id=a.org_id),
    ],
    ids=["disable", "revoke"],
)
def test_the_last_administrator_stays(world: World, remove: Callable[[Session, Actor, int], object]) -> None:
    admin, me = world.actor("province_admin"), world.accounts["province_admin"]
    with pytest.raises(Refused) as refusal, writing() as session:
        remove(session, admin, me)
    assert refusal.value.code == "account.last_administrator"
    assert is_active(me)
    assert ("admin", world.orgs["province"]) in held(world, "province_admin")


def test_a_disabled_administrator_counts_for_nothing(sqlite_world: World) -> None:
    second = make(sqlite_world, "province_admin", "second", "province", "admin")
    with writing() as session:
        actions.disable(session, sqlite_world.actor("province_admin"), account_id=second.account_id)
    with pytest.raises(Refused):
        take(sqlite_world, "province_admin", "province_admin", "admin", "province")


def test_an_administrator_below_the_top_may_go(sqlite_world: World) -> None:
    take(sqlite_world, "province_admin", "admin", "admin", "county")
    assert held(sqlite_world, "admin") == set()


def test_two_administrators_cannot_remove_each_other_at_once(world: World) -> None:
    second = make(world, "province_admin", "second", "province", "admin")
    actor, both, outcomes = world.actor("province_admin"), Barrier(2), list[str]()

    def remove(account_id: int) -> None:
        both.wait(10)
        try:
            with writing() as session:
                actions.disable(session, actor, account_id=account_id)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(refusal.code)

    threads = [Thread(target=remove, args=[who]) for who in (world.accounts["province_admin"], second.account_id)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["account.last_administrator", "done"]


def test_a_class_teacher_is_appointed_and_nobody_else(world: World) -> None:
    school_admin = world.actor("school_admin_a")
    with writing() as session:
        actions.appoint_head(
            session, school_admin, class_id=world.classes["a6"], account_id=world.accounts["class_teacher_a"]
        )
    with reading() as session:
        (grant,) = queries.grants_of(session, world.accounts["class_teacher_a"], now=NOW)
    assert grant.classes == {world.classes["a5"], world.classes["a6"]}
    for stranger in ("counsellor_a", "class_teacher_b"):
        with pytest.raises(Refused), writing() as session:
            actions.appoint_head(
                session, school_admin, class_id=world.classes["a6"], account_id=world.accounts[stranger]
            )
    with pytest.raises(NotFound), writing() as session:
        actions.appoint_head(session, school_admin, class_id=world.classes["b7"], account_id=None)


def test_a_class_of_another_school_opens_nothing(sqlite_world: World) -> None:
    """Whoever heads a class at B by a slip holds no role there."""
    from core.organisations.actions import set_head

    with writing() as session:
        set_head(
            session, sqlite_world.actor("counsellor_b"), class_id=sqlite_world.classes["b10"],
            account_id=sqlite_world.accounts["class_teacher_a"],
        )  # fmt: skip
    with reading() as session:
        (grant,) = queries.grants_of(session, sqlite_world.accounts["class_teacher_a"], now=NOW)
    assert grant.classes == {sqlite_world.classes["a5"]}


def test_the_list_shows_what_lies_within_reach(world: World) -> None:
    give(world, "province_admin", "counsellor_a", "centre", "county")
    with reading() as session:
        scope = world.actor("school_admin_a").scope
        rows = {row.username: row for row in queries.accounts(session, scope, now=NOW)}
        assert set(rows) == {"school_admin_a", "school_lead_a", "counsellor_a", "counsellor_a2", "class_teacher_a"}
        assert queries.count_accounts(session, scope) == 5
        assert [role.role for role in rows["counsellor_a"].held] == ["counsellor"]
        assert (rows["counsellor_a"].held_elsewhere, rows["class_teacher_a"].held_elsewhere) == (1, 0)
        assert [row.username for row in queries.accounts(session, scope, now=NOW, role="class_teacher")] == [
            "class_teacher_a"
        ]
        sought = queries.accounts(session, scope, now=NOW, words="COUNS")
        assert {row.username for row in sought} == {"counsellor_a", "counsellor_a2"}
        assert queries.accounts(session, world.actor("class_teacher_a").scope, now=NOW) == []
        with pytest.raises(NotFound):
            queries.account(session, scope, world.accounts["counsellor_b"], now=NOW)


def test_the_list_is_paged_and_says_who_is_locked_and_signed_in(sqlite_world: World) -> None:
    enter("counsellor_a", PASSWORD)
    for _ in range(5):
        enter("class_teacher_a", "wrong")
    with reading() as session:
        scope = sqlite_world.actor("admin").scope
        everybody = [row.id for row in queries.accounts(session, scope, now=NOW, limit=100)]
        paged = [
            row.id for at in range(0, 100, 5) for row in queries.accounts(session, scope, now=NOW, offset=at, limit=5)
        ]
        assert paged == everybody
        assert len(everybody) == queries.count_accounts(session, scope)
        counsellor = queries.account(session, scope, sqlite_world.accounts["counsellor_a"], now=NOW)
        teacher = queries.account(session, scope, sqlite_world.accounts["class_teacher_a"], now=NOW)
    assert (counsellor.devices, counsellor.is_locked) == (1, False)
    assert (teacher.devices, teacher.is_locked) == (0, True)


@pytest.mark.parametrize(("who", "org", "role"), [("school_admin_a", "a", "counsellor"), ("admin", "county", "centre")])
def test_nobody_gives_themselves_a_role(world: World, who: str, org: str, role: str) -> None:
    with pytest.raises(NotAllowed, match=r"account\.not_oneself"), writing() as session:
        actions.grant(session, world.actor(who), account_id=world.accounts[who], role=role, org_id=world.orgs[org])


def test_colleagues_are_named_by_id_whatever_bureau_they_belong_to(world: World) -> None:
    near, far = world.accounts["counsellor_a"], world.accounts["centre_c"]
    with reading() as session:
        assert queries.names(session, [near, far, None]) == {near: "counsellor_a的名字", far: "centre_c的名字"}
        assert queries.names(session, []) == {}


def test_those_who_hold_a_role_at_a_school_are_named(world: World) -> None:
    a, them = world.orgs["a"], (world.accounts["counsellor_a"], world.accounts["counsellor_a2"])
    scope = world.actor("counsellor_a").over(Capability.WORK_CASES)
    with reading() as session:
        assert tuple(queries.holders(session, scope, org_id=a, roles={"counsellor"})) == them
        assert queries.holders(session, scope, org_id=world.orgs["b"], roles={"counsellor"}) == {}
