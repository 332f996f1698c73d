"""Who is told what is on record for a school."""

from core.access import Capability
from core.evaluation import queries
from tests.access_cases import Query
from tests.training.builders import TODAY
from tests.world import SCHOOL_YEAR

SELF = Capability.SELF_ASSESS
ASSESSORS = {"a": "school_admin school_lead counsellor"}
QUERIES = {
    "proposals": Query(SELF, ASSESSORS, lambda s, scope, w, at: queries.proposals(
        s, scope, school_id=w.orgs[at], school_year=SCHOOL_YEAR, today=TODAY)),
    "proposals_for": Query(SELF, ASSESSORS, lambda s, scope, w, at: queries.proposals_for(
        s, scope, school_ids=[w.orgs[at]], school_year=SCHOOL_YEAR, today=TODAY)),
}  # fmt: skip
