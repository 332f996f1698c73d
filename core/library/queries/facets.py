"""What of the shelf has the chosen values, and how many of it have each other value."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.library.queries.shelves import on_shelves
from core.library.rules import Facet
from core.library.tables import Resource, ResourceTag


class Facets(NamedTuple):
    """How many of what is found have each value; a facet's own choice does not narrow its own counts."""

    kinds: dict[str, int]
    stages: dict[str, int]
    topics: dict[str, int]
    courses: dict[str, int]
    years: dict[int, int]
    licences: dict[str, int]


Choice = Mapping[str, Collection[Any]]
"""What was chosen of each facet, by the names of `search`."""
COLUMNS: dict[str, Any] = {"kinds": Resource.kind, "years": Resource.year, "licences": Resource.licence}
TAGS = {"stages": Facet.STAGE, "topics": Facet.TOPIC, "courses": Facet.COURSE}


def facets(session: Session, scope: Scope, matched: list[int] | None, chosen: Choice) -> Facets:
    """How what matched falls on every facet."""
    counts = _counts(session, scope, matched, chosen)
    for name in (name for name, values in chosen.items() if values):
        counts[name] = _counts(session, scope, matched, chosen, but=name)[name]
    return Facets(**counts)


def narrowed(scope: Scope, matched: list[int] | None, chosen: Choice, *columns: Any, but: str = "") -> Any:
    """What matched and has one of the chosen values of every facet, except of `but`."""
    statement = on_shelves(scope, *columns)
    if matched is not None:
        statement = statement.where(col(Resource.id).in_(matched))
    for name, values in chosen.items():
        if values and name != but:
            statement = statement.where(_has(name, values))
    return statement


def _has(name: str, values: Collection[Any]) -> Any:
    if name in COLUMNS:
        return col(COLUMNS[name]).in_(list(values))
    tagged = select(ResourceTag.resource_id).where(
        ResourceTag.facet == TAGS[name], col(ResourceTag.value).in_(list(values))
    )
    return col(Resource.id).in_(within(SYSTEM_SCOPE, tagged, ResourceTag))


def _counts(
    session: Session, scope: Scope, matched: list[int] | None, chosen: Choice, but: str = ""
) -> dict[str, dict[Any, int]]:
    """Every facet value by value, the most frequent first."""
    rows = session.exec(narrowed(scope, matched, chosen, *COLUMNS.values(), but=but)).all()
    inside = narrowed(scope, matched, chosen, Resource.id, but=but)
    facts: Any = (ResourceTag.facet, ResourceTag.value)
    tagged: Any = select(*facts).where(col(ResourceTag.resource_id).in_(inside))
    tags = Counter(tuple(row) for row in session.exec(within(SYSTEM_SCOPE, tagged, ResourceTag)))
    columns = {name: dict(Counter(row[at] for row in rows).most_common()) for at, name in enumerate(COLUMNS)}
    names = {facet: name for name, facet in TAGS.items()}
    for name in TAGS:
        columns[name] = {value: count for (facet, value), count in tags.most_common() if names[facet] == name}
    return columns
