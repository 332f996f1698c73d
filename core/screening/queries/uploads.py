"""What has been brought in, and single answer sheets as they were kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.clock import local
from core.database import within
from core.errors import NotFound
from core.screening import packs
from core.screening.rules.records import Record, read
from core.screening.rules.states import SheetStatus
from core.screening.tables import Response, Upload


class UploadRow(NamedTuple):
    """One confirmed file: its receipt."""

    id: int
    campaign_id: int
    org_id: int
    file_digest: str
    by_id: int
    at: datetime
    counts: Mapping[str, int]

    @property
    def number(self) -> str:
        """回执号: PC-20260514-0031, the day and the upload's own number."""
        return f"PC-{local(self.at):%Y%m%d}-{self.id:04d}"


class SheetRow(NamedTuple):
    """One answer sheet of a person with what it says."""

    id: int
    campaign_id: int
    scale_key: str
    scale_version: str
    status: SheetStatus
    is_current: bool
    upload_id: int
    record: Record


FACTS: Any = [getattr(Upload, name) for name in UploadRow._fields]


def recent_uploads(session: Session, scope: Scope, *, campaign_id: int, limit: int = 5) -> list[UploadRow]:
    """The latest files brought in for a campaign by the organisations in `scope`."""
    statement = select(*FACTS).where(Upload.campaign_id == campaign_id).order_by(col(Upload.id).desc()).limit(limit)
    return [UploadRow(*row) for row in session.exec(within(scope, statement, Upload))]


def upload(session: Session, scope: Scope, upload_id: int) -> UploadRow:
    """One receipt; raises NotFound outside the scope."""
    found = session.exec(within(scope, select(*FACTS).where(Upload.id == upload_id), Upload)).first()
    if found is None:
        raise NotFound
    return UploadRow(*found)


def same_file(session: Session, scope: Scope, *, campaign_id: int, digest: str) -> UploadRow | None:
    """The receipt of the same file, where it was brought in before."""
    statement = select(*FACTS).where(Upload.campaign_id == campaign_id, Upload.file_digest == digest)
    found = session.exec(within(scope, statement, Upload).order_by(col(Upload.id).desc())).first()
    return UploadRow(*found) if found else None


def sheets_of(session: Session, scope: Scope, *, person_id: int, campaign_id: int | None = None) -> list[SheetRow]:
    """Every sheet of one person, newest first, superseded ones too. Who reads it has to write that down."""
    statement = select(Response).where(Response.person_id == person_id)
    if campaign_id is not None:
        statement = statement.where(Response.campaign_id == campaign_id)
    found = session.exec(within(scope, statement, Response).order_by(col(Response.id).desc()))
    return [_sheet(row) for row in found]


def _sheet(row: Response) -> SheetRow:
    facts = {name: getattr(row, name) for name in SheetRow._fields if name != "record"}
    return SheetRow(**facts, record=read(packs.scale(row.scale_key), row.sealed))
