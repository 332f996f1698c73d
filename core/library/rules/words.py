"""Chinese text cut into the words of the full-text index, and questions into what they ask for.

A stretch of Chinese gives its dictionary words (rjieba's cut for search), pairs of characters where the dictionary knows
no word, and every single character, so that a wrong or unknown character still leaves a trace.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

import rjieba

from core.library.rules.packs import Alike, Lexicon

RUNS = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+|[0-9a-z]+")
MOST_THINGS = 24
"""A question is cut off after so many things asked for."""
ALIKE, PART, PIECE = 0.7, 0.5, 0.3
"""What counts a word of the same meaning, a part of a saying, and a single character in place of an unknown word."""

Asked = Mapping[str, float]
"""One thing that a question asks for: any of these words will do, each counting what it is worth (0 to 1)."""


def normal(text: str) -> str:
    """Full-width and compatibility characters as plain ones, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def indexed(text: str) -> str:
    """The words of a text as they are kept for the index, apart by blanks; words occur as often as they do."""
    return " ".join(word for run in RUNS.findall(normal(text)) for word in _kept(run))


def asked(question: str, lexicon: Lexicon) -> list[Asked]:
    """What a question asks for: its words without those that say nothing, each with the words of the same meaning."""
    said = normal(question)
    met = {one for group in lexicon.groups for one in (*group.terms, *group.said) if one in said}
    groups = [_of_group(group, met, lexicon.stop) for group in lexicon.groups if not met.isdisjoint(_all(group))]
    covered = met.union(*groups)
    alone: dict[str, Asked] = {}
    for thing in (thing for run in RUNS.findall(said) for thing in _asked_of(run, lexicon.stop)):
        word = next(iter(thing))
        if word not in covered and not any(one in word for one in met):
            alone.setdefault(word, thing)
    return [*groups, *alone.values()][:MOST_THINGS]


def with_pieces(things: Iterable[Asked], known: Collection[str]) -> list[Asked]:
    """Where none of a thing's words stands in any text, its characters are asked for instead: a typo, or part of a word."""
    found: list[Asked] = []
    for thing in things:
        if any(word in known for word in thing):
            found.append(thing)
        else:
            found += [{piece: PIECE} for piece in dict.fromkeys("".join(thing)) if not piece.isascii()]
    return found


def _kept(run: str) -> list[str]:
    if run.isascii():
        return [run]
    pairs = (pair for alone, pieces in _grouped(_cut(run)) if alone for pair in _pairs(pieces))
    return [*(word for word in rjieba.cut_for_search(run, hmm=False) if len(word) > 1), *pairs, *run]


def _asked_of(run: str, stop: frozenset[str]) -> Iterator[Asked]:
    """What the words of a stretch ask for: each with the words inside it; a lone character stands where it stands."""
    if run.isascii():
        yield {run: 1.0}
        return
    for alone, pieces in _grouped(_cut(run), stop):
        if not alone:
            yield from (_with_parts(word, stop) for word in pieces)
        elif len(pieces) == 1:
            yield {pieces[0]: PIECE}
        else:
            yield from ({pair: 1.0} for pair in _pairs(pieces))


def _with_parts(word: str, stop: frozenset[str]) -> Asked:
    parts = (part for part in rjieba.cut_for_search(word, hmm=False) if len(part) > 1 and part not in stop)
    return {word: 1.0} | {part: PART for part in parts if part != word}


def _cut(run: str) -> list[str]:
    """By the dictionary alone: what it does not know falls into characters, alike in texts and in questions."""
    return rjieba.cut(run, hmm=False)


def _pairs(pieces: Sequence[str]) -> list[str]:
    """Characters that make no word of the dictionary, two by two."""
    return [first + second for first, second in pairwise(pieces)]


def _grouped(cut: Iterable[str], stop: Collection[str] = ()) -> list[tuple[bool, list[str]]]:
    """Neighbouring characters, and neighbouring words of several; a word of `stop` parts neighbours and is left out."""
    found: list[tuple[bool, list[str]]] = []
    for (says, alone), pieces in groupby(cut, key=lambda word: (word not in stop, len(word) == 1)):
        if says:
            found.append((alone, list(pieces)))
    return found


def _all(group: Alike) -> tuple[str, ...]:
    return (*group.terms, *group.said)


def _of_group(group: Alike, met: Collection[str], stop: frozenset[str]) -> Asked:
    """All words of the group: those of the question whole, the others as alike, the words of sayings as parts."""
    sayings = (word for one in group.said if one in met for word in _cut(one) if len(word) > 1 and word not in stop)
    return dict.fromkeys(sayings, PART) | {term: 1.0 if term in met else ALIKE for term in group.terms}
