"""Who may see whose warnings."""

from core.access import Capability
from core.cases import queries
from tests.access_cases import Action, Query
from tests.cases import access_class, access_clock, access_filing, access_life, access_referrals
from tests.screening.standing import of

WARNINGS = Capability.VIEW_WARNINGS
CARERS = {"a": "centre school_lead counsellor class_teacher"}
"""The centre looks after 区级, a class teacher after 班级 in the own class; the standing list has one of each."""
QUERIES = {
    "warnings": Query(WARNINGS, CARERS, of(lambda s, scope, w, kept: queries.warnings(
        s, scope, queries.Filter(kept.campaign)))),
    "warning": Query(WARNINGS, CARERS, of(lambda s, scope, w, kept: any(
        queries.warning(s, scope, one) for one in kept.warnings))),
    "reasons": Query(Capability.SEE_SCORES, {"a": "centre counsellor"}, of(lambda s, scope, w, kept: queries.reasons(
        s, scope, kept.warnings))),
    "tally": Query(WARNINGS, CARERS, of(lambda s, scope, w, kept: queries.tally(
        s, scope, queries.Filter(kept.campaign)))),
    "schools": Query(WARNINGS, CARERS, of(lambda s, scope, w, kept: queries.schools(
        s, scope, campaign_id=kept.campaign))),
    "standing": Query(WARNINGS, CARERS, of(lambda s, scope, w, kept: queries.standing(
        s, scope, campaign_id=kept.campaign, people=kept.people))),
}  # fmt: skip
ACTIONS: dict[str, Action] = {}
ACTIONS |= access_life.ACTIONS
QUERIES |= access_life.QUERIES
INTERNAL = {
    "actions.settle": "part of the act of whoever brought sheets in, who asked for the right and wrote it down",
    "actions.follow_classes": "part of the act that moved people up a class, which asked for the right and wrote it down",
    "actions.fingerprints": "digests of findings, reads nothing",
}
ACTIONS |= access_clock.ACTIONS
QUERIES |= access_clock.QUERIES
INTERNAL |= access_clock.INTERNAL
ACTIONS |= access_referrals.ACTIONS
QUERIES |= access_referrals.QUERIES
INTERNAL |= access_referrals.INTERNAL
ACTIONS |= access_class.ACTIONS
QUERIES |= access_class.QUERIES
QUERIES |= access_filing.QUERIES
