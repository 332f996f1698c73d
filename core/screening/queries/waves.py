"""Stored answer sheets of a whole campaign, opened and scored set by set; only figures leave, never who they belong to."""

from collections.abc import Collection
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import LargeBinary, select, type_coerce
from sqlmodel import Session, col

from core.access import Scope
from core.database import bulk, cipher, within
from core.screening import packs
from core.screening.queries.campaigns import CampaignRow, ScaleRow
from core.screening.queries.campaigns import campaign as find
from core.screening.rules.banding import Pupils
from core.screening.rules.crossings import Twofold
from core.screening.rules.records import laid_out, read_all
from core.screening.rules.scores import ScaleScores
from core.screening.rules.states import SheetStatus
from core.screening.rules.trials import Wave
from core.screening.tables import Response, Testee

PEOPLE = {"person_id": pl.Int64, "school_id": pl.Int64, "grade": pl.Int64}
SHEETS = {"person_id": pl.Int64, "sealed": pl.Binary}


def wave(session: Session, scope: Scope, *, campaign_id: int, schools: Collection[int] | None = None) -> Wave:
    """Everybody tested in a campaign within the scope (of these schools, or of all), scored as they were when they stood.

    Raises NotFound for a campaign the scope does not see.
    """
    campaign = find(session, scope, campaign_id)
    people = bulk.fetched(session, _tested(scope, campaign.id, schools), PEOPLE)
    results = {scale.key: _scored(session, scope, campaign, scale, people, schools) for scale in campaign.scales}
    return Wave(people["school_id"].to_numpy(), results)


def twofold(session: Session, scope: Scope, *, campaign_id: int, before_id: int, scale: str) -> Twofold:
    """The totals on one scale of everybody who has a sheet in either campaign within the scope, person by person."""
    totals = []
    for each in (before_id, campaign_id):
        found = _totals(session, scope, find(session, scope, each), scale)
        totals.append(found)
    both = totals[0].join(totals[1], on="person_id", how="full", suffix="_now")
    before, now = (both[name].fill_null(np.nan).to_numpy() for name in ("total", "total_now"))
    return Twofold(before, now, packs.scale(scale).total.worse)


def _tested(scope: Scope, campaign_id: int, schools: Collection[int] | None) -> Any:  # a select of PEOPLE
    statement = select(*(getattr(Testee, name) for name in PEOPLE)).where(
        col(Testee.campaign_id) == campaign_id, col(Testee.status) != SheetStatus.UNTESTED
    )
    if schools is not None:
        statement = statement.where(col(Testee.school_id).in_(sorted(schools)))
    return within(scope, statement, Testee)


def _scored(
    session: Session,
    scope: Scope,
    campaign: CampaignRow,
    scale: ScaleRow,
    people: pl.DataFrame,
    schools: Collection[int] | None,
) -> ScaleScores:
    """One scale's scores, a row a person in the order of `people`, untested where there is no sheet."""
    sheets = _sheets(session, scope, campaign.id, scale.key, schools)
    known = people["person_id"].to_numpy()
    at = _positions(known, sheets["person_id"].to_numpy())
    pupils = Pupils(scale.respondent, grades=people["grade"].to_numpy())
    texts = _opened(sheets)
    parts = [
        (at[which], given.scores(pupils.rows(at[which])))
        for which, given in (read_all(scale.spec, texts) if texts else [])
    ]
    return laid_out(scale.spec, len(known), parts)


def _totals(session: Session, scope: Scope, campaign: CampaignRow, scale: str) -> pl.DataFrame:
    """person_id and total; NaN for a sheet that is not complete. Empty where the campaign did not ask the scale."""
    asked = next((row for row in campaign.scales if row.key == scale), None)
    if asked is None:
        return pl.DataFrame(schema={"person_id": pl.Int64, "total": pl.Float64})
    people = bulk.fetched(session, _tested(scope, campaign.id, None), PEOPLE)
    scores = _scored(session, scope, campaign, asked, people, None)
    return pl.DataFrame({"person_id": people["person_id"], "total": scores.total})


def _sheets(
    session: Session, scope: Scope, campaign_id: int, scale: str, schools: Collection[int] | None
) -> pl.DataFrame:
    """Current sheets of people who stand on the list within the scope."""
    statement = (
        select(col(Response.person_id), type_coerce(col(Response.sealed), LargeBinary))
        .join(Testee, (col(Testee.person_id) == Response.person_id) & (col(Testee.campaign_id) == Response.campaign_id))
        .where(
            col(Response.campaign_id) == campaign_id,
            col(Response.scale_key) == scale,
            col(Response.is_current),
            col(Testee.status) != SheetStatus.UNTESTED,
        )
    )
    if schools is not None:
        statement = statement.where(col(Testee.school_id).in_(sorted(schools)))
    return bulk.fetched(session, within(scope, within(scope, statement, Testee), Response), SHEETS)


def _opened(sheets: pl.DataFrame) -> list[str]:
    reveal = cipher().open
    return [reveal("response.sealed", sealed).decode() for sealed in sheets["sealed"].to_list()]


def _positions(known: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.argsort(known)
    return np.asarray(order[np.searchsorted(known, wanted, sorter=order)], dtype=np.int64)
