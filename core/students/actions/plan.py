"""What a checked roster would write, worked out from the database as it stands now."""

import polars as pl
from sqlmodel import Session

from core.access import Scope
from core.students.queries.indexes import fingerprints, name_indexes, number_indexes
from core.students.queries.known import Known, known, opened
from core.students.rules import Population
from core.students.rules.changes import judged, merged


def plan(
    session: Session, scope: Scope, rows: pl.DataFrame, *, school_year: int, population: Population
) -> pl.DataFrame:
    """The understood rows with what is known of their people, merged and judged (see rules.changes).

    `number_index`, `new_name_index` and `new_fingerprint` are ready to write.
    """
    indexes = number_indexes(rows["number"].to_list(), population)
    found = known(session, scope, number_indexes=indexes, school_year=school_year)
    joined = merged(_joined(rows, found))
    facts = joined.select("name", "sex", "birth_date", "groups").iter_rows()
    return judged(
        joined.with_columns(
            pl.Series("number_index", indexes, dtype=pl.Binary),
            pl.Series("new_name_index", name_indexes(rows["name"].to_list()), dtype=pl.Binary),
            pl.Series("new_fingerprint", fingerprints(facts), dtype=pl.Binary),
        )
    )


def _joined(rows: pl.DataFrame, found: Known) -> pl.DataFrame:
    at = pl.int_range(rows.height, eager=True, dtype=pl.Int64).alias("at")
    whole = rows.with_columns(at)
    for part in (found.people, found.enrolled):
        whole = whole.join(part, on="at", how="left", maintain_order="left")
    return whole.with_columns(
        opened("person.birth_date", whole["known_birth"], whole["birth_date"].is_null()),
        opened("person.groups", whole["known_groups"], whole["groups"].is_null()),
        later=at.is_in(list(found.later)),
        elsewhere=at.is_in(list(found.elsewhere)),
    )
