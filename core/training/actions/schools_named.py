"""Which school a row of a workbook means, by full name or by code."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session

from core.access import Scope
from core.errors import NotFound
from core.organisations.queries import SchoolRow, schools
from core.sheets.cells import tidy


class Schools:
    """The open schools within a scope, and the one of rows that name none."""

    def __init__(self, session: Session, scope: Scope, school_id: int | None) -> None:
        """Raises NotFound for a `school_id` that is not among them."""
        own = schools(session, scope)
        self._named: dict[str, set[int]] = defaultdict(set)
        for row in own:
            for name in filter(None, (row.name, row.code)):
                self._named[_plain(name)].add(row.id)
        self._default = _default(own, school_id)

    def meant(self, name: str) -> tuple[int | None, str]:
        """The school's id and "", or None and the code of why it cannot be told."""
        if not name:
            return self._default, "" if self._default else "training.school_needed"
        found = self._named.get(_plain(name), set())
        if len(found) == 1:
            return next(iter(found)), ""
        return None, "training.schools_of_one_name" if found else "training.unknown_school"


def _default(own: Sequence[SchoolRow], school_id: int | None) -> int | None:
    if school_id is None:
        return own[0].id if len(own) == 1 else None
    if school_id in {row.id for row in own}:
        return school_id
    raise NotFound


def _plain(name: str) -> str:
    return "".join(tidy(name).split()).lower()
