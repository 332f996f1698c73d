"""Schools with what the bureau knows of them."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from core.access import Scope
from core.database import within
from core.organisations.rules import Facts, Level, Setting, Stage
from core.organisations.tables import Organisation, SchoolFacts

COLUMNS: Any = (
    *(Organisation.id, Organisation.name, Organisation.path, Organisation.code, Organisation.parent_id),
    *(Organisation.closed_on, SchoolFacts.stages, SchoolFacts.setting, SchoolFacts.district, SchoolFacts.alliance),
    *(SchoolFacts.pilot, SchoolFacts.boarding),
)


class SchoolRow(NamedTuple):
    """A school and its facts."""

    id: int
    name: str
    path: str
    code: str | None
    parent_id: int | None
    facts: Facts
    is_open: bool


def schools(
    session: Session,
    scope: Scope,
    *,
    below: str = "/",
    words: str = "",
    closed: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[SchoolRow]:
    """Schools within `scope` at or below the path `below`, by name; `words` are sought in names and codes.

    Closed schools are left out unless `closed`.
    """
    chosen = _chosen(_joined(scope), below=below, words=words, closed=closed)
    ordered = chosen.order_by(col(Organisation.name), col(Organisation.id)).offset(offset).limit(limit)
    return [_row(found) for found in session.exec(ordered)]


def count_schools(session: Session, scope: Scope, *, below: str = "/", words: str = "", closed: bool = False) -> int:
    """How many `schools` there are."""
    everything = within(scope, select(func.count()).select_from(Organisation), Organisation)
    return int(session.exec(_chosen(everything, below=below, words=words, closed=closed)).one())


def find_schools(session: Session, scope: Scope, names: Collection[str]) -> dict[str, tuple[SchoolRow, ...]]:
    """The open schools within `scope` of exactly these names; two counties may have schools of one name."""
    statement = _chosen(_joined(scope), below="/", words="", closed=False)
    found: dict[str, tuple[SchoolRow, ...]] = {}
    for row in map(_row, session.exec(statement.where(col(Organisation.name).in_(sorted(set(names)))))):
        found[row.name] = (*found.get(row.name, ()), row)
    return found


def _joined(scope: Scope) -> Any:
    """Columns, not objects: a province reads thousands of schools for one page."""
    statement: Any = select(*COLUMNS).join(SchoolFacts, col(SchoolFacts.school_id) == Organisation.id)
    return within(scope, within(scope, statement, Organisation), SchoolFacts)


def _chosen(statement: Any, *, below: str, words: str, closed: bool) -> Any:
    statement = statement.where(Organisation.level == Level.SCHOOL, col(Organisation.path).startswith(below))
    if words.strip():
        name, code = col(Organisation.name), col(Organisation.code)
        sought = words.strip()
        statement = statement.where(or_(name.contains(sought, autoescape=True), code == sought))
    return statement if closed else statement.where(col(Organisation.closed_on).is_(None))


def _row(found: Any) -> SchoolRow:
    school_id, name, path, code, parent_id, closed_on, *facts = found
    return SchoolRow(school_id, name, path, code, parent_id, _facts(*facts), closed_on is None)


@lru_cache(maxsize=4096)
def _facts(stages: str, setting: Setting, district: str, alliance: str, pilot: bool, boarding: bool) -> Facts:
    """The facts as a value; many schools share one, and checking it costs more than reading the row."""
    return Facts(
        stages=tuple(Stage(stage) for stage in stages.split(",")),
        setting=setting,
        district=district,
        alliance=alliance,
        pilot=pilot,
        boarding=boarding,
    )
