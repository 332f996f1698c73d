"""The register of recognitions as a workbook: looked at as a whole, taken in as a whole, given out."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import InvalidFile, Problem, Refused
from core.evaluation.actions.recognising import entered
from core.evaluation.queries.recognitions import RecognitionRow, recognitions
from core.evaluation.rules.recognising import RecognitionDraft, RecognitionState
from core.evaluation.rules.register import COLUMNS, Line, RegisterCheck, plan, understand
from core.evaluation.rules.states import Rank
from core.evaluation.rules.titles import RANKS, RECOGNITION_STATES
from core.evaluation.tables import Recognition
from core.organisations.queries import find_schools
from core.organisations.queries import get as organisation
from core.organisations.rules import Place
from core.sheets.export import Table, workbook
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read

HEAD = (*(column.title for column in COLUMNS), "状态", "撤销日期", "撤销理由")


def check_recognitions(session: Session, actor: Actor, *, content: bytes, filename: str) -> RegisterCheck:
    """Read and understand a whole workbook and compare it with the register; raises InvalidFile for what is no table."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, COLUMNS)
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return RegisterCheck((), place, found.problems, (), 0)
    lines, problems = list[Line](), list[Problem]()
    for cells in data_rows(sheet, found).iter_rows(named=True):
        line, wrong = understand(cells["row"], cells, place, clock.today())
        problems += wrong
        lines += [line] if line else []
    placed, homeless = _placed(session, scope, lines, place)
    new, more = _planned(session, scope, placed, place)
    return RegisterCheck(tuple(placed), place, (*problems, *homeless, *more), new, len(placed) - len(new) - len(more))


def import_recognitions(session: Session, actor: Actor, check: RegisterCheck) -> int:
    """Enter the lines of a checked workbook that the register does not have; answers how many.

    What the file leaves out stays. Raises Refused for a check with open problems, InvalidFile when the register has
    changed since so that it no longer fits.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    if not check.ready:
        raise Refused("recognition.check_first")
    new, problems = _planned(session, scope, check.lines, check.place)
    if problems:
        raise InvalidFile(problems)
    for line in new:
        entered(session, actor, line.draft._replace(school_id=organisation(session, scope, line.draft.school_id).id))
    audit.record(session, actor, "recognition.imported", new=len(new), unchanged=len(check.lines) - len(new))
    return len(new)


def export_recognitions(
    session: Session,
    actor: Actor,
    *,
    org_id: int,
    states: Collection[RecognitionState] = (),
    ranks: Collection[Rank] = (),
    words: str = "",
) -> bytes:
    """The register at and below an organisation as .xlsx, in the columns that the importer reads, and how each line stands."""
    scope, today = require(actor, Capability.VIEW_EVALUATION), clock.today()
    org = organisation(session, scope, org_id)
    rows = recognitions(session, scope, today=today, states=states, ranks=ranks, words=words, below=org.path)
    audit.record(session, actor, "recognition.exported", org_id=org_id, lines=len(rows))
    note = f"{org.name}　截至 {today.year}年{today.month}月{today.day}日　共 {len(rows)} 条"
    return workbook([Table("认定名册", HEAD, [_cells(row) for row in rows], note)])


def _cells(row: RecognitionRow) -> tuple[str, ...]:
    days = [day.isoformat() if day else "" for day in (row.granted_on, row.valid_until, row.withdrawn_on)]
    until = days[1] or "长期"
    return (
        row.school, row.title, row.grade, RANKS[row.rank], row.number, days[0], until, RECOGNITION_STATES[row.state],
        days[2], row.withdrawn_reason,
    )  # fmt: skip


def _placed(session: Session, scope: Scope, lines: Sequence[Line], place: Place) -> tuple[list[Line], list[Problem]]:
    """Every line at its school; lines whose school cannot be told are problems."""
    named = find_schools(session, scope, {line.school for line in lines})
    placed, problems = list[Line](), list[Problem]()
    for line in lines:
        found = named.get(line.school, ())
        if len(found) == 1:
            placed.append(line._replace(draft=line.draft._replace(school_id=found[0].id)))
        else:
            code = "recognition.two_schools" if found else "recognition.unknown_school"
            problems.append(place.problem(line.row, "school", line.school, code))
    return placed, problems


def _planned(
    session: Session, scope: Scope, lines: Sequence[Line], place: Place
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    among = sorted({line.draft.number for line in lines})
    numbers = within(SYSTEM_SCOPE, select(Recognition.number).where(col(Recognition.number).in_(among)), Recognition)
    known: dict[str, RecognitionDraft | None] = dict.fromkeys(session.exec(numbers))
    seen = within(scope, select(Recognition).where(col(Recognition.number).in_(among)), Recognition)
    same = [name for name in RecognitionDraft._fields if name != "room_id"]
    known |= {row.number: RecognitionDraft(**{name: getattr(row, name) for name in same}) for row in session.exec(seen)}
    return plan(lines, known, place)
