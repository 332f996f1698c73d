"""Take a checked file in: one short transaction, everything or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import repeat
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Boolean, Integer, LargeBinary, String, insert, literal, select, update
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.cases.actions import Settled, settle
from core.database import bulk, cipher, within
from core.database.files import keep
from core.errors import Conflict, InvalidFile, NotAllowed
from core.screening.actions.locking import locked
from core.screening.actions.rollups import rebuild
from core.screening.actions.uploads.checking import open_campaign, weighed_anew
from core.screening.actions.uploads.outlook import Outlook, terms
from core.screening.actions.uploads.shapes import CheckedUpload
from core.screening.actions.uploads.weighing import AT_ONCE, Weighed
from core.screening.queries.uploads import UploadRow, same_file
from core.screening.rules.previews import Receipt
from core.screening.rules.records import records
from core.screening.rules.standing import NOBODY, sheet_statuses
from core.screening.rules.states import Mark
from core.screening.tables import Campaign, Response, Testee, Upload

SHEETS: dict[str, TypeEngine[Any]] = {
    "person_id": Integer(), "school_id": Integer(), "class_id": Integer(), "scale_key": String(),
    "scale_version": String(), "status": String(), "fingerprint": LargeBinary(), "sealed": LargeBinary(),
}  # fmt: skip
STANDINGS: dict[str, TypeEngine[Any]] = {
    "person_id": Integer(), "school_id": Integer(), "class_id": Integer(), "grade": Integer(), "late": Boolean(),
    "mark": String(), "status": String(), "severity": Integer(), "critical": Boolean(),
}  # fmt: skip
QUIETLY = {"synchronize_session": False}


def confirm(session: Session, actor: Actor, checked: CheckedUpload) -> Receipt:
    """Store a checked file: sheets, standings, warnings, roll-up, receipt and audit row.

    Raises InvalidFile where something must be mended first, Conflict where the campaign has changed since the check in a way
    that changes what was shown, Refused where it takes nothing in any more. The same file again changes nothing.
    """
    scope = require(actor, Capability.UPLOAD_ANSWERS)
    if checked.actor_id != actor.user_id:
        raise NotAllowed
    campaign = locked(session, open_campaign(session, scope, checked.campaign.id))
    current = _current(session, actor, scope, checked, campaign)
    if current.must_fix or current.weighed is None or current.outlook is None:
        raise InvalidFile(current.must_fix)
    before = same_file(session, scope, campaign_id=current.campaign.id, digest=checked.digest)
    if before is not None and not _changes(current.weighed, current.outlook):
        return _receipt(before, repeated=True)
    return _stored(session, actor, campaign, current, current.weighed, current.outlook)


def _current(session: Session, actor: Actor, scope: Scope, checked: CheckedUpload, campaign: Campaign) -> CheckedUpload:
    """The check itself while nothing has happened since; else the file weighed anew, if that shows the same."""
    if campaign.data_version == checked.campaign.data_version:
        return checked
    seen = open_campaign(session, scope, checked.campaign.id)
    anew = weighed_anew(session, actor, scope, replace(checked, campaign=seen))
    if anew.preview._replace(absent=0) != checked.preview._replace(absent=0):
        raise Conflict("screening.moved_on")
    return anew


def _changes(weighed: Weighed, ahead: Outlook) -> bool:
    touched = weighed.is_new.any() or weighed.is_changed.any() or weighed.is_late.any()
    return bool(touched or ahead.raised or ahead.revised or ahead.withdrawn)


def _stored(
    session: Session, actor: Actor, campaign: Campaign, checked: CheckedUpload, weighed: Weighed, ahead: Outlook
) -> Receipt:
    at = clock.now()
    upload = _upload(session, actor, campaign, checked, at)
    _store_sheets(session, upload, weighed)
    _store_standings(session, upload.campaign_id, weighed)
    agreed = terms(session, checked.campaign, clock.local(at).date())
    settled = settle(
        session, campaign_id=upload.campaign_id, findings=ahead.findings, cleared=ahead.cleared, terms=agreed, at=at
    )
    rebuild(session, upload.campaign_id, set(weighed.place["school_id"].unique().to_list()))
    campaign.data_version += 1
    upload.counts = {**upload.counts, **settled._asdict()}
    session.flush()
    audit.record(session, actor, "answers.uploaded", upload, org_id=upload.org_id, file=checked.digest, **upload.counts)
    return _receipt(UploadRow(**{name: getattr(upload, name) for name in UploadRow._fields}))


def _upload(session: Session, actor: Actor, campaign: Campaign, checked: CheckedUpload, at: datetime) -> Upload:
    seen = checked.preview
    counts = {name: getattr(seen, name) for name in ("rows", "new", "changed", "unchanged", "blank", "late")}
    upload = Upload(
        campaign_id=campaign.id or 0,
        org_id=actor.org_id,
        file_digest=keep(checked.content),
        by_id=actor.user_id,
        at=at,
        counts={**counts, **Settled()._asdict()},
    )
    session.add(upload)
    session.flush()
    return upload


def _store_sheets(session: Session, upload: Upload, weighed: Weighed) -> None:
    """Old sheets stay, no longer current; new ones come in: a part at a time, so that any number needs little memory."""
    for key, sheets in weighed.sheets.items():
        which = np.flatnonzero(sheets.is_new | sheets.is_changed)
        for start in range(0, len(which), AT_ONCE):
            _store_part(session, upload, weighed, key, which[start : start + AT_ONCE])


def _store_part(session: Session, upload: Upload, weighed: Weighed, key: str, which: NDArray[np.int64]) -> None:
    staged = bulk.stage(session, SHEETS, _sheet_rows(weighed, key, which))
    old = update(Response).where(
        col(Response.campaign_id) == upload.campaign_id,
        col(Response.scale_key) == key,
        col(Response.is_current),
        col(Response.person_id).in_(select(staged.c.person_id)),
    )
    _run(session, within(SYSTEM_SCOPE, old.values(is_current=False), Response))
    into = ["campaign_id", "upload_id", "is_current", *SHEETS]
    fresh = select(literal(upload.campaign_id), literal(upload.id), literal(True, Boolean()), *staged.c)
    _run(session, insert(Response).from_select(into, fresh))
    bulk.discard(session, staged)
    bulk.look_over(session, Response, len(which))


def _sheet_rows(
    weighed: Weighed, key: str, which: NDArray[np.int64]
) -> Iterator[tuple[Any, ...]]:  # rows for the driver
    """New and changed sheets of a scale, what they say sealed."""
    sheets = weighed.sheets[key]
    at, scores = sheets.at[which], sheets.scores.rows(which)
    sealed = cipher().seal_all("response.sealed", (text.encode() for text in records(sheets.given.rows(which), scores)))
    place = weighed.place[at]
    version = sheets.given.spec.version
    yield from zip(
        weighed.people[at].tolist(),
        place["school_id"].to_list(),
        place["class_id"].to_list(),
        repeat(key, len(at)),
        repeat(version, len(at)),
        sheet_statuses(scores).tolist(),
        [sheets.fingerprints[one] for one in which.tolist()],
        sealed,
        strict=True,
    )


def _store_standings(session: Session, campaign_id: int, weighed: Weighed) -> None:
    """Late comers are put on the list, then everybody who stands differently now is brought up to date."""
    staged = bulk.stage(session, STANDINGS, _standing_rows(weighed))
    into = ["campaign_id", "added", *(name for name in STANDINGS if name != "late")]
    columns = [staged.c[name] for name in STANDINGS if name != "late"]
    late = select(literal(campaign_id), literal(True, Boolean()), *columns).where(staged.c.late)
    _run(session, insert(Testee).from_select(into, late))
    facts = {name: staged.c[name] for name in ("mark", "status", "severity", "critical")}
    same = (col(Testee.campaign_id) == campaign_id, col(Testee.person_id) == staged.c.person_id, ~staged.c.late)
    _run(session, within(SYSTEM_SCOPE, update(Testee).where(*same).values(**facts), Testee))
    bulk.discard(session, staged)


def _standing_rows(weighed: Weighed) -> Iterator[tuple[Any, ...]]:  # rows for the driver
    """People whose standing changes. Whoever hands a sheet in is due, leave or not."""
    frame = weighed.place.with_columns(
        pl.Series("person_id", weighed.people),
        pl.Series("late", weighed.is_late),
        pl.when(pl.Series(weighed.has_sheet))
        .then(pl.lit(Mark.DUE.value))
        .otherwise(weighed.facts["mark"])
        .alias("mark"),
        pl.Series("status", weighed.status),
        pl.Series("severity", weighed.severity).replace(NOBODY, None),
        pl.Series("critical", weighed.critical),
    )
    same = pl.all_horizontal(
        *(pl.col(name).eq_missing(weighed.facts[name]) for name in ("mark", "status", "severity", "critical"))
    )
    frame = frame.with_columns(pl.col("mark").fill_null(Mark.DUE.value))
    return frame.filter(pl.col("late") | ~same).select(*STANDINGS).iter_rows()


def _run(session: Session, statement: Any) -> None:  # any statement
    session.execute(statement, execution_options=QUIETLY)


def _receipt(row: UploadRow, *, repeated: bool = False) -> Receipt:
    return Receipt(row.id, row.number, row.at, row.file_digest, repeated=repeated, **row.counts)
