"""Who may appeal and answer, put right and re-check, keep the register of recognitions and of rooms."""

from datetime import date

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability
from core.database import files
from core.errors import NotFound
from core.evaluation import actions, queries
from core.evaluation.rules.inspecting import Standing
from core.evaluation.rules.recognising import Grant, RecognitionDraft
from core.evaluation.rules.rectifying import Wanted
from core.evaluation.rules.register import COLUMNS, RegisterCheck
from core.evaluation.rules.rooms import RoomFacts
from core.evaluation.rules.states import AppealState, Rank, RectificationState, RoundState
from core.evaluation.tables import Appeal, Entry, Evidence, Recognition, Rectification, Room, Round
from core.sheets.export import csv_bytes
from tests.access_cases import Action, Given, Query
from tests.evaluation.after import (
    BEST,
    LAST_DAY,
    LATER,
    POOR,
    a_recognition,
    a_rectification,
    an_appeal,
    published_in,
)
from tests.evaluation.builders import AT, a_room, last
from tests.world import SCHOOL_YEAR, World

MANAGE, VIEW, SELF = Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION, Capability.SELF_ASSESS
SCHOOL, BUREAU = "school_admin school_lead counsellor", "researcher centre"
EVERYBODY = f"leader {BUREAU} {SCHOOL}"
OWN, HOLDERS, MANAGERS = {"a": SCHOOL}, {"a": BUREAU}, {"county": BUREAU}
READERS = {"a": EVERYBODY}
TODAY = LATER.date()
FACTS = RoomFacts("第二辅导室")


def public(*, appealed: bool = False, mark: int = 10, raters: tuple[str, ...] = ("reviewer",)) -> Given:
    """School A with a public result, and an open appeal against it."""

    def given(session: Session, world: World) -> None:
        round_ = published_in(session, world, {"a": [{**BEST, "1.1": mark}]}, raters=raters)
        if appealed:
            an_appeal(session, world, round_.entries["a"])

    return given


def recognised(*, state: RectificationState | None = None, evidence: bool = False, at: str = "county") -> Given:
    """School A in a round that is recognised, with something to put right."""

    def given(session: Session, world: World) -> None:
        round_ = published_in(session, world, {"a": [{**POOR, "1.2": 10}]}, state=RoundState.RECOGNISED, at=at)
        proof = a_proof(session, world) if evidence else None
        if state is not None:
            a_rectification(session, world, round_.entries["a"], state=state, evidence_id=proof)

    return given


def a_proof(session: Session, world: World) -> int:
    """A file of school A. Answers its id."""
    row = Evidence(
        school_id=world.orgs["a"], title="制度", taken_on=AT.date(), digest=files.keep(b"%PDF-1.7 done"), kind="pdf",
        size=13, by_id=world.accounts["counsellor_a"], at=AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def in_register(session: Session, world: World) -> None:
    """School A stands in the register."""
    a_recognition(session, world, valid_until=TODAY)


def with_room(session: Session, world: World) -> None:
    """School A has a room."""
    a_room(session, world)


def needy(session: Session, world: World) -> None:
    """A training need was raised for school A."""
    recognised()(session, world)
    act_raise_need(session, world.actor("researcher"), world)


def act_raise_need(session: Session, actor: Actor, world: World) -> int:
    return actions.raise_training_needs(
        session, actor, round_id=last(session, Round), standard="", code="1.1", topic="制度建设",
        school_ids=[world.orgs["a"]],
    )  # fmt: skip


def file_appeal(session: Session, actor: Actor) -> int:
    with clock.stopped_at(LAST_DAY):
        return actions.file_appeal(session, actor, entry_id=last(session, Entry), codes=["1.1"], plea="制度是齐全的")


def recognise(session: Session, actor: Actor) -> object:
    grant = Grant("示范校", Rank.COUNTY, "示01", date(2025, 12, 31))
    given = {"round_id": last(session, Round), "standard": "", "entry_ids": [last(session, Entry)]}
    with clock.stopped_at(LATER):
        return actions.recognise(session, actor, grant=grant, **given)  # type: ignore[arg-type]  # by name


def draft(world: World) -> RecognitionDraft:
    return RecognitionDraft(world.orgs["a"], "示范校", "", Rank.COUNTY, "示1", date(2025, 12, 31))


def looked_at(session: Session, actor: Actor) -> RegisterCheck:
    """A file that names a school out of reach is answered with a problem, as for one that is not there."""
    headers = [column.title for column in COLUMNS]
    content = csv_bytes(headers, [("云溪一小", "示范校", "", "市级", "示1", "2025-12-31", "")])
    found = actions.check_recognitions(session, actor, content=content, filename="名册.csv")
    if not found.ready:
        raise NotFound
    return found


ACTIONS = {
    "file_appeal": Action(SELF, OWN, lambda s, actor, _w, _at: file_appeal(s, actor), given=public()),
    "withdraw_appeal": Action(SELF, OWN, lambda s, actor, _w, _at: actions.withdraw_appeal(
        s, actor, appeal_id=last(s, Appeal)), given=public(appealed=True)),
    "answer_appeal": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.answer_appeal(
        s, actor, appeal_id=last(s, Appeal), outcome=AppealState.REJECTED, answer="看了台账", marks={}),
        given=public(appealed=True)),
    "raise_rectification": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.raise_rectification(
        s, actor, entry_id=last(s, Entry), wanted=[Wanted("1.1", "补齐制度", "德育处", date(2099, 1, 1))]),
        given=recognised()),
    "drop_rectification": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.drop_rectification(
        s, actor, rectification_id=last(s, Rectification), reason="看错了"),
        given=recognised(state=RectificationState.OPEN)),
    "reply_rectification": Action(SELF, OWN, lambda s, actor, _w, _at: actions.reply_rectification(
        s, actor, rectification_id=last(s, Rectification), reply="已补齐"),
        given=recognised(state=RectificationState.OPEN)),
    "recheck": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.recheck(
        s, actor, rectification_id=last(s, Rectification), passed=True, finding="看了现场"),
        given=recognised(state=RectificationState.DONE)),
    "open_reply_evidence": Action(SELF, {"a": f"{BUREAU} {SCHOOL}"}, lambda s, actor, _w, _at:
        actions.open_reply_evidence(s, actor, rectification_id=last(s, Rectification)),
        given=recognised(state=RectificationState.DONE, evidence=True, at="a"), also=MANAGE),
    "raise_training_needs": Action(MANAGE, MANAGERS, lambda s, actor, w, _at: act_raise_need(s, actor, w),
        given=recognised()),
    "export_chains": Action(VIEW, {"a": EVERYBODY, "county": EVERYBODY},
        lambda s, actor, w, at: actions.export_chains(s, actor, org_id=w.orgs[at]), given=needy),
    "recognise": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: recognise(s, actor), given=recognised()),
    "add_recognition": Action(MANAGE, HOLDERS, lambda s, actor, w, _at: actions.add_recognition(
        s, actor, draft=draft(w))),
    "withdraw_recognition": Action(MANAGE, HOLDERS, lambda s, actor, _w, _at: actions.withdraw_recognition(
        s, actor, recognition_id=last(s, Recognition), reason="场地挪用"), given=in_register),
    "renew_recognition": Action(MANAGE, HOLDERS, lambda s, actor, _w, _at: actions.renew_recognition(
        s, actor, recognition_id=last(s, Recognition), valid_until=date(2099, 1, 1)), given=in_register),
    "check_recognitions": Action(MANAGE, HOLDERS, lambda s, actor, _w, _at: looked_at(s, actor), audited=False),
    "import_recognitions": Action(MANAGE, HOLDERS, lambda s, actor, _w, _at: actions.import_recognitions(
        s, actor, looked_at(s, actor))),
    "export_recognitions": Action(VIEW, {"a": EVERYBODY, "county": EVERYBODY},
        lambda s, actor, w, at: actions.export_recognitions(s, actor, org_id=w.orgs[at]), given=in_register),
    "add_room": Action(SELF, {"a": f"{BUREAU} {SCHOOL}"}, lambda s, actor, w, _at: actions.add_room(
        s, actor, school_id=w.orgs["a"], facts=FACTS), also=MANAGE),
    "change_room": Action(SELF, {"a": f"{BUREAU} {SCHOOL}"}, lambda s, actor, _w, _at: actions.change_room(
        s, actor, room_id=last(s, Room), facts=FACTS), given=with_room, also=MANAGE),
    "close_room": Action(SELF, {"a": f"{BUREAU} {SCHOOL}"}, lambda s, actor, _w, _at: actions.close_room(
        s, actor, room_id=last(s, Room), closed_on=date(2025, 12, 31)), given=with_room, also=MANAGE),
}  # fmt: skip


QUERIES = {
    "appeals": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.appeals(s, scope), given=public(appealed=True)),
    "appealed_ratings": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.appealed_ratings(
        s, scope, appeal_id=last(s, Appeal)), given=public(appealed=True)),
    "keeps_apart": Query(MANAGE, HOLDERS, lambda s, scope, w, _at: queries.keeps_apart(
        s, scope, entry_id=last(s, Entry), account_id=w.accounts["reviewer"]), given=public()),
    "rectifications": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.rectifications(s, scope, today=TODAY),
        given=recognised(state=RectificationState.OPEN)),
    "chains": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.chains(s, scope, today=TODAY), given=needy),
    "raised_needs": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.raised_needs(
        s, scope, round_id=last(s, Round)), given=needy),
    "weak_schools": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.weak_schools(
        s, scope, round_id=last(s, Round), standard="", code="1.1", below=1), given=recognised()),
    "recognitions": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.recognitions(s, scope, today=TODAY),
        given=in_register),
    "count_recognitions": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.count_recognitions(
        s, scope, today=TODAY), given=in_register),
    "recognisable": Query(VIEW, READERS, lambda s, scope, _w, _at: queries.recognisable(
        s, scope, round_id=last(s, Round), standard=""), given=recognised()),
    "rooms": Query(VIEW, READERS, lambda s, scope, w, _at: queries.rooms(
        s, scope, today=TODAY, school_ids=[w.orgs["a"]]), given=with_room),
    "inspection": Query(VIEW, READERS, lambda s, scope, w, _at: [
        row for row in queries.inspection(s, scope, school_year=SCHOOL_YEAR, today=TODAY)
        if row.school_id == w.orgs["a"] and row.standing is Standing.NOT_LISTED], given=with_room),
}  # fmt: skip
