"""Check a file: read everything, match everybody, score everything, say everything that is wrong; store nothing."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlmodel import Session

from core.access import Actor, Capability, Scope, require
from core.database.files import digest_of
from core.errors import Gravity, Problem, Refused
from core.screening.actions.uploads import samples
from core.screening.actions.uploads.identity import Identified, identify, shown
from core.screening.actions.uploads.outlook import Outlook, outlook
from core.screening.actions.uploads.parsing import Parsed, Wishes, parse
from core.screening.actions.uploads.shapes import CheckedUpload
from core.screening.actions.uploads.urgent import urgent_rows
from core.screening.actions.uploads.weighing import Weighed, listed_anywhere, standings, weigh
from core.screening.queries.campaigns import CampaignRow
from core.screening.queries.campaigns import campaign as find
from core.screening.queries.testees import count_of_schools
from core.screening.rules.previews import Preview
from core.screening.rules.states import CampaignState, Mark
from core.students.rules import Population


def check(
    session: Session,
    actor: Actor,
    *,
    campaign_id: int,
    content: bytes,
    filename: str,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    codings: Mapping[str, str] | None = None,
    blanks_for_bad_cells: bool = False,
) -> CheckedUpload:
    """What the file would do, and everything that is wrong with it.

    `mapping` (key → column letter) and `codings` (scale → coding) say what a person has pointed at. A scale's key in
    `mapping` names its first item's column. With `blanks_for_bad_cells` cells that are no answer count as unanswered: their
    sheets are incomplete, flagged critical items still count. Raises InvalidFile for what is no table, Refused for a
    campaign that takes nothing in, NotFound for one the actor cannot see.
    """
    scope = require(actor, Capability.UPLOAD_ANSWERS)
    campaign = open_campaign(session, scope, campaign_id)
    wishes = Wishes(sheet, mapping or {}, codings or {}, blanks_for_bad_cells)
    parsed = parse(campaign, content, filename, wishes)
    checked = CheckedUpload(
        campaign, actor.user_id, filename, content, digest_of(content), wishes, parsed, parsed.problems
    )
    return weighed_anew(session, actor, scope, checked)


def open_campaign(session: Session, scope: Scope, campaign_id: int) -> CampaignRow:
    """The campaign, once it takes sheets in under the versions of scales and policy that are shipped."""
    campaign = find(session, scope, campaign_id)
    if campaign.state is not CampaignState.OPEN:
        raise Refused("screening.not_open")
    for scale in campaign.scales:
        if scale.spec.version != scale.version:
            raise Refused("screening.version_gone", scale=scale.spec.title, version=scale.version)
    if campaign.policy.version != campaign.policy_version:
        raise Refused("screening.version_gone", scale=campaign.policy.title, version=campaign.policy_version)
    return campaign


def weighed_anew(session: Session, actor: Actor, scope: Scope, checked: CheckedUpload) -> CheckedUpload:
    """The parsed file against what the database holds now."""
    parsed, campaign = checked.parsed, checked.campaign
    if not parsed.given or not len(parsed.rows):
        nothing = () if parsed.problems else (Problem(parsed.sheet, 0, "", "", "screening.no_rows"),)
        return samples.replaced(checked, problems=(*parsed.problems, *nothing))
    identified = identify(session, scope, campaign, parsed)
    facts = standings(session, scope, campaign.id, identified.person)
    listing = _Listing(session, campaign, parsed, identified, facts)
    at = np.flatnonzero(identified.usable & listing.allowed)
    weighed = weigh(
        session,
        campaign,
        given=parsed.given,
        rows=at,
        people=identified.person[at],
        facts=facts[at],
        place=listing.place[at],
    )
    ahead = outlook(session, campaign, weighed)
    urgent, unknown = urgent_rows(campaign, parsed, identified)
    return samples.replaced(
        checked,
        problems=(*parsed.problems, *identified.problems, *listing.problems),
        identified=identified,
        weighed=weighed,
        outlook=ahead,
        preview=_preview(session, scope, checked, identified, weighed, ahead),
        urgent=urgent,
        urgent_rows=unknown,
        **samples.of(actor, campaign, parsed, identified, weighed, ahead),
    )


class _Listing:
    """Who of the file is on the list, who may be put on it, and where each is."""

    def __init__(
        self, session: Session, campaign: CampaignRow, parsed: Parsed, identified: Identified, facts: pl.DataFrame
    ) -> None:
        self._parsed, self._identified = parsed, identified
        here = facts["testee_id"].is_not_null().to_numpy()
        waiting = identified.person[identified.usable & ~here]
        anywhere = listed_anywhere(session, campaign.id, waiting) if len(waiting) else set()
        self.elsewhere = identified.usable & ~here & np.isin(identified.person, list(anywhere))
        asked = (
            np.isin(identified.grade, campaign.grades)
            if campaign.population is Population.STUDENT
            else (identified.grade >= 0)
        )
        self.not_asked = identified.usable & ~here & ~self.elsewhere & ~asked
        self.late = identified.usable & ~here & ~self.elsewhere & asked
        self.excused = identified.usable & (facts["mark"].fill_null(Mark.DUE.value) != Mark.DUE.value).to_numpy()
        self.allowed = here | self.late
        self.place = _places(identified, facts, here)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be said of people who are not on the list, or were taken out of it."""
        return (
            *self._said(self.elsewhere, "screening.listed_elsewhere", Gravity.MUST_FIX),
            *self._said(self.not_asked, "screening.not_asked", Gravity.MUST_FIX),
            *self._said(self.late, "screening.late", Gravity.CHECK),
            *self._said(self.excused, "screening.excused", Gravity.CHECK),
        )

    def _said(self, where: NDArray[np.bool_], code: str, gravity: Gravity) -> list[Problem]:
        letter, numbers = self._parsed.letters.get("number", ""), self._identified.texts["number"]
        return [
            Problem(
                self._parsed.sheet,
                int(self._parsed.rows[at]),
                letter,
                shown("number", numbers[at]),
                code,
                gravity,
                "学籍号",
            )
            for at in np.flatnonzero(where).tolist()
        ]


def _places(identified: Identified, facts: pl.DataFrame, here: NDArray[np.bool_]) -> pl.DataFrame:
    """School, class and grade to store: as frozen on the list, else as the roster has them."""
    roster = {"school_id": identified.school, "class_id": identified.klass, "grade": identified.grade}
    chosen = [
        pl.Series(name, np.where(here, facts[name].fill_null(0).to_numpy(), column)) for name, column in roster.items()
    ]
    return pl.DataFrame(chosen).with_columns(pl.col("class_id").replace(0, None))


def _preview(
    session: Session, scope: Scope, checked: CheckedUpload, identified: Identified, weighed: Weighed, ahead: Outlook
) -> Preview:
    schools = weighed.place["school_id"].unique().to_list()
    listed = int((~weighed.is_late).sum())
    has, new, changed = weighed.has_sheet, weighed.is_new, weighed.is_changed
    return Preview(
        rows=len(checked.parsed.rows),
        new=int(new.sum()),
        changed=int(changed.sum()),
        unchanged=int((has & ~new & ~changed).sum()),
        blank=int((~has).sum()),
        late=int(weighed.is_late.sum()),
        absent=count_of_schools(session, scope, checked.campaign.id, schools) - listed,
        raised=ahead.raised,
        revised=ahead.revised,
        withdrawn=ahead.withdrawn,
        tidied=identified.tidied,
    )
