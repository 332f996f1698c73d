"""Every school in numbers beside what its bureau asks of it: what breakdowns and gap lists are counted from."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from core.access import Scope
from core.organisations.queries import SchoolRow, get, ids_of, schools, tree
from core.organisations.rules import BUREAU_LEVELS
from core.students.queries import pupils_by_school
from core.training.queries.requirements import requirements_by_path
from core.training.queries.staffing import NOBODY, counted
from core.training.rules.staffing import SchoolPosts

NO_PLACE = "未分学区"
"""What schools are counted under that hang directly below the reader and have no 学区."""


def school_posts(
    session: Session, scope: Scope, *, org_id: int, today: date, school_year: int
) -> list[SchoolPosts]:  # fmt: skip
    """Every open school at or below an organisation, by name, those with nobody too; nobody's name.

    Raises NotFound for an organisation outside the scope.
    """
    here = narrowed(session, scope, org_id)
    rows = schools(session, here)
    places = _places(session, here, rows)
    held = requirements_by_path(session, [row.path for row in rows])
    people = counted(session, here, today)
    pupils = pupils_by_school(session, here, school_year=school_year)
    return [
        SchoolPosts(
            one.id, one.name, places[one.id], one.facts.stages, one.facts.setting, one.id in people,
            *people.get(one.id, NOBODY)[:2], pupils.get(one.id, 0), held[one.path].spec.school,
        )
        for one in rows
    ]  # fmt: skip


def narrowed(session: Session, scope: Scope, org_id: int) -> Scope:
    """The part of the scope at and below one organisation; raises NotFound for one outside it."""
    return Scope.at(get(session, scope, org_id).path)


def _places(session: Session, scope: Scope, rows: Iterable[SchoolRow]) -> dict[int, str]:
    """By school, the bureau directly below the place looked at; within the last bureau, the 学区."""
    names = {row.id: row.name for row in tree(session, scope, levels=BUREAU_LEVELS)}
    return {row.id: _place(row, scope, names) for row in rows}


def _place(row: SchoolRow, scope: Scope, names: dict[int, str]) -> str:
    depth = min(len(ids_of(reach.path)) for reach in scope.reaches if row.path.startswith(reach.path))
    below = next(iter(ids_of(row.path)[depth:]), row.id)
    return names.get(below) or row.facts.district or NO_PLACE
