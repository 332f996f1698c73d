"""Sheets of who was there and of scores, looked at as a whole before anything is written."""

from typing import Any

from sqlmodel import Session, col, select

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import Problem, Refused
from core.organisations.rules import Place
from core.organisations.tables import Organisation
from core.sheets.columns import Column
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.training.actions.attending import KEPT, check_module, parts_of, signed_modules, written_down
from core.training.actions.loading_sessions import check_session, loaded_session
from core.training.actions.settling import set_scores
from core.training.rules import SignInWay
from core.training.rules.attending import (
    SCORE_COLUMNS,
    SIGN_IN_COLUMNS,
    Participant,
    Rows,
    ScoreCheck,
    SignInCheck,
    scores,
    sign_ins,
)
from core.training.rules.completing import WHOLE
from core.training.rules.sessions import unpacked_modules
from core.training.tables import Participation, StaffMember, TrainingSession

Read = tuple[Rows, Place, tuple[Problem, ...]]


def check_sign_in(
    session: Session, actor: Actor, *, session_id: int, content: bytes, filename: str, module: str = WHOLE
) -> SignInCheck:
    """Read a sheet of who was there; a row that names no module speaks of `module`.

    Raises InvalidFile for what is no table, NotFound for a session that the actor does not hold, Refused before it runs.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = _held(session, scope, session_id)
    rows, place, problems = _rows(content, filename, SIGN_IN_COLUMNS)
    if problems:
        return SignInCheck(session_id, (), 0, problems)
    people = _people(session, scope, row)
    return sign_ins(session_id, rows, people, unpacked_modules(row.modules), module, place)


def import_sign_in(session: Session, actor: Actor, check: SignInCheck) -> int:
    """Write a checked sheet down; answers how many sign-ins are new. The same sheet twice changes nothing.

    Raises Refused for a check with open problems, and as `sign_in` does for people who have left the session since.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    if not check.ready:
        raise Refused("training.check_first")
    row = loaded_session(session, scope, check.session_id, lock=True)
    check_session(row, *KEPT)
    for module in {module for _, module in check.new}:
        check_module(row, module)
    parts = {part.id: part for part in parts_of(session, scope, row, {part for part, _ in check.new})}
    told = [(parts[part], module) for part, module in check.new]
    new = written_down(session, actor.user_id, told, signed_modules(session, row), SignInWay.SHEET)
    audit.record(session, actor, "session.sign_in_imported", row, org_id=row.org_id, people=new)
    return new


def check_scores(session: Session, actor: Actor, *, session_id: int, content: bytes, filename: str) -> ScoreCheck:
    """Read a sheet of scores; raises as `check_sign_in` does, and Refused for a session without an assessment."""
    scope = require(actor, Capability.PLAN_TRAINING)
    row = _held(session, scope, session_id)
    if row.pass_score is None:
        raise Refused("training.no_assessment")
    rows, place, problems = _rows(content, filename, SCORE_COLUMNS)
    if problems:
        return ScoreCheck(session_id, {}, 0, problems)
    return scores(session_id, rows, _people(session, scope, row), place)


def import_scores(session: Session, actor: Actor, check: ScoreCheck) -> int:
    """Write checked scores down; answers how many differ from before. Raises as `set_scores` does."""
    require(actor, Capability.PLAN_TRAINING)
    if not check.ready:
        raise Refused("training.check_first")
    return set_scores(session, actor, session_id=check.session_id, scores=check.new)


def _held(session: Session, scope: Scope, session_id: int) -> TrainingSession:
    row = loaded_session(session, scope, session_id)
    check_session(row, *KEPT)
    return row


def _rows(content: bytes, filename: str, columns: tuple[Column, ...]) -> Read:
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, columns)
    place = Place(sheet.name, found.columns, found.titles)
    return list(data_rows(sheet, found).iter_rows(named=True)), place, tuple(found.problems)


def _people(session: Session, scope: Scope, row: TrainingSession) -> list[Participant]:
    """Everybody in the session, withdrawn people too: the sheet may name them."""
    statement: Any = select(Participation, StaffMember, col(Organisation.name))
    statement = statement.join(StaffMember, col(StaffMember.id) == Participation.staff_id)
    statement = statement.join(Organisation, col(Organisation.id) == Participation.school_id)
    here = statement.where(Participation.session_id == row.id, col(StaffMember.merged_into).is_(None))
    named = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, here, StaffMember), Organisation)
    signed = signed_modules(session, row)
    return [
        Participant(
            part.id or 0, who.name, school, who.phone, part.state, part.score, frozenset(signed.get(part.id or 0, ()))
        )
        for part, who, school in session.exec(within(scope, named, Participation))
    ]
