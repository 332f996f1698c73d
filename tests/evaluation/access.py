"""Who may evaluate: the tables of every part of the area."""

from tests.access_cases import Action, Own, Query
from tests.evaluation import (
    access_after,
    access_contests,
    access_marking,
    access_results,
    access_rounds,
    access_rubrics,
    access_self,
    access_sources,
)

ACTIONS: dict[str, Action] = {}
QUERIES: dict[str, Query] = {}
OWN: dict[str, Own] = {}
INTERNAL: dict[str, str] = {}

ACTIONS |= access_rounds.ACTIONS
QUERIES |= access_rounds.QUERIES
ACTIONS |= access_marking.ACTIONS
QUERIES |= access_marking.QUERIES
ACTIONS |= access_results.ACTIONS
QUERIES |= access_results.QUERIES
ACTIONS |= access_self.ACTIONS
QUERIES |= access_self.QUERIES
ACTIONS |= access_rubrics.ACTIONS
QUERIES |= access_rubrics.QUERIES
QUERIES |= access_sources.QUERIES
ACTIONS |= access_after.ACTIONS
QUERIES |= access_after.QUERIES
ACTIONS |= access_contests.ACTIONS
QUERIES |= access_contests.QUERIES
INTERNAL |= access_contests.INTERNAL
