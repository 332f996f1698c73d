"""What an import changes: every row of the file against what is known of its person."""

from enum import StrEnum
from typing import NamedTuple

import polars as pl


class Change(StrEnum):
    """What becomes of a row of the file."""

    NEW = "new"
    MOVED = "moved"
    CHANGED = "changed"
    SAME = "same"
    ELSEWHERE = "elsewhere"


class Counts(NamedTuple):
    """How many rows of a file are what; `absent` counts enrolled people of the file's grades whom it does not name."""

    new: int = 0
    moved: int = 0
    changed: int = 0
    same: int = 0
    elsewhere: int = 0
    absent: int = 0


def merged(rows: pl.DataFrame) -> pl.DataFrame:
    """What the file says, completed by what is known where the file is silent. "" in the file clears the groups.

    A class is kept when the file names none and school and grade are the same as before.
    """
    same_place = (pl.col("year_school") == pl.col("school_id")) & (pl.col("year_grade") == pl.col("grade"))
    kept_class = pl.when(same_place).then(pl.col("year_class_name"))
    return rows.with_columns(
        sex=pl.coalesce("sex", "known_sex", pl.lit("unknown")),
        birth_date=pl.coalesce("birth_date", "known_birth"),
        groups=pl.coalesce("groups", "known_groups").replace({"": None}),
        class_name=pl.coalesce(pl.col("class_name"), kept_class),
    )


def judged(rows: pl.DataFrame) -> pl.DataFrame:
    """Merged rows with `change` (see Change) and `writes`, whether the person's own row must be written.

    Needs `new_fingerprint`. Where somebody's file lies today is left alone when a later school year is known.
    """
    known, elsewhere = pl.col("person_id").is_not_null(), pl.col("elsewhere")
    facts = pl.col("fingerprint").ne_missing(pl.col("new_fingerprint"))
    moved = (pl.col("known_school") != pl.col("school_id")) & ~pl.col("later")
    enrolment = (
        pl.col("year_school").ne_missing(pl.col("school_id"))
        | pl.col("year_grade").ne_missing(pl.col("grade"))
        | pl.col("year_class_name").ne_missing(pl.col("class_name"))
        | pl.col("left").ne_missing(pl.lit(False))
    )
    stays = (pl.col("known_class").ne_missing(pl.col("year_class"))) & ~pl.col("later")
    change = (
        pl.when(elsewhere).then(pl.lit(Change.ELSEWHERE.value))
        .when(~known).then(pl.lit(Change.NEW.value))
        .when(moved).then(pl.lit(Change.MOVED.value))
        .when(facts | enrolment | stays).then(pl.lit(Change.CHANGED.value))
        .otherwise(pl.lit(Change.SAME.value))
    )  # fmt: skip
    writes = ~elsewhere & (~known | facts | moved | ((enrolment | stays) & ~pl.col("later")))
    return rows.with_columns(change=change, writes=writes, enrols=~elsewhere & (~known | enrolment | moved))


def counted(rows: pl.DataFrame, absent: int) -> Counts:
    """Judged rows, counted."""
    found = dict(rows["change"].value_counts().iter_rows())
    return Counts(**{change.value: found.get(change.value, 0) for change in Change}, absent=absent)
