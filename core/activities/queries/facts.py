"""Facts of an activity, read from its row and written into it."""

from typing import Any

from core.activities.rules.facts import ActivityFacts
from core.activities.tables import Activity


def facts_of(row: Activity) -> ActivityFacts:
    """What is kept of an activity."""
    told = {name: getattr(row, name) for name in ActivityFacts._fields}
    return ActivityFacts(**told | {"works": dict(row.works), "partners": tuple(row.partners)})


def columns_of(facts: ActivityFacts) -> dict[str, Any]:  # columns of every type
    """The columns that hold these facts."""
    return facts._asdict() | {"works": dict(facts.works), "partners": list(facts.partners)}
