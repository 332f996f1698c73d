"""Who may do what with institutions, referrals, leave and return, and handovers.

A case of 区级 stands at the school acted on (for what a receiver does: at its sibling B), so that both the school and the
centre reach it; what only one of them may do is said by the roles.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session, select

from core import clock
from core.access import Actor, Capability, Scope
from core.cases import actions, queries
from core.cases.rules.handovers import HandoverKind
from core.cases.rules.institutions import InstitutionFacts, InstitutionKind
from core.cases.rules.referrals import Consent, Consented, ConsentWay, ReferralState
from core.cases.rules.states import CaseState, Source
from core.cases.rules.tracks import Track, TrackPoint
from core.cases.tables import Case, Handover, HandoverOffer, HandoverSlip, Institution, Referral, TrackStep
from core.database import unowned
from tests.access_cases import Action, Given, Query
from tests.cases.care import GRAVE, a_person
from tests.world import World

WORK = Capability.WORK_CASES
BOTH, SCHOOL, CENTRE = {"a": "centre counsellor"}, {"a": "counsellor"}, {"a": "centre"}
LONG_AGO = datetime(2025, 10, 10, 8, tzinfo=UTC)
DAY = LONG_AGO.date()
YES = Consented(Consent.GIVEN, "母亲", ConsentWay.WRITTEN, DAY)
ASKED: dict[str, Any] = {
    "consent": YES.consent, "consent_who": YES.who, "consent_how": YES.how, "consent_on": YES.on,
}  # fmt: skip
WORDS = "写得够长的理由"
FACTS = InstitutionFacts(InstitutionKind.CENTRE, "示例中心", phone="0570-0000000")


def a_case(session: Session, world: World, state: CaseState = CaseState.IN_CARE, at: str = "a") -> Case:
    """A case of 区级 in `state`, and its person."""
    person = a_person(session, world, 8800, at)
    row = Case(
        person_id=person, school_id=world.orgs[at], class_id=world.classes[f"{at}{5 if at == 'a' else 7}"],
        origin_school_id=world.orgs[at], grade=5, source=Source.OBSERVATION, severity=GRAVE.severity, level=GRAVE.level,
        state=state, opened_at=LONG_AGO, opened_by=world.accounts["counsellor_a"],
    )  # fmt: skip
    return _added(session, row)


def an_institution(session: Session, world: World) -> Institution:
    return _added(session, Institution(org_id=world.orgs["county"], **FACTS._asdict()))


def a_referral(state: ReferralState = ReferralState.SENT) -> Given:
    """A referral to the county's centre, sent by a counsellor of school A."""

    def given(session: Session, world: World) -> None:
        case, to = a_case(session, world, CaseState.REFERRED), an_institution(session, world)
        _added(session, Referral(
            case_id=case.id, institution_id=to.id, centre_level="区级", reason=WORDS, sent_at=LONG_AGO, state=state,
            sent_by=world.accounts["counsellor_a"], accept_by=DAY, **ASKED,
        ))  # fmt: skip

    return given


def returned(session: Session, world: World) -> None:
    a_referral(ReferralState.RETURNED)(session, world)


def a_handover(at: str, to: str | None, *, offered: bool) -> Given:
    """A handover that school `at` began: to another school, or on paper."""

    def given(session: Session, world: World) -> None:
        case = a_case(session, world, CaseState.HANDING_OVER, at)
        target = world.orgs[to] if to else None
        kind = HandoverKind.TRANSFER if to else HandoverKind.OUTSIDE
        ends = {"from_school_id": world.orgs[at], "to_school_id": target}
        row = _added(session, Handover(
            case_id=case.id, kind=kind, note=WORDS, proposed_at=LONG_AGO, answer_by=DAY,
            proposed_by=world.accounts[f"counsellor_{at}"], paper=None if to else "移2025-000001", to_name="外省中学", **ends,
            **ASKED,
        ))  # fmt: skip
        dates = {"handover_id": row.id, "sent_on": DAY, "answer_by": DAY}
        _added(session, HandoverSlip(kind=kind, **ends, **dates))
        if offered:
            _added(session, HandoverOffer(severity=4, tier="区级跟进", age=11, contact="某老师", **ends, **dates))

    return given


def a_step(session: Session, world: World) -> None:
    case = a_case(session, world)
    _added(session, TrackStep(
        case_id=case.id, track=Track.LEAVE, point=TrackPoint.NOTICED, held_on=DAY, person="某老师", note=WORDS,
        at=LONG_AGO, by_id=world.accounts["counsellor_a"],
    ))  # fmt: skip


def the(session: Session, model: Any) -> int:
    """The id of the one row that was given."""
    return int(session.exec(unowned(select(model.id), model)).one())


def to_refer(session: Session, world: World) -> None:
    a_case(session, world)
    an_institution(session, world)


def _added(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


Act = Callable[[Session, Actor, World, str], object]
Ask = Callable[[Session, Scope, World, str], object]


def act(may: dict[str, str], given: Given, call: Act) -> Action:
    return Action(WORK, may, call, given=given)


def ask(given: Given, call: Ask) -> Query:
    return Query(WORK, BOTH, call, given)


WITHIN = a_handover("a", "b", offered=False)
"""No offer to B here: to its people that would be something of their own."""
AWAITED = a_handover("b", "a", offered=True)
PAPER = a_handover("a", None, offered=False)

ACTIONS = {
    "save_institution": Action(WORK, {"a": "admin centre counsellor", "county": "admin centre counsellor"},
        lambda s, actor, w, at: actions.save_institution(s, actor, org_id=w.orgs[at], facts=FACTS),
        also=Capability.MANAGE_ORGANISATIONS),
    "refer": act(BOTH, to_refer, lambda s, actor, w, at: actions.refer(
        s, actor, case_id=the(s, Case), institution_id=the(s, Institution), reason=WORDS, consented=YES)),
    "accept_referral": act(CENTRE, a_referral(), lambda s, actor, w, at: actions.accept_referral(
        s, actor, referral_id=the(s, Referral))),
    "decline_referral": act(CENTRE, a_referral(), lambda s, actor, w, at: actions.decline_referral(
        s, actor, referral_id=the(s, Referral), why=WORDS)),
    "revoke_referral": act(SCHOOL, a_referral(), lambda s, actor, w, at: actions.revoke_referral(
        s, actor, referral_id=the(s, Referral), why=WORDS)),
    "come_back": act(BOTH, a_referral(ReferralState.ACCEPTED), lambda s, actor, w, at: actions.come_back(
        s, actor, referral_id=the(s, Referral), feedback=WORDS, conclusion=WORDS)),
    "referral_form": act(BOTH, returned, lambda s, actor, w, at: actions.referral_form(
        s, actor, referral_id=the(s, Referral), back=True, tier="区级跟进", purpose=WORDS)),
    "take_track_step": act(BOTH, a_case, lambda s, actor, w, at: actions.take_track_step(
        s, actor, case_id=the(s, Case), track=Track.LEAVE, point=TrackPoint.NOTICED, held_on=DAY, person="某老师",
        note=WORDS)),
    "propose_handover": act(BOTH, a_case, lambda s, actor, w, at: actions.propose_handover(
        s, actor, case_id=the(s, Case), to_school_id=w.orgs["b"], kind=HandoverKind.TRANSFER, consented=YES, note=WORDS,
        tier="区级跟进")),
    "revoke_handover": act(BOTH, WITHIN, lambda s, actor, w, at: actions.revoke_handover(
        s, actor, handover_id=the(s, Handover), why=WORDS)),
    "accept_handover": act(SCHOOL, AWAITED, lambda s, actor, w, at: actions.accept_handover(
        s, actor, offer_id=the(s, HandoverOffer))),
    "return_handover": act(SCHOOL, AWAITED, lambda s, actor, w, at: actions.return_handover(
        s, actor, offer_id=the(s, HandoverOffer), why=WORDS)),
    "leave_system": act(BOTH, a_case, lambda s, actor, w, at: actions.leave_system(
        s, actor, case_id=the(s, Case), to="外省示例中学", consented=YES, note=WORDS)),
    "outside_package": act(BOTH, PAPER, lambda s, actor, w, at: actions.outside_package(
        s, actor, case_id=the(s, Case), purpose=WORDS, tiers={4: "区级跟进"})),
    "record_receipt": act(BOTH, PAPER, lambda s, actor, w, at: actions.record_receipt(
        s, actor, handover_id=the(s, Handover), received_on=clock.today(), receiver="某老师")),
}  # fmt: skip
QUERIES = {
    "referrals": ask(a_referral(), lambda s, scope, w, at: queries.referrals(s, scope)),
    "track_steps": ask(a_step, lambda s, scope, w, at: queries.track_steps(s, scope, case_id=the(s, Case))),
    "handovers": ask(WITHIN, lambda s, scope, w, at: queries.handovers(s, scope)),
    "offers": ask(AWAITED, lambda s, scope, w, at: queries.offers(s, scope)),
    "slips": ask(WITHIN, lambda s, scope, w, at: queries.slips(s, scope)),
    "stuck_handovers": ask(WITHIN, lambda s, scope, w, at: queries.stuck_handovers(
        s, scope, today=date(2025, 11, 10))),
}  # fmt: skip
INTERNAL = {
    "queries.institutions": "whom one may turn to is no secret",
    "queries.receiving_schools": "schools' names are no secret",
}
