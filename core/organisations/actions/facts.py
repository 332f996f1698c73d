"""What the bureau knows of a school."""

from typing import Any

from sqlmodel import Session, select

from core import audit
from core.access import Actor, Capability, require
from core.database import within
from core.errors import NotFound
from core.organisations.rules import Facts, Stage
from core.organisations.tables import SchoolFacts


def set_facts(session: Session, actor: Actor, *, school_id: int, facts: Facts) -> None:
    """Replace what is known of a school; raises NotFound for what is no school within reach."""
    scope = require(actor, Capability.MANAGE_ORGANISATIONS)
    statement = within(scope, select(SchoolFacts).where(SchoolFacts.school_id == school_id), SchoolFacts)
    row = session.exec(statement.with_for_update(key_share=True)).first()
    if row is None:
        raise NotFound
    for column, value in columns(facts).items():
        setattr(row, column, value)
    session.flush()
    audit.record(session, actor, "organisation.facts_set", None, org_id=school_id)


def facts_row(school_id: int, facts: Facts) -> SchoolFacts:
    """The facts as a row of a new school."""
    return SchoolFacts(school_id=school_id, **columns(facts))


def columns(facts: Facts) -> dict[str, Any]:
    """The facts by the names of their columns; stages are joined by commas in the order of schooling."""
    return {**facts.model_dump(exclude={"stages"}), "stages": ",".join(facts.stages)}


def facts_of(row: SchoolFacts) -> Facts:
    """A row's facts."""
    return Facts(
        stages=tuple(Stage(stage) for stage in row.stages.split(",")),
        setting=row.setting,
        district=row.district,
        alliance=row.alliance,
        pilot=row.pilot,
        boarding=row.boarding,
    )
