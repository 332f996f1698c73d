"""Who may read all that is written down, and who may count where everybody stands."""

from core.access import Capability
from core.cases import queries
from tests.access_cases import Query
from tests.screening.standing import of

QUERIES = {
    "filed": Query(Capability.SEE_SCORES, {"a": "centre counsellor"}, of(lambda s, scope, w, kept: queries.filed(
        s, scope, people=kept.people).warnings)),
    "balances": Query(Capability.VIEW_METRICS, {"a": "leader researcher centre school_lead counsellor"},
        of(lambda s, scope, w, kept: queries.balances(s, scope, campaign_id=kept.campaign))),
}  # fmt: skip
