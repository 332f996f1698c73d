"""A few rows of what would change, masked, for the preview: what each reader may see, and no more."""

from dataclasses import replace
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from core.access import Actor, Capability, mask_name, mask_number
from core.screening.actions.uploads.identity import Identified
from core.screening.actions.uploads.outlook import Outlook
from core.screening.actions.uploads.parsing import Parsed
from core.screening.actions.uploads.shapes import CheckedUpload
from core.screening.actions.uploads.weighing import Weighed
from core.screening.queries.campaigns import CampaignRow
from core.screening.rules.previews import SHOWN, SHOWN_AFFECTED, Change
from core.screening.rules.reasons import Reason, decode


class Samples(TypedDict):
    """Changes of sheets, and people whose tier would change."""

    changes: tuple[Change, ...]
    affected: tuple[Change, ...]


def replaced(checked: CheckedUpload, **facts: Any) -> CheckedUpload:
    """The same upload with more known of it."""
    return replace(checked, **facts)


def masked(identified: Identified, at: int) -> str:
    """The row's person as lists show people: by the name in the file, else by the number's end."""
    name, number = identified.texts["name"][at], identified.texts["number"][at]
    return mask_name(name) if name else mask_number(number or "")


def of(
    actor: Actor,
    campaign: CampaignRow,
    parsed: Parsed,
    identified: Identified,
    weighed: Weighed,
    ahead: Outlook,
) -> Samples:
    """The first changes of a file. Tiers need the right to see warnings of their level, reasons the right to see scores."""
    show = _Show(actor, campaign, parsed, identified, weighed, ahead)
    changed = np.flatnonzero(weighed.is_changed | weighed.is_new | (weighed.is_late & weighed.has_sheet))
    order = np.argsort(~weighed.is_changed[changed], kind="stable")
    return Samples(
        changes=tuple(show.change(at) for at in changed[order][:SHOWN].tolist()),
        affected=tuple(show.change(at) for at in show.affected()[:SHOWN_AFFECTED]),
    )


class _Show:
    def __init__(
        self,
        actor: Actor,
        campaign: CampaignRow,
        parsed: Parsed,
        identified: Identified,
        weighed: Weighed,
        ahead: Outlook,
    ) -> None:
        self._parsed, self._identified, self._weighed = parsed, identified, weighed
        self._sees_scores = actor.can(Capability.SEE_SCORES)
        self._severities = _visible(actor, campaign)
        self._findings = {finding.person_id: finding for finding in ahead.findings}
        self._before = weighed.facts["severity"].fill_null(-1).to_numpy()

    def affected(self) -> list[int]:
        """People whose tier would change to one the reader may see, gravest first."""
        after = self._weighed.severity
        moved = np.flatnonzero((after != self._before) & (np.maximum(after, self._before) > 0))
        seen = [int(at) for at in moved if int(max(after[at], self._before[at])) in self._severities]
        return sorted(seen, key=lambda at: -int(after[at]))

    def change(self, at: int) -> Change:
        """One person's change."""
        weighed = self._weighed
        row = int(weighed.rows[at])
        school, klass, grade = weighed.place.row(at)
        return Change(
            row=int(self._parsed.rows[row]),
            name=masked(self._identified, row),
            school_id=school,
            class_id=klass,
            grade=grade,
            kind=self._kind(at),
            scales=tuple(sheets.given.spec.title for sheets in weighed.sheets.values() if _holds(sheets.at, at)),
            before=self._severity(self._before[at]),
            after=self._severity(weighed.severity[at]),
            reasons=self._reasons(int(weighed.people[at])),
        )

    def _kind(self, at: int) -> str:
        if self._weighed.is_changed[at]:
            return "changed"
        return "late" if self._weighed.is_late[at] else "new"

    def _severity(self, severity: Any) -> int | None:
        """As the reader may know it: above their levels nothing is said."""
        return int(severity) if severity == 0 or int(severity) in self._severities else None

    def _reasons(self, person: int) -> tuple[Reason, ...]:
        finding = self._findings.get(person)
        if not self._sees_scores or finding is None or finding.severity not in self._severities:
            return ()
        return decode(finding.reasons)


def _holds(positions: NDArray[np.int64], at: int) -> bool:
    place = int(np.searchsorted(positions, at))
    return place < len(positions) and int(positions[place]) == at


def _visible(actor: Actor, campaign: CampaignRow) -> frozenset[int]:
    """The severities whose warnings the actor may see somewhere."""
    reaches = actor.over(Capability.VIEW_WARNINGS).reaches
    return frozenset(
        int(level.severity)
        for level in campaign.policy.levels
        if any(reach.levels is None or level.handled_by in reach.levels for reach in reaches)
    )
