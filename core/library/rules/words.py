"""Chinese text cut into the words of the full-text index, and questions into what they ask for.

A stretch of Chinese gives its dictionary words (rjieba's cut for search), pairs of characters where the dictionary knows
no word, and every single character, so that a wrong or unknown character still leaves a trace.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, pairwise

import rjieba

from core.library.rules.packs import Alike, Lexicon

RUNS = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+|[0-9a-z]+")
MOST_THINGS = 24
"""A question is cut off after so many things asked for."""
ALIKE, PART, PIECE = 0.7, 0.5, 0.4
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
    groups = [_of_group(group, said, lexicon.stop) for group in lexicon.groups if _met(group, said)]
    covered = {word for group in groups for word in group}
    words = (word for run in RUNS.findall(said) for word in _asked_of(run, lexicon.stop))
    alone: dict[str, Asked] = {}
    for word in words:
        if word not in covered:
            alone.setdefault(word, {word: 1.0 if len(word) > 1 else PIECE})
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
    words = [word for word in rjieba.cut_for_search(run) if len(word) > 1]
    return [*words, *_pairs(rjieba.cut(run)), *run]


def _asked_of(run: str, stop: frozenset[str]) -> Iterator[str]:
    """The words of a stretch that say something; a lone character where it stands between words."""
    if run.isascii():
        yield run
        return
    cut = [word for word in rjieba.cut(run) if word not in stop]
    yield from (word for word in rjieba.cut_for_search(run) if len(word) > 1 and word not in stop)
    yield from _pairs(cut)
    yield from (pieces[0] for alone, pieces in _grouped(cut) if alone and len(pieces) == 1)


def _pairs(cut: Iterable[str]) -> list[str]:
    """Characters that make no word of the dictionary, two by two."""
    return [first + second for alone, pieces in _grouped(cut) if alone for first, second in pairwise(pieces)]


def _grouped(cut: Iterable[str]) -> list[tuple[bool, list[str]]]:
    return [(alone, list(pieces)) for alone, pieces in groupby(cut, key=lambda word: len(word) == 1)]


def _met(group: Alike, said: str) -> bool:
    return any(one in said for one in (*group.terms, *group.said))


def _of_group(group: Alike, said: str, stop: frozenset[str]) -> Asked:
    """All words of the group: those of the question whole, the others as alike, parts of sayings as parts."""
    sayings = [one for one in group.said if one in said]
    parts = {
        word: PART for one in sayings for run in RUNS.findall(one) for word in _asked_of(run, stop) if len(word) > 1
    }
    terms = {term: 1.0 if term in said else ALIKE for term in group.terms}
    return {**parts, **terms}
