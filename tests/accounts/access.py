"""Who may do what with accounts."""

from datetime import UTC, datetime

from sqlmodel import Session

from core import audit
from core.access import Capability, Scope
from core.accounts import actions, queries, rules
from tests.access_cases import Action, Own, Query
from tests.world import PASSWORD, World

NOW = datetime(2025, 10, 8, 1, 0, tzinfo=UTC)
MANAGE, ROSTER = Capability.MANAGE_ACCOUNTS, Capability.MANAGE_ROSTER
MANAGERS = {"a": "admin school_admin", "county": "admin"}
LISTED = {"a": "admin school_admin", "county": "admin school_admin"}
WHOM = {"a": "counsellor_a", "county": "researcher"}
ROLE = {"a": "counsellor", "county": "researcher"}


def whom(world: World, at: str) -> int:
    return world.accounts[WHOM[at]]


ACTIONS = {
    "create_account": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.create_account(
        s, actor, username="newcomer", name="陈新", home_id=w.orgs[at], role=ROLE[at])),
    "correct": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.correct(
        s, actor, account_id=whom(w, at), name="陈新")),
    "reset_password": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.reset_password(
        s, actor, account_id=whom(w, at))),
    "unlock": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.unlock(s, actor, account_id=whom(w, at))),
    "disable": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.disable(s, actor, account_id=whom(w, at))),
    "enable": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.enable(s, actor, account_id=whom(w, at))),
    "sign_out_devices": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.sign_out_devices(
        s, actor, account_id=whom(w, at))),
    "grant": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.grant(
        s, actor, account_id=whom(w, at), role={"a": "class_teacher", "county": "leader"}[at], org_id=w.orgs[at])),
    "revoke": Action(MANAGE, MANAGERS, lambda s, actor, w, at: actions.revoke(
        s, actor, account_id=whom(w, at), role=ROLE[at], org_id=w.orgs[at])),
    "appoint_head": Action(ROSTER, {"a": "centre school_admin counsellor"}, lambda s, actor, w, at: actions.appoint_head(
        s, actor, class_id=w.classes["a6"], account_id=w.accounts["class_teacher_a"])),
}  # fmt: skip
QUERIES = {
    "accounts": Query(MANAGE, LISTED, lambda s, scope, w, at: whom(w, at) in {
        row.id for row in queries.accounts(s, scope, now=NOW, limit=99)}),
    "count_accounts": Query(MANAGE, {"a": LISTED["a"]}, lambda s, scope, w, at: queries.count_accounts(
        s, scope, below=w.paths[at])),
    "account": Query(MANAGE, LISTED, lambda s, scope, w, at: queries.account(s, scope, whom(w, at), now=NOW)),
    "holders": Query(Capability.WORK_CASES, {"a": "centre counsellor"}, lambda s, scope, w, at:
        queries.holders(s, scope, org_id=w.orgs[at], roles={"counsellor"})),
}  # fmt: skip
AUDITORS = {"a": "admin", "county": "admin"}


def acts_seen(session: Session, scope: Scope, world: World, at: str) -> bool:
    """Whether an act at the organisation is on the list; it is written and taken back in the same trial."""
    with session.begin_nested() as trial:
        event = audit.record(session, None, "account.unlocked", org_id=world.orgs[at])
        listed = event.number in {row.number for row in queries.acts(session, scope)}
        assert (queries.count_acts(session, scope) > 0) is bool(queries.acts(session, scope))
        trial.rollback()
    return listed


QUERIES |= {
    "acts": Query(Capability.VIEW_AUDIT, AUDITORS, acts_seen),
    "count_acts": Query(Capability.VIEW_AUDIT, AUDITORS, acts_seen),
}
OWN = {
    "change_password": Own(lambda s, actor, _: actions.change_password(
        s, actor, current=PASSWORD, new="Quiet-lamp-2025", now=NOW)),
    "promise": Own(lambda s, actor, _: actions.promise(s, actor, wording=rules.PROMISE_WORDING, now=NOW)),
    "sign_out_everywhere": Own(lambda s, actor, _: actions.sign_out_everywhere(s, actor)),
}  # fmt: skip
INTERNAL = {
    "actions.sign_in": "asks for a password, not for a right",
    "actions.sign_out": "asks for the session's own token",
    "actions.redeem_handoff": "asks for a code that only the browser has",
    "actions.touch": "asks for the session's own token",
    "actions.become_demo": "works while there is nobody yet",
    "queries.is_demo": "asked by the sign-in page, before anybody can sign in",
    "queries.demo_accounts": "fictitious people, shown on the sign-in page of a demo alone",
    "actions.first_administrator": "works while there is nobody yet",
    "queries.actor_for": "builds the actor",
    "queries.grants_of": "builds the actor",
    "queries.names": "names of colleagues beside rows that were read within a scope",
    "queries.holders_over": "ids of colleagues, for whoever chooses raters among them",
    "queries.posts": "where colleagues work and worked, for whoever chooses raters among them",
    "queries.is_due_for_touch": "asks for the session's own token",
    "queries.needs_first_administrator": "asked before anybody can sign in",
}
