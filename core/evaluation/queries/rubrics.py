"""Rubrics to choose from: those that are shipped, and the versions that organisations have drafted and published."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.evaluation import packs
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.spec import Purpose, RubricSpec
from core.evaluation.tables import RubricVersion
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation

SHIPPED, OWN = "pack:", "own:"


class RubricChoice(NamedTuple):
    """A rubric that may be used: `ref` is "pack:" with the key of a shipped one, or "own:" with the id of a version."""

    ref: str
    key: str
    version: str
    title: str
    purpose: Purpose


class RubricRow(NamedTuple):
    """A draft (`published_at` None) or a published version, and whose it is."""

    id: int
    org_id: int
    org_name: str
    org_path: str
    key: str
    version: str
    title: str
    body: str
    based_on: str
    edition: int
    made_by: int
    made_at: datetime
    published_by: int | None
    published_at: datetime | None
    findings: int
    reason: str

    @property
    def spec(self) -> RubricSpec:
        """The rubric itself."""
        return thawed(self.body)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.published_at is None


ELSEWHERE = ("org_name", "org_path")


def rubric_choices(session: Session, scope: Scope) -> list[RubricChoice]:
    """What a round may be held by: shipped rubrics, examples last; then the published ones of `scope` and above, newest first."""
    if not scope:
        return []
    ordered = sorted(packs.rubrics().items(), key=lambda pack: (list(Purpose).index(pack[1].purpose), pack[0]))
    shipped = [RubricChoice(f"{SHIPPED}{key}", key, *_told(spec)) for key, spec in ordered]
    own = [row for row in rubrics(session, scope) if not row.is_draft]
    return shipped + [RubricChoice(f"{OWN}{row.id}", row.key, *_told(row.spec)) for row in own]


def rubric_of(session: Session, scope: Scope, ref: str) -> RubricSpec:
    """The rubric that `rubric_choices` shows under `ref`; raises NotFound for any other, a draft included."""
    if scope and ref.startswith(SHIPPED) and (found := packs.rubrics().get(ref.removeprefix(SHIPPED))):
        return found
    number = ref.removeprefix(OWN)
    if not ref.startswith(OWN) or not (number.isascii() and number.isdecimal()):
        raise NotFound
    row = rubric_version(session, scope, int(number))
    if row.is_draft:
        raise NotFound
    return row.spec


def rubrics(session: Session, scope: Scope) -> list[RubricRow]:
    """Drafts of the organisations in `scope`, and what those in or above it published; the newest first, drafts before them."""
    ordered = _seen_from(scope).order_by(
        col(RubricVersion.published_at).is_not(None),
        col(RubricVersion.published_at).desc(),
        col(RubricVersion.id).desc(),
    )
    return [_row(*found) for found in session.exec(ordered)]


def rubric_version(session: Session, scope: Scope, version_id: int) -> RubricRow:
    """One that `rubrics` shows; raises NotFound for any other."""
    found = session.exec(_seen_from(scope).where(RubricVersion.id == version_id)).first()
    if found is None:
        raise NotFound
    return _row(*found)


def _seen_from(scope: Scope) -> Any:
    """A rubric is nobody's personal data, and those below work by it: so the narrowing is done here, as for rounds."""
    statement = select(RubricVersion, Organisation.path, Organisation.name).join(
        Organisation, col(Organisation.id) == RubricVersion.org_id
    )
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, RubricVersion), Organisation)
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    published = and_(col(RubricVersion.org_id).in_(above), col(RubricVersion.published_at).is_not(None))
    below = [col(Organisation.path).startswith(reach.path) for reach in scope.reaches]
    return statement.where(or_(published, *below))


def _row(row: RubricVersion, path: str, name: str) -> RubricRow:
    facts = {key: getattr(row, key) for key in RubricRow._fields if key not in ELSEWHERE}
    return RubricRow(org_path=path, org_name=name, **facts)


def _told(spec: RubricSpec) -> tuple[str, str, Purpose]:
    return spec.version, spec.title, spec.purpose
