"""A checked roster written: people, enrolments, classes, the kept file and the record, in one transaction."""

import polars as pl
from sqlmodel import Session, col, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import files, within
from core.errors import InvalidFile, NotFound
from core.organisations.actions import ensure_classes, queue_up
from core.organisations.tables import Organisation
from core.students.actions.plan import plan
from core.students.actions.upsert import upsert_enrolments, upsert_people
from core.students.rules.changes import Counts, counted
from core.students.rules.outcomes import RosterCheck, RosterReceipt


def import_roster(session: Session, actor: Actor, check: RosterCheck) -> RosterReceipt:
    """Write what `check` found, worked out anew from the database as it is now, so that a stale check does no harm.

    The same file twice writes no person. Nobody is removed because the file omits them; people outside the scope stay
    untouched. Raises InvalidFile while something must be fixed, NotFound when a school is no longer in the scope.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    if not check.ready:
        raise InvalidFile(check.must_fix)
    queue_up(session)  # two imports at once would both make the same new classes
    _insist(session, scope, set(check.rows["school_id"].unique().to_list()))
    planned = plan(session, scope, check.rows, school_year=check.school_year, population=check.population)
    placed = _placed(session, actor, planned.filter(pl.col("writes") | pl.col("enrols")), check.school_year)
    people = placed.filter("writes")
    upsert_people(session, scope, people, population=check.population)
    upsert_enrolments(session, scope, placed.filter("enrols"), school_year=check.school_year)
    files.keep(check.content)
    counts = counted(planned, check.counts.absent)
    return _receipt(session, actor, check, counts, people.height)


def _insist(session: Session, scope: Scope, schools: set[int]) -> None:
    statement = select(Organisation.id).where(col(Organisation.id).in_(sorted(schools)))
    if set(session.exec(within(scope, statement, Organisation))) != schools:
        raise NotFound


def _placed(session: Session, actor: Actor, rows: pl.DataFrame, school_year: int) -> pl.DataFrame:
    """The rows with `class_id`; classes that are not there yet are made. Old years leave a person's own place alone."""
    named = rows.filter(pl.col("class_name").is_not_null()).select("school_id", "grade", "class_name")
    wanted = set(named.unique().iter_rows())
    ids = ensure_classes(session, actor, school_year=school_year, wanted=wanted) if wanted else {}
    table = pl.DataFrame(
        [(*key, class_id) for key, class_id in ids.items()],
        schema={"school_id": pl.Int64, "grade": pl.Int64, "class_name": pl.String, "class_id": pl.Int64},
        orient="row",
    )
    placed = rows.join(table, on=["school_id", "grade", "class_name"], how="left", maintain_order="left")
    return placed.with_columns(
        own_school=pl.when("later").then("known_school").otherwise("school_id"),
        own_class=pl.when("later").then("known_class").otherwise("class_id"),
    )


def _receipt(session: Session, actor: Actor, check: RosterCheck, counts: Counts, written: int) -> RosterReceipt:
    schools = check.rows["school_id"].unique()
    event = audit.record(
        session,
        actor,
        "roster.imported",
        org_id=schools[0] if len(schools) == 1 else None,
        population=check.population.value,
        school_year=check.school_year,
        schools=len(schools),
        written=written,
        digest=check.digest,
        **counts._asdict(),
    )
    return RosterReceipt(event.number, event.at, counts, written, check.digest, check.school_year)
