"""Who rates whom, by lot: as even as the bars allow, and the same again for the same seed."""

from collections import deque
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from core.errors import Refused


class EntryToRate(NamedTuple):
    """An entry of a round and its school."""

    id: int
    school_id: int


class RaterFree(NamedTuple):
    """A rater and the schools they must not rate."""

    id: int
    barred: frozenset[int] = frozenset()


def draw(
    entries: Sequence[EntryToRate],
    raters: Sequence[RaterFree],
    *,
    each: int,
    seed: int,
    kept: Mapping[int, tuple[int, ...]],
) -> dict[int, tuple[int, ...]]:
    """`each` raters for every entry, those that are `kept` first, then the drawn ones by id.

    No drawn rater is barred from the school. What is kept stands, also where it is more than `each` or of raters who
    are not free, and counts as load. The loads are as even as can be: they differ by 1 at most wherever bars and kept
    pairs allow that. The same seed draws the same whatever the order of entries and raters. Raises
    Refused("evaluation.too_few_raters", entries=…, each=…) with the number of entries that cannot be filled.
    """
    lot = _Lot(entries, raters, seed, kept)
    short = [entry for entry in lot.entries if len(lot.choices[entry]) < lot.wanted(entry, each)]
    if short:
        raise Refused("evaluation.too_few_raters", entries=len(short), each=each)
    for entry in sorted(lot.entries, key=lambda entry: len(lot.choices[entry])):
        lot.fill(entry, each)
    while lot.even_out():
        pass
    return {entry.id: (*kept.get(entry.id, ()), *sorted(lot.drawn[entry.id])) for entry in sorted(entries)}


class _Lot:
    """The state of one draw: who is drawn where, and how much each rater carries."""

    def __init__(
        self,
        entries: Sequence[EntryToRate],
        raters: Sequence[RaterFree],
        seed: int,
        kept: Mapping[int, tuple[int, ...]],
    ) -> None:
        schools = {entry.id: entry.school_id for entry in entries}
        self.kept = {entry: frozenset(kept.get(entry, ())) for entry in schools}
        self.entries = sorted(schools, key=lambda entry: _lot(seed, entry))
        self.choices = {
            entry: sorted(
                (each.id for each in raters if schools[entry] not in each.barred and each.id not in self.kept[entry]),
                key=lambda rater: _lot(seed, entry, rater),
            )
            for entry in self.entries
        }
        self.drawn: dict[int, set[int]] = {entry: set() for entry in self.entries}
        self.load = {
            rater: sum(rater in those for those in kept.values())
            for rater in sorted((each.id for each in raters), key=lambda rater: _lot(seed, 0, rater))
        }

    def wanted(self, entry: int, each: int) -> int:
        """How many raters the entry still needs."""
        return max(each - len(self.kept[entry]), 0)

    def fill(self, entry: int, each: int) -> None:
        """Draw the least loaded raters who may."""
        by_load = sorted(self.choices[entry], key=lambda rater: self.load[rater])
        for rater in by_load[: self.wanted(entry, each)]:
            self._put(entry, rater)

    def even_out(self) -> bool:
        """Hand work along a chain of entries from a rater to one with at least two fewer; False when there is none.

        When no such chain is left the sum of the squared loads is the least there can be (Harvey, Ladner, Lovász and
        Tamir 2006, Semi-matchings for bipartite graphs and load balancing), so loads within 1 are found if they exist.
        """
        least = min(self.load.values(), default=0)
        busy = [rater for rater in self.load if self.load[rater] >= least + 2]
        for rater in sorted(busy, key=lambda rater: -self.load[rater]):
            if chain := self._chain(rater):
                for entry, giver, taker in chain:
                    self.drawn[entry].discard(giver)
                    self.load[giver] -= 1
                    self._put(entry, taker)
                return True
        return False

    def _put(self, entry: int, rater: int) -> None:
        self.drawn[entry].add(rater)
        self.load[rater] += 1

    def _chain(self, start: int) -> list[tuple[int, int, int]]:
        came: dict[int, tuple[int, int]] = {}
        waiting = deque([start])
        while waiting:
            giver = waiting.popleft()
            if self.load[giver] <= self.load[start] - 2:
                return _traced(came, start, giver)
            for entry in self.entries:
                if giver in self.drawn[entry]:
                    for taker in self.choices[entry]:
                        if taker != start and taker not in came and taker not in self.drawn[entry]:
                            came[taker] = (entry, giver)
                            waiting.append(taker)
        return []


def _lot(seed: int, *ids: int) -> bytes:
    """A place in a random order that depends on the seed and the ids alone: the same on every machine, for ever."""
    return sha256(" ".join(map(str, (seed, *ids))).encode()).digest()


def _traced(came: Mapping[int, tuple[int, int]], start: int, end: int) -> list[tuple[int, int, int]]:
    steps = []
    while end != start:
        entry, giver = came[end]
        steps.append((entry, giver, end))
        end = giver
    return steps
