"""The calendar of one person: what each of their rights lets them see, in one list."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sqlmodel import Session

from core.access import Capability, Scope
from core.agenda.queries import sources
from core.agenda.rules import Event, EventKind, in_span


class Needs(NamedTuple):
    """Any of `sees` shows events of a kind; `plans` shows what those below were not told of yet."""

    sees: tuple[Capability, ...]
    plans: Capability


class Seen(NamedTuple):
    """Where somebody sees events of a kind, and where they see plans."""

    scope: Scope
    plans: Scope


NEEDS: Mapping[EventKind, Needs] = MappingProxyType(
    {
        EventKind.SCREENING: Needs(
            (Capability.VIEW_COMPLETION, Capability.MANAGE_CAMPAIGNS), Capability.MANAGE_CAMPAIGNS
        ),
        EventKind.EVALUATION: Needs(
            (
                *(Capability.VIEW_EVALUATION, Capability.MANAGE_EVALUATION),
                *(Capability.SELF_ASSESS, Capability.SCORE_SCHOOLS),
            ),
            Capability.MANAGE_EVALUATION,
        ),
        EventKind.TRAINING: Needs((Capability.PLAN_TRAINING, Capability.ENROL_STAFF), Capability.PLAN_TRAINING),
        EventKind.SEASON: Needs((Capability.VIEW_ACTIVITIES,), Capability.RUN_SEASONS),
        EventKind.CONTEST: Needs(
            (Capability.VIEW_ACTIVITIES, Capability.MANAGE_EVALUATION, Capability.SCORE_SCHOOLS),
            Capability.MANAGE_EVALUATION,
        ),
    }
)
READ: Mapping[EventKind, Callable[..., list[Event]]] = MappingProxyType(
    {
        EventKind.SCREENING: sources.campaign_events,
        EventKind.EVALUATION: sources.round_events,
        EventKind.TRAINING: sources.session_events,
        EventKind.SEASON: sources.season_events,
        EventKind.CONTEST: sources.contest_events,
    }
)


def seen_through(over: Callable[[Capability], Scope]) -> dict[EventKind, Seen]:
    """What somebody sees whose scope by capability `over` answers; kinds of which they see nothing are left out."""
    found: dict[EventKind, Seen] = {}
    for kind, needs in NEEDS.items():
        reaches = {reach for one in needs.sees for reach in over(one).reaches}
        if reaches:
            found[kind] = Seen(Scope(tuple(sorted(reaches, key=repr))), over(needs.plans))
    return found


def events(session: Session, seen: Mapping[EventKind, Seen], *, since: date, until: date) -> list[Event]:
    """Everything that touches the days from `since` to `until`, both included, in the order in which it begins."""
    found = [one for kind, at in seen.items() for one in READ[kind](session, at.scope, plans=at.plans)]
    return in_span(found, since, until)
