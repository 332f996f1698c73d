"""Who may keep people, posts, papers, ladders and honours, and what is decided above a school."""

from datetime import date
from typing import Any

from sqlmodel import Session

from core.access import Actor, Capability
from core.training import actions, queries
from core.training.rules import HonourLevel, LadderState, StaffKind
from core.training.rules.staff import CertificateFacts, PersonFacts
from core.training.tables import Certificate, Honour, LadderTerm, StaffMember, StaffPost
from tests.access_cases import Action, Query
from tests.training.builders import LONG_AGO, TODAY, a_certificate, a_counsellor, the
from tests.world import World

MANAGE = Capability.MANAGE_STAFF
KEEPERS = {"a": "researcher centre school_admin"}
BUREAU = {"county": "researcher centre school_admin"}
"""What is about somebody at school A, and decided in its county: out of reach for whoever keeps the school alone."""
PAPER = CertificateFacts("心理咨询师", "示例002", date(2016, 6, 1))
SINCE = date(2024, 9, 1)
PDF = b"%PDF-1.7\n%%EOF\n"


def somebody(session: Session, world: World) -> None:
    """Somebody with an account, a certificate, a nomination and an honour."""
    _person(session, world, {"state": LadderState.NOMINATED}, {})


def chosen(session: Session, world: World) -> None:
    """The nomination came to a term."""
    _person(session, world, {"state": LadderState.CHOSEN, "since": SINCE, "until": date(2030, 1, 1)}, {})


def checked(session: Session, world: World) -> None:
    """The certificate was compared with the original."""
    stamp = {"checked_by": world.accounts["centre"], "checked_at": LONG_AGO}
    _person(session, world, {"state": LadderState.NOMINATED}, stamp)


def _person(session: Session, world: World, place: dict[str, Any], stamp: dict[str, Any]) -> None:
    staff_id = a_counsellor(session, world, account_id=world.accounts["counsellor_a2"])
    a_certificate(session, staff_id, **stamp)
    made = {"staff_id": staff_id, "made_by": world.accounts["admin"], "made_at": LONG_AGO, "nominated_on": SINCE}
    session.add(LadderTerm(ladder="san_ming", rung="teacher", **place, **made))
    session.add(Honour(staff_id=staff_id, title="先进", level=HonourLevel.SCHOOL, awarded_on=SINCE))
    session.flush()


def scanned(session: Session, actor: Actor) -> Any:
    """A scan kept and opened."""
    paper = the(session, Certificate)
    actions.attach_scan(session, actor, certificate_id=paper, content=PDF)
    return actions.open_scan(session, actor, certificate_id=paper)


ACTIONS = {
    "change_person": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.change_person(
        s, actor, staff_id=the(s, StaffMember), facts=PersonFacts("周示例")), given=somebody),
    "link_account": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.link_account(
        s, actor, staff_id=the(s, StaffMember), account_id=w.accounts["counsellor_a"]), given=somebody),
    "unlink_account": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.unlink_account(
        s, actor, staff_id=the(s, StaffMember)), given=somebody),
    "add_post": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.add_post(
        s, actor, staff_id=the(s, StaffMember), school_id=w.orgs[at], kind=StaffKind.VOLUNTEER, since=SINCE),
        given=somebody),
    "change_post": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.change_post(
        s, actor, post_id=the(s, StaffPost), kind=StaffKind.VOLUNTEER, since=SINCE, subject=""), given=somebody),
    "end_post": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.end_post(
        s, actor, post_id=the(s, StaffPost), until=TODAY), given=somebody),
    "move_staff": Action(MANAGE, BUREAU, lambda s, actor, w, at: actions.move_staff(
        s, actor, staff_id=the(s, StaffMember), school_id=w.orgs["b"], on=TODAY), given=somebody),
    "change_certificate": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.change_certificate(
        s, actor, certificate_id=the(s, Certificate), facts=PAPER), given=somebody),
    "attach_scan": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.attach_scan(
        s, actor, certificate_id=the(s, Certificate), content=PDF), given=somebody),
    "open_scan": Action(MANAGE, KEEPERS, lambda s, actor, w, at: scanned(s, actor), given=somebody),
    "check_certificate": Action(MANAGE, BUREAU, lambda s, actor, w, at: actions.check_certificate(
        s, actor, certificate_id=the(s, Certificate)), given=somebody),
    "uncheck_certificate": Action(MANAGE, BUREAU, lambda s, actor, w, at: actions.uncheck_certificate(
        s, actor, certificate_id=the(s, Certificate)), given=checked),
    "nominate": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.nominate(
        s, actor, staff_id=the(s, StaffMember), ladder="shi_bai_qian", rung="teacher"), given=somebody),
    "choose": Action(MANAGE, BUREAU, lambda s, actor, w, at: actions.choose(
        s, actor, place_id=the(s, LadderTerm), since=SINCE), given=somebody),
    "pass_over": Action(MANAGE, BUREAU, lambda s, actor, w, at: actions.pass_over(
        s, actor, place_id=the(s, LadderTerm)), given=somebody),
    "end_term": Action(MANAGE, BUREAU, lambda s, actor, w, at: actions.end_term(
        s, actor, place_id=the(s, LadderTerm), on=TODAY), given=chosen),
    "add_honour": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.add_honour(
        s, actor, staff_id=the(s, StaffMember), title="先进", level=HonourLevel.CITY, awarded_on=SINCE), given=somebody),
    "remove_honour": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.remove_honour(
        s, actor, honour_id=the(s, Honour)), given=somebody),
    "export_papers": Action(MANAGE, {"a": "researcher centre school_admin", "county": "researcher centre school_admin"},
        lambda s, actor, w, at: actions.export_papers(
            s, actor, org_id=w.orgs[at]), given=somebody),
}  # fmt: skip
QUERIES = {
    "people": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.people(s, scope, today=TODAY), somebody),
    "person": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.person(s, scope, the(s, StaffMember)), somebody),
    "papers": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.papers(s, scope, today=TODAY), somebody),
    "ladder_places": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.ladder_places(s, scope), somebody),
    "honours": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.honours(
        s, scope, staff_id=the(s, StaffMember)), somebody),
}  # fmt: skip
INTERNAL = {
    "queries.above_schools": "takes a part out of one person's scope and reads no staff",
    "queries.own_person": "is asked with the id of whoever asks, and answers the id of their own file",
}
