"""Who may do what with same-day reviews, responders and files opened in an emergency."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Grant, RoleSpec, Scope
from core.cases import actions, queries
from core.cases.rules.states import CaseState, Source
from core.cases.tables import Case, Glass, Responder, Warning
from core.database import within
from tests.access_cases import Action, Query
from tests.screening.standing import Standing, holds, of, on
from tests.world import World

BREAK, WARNINGS, ROSTER = Capability.BREAK_GLASS, Capability.VIEW_WARNINGS, Capability.MANAGE_ROSTER
LONG_AFTER, TODAY = datetime(2026, 1, 5, 8, tzinfo=UTC), date(2026, 1, 5)
REASON = "家长来电，说孩子整夜没有回家，急需联系老师"
CARERS = {"a": "centre school_lead counsellor"}


def holder(scope: Scope, world: World) -> Actor:
    """Somebody who may open files within exactly this scope."""
    grants = tuple(
        Grant(
            RoleSpec(key="holder", title="专员", summary="", capabilities=frozenset({BREAK}),
                     levels=reach.levels or frozenset(), staff=reach.staff),
            0, reach.path,
        )
        for reach in scope.reaches
    )  # fmt: skip
    return Actor(world.accounts["nobody"], "nobody", "某人", 0, grants)


def broken(session: Session, world: World, kept: Standing) -> int:
    """The first pupil's file, opened by nobody in particular a minute ago; answers the pupil."""
    at = clock.now() - timedelta(minutes=1)
    session.add(Glass(account_id=world.accounts["nobody"], person_id=kept.people[0], reason=REASON, at=at,
                      until=at + timedelta(days=1)))  # fmt: skip
    session.flush()
    return kept.people[0]


def open_files(session: Session, scope: Scope, world: World, kept: Standing) -> object:
    broken(session, world, kept)
    return queries.open_glass(session, holder(scope, world), clock.now())


def scope_of_file(session: Session, scope: Scope, world: World, kept: Standing) -> Scope:
    return queries.glass_scope(session, holder(scope, world), broken(session, world, kept), clock.now())


def urgent(session: Session, kept: Standing, level: str = "校级") -> None:
    """The standing list's people are to be seen the same day."""
    theirs = within(SYSTEM_SCOPE, select(Warning).where(col(Warning.id).in_(kept.warnings)), Warning)
    for row in session.exec(theirs):
        row.urgent, row.level = True, level
    session.flush()


def lane(session: Session, scope: Scope, _: World, kept: Standing) -> object:
    urgent(session, kept)
    return queries.fast_lane(session, scope, now=LONG_AFTER)


def total(session: Session, scope: Scope, _: World, kept: Standing) -> object:
    urgent(session, kept)
    return queries.urgent_total(session, scope, least=1)


def rows(session: Session, scope: Scope, _: World, kept: Standing) -> object:
    urgent(session, kept, "班级")
    return queries.urgent_list(session, scope)


def owed(session: Session, scope: Scope, _: World, kept: Standing) -> object:
    urgent(session, kept, "班级")
    return any(queries.talks(session, scope, today=TODAY))


def owed_cases(session: Session, scope: Scope, world: World, kept: Standing) -> object:
    school = world.orgs["a"]
    session.add(
        Case(
            person_id=kept.people[0], school_id=school, class_id=world.classes["a5"], origin_school_id=school, grade=5,
            source=Source.OBSERVATION, severity=3, level="班级", state=CaseState.CLOSING, opened_at=LONG_AFTER,
            opened_by=world.accounts["nobody"],
        )
    )  # fmt: skip
    session.flush()
    return any(queries.work(session, scope, account_id=world.accounts["nobody"], today=TODAY))


def named(session: Session, scope: Scope, world: World, _: Standing) -> object:
    nobody = world.accounts["nobody"]
    session.add(Responder(school_id=world.orgs["a"], account_id=nobody, set_at=LONG_AFTER, set_by=nobody))
    session.flush()
    return queries.responders(session, scope)


def given_back(session: Session, actor: Actor, world: World, kept: Standing) -> object:
    """Only whoever reaches the pupil can have opened the file."""
    if holds(actor, world.paths["a"]):
        broken(session, world, kept)
    return actions.give_back_glass(session, actor, person_id=kept.people[0])


ACTIONS = {
    "break_glass": Action(BREAK, {"a": "centre"}, on(lambda s, actor, w, kept: actions.break_glass(
        s, actor, person_id=kept.people[0], reason=REASON))),
    "give_back_glass": Action(BREAK, {"a": "centre"}, on(given_back)),
    "set_responder": Action(ROSTER, {"a": "centre school_admin counsellor"}, lambda s, actor, w, at: (
        actions.set_responder(s, actor, school_id=w.orgs[at], account_id=w.accounts["counsellor_a"]))),
}  # fmt: skip
QUERIES = {
    "open_glass": Query(BREAK, {"a": "centre"}, of(open_files)),
    "glass_scope": Query(BREAK, {"a": "centre"}, of(scope_of_file)),
    "fast_lane": Query(Capability.REVIEW_REPORTS, {"a": "centre"}, of(lane)),
    "urgent_total": Query(Capability.VIEW_METRICS, {"a": "leader researcher centre school_lead counsellor"}, of(total)),
    "urgent_list": Query(WARNINGS, {"a": "school_lead counsellor class_teacher"}, of(rows)),
    "talks": Query(WARNINGS, {"a": "school_lead counsellor class_teacher"}, of(owed)),
    "work": Query(WARNINGS, {"a": "school_lead counsellor class_teacher"}, of(owed_cases)),
    "responders": Query(ROSTER, {"a": "centre school_admin counsellor"}, of(named)),
}
INTERNAL = {
    "actions.escalate": "run by the program for nobody in particular, written down with its counts",
    "actions.ran_out": "whether a run is worth it",
    "actions.notify": "part of the act of somebody who asked for the right and wrote it down",
    "actions.mark_read": "asked with the id of whoever is signed in",
    "actions.responding_roles": "takes roles apart, reads nothing",
    "queries.unread": "asked with the id of whoever is signed in",
}
