"""评选与遴选: what a contest must be told, which step follows which, what each step waits for."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

from core.evaluation.rules.states import ContestState as State
from core.evaluation.rules.states import ContestSubject
from core.evaluation.rules.timeline import Lack

TITLE, WORDS, AWARD = 80, 1000, 24  # characters
REASON, COMMENT = 400, 400  # characters: why something is nominated, what a judge writes
MOST_AWARDS, MOST_PLACES, MOST_QUOTA = 8, 500, 50
NEXT: Mapping[State, tuple[State, ...]] = MappingProxyType(
    {
        State.PLANNED: (State.NOMINATING, State.CANCELLED),
        State.NOMINATING: (State.REVIEW, State.CANCELLED),
        State.REVIEW: (State.PUBLICITY, State.CANCELLED),
        State.PUBLICITY: (State.CLOSED, State.CANCELLED),
        State.CLOSED: (),
        State.CANCELLED: (),
    }
)
"""The steps that may follow. Nothing goes back: schools were told, judges have judged."""
SHOWN = (State.PUBLICITY, State.CLOSED)
"""From publicity on everybody who takes part reads who was awarded."""
RUNNING = (State.NOMINATING, State.REVIEW, State.PUBLICITY)


class AwardLevel(NamedTuple):
    """One level of an award and how many may have it: ("first", "一等奖", 3)."""

    key: str
    title: str
    places: int


class ContestDraft(NamedTuple):
    """A contest as it was filled in; `awards` from the highest.

    `rubric` is a choice's ref, "" keeps the one that is there; `season_id` None takes reports of any season; `quota` is
    the most that one school may nominate, None without a limit; `forward` is how many are recommended upwards.
    """

    org_id: int
    subject: ContestSubject
    title: str
    year: int
    rubric: str
    awards: tuple[AwardLevel, ...]
    nominate_until: date
    review_until: date
    words: str = ""
    season_id: int | None = None
    quota: int | None = None
    forward: int = 0


class Standing(NamedTuple):
    """How far everything in a contest is; all are counts.

    `open_sheets` are judges' sheets that are neither done nor excluded; from `unjudged` nominations every judge is excluded;
    the works of `away` nominations are with their school again.
    """

    nominations: int = 0
    judges: int = 0
    open_sheets: int = 0
    unjudged: int = 0
    away: int = 0


def tidied(draft: ContestDraft) -> ContestDraft:
    """The draft with its titles on one line, and a key of its own for every award that had none."""
    taken = {award.key for award in draft.awards}
    free = (key for at in range(1, 2 * len(draft.awards) + 1) if (key := f"award_{at}") not in taken)
    keyed = [award._replace(key=award.key or next(free), title=_one_line(award.title)) for award in draft.awards]
    return draft._replace(title=_one_line(draft.title), words=draft.words.strip(), awards=tuple(keyed))


def draft_flaw(draft: ContestDraft, today: date) -> str | None:
    """The code of the first thing that is wrong with a tidied draft on the day it is written, None when nothing is."""
    keys, titles = {one.key for one in draft.awards}, {one.title for one in draft.awards}
    checks = (
        ("contests.title", not 0 < len(draft.title) <= TITLE),
        ("contests.words", len(draft.words) > WORDS),
        ("contests.year", abs(draft.year - today.year) > 1),
        ("contests.awards", not 0 < len(draft.awards) <= MOST_AWARDS),
        ("contests.award_title", any(not 0 < len(one.title) <= AWARD for one in draft.awards)),
        ("contests.award_twice", min(len(keys), len(titles)) < len(draft.awards)),
        ("contests.places", any(not 0 < one.places <= MOST_PLACES for one in draft.awards)),
        ("contests.quota", draft.quota is not None and not 0 < draft.quota <= MOST_QUOTA),
        ("contests.forward", not 0 <= draft.forward <= sum(one.places for one in draft.awards)),
        ("contests.dates", draft.review_until < draft.nominate_until),
        ("contests.season_of_reports", draft.season_id is not None and draft.subject is not ContestSubject.REPORTS),
    )
    return next((code for code, wrong in checks if wrong), None)


def broken_promise(before: ContestDraft, after: ContestDraft, state: State) -> str | None:
    """What of it schools and judges rely on already; None when the change may be made in this state.

    While it is planned nobody was told. Then subject, season and rubric stay, no school may nominate fewer, and the last
    day never comes sooner; the awards stay once they are public.
    """
    if state is State.PLANNED:
        return None
    fewer = after.quota is not None and (before.quota is None or after.quota < before.quota)
    checks = (
        ("contests.not_now", state not in RUNNING),
        ("contests.told_already", (before.subject, before.season_id) != (after.subject, after.season_id)),
        ("contests.told_already", after.rubric != ""),
        ("contests.quota_grows", fewer),
        ("contests.only_later", after.nominate_until < before.nominate_until),
        ("contests.only_later", after.review_until < before.review_until),
        ("contests.awards_public", state in SHOWN and before.awards != after.awards),
    )
    return next((code for code, wrong in checks if wrong), None)


def lacks(to: State, found: Standing, *, public_until: date | None, today: date) -> tuple[Lack, ...]:
    """What the step to `to` still waits for; nothing when it may be taken."""
    waits: dict[State, list[Lack]] = {
        State.REVIEW: [
            Lack("contests.no_nominations", int(found.nominations == 0)),
            Lack("contests.no_judges", int(found.judges == 0)),
        ],
        State.PUBLICITY: [
            Lack("contests.no_nominations", int(found.nominations == 0)),
            Lack("contests.sheets_open", found.open_sheets),
            Lack("contests.unjudged", found.unjudged),
            Lack("contests.works_away", found.away),
        ],
        State.CLOSED: [Lack("contests.publicity_runs", int(public_until is not None and today <= public_until))],
    }
    return tuple(lack for lack in waits.get(to, []) if lack.many)


def left_of(quota: int | None, nominated: int) -> int | None:
    """How many more a school may nominate; None without a limit."""
    return None if quota is None else max(quota - nominated, 0)


def is_open_to_schools(state: State, until: date, today: date) -> bool:
    """Whether a school may nominate: while the contest asks for it, to the end of the last day."""
    return state is State.NOMINATING and today <= until


def _one_line(text: str) -> str:
    return " ".join(text.split())


def edition_of(*stands: object) -> int:
    """A number that is another one as soon as anything of what stands is: so that nobody overwrites what was not seen."""
    return crc32("\x1f".join(map(str, stands)).encode())


def packed_awards(awards: Collection[AwardLevel]) -> list[dict[str, object]]:
    """The levels as they are kept in a JSON column."""
    return [award._asdict() for award in awards]


def unpacked_awards(kept: Collection[Mapping[str, object]]) -> tuple[AwardLevel, ...]:
    """The levels that `packed_awards` made."""
    return tuple(AwardLevel(str(one["key"]), str(one["title"]), int(str(one["places"]))) for one in kept)
