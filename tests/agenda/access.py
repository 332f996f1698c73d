"""Who sees which events: those who see the lists that they come from."""

from datetime import date

from sqlmodel import Session

from core.access import Capability
from core.agenda import actions, queries
from core.agenda.rules import EventKind
from tests.access_cases import Own, Query
from tests.agenda.builders import everything
from tests.world import World

YEAR = {"since": date(2025, 9, 1), "until": date(2026, 8, 31)}
READERS = "leader researcher centre school_admin school_lead counsellor"


def given(session: Session, world: World) -> None:
    """Something of every kind, held by school A."""
    everything(session, world, at="a")


QUERIES = {
    "campaign_events": Query(Capability.VIEW_COMPLETION, {"a": f"{READERS} class_teacher"},
        lambda s, scope, w, at: queries.campaign_events(s, scope), given),
    "round_events": Query(Capability.VIEW_EVALUATION, {"a": READERS},
        lambda s, scope, w, at: queries.round_events(s, scope), given),
    "session_events": Query(Capability.ENROL_STAFF, {"a": "researcher centre school_admin school_lead counsellor"},
        lambda s, scope, w, at: queries.session_events(s, scope), given),
    "season_events": Query(Capability.VIEW_ACTIVITIES, {"a": READERS},
        lambda s, scope, w, at: queries.season_events(s, scope), given),
    "contest_events": Query(Capability.VIEW_ACTIVITIES, {"a": READERS},
        lambda s, scope, w, at: queries.contest_events(s, scope), given),
    "events": Query(Capability.VIEW_ACTIVITIES, {"a": READERS}, lambda s, scope, w, at: queries.events(
        s, {kind: queries.Seen(scope, scope) for kind in EventKind}, **YEAR), given),
}  # fmt: skip
OWN = {"export_agenda": Own(lambda s, actor, w: actions.export_agenda(s, actor, **YEAR))}
INTERNAL = {"queries.seen_through": "asks a person's own scopes and reads nothing"}
