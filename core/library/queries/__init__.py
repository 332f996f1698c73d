"""Reads: the shelf searched, one resource, what somebody submitted, what waits."""

from core.library.queries.holding import StepRow, mine, own_resource, steps, waiting
from core.library.queries.rows import ResourceRow
from core.library.queries.searching import Facets, Found, Sort, search
from core.library.queries.shelves import resource

__all__ = [
    "Facets",
    "Found",
    "ResourceRow",
    "Sort",
    "StepRow",
    "mine",
    "own_resource",
    "resource",
    "search",
    "steps",
    "waiting",
]
