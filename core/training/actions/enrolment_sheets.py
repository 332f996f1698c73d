"""People enrolled from a workbook: looked at as a whole, then given their places all at once, or none."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.errors import Problem, Refused
from core.organisations.queries import SchoolRow, schools
from core.organisations.rules import Place
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.training.actions.enrolling import check_open, placed
from core.training.actions.loading_sessions import invited_session
from core.training.queries.places import room_of, sendable
from core.training.queries.sessions import session_seen
from core.training.rules.codes import same_name
from core.training.rules.enrolment import ALREADY, Room, Wish, room_flaws, wish_flaw
from core.training.rules.enrolment_sheet import COLUMNS, EnrolmentCheck, Known, Line, recognised, understand
from core.training.tables import TrainingSession


class EnrolmentReceipt(NamedTuple):
    """How many people were enrolled, and of how many schools."""

    people: int
    schools: int


class _Met(NamedTuple):
    """A line and who is meant by it."""

    line: Line
    wish: Wish


def check_enrolment(
    session: Session, actor: Actor, *, session_id: int, content: bytes, filename: str
) -> EnrolmentCheck:
    """Read a whole workbook and compare it with the register, with the places and with who is in the session.

    Rows that name no school belong to the actor's own where that is the only one. Raises InvalidFile for what is no table,
    NotFound, NotAllowed, Refused when enrolment is closed.
    """
    scope = require(actor, Capability.ENROL_STAFF)
    row = invited_session(session, scope, session_id)
    check_open(session, actor, row)
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, COLUMNS)
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return EnrolmentCheck(session_id, (), 0, found.problems)
    lines, problems = list[Line](), list[Problem]()
    for cells in data_rows(sheet, found).iter_rows(named=True):
        line, wrong = understand(cells["row"], cells, place)
        problems += wrong
        lines += [line] if line else []
    met, more = _met(session, scope, row, lines, place)
    new, already, doubts = _sorted(row, met, place)
    full = _full(room_of(session, session_id, row.seats), new, place)
    return EnrolmentCheck(session_id, tuple(one.wish for one in new), already, (*problems, *more, *doubts, *full))


def import_enrolment(session: Session, actor: Actor, check: EnrolmentCheck) -> EnrolmentReceipt:
    """Give everybody of a checked workbook a place, as the register and the places are now.

    Raises Refused for a check with open problems and where there is not enough room by now, NotFound for a school that
    is out of the actor's scope by now.
    """
    scope = require(actor, Capability.ENROL_STAFF)
    if not check.ready:
        raise Refused("training.check_first")
    row = invited_session(session, scope, check.session_id, lock=True)
    check_open(session, actor, row)
    wanted = {(one.school_id, one.staff_id) for one in check.wanted}
    here = {one.id for one in _schools(session, scope, check.session_id)} & {school for school, _ in wanted}
    staff = {one for _, one in wanted}
    found = sendable(session, session_id=check.session_id, school_ids=here, staff_ids=staff)
    wishes = [one.wish for one in found if (one.wish.school_id, one.wish.staff_id) in wanted]
    if len(wishes) < len(wanted):
        raise Refused("training.register_changed")
    people = placed(session, actor, row, wishes)
    receipt = EnrolmentReceipt(people, len(here))
    audit.record(session, actor, "participation.imported", row, org_id=row.org_id, **receipt._asdict())
    return receipt


def _schools(session: Session, scope: Scope, session_id: int) -> list[SchoolRow]:
    """The schools within the scope that may send people."""
    return schools(session, scope, below=session_seen(session, scope, session_id).org_path)


def _met(
    session: Session, scope: Scope, row: TrainingSession, lines: Sequence[Line], place: Place
) -> tuple[list[_Met], list[Problem]]:
    """Who is meant by each line; lines whose school or person cannot be told are problems."""
    open_to = _schools(session, scope, row.id or 0)
    named: dict[str, list[int]] = {}
    for one in open_to:
        named.setdefault(same_name(one.name), []).append(one.id)
    only = [open_to[0].id] if len(open_to) == 1 else []
    at = {line.row: named.get(same_name(line.school), []) if line.school else only for line in lines}
    register = _register(session, row, {ids[0] for ids in at.values() if len(ids) == 1})
    met, problems = list[_Met](), list[Problem]()
    for line in lines:
        if len(at[line.row]) != 1:
            code = "training.enrol_school" if line.school else "training.enrol_school_needed"
            problems.append(place.problem(line.row, "school", line.school, code))
            continue
        known, code = recognised(line, register.get((at[line.row][0], same_name(line.name)), ()))
        met += [_Met(line, known.wish)] if known else []
        problems += [] if known else [place.problem(line.row, "name", line.name, code)]
    return met, problems


def _register(session: Session, row: TrainingSession, school_ids: set[int]) -> Mapping[tuple[int, str], list[Known]]:
    """Everybody of these schools, by school and name as names are compared."""
    today = clock.today()
    found: dict[tuple[int, str], list[Known]] = {}
    for one in sendable(session, session_id=row.id or 0, school_ids=school_ids):
        here = one.wish.until is None or one.wish.until >= today
        found.setdefault((one.wish.school_id, same_name(one.name)), []).append(
            Known(one.wish, one.name, one.phone, here)
        )
    return found


def _sorted(row: TrainingSession, met: Sequence[_Met], place: Place) -> tuple[list[_Met], int, list[Problem]]:
    """Who is to get a place, how many have one, and why others cannot."""
    day, today = clock.local(row.starts_at).date(), clock.today()
    first, new, already, problems = dict[int, int](), list[_Met](), 0, list[Problem]()
    for one in met:
        code = wish_flaw(one.wish, today=today, session_day=day)
        if (before := first.setdefault(one.wish.staff_id, one.line.row)) != one.line.row:
            problems.append(
                place.problem(one.line.row, "name", one.line.name, "training.enrol_same", first=str(before))
            )
        elif code == ALREADY:
            already += 1
        elif code:
            problems.append(place.problem(one.line.row, "name", one.line.name, code))
        else:
            new.append(one)
    return new, already, problems


def _full(room: Room, new: Sequence[_Met], place: Place) -> Iterator[Problem]:
    """Where more people are named than there is room for: at the first line of that school, or of the file."""
    for school, code in room_flaws(room, Counter(one.wish.school_id for one in new)).items():
        line = next(one.line for one in new if school in (None, one.wish.school_id))
        left = room.seats_left if school is None else room.own_left(school)
        yield place.problem(line.row, "school", line.school, code, left=str(left))
