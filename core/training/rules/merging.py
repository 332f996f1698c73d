"""How two files become one and how that is taken back: what goes along, what stays, and who gets which participation."""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from core.training.rules import Education, Gender, PartState, Verdict
from core.training.rules.staff import PersonFacts

FURTHER = (PartState.WITHDRAWN, PartState.ENROLLED, PartState.ATTENDING, PartState.FAILED, PartState.COMPLETED)
"""Of two participations of one person in one session the one further on in this order counts."""
REASON = 200
"""The longest reason, in characters."""
BLANK = frozenset([None, "", Gender.UNTOLD, Education.UNTOLD])


class Paper(NamedTuple):
    """A row of a file; `same` tells rows that mean one and the same thing in both files, None for what is never the same.

    Of rows that mean the same the one of the greater `worth` is kept.
    """

    id: int
    same: Hashable | None = None
    worth: int = 0


class Part(NamedTuple):
    """Somebody's participation in a session."""

    id: int
    session_id: int
    state: PartState


class Exchange(NamedTuple):
    """Ids that go from the other file to the one kept, and ids that go back for them."""

    along: tuple[int, ...]
    back: tuple[int, ...] = ()


def moving(kept: Sequence[Paper], other: Sequence[Paper]) -> Exchange:
    """What goes along: everything of the other file but what the kept one has already, or what it has twice itself.

    What the kept file has of less worth goes back for it.
    """
    own, best = _best(kept), _best(other)
    won = {same for same, one in best.items() if same not in own or one.worth > own[same].worth}
    along = [one.id for one in other if one.same is None or (one.same in won and best[one.same].id == one.id)]
    return Exchange(tuple(sorted(along)), tuple(sorted(one.id for one in kept if one.same in won)))


def _best(papers: Sequence[Paper]) -> dict[Hashable, Paper]:
    """Of the rows that mean the same the one of the greatest worth, the first of several."""
    told = sorted((one for one in papers if one.same is not None), key=lambda one: (one.worth, -one.id))
    return {one.same: one for one in told}


def exchanged(kept: Sequence[Part], other: Sequence[Part]) -> Exchange:
    """Whose participation goes where: of two in one session the further one is kept, the own one where both came as far."""
    own = {one.session_id: one for one in kept}
    along, back = list[int](), list[int]()
    for one in other:
        rival = own.get(one.session_id)
        if rival is None or FURTHER.index(one.state) > FURTHER.index(rival.state):
            along.append(one.id)
            back += [rival.id] if rival else []
    return Exchange(tuple(along), tuple(back))


def filled(kept: PersonFacts, other: PersonFacts) -> Mapping[str, object]:
    """What the kept file does not tell and the other does."""
    own, told = kept._asdict(), other._asdict()
    return {name: told[name] for name in own if own[name] in BLANK and told[name] not in BLANK}


def emptied(kept: PersonFacts, other: PersonFacts, given: Sequence[str]) -> Mapping[str, object]:
    """What was filled in from the other file and still says so, made blank again."""
    usual = PersonFacts("")._asdict()
    return {name: usual[name] for name in given if getattr(kept, name) == getattr(other, name)}


def reason_flaw(reason: str) -> str | None:
    """The code of what is wrong with the reason of a verdict, or None."""
    return None if 0 < len(reason.strip()) <= REASON else "training.verdict_reason"


def may_be_undone(verdict: Verdict, *, undone: bool, kept_merged: bool) -> str | None:
    """The code of why a verdict cannot be taken back, or None: a file that was merged since has to be parted from first."""
    if undone:
        return "training.undone_already"
    return "training.undo_later_first" if verdict is Verdict.MERGED and kept_merged else None
