"""What every ledger with names is made from: who is meant, where, and all that is written down, read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, Scope, require
from core.accounts import queries as accounts
from core.cases import packs
from core.cases.queries import Filed, FiledWarning, filed, panel_decisions
from core.cases.tables import Case
from core.screening.queries.people import Face, Places, masked, named, places
from core.screening.queries.profiles import Profile, profiles
from core.screening.queries.tiers import tiers_for
from core.screening.rules.ledgers import grade_title
from core.students.rules import Sex

NOBODY = Face("", "")
UNKNOWN = Profile(Sex.UNKNOWN, None, ())


@dataclass(frozen=True)
class Book:
    """The rows within reach, and the words for what they name by id.

    `panels` are days of panels by case, `interviews` keys of forms.
    """

    filed: Filed
    faces: Mapping[int, Face]
    full: Mapping[int, Face]
    profiles: Mapping[int, Profile]
    places: Places
    colleagues: Mapping[int | None, str]
    labels: Mapping[tuple[int | None, int], str]
    panels: Mapping[int | None, date]
    interviews: frozenset[str]
    today: date

    def warnings_of(self, case_id: int) -> tuple[FiledWarning, ...]:
        """The case's warnings."""
        return tuple(row for row in self.filed.warnings if row.case_id == case_id)

    def label(self, row: FiledWarning | Case, severity: int | None = None) -> str:
        """What its campaign's policy calls a severity."""
        return self.labels.get((row.campaign_id, row.severity if severity is None else severity), "")

    def place(self, row: FiledWarning | Case) -> tuple[str, str, str]:
        """School, grade and class."""
        return (
            self.places.schools.get(row.school_id, ""),
            grade_title(row.grade),
            self.places.classes.get(row.class_id) or "",
        )


def reach(actor: Actor) -> Scope:
    """Where the actor may take lists of people along and may see what is written down about them."""
    right = require(actor, Capability.EXPORT_PEOPLE)
    seen = actor.over(Capability.SEE_SCORES)
    return Scope(tuple(one for one in seen.reaches if right.covers(one.path)))


def opened(session: Session, actor: Actor, *, campaign_id: int | None) -> Book:
    """Everything about those on a campaign's list, or on any, within the actor's reach."""
    scope = reach(actor)
    found = filed(session, scope, campaign_id=campaign_id)
    people = {row.person_id for row in found.warnings}
    rows: list[FiledWarning | Case] = [*found.warnings, *found.cases.values()]
    schools = {row.school_id for row in rows} | set(_other_schools(found))
    decided = panel_decisions(session, scope, case_ids=list(found.cases))
    return Book(
        found,
        masked(session, actor.over(Capability.VIEW_PEOPLE), people),
        named(session, actor.over(Capability.SEE_NAMES), people),
        profiles(session, scope, people),
        places(session, schools, {row.class_id for row in rows}),
        accounts.names(session, _colleagues(found)),
        _labels(session, rows),
        {one.case_id: one.held_on for one in reversed(decided)},
        frozenset(packs.interviews()),
        clock.today(),
    )


def day(moment: datetime | None) -> date | None:
    """The day in Beijing."""
    return clock.local(moment).date() if moment else None


def _other_schools(found: Filed) -> Iterator[int]:
    for case in found.cases.values():
        yield case.origin_school_id
    for rows in found.handovers.values():
        for row in rows:
            yield row.from_school_id
            yield row.to_school_id or 0


def _colleagues(found: Filed) -> set[int | None]:
    said: set[int | None] = {case.responsible_id for case in found.cases.values()}
    said |= {row.account_id for rows in found.mentors.values() for row in rows}
    return said | {by for rows in found.handovers.values() for row in rows for by in (row.proposed_by, row.answered_by)}


def _labels(session: Session, rows: list[FiledWarning | Case]) -> dict[tuple[int | None, int], str]:
    asked = {row.campaign_id: row.school_id for row in rows}
    return {
        (campaign_id, tier.severity): tier.label
        for campaign_id, school_id in asked.items()
        for tier in tiers_for(session, campaign_id=campaign_id, org_id=school_id)
    }
