"""What the sheets of a file change: compared with what is stored, scored with every other sheet of the same people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import Integer, LargeBinary, String, Table, select, type_coerce
from sqlmodel import Session, col

from core.access import SYSTEM_SCOPE, Scope
from core.database import bulk, cipher, within
from core.screening.queries.campaigns import CampaignRow
from core.screening.rules.banding import Pupils
from core.screening.rules.records import Given, laid_out, read_all
from core.screening.rules.scores import ScaleScores
from core.screening.rules.standing import severities, statuses
from core.screening.rules.tiers import Tiers, tiers
from core.screening.tables import Response, Testee

FACTS = {
    "person_id": pl.Int64, "testee_id": pl.Int64, "school_id": pl.Int64, "class_id": pl.Int64, "grade": pl.Int64,
    "mark": pl.String, "status": pl.String, "severity": pl.Int64, "critical": pl.Boolean,
}  # fmt: skip
AT_ONCE = 10_000
STORED = {"person_id": pl.Int64, "scale_key": pl.String, "fingerprint": pl.Binary, "id": pl.Int64}


@dataclass(frozen=True)
class Sheets:
    """One scale's sheets of a file that hold anything, by position among the people weighed."""

    at: NDArray[np.int64]
    given: Given
    scores: ScaleScores
    fingerprints: list[bytes]
    is_new: NDArray[np.bool_]
    is_changed: NDArray[np.bool_]


@dataclass(frozen=True)
class Weighed:
    """People of a file, in its order, with where they stood and where they will stand.

    `rows` are positions in the file; `facts` (columns FACTS) is how each stood on the list, nulls for who is not on it
    yet; `place` holds school, class and grade to store.
    """

    rows: NDArray[np.int64]
    people: NDArray[np.int64]
    facts: pl.DataFrame
    place: pl.DataFrame
    sheets: Mapping[str, Sheets]
    tiers: Tiers
    status: NDArray[np.str_]
    severity: NDArray[np.int8]

    @cached_property
    def critical(self) -> NDArray[np.bool_]:
        """Whether a critical item is flagged on any current sheet."""
        return self.tiers.urgent

    @cached_property
    def is_late(self) -> NDArray[np.bool_]:
        """People who are not on the list yet (补录)."""
        return self.facts["testee_id"].is_null().to_numpy()

    @cached_property
    def has_sheet(self) -> NDArray[np.bool_]:
        """People for whom the file holds an answer at all."""
        return self._any([sheets.at for sheets in self.sheets.values()])

    @cached_property
    def is_changed(self) -> NDArray[np.bool_]:
        """People of whom a stored sheet is superseded."""
        return self._any([sheets.at[sheets.is_changed] for sheets in self.sheets.values()])

    @cached_property
    def is_new(self) -> NDArray[np.bool_]:
        """People who get a sheet of a scale they had none of, and of whom nothing is superseded."""
        return self._any([sheets.at[sheets.is_new] for sheets in self.sheets.values()]) & ~self.is_changed

    def _any(self, positions: list[NDArray[np.int64]]) -> NDArray[np.bool_]:
        found = np.zeros(len(self.people), dtype=np.bool_)
        for at in positions:
            found[at] = True
        return found


def standings(session: Session, scope: Scope, campaign_id: int, people: NDArray[np.int64]) -> pl.DataFrame:
    """How these people stand on the list (columns FACTS), one row each in their order, nulls for who is not on it."""
    staged = _staged(session, people)
    names = list(FACTS)[2:]
    plain = [
        type_coerce(getattr(Testee, name), String) if name in ("mark", "status") else getattr(Testee, name)
        for name in names
    ]
    statement = select(col(Testee.person_id), col(Testee.id), *plain).join(
        staged, staged.c.person_id == col(Testee.person_id)
    )
    frame = bulk.fetched(session, within(scope, statement.where(col(Testee.campaign_id) == campaign_id), Testee), FACTS)
    bulk.discard(session, staged)
    return pl.DataFrame({"person_id": people}).join(frame, on="person_id", how="left", maintain_order="left")


def listed_anywhere(session: Session, campaign_id: int, people: NDArray[np.int64]) -> set[int]:
    """Which of these people (found within the asker's scope) stand on the list, at whatever school: ids and no more."""
    staged = _staged(session, people)
    statement = select(col(Testee.person_id)).join(staged, staged.c.person_id == col(Testee.person_id))
    narrowed = within(SYSTEM_SCOPE, statement.where(col(Testee.campaign_id) == campaign_id), Testee)
    found = {row[0] for row in session.execute(narrowed)}
    bulk.discard(session, staged)
    return found


def weigh(
    session: Session,
    campaign: CampaignRow,
    *,
    given: Mapping[str, Given],
    rows: NDArray[np.int64],
    people: NDArray[np.int64],
    facts: pl.DataFrame,
    place: pl.DataFrame,
) -> Weighed:
    """Score the file's sheets of these people together with their stored sheets of the campaign's other scales."""
    stored = _stored(session, campaign, people)
    grades = place["grade"].to_numpy()
    sheets: dict[str, Sheets] = {}
    results: dict[str, ScaleScores] = {}
    for scale in campaign.scales:
        pupils = Pupils(scale.respondent, grades=grades)
        parts: list[tuple[NDArray[np.int64], ScaleScores]] = []
        theirs = stored.filter(pl.col("scale_key") == scale.key)
        if scale.key in given:
            sheets[scale.key] = _sheets(campaign.id, given[scale.key].rows(rows), people, theirs, pupils)
            parts.append((sheets[scale.key].at, sheets[scale.key].scores))
            theirs = theirs.filter(~pl.col("person_id").is_in(people[sheets[scale.key].at]))
        parts += _kept(session, scale.spec, theirs, people, pupils)
        results[scale.key] = laid_out(scale.spec, len(people), parts)
    found = tiers(campaign.policy, results)
    return Weighed(rows, people, facts, place, sheets, found, statuses(found), severities(found))


def _sheets(campaign_id: int, given: Given, people: NDArray[np.int64], stored: pl.DataFrame, pupils: Pupils) -> Sheets:
    """The sheets that hold anything; a row left blank says nothing and takes nothing away."""
    scores = given.scores(pupils)
    at = np.flatnonzero(~scores.untested)
    if len(at) < len(given):
        given, scores = given.rows(at), scores.rows(at)
    head = f"{campaign_id}\0{given.spec.key}\0{given.spec.version}\0"
    prints = [one for part in _parts(len(at)) for one in _prints(head, people[at[part]], given.rows(part))]
    known = dict(zip(stored["person_id"].to_list(), stored["fingerprint"].to_list(), strict=True))
    before = [known.get(person) for person in people[at].tolist()] if known else [None] * len(at)
    is_new = np.fromiter((one is None for one in before), dtype=np.bool_, count=len(at))
    same = np.fromiter((one == new for one, new in zip(before, prints, strict=True)), dtype=np.bool_, count=len(at))
    return Sheets(at, given, scores, prints, is_new, ~is_new & ~same)


def _prints(head: str, people: NDArray[np.int64], given: Given) -> list[bytes]:
    texts = (f"{head}{person}\0{text}" for person, text in zip(people.tolist(), given.texts(), strict=True))
    return cipher().blind_all("response.fingerprint", texts)


def _parts(rows: int) -> list[slice]:
    """So many rows in parts that need little memory each."""
    return [slice(start, start + AT_ONCE) for start in range(0, rows, AT_ONCE)]


def _stored(session: Session, campaign: CampaignRow, people: NDArray[np.int64]) -> pl.DataFrame:
    """Current sheets of these people, without what they say."""
    staged = _staged(session, people)
    statement = select(*(getattr(Response, name) for name in STORED)).join(
        staged, staged.c.person_id == col(Response.person_id)
    )
    statement = statement.where(col(Response.campaign_id) == campaign.id, col(Response.is_current))
    found = bulk.fetched(session, within(SYSTEM_SCOPE, statement, Response), STORED)
    bulk.discard(session, staged)
    return found


def _kept(
    session: Session, spec: Any, stored: pl.DataFrame, people: NDArray[np.int64], pupils: Pupils
) -> list[tuple[NDArray[np.int64], ScaleScores]]:
    """Stored sheets opened and scored again under their scale's version, so that tiers see every scale at once."""
    if stored.is_empty():
        return []
    staged = bulk.stage(session, {"id": Integer()}, ((key,) for key in stored["id"].to_list()))
    sealed = type_coerce(col(Response.sealed), LargeBinary)
    statement = select(col(Response.person_id), sealed).join(staged, staged.c.id == col(Response.id))
    found = session.execute(within(SYSTEM_SCOPE, statement, Response)).all()
    bulk.discard(session, staged)
    reveal = cipher().open
    texts = [reveal("response.sealed", bytes(row[1])).decode() for row in found]
    order = np.argsort(people)
    at = order[np.searchsorted(people, [row[0] for row in found], sorter=order)]
    return [(at[which], part.scores(pupils.rows(at[which]))) for which, part in read_all(spec, texts)]


def _staged(session: Session, people: NDArray[np.int64]) -> Table:
    """Each person once, also where the file names somebody twice: a join must not double anybody."""
    return bulk.stage(session, {"person_id": Integer()}, ((person,) for person in np.unique(people).tolist()))
