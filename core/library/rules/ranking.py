"""How well texts answer a question, alike on every engine: what the full-text index found is weighed here once more.

A saturating term weight by columns with the inverse document frequency of Robertson and Zaragoza (The Probabilistic
Relevance Framework: BM25 and Beyond, 2009); words of one meaning count once, and an answer to all of a question counts
more than the same weight on a part of it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import log
from typing import NamedTuple

from core.library.rules.words import Asked

TITLE, TAGS, BODY = 3.0, 2.0, 1.0
"""What a word counts in each column; the engines use the same when they choose candidates."""
MOST = 3  # a word more often in one column says no more
HALF = 1.5  # the weight at which a word has half of its worth
WHOLE = 0.4  # the part of the score that only an answer to everything gets
FLOOR = 0.3  # of the best score; what is below answers something else


class Text(NamedTuple):
    """The words of one resource, apart by blanks, as core.library.rules.words.indexed keeps them."""

    resource_id: int
    title: str
    tags: str
    body: str


class Known(NamedTuple):
    """How many texts there are, and how many of them have each of the words that were `asked`, but for those of none."""

    texts: int
    having: Mapping[str, int]
    asked: frozenset[str]

    def with_more(self, other: "Known") -> "Known":
        """The same for more words."""
        return Known(self.texts, {**self.having, **other.having}, self.asked | other.asked)

    def worth(self, word: str) -> float:
        """The rarer a word, the more it tells."""
        having = min(self.having.get(word, 0), self.texts)
        return log(1 + (self.texts - having + 0.5) / (having + 0.5))


def ranked(texts: Sequence[Text], things: Sequence[Asked], known: Known) -> list[int]:
    """The resources that answer, best first, the newer one of two alike; those far below the best are left out."""
    worths = [_worth(thing, known) for thing in things]
    whole, wanted = sum(worths), {word for thing in things for word in thing}
    scored = [(_score(_weights(text, wanted), things, worths, whole), text.resource_id) for text in texts]
    best = max(scored, default=(0.0, 0))[0]
    kept = [(-score, -resource_id) for score, resource_id in scored if score > 0 and score >= FLOOR * best]
    return [-resource_id for _, resource_id in sorted(kept)]


def _worth(thing: Asked, known: Known) -> float:
    """What the thing tells: as much as its most common word, times the best that a word of it can count."""
    there = [word for word in thing if known.having.get(word)]
    return min((known.worth(word) for word in there), default=0.0) * max(thing.values())


def _weights(text: Text, wanted: Collection[str]) -> dict[str, float]:
    """What each of the wanted words that stand in the text counts there, 0 to 1."""
    raw: dict[str, float] = {}
    for words, weight in zip(text[1:], (TITLE, TAGS, BODY), strict=True):
        for word, times in Counter(filter(wanted.__contains__, words.split())).items():
            raw[word] = raw.get(word, 0.0) + weight * min(times, MOST)
    return {word: weight / (weight + HALF) for word, weight in raw.items()}


def _score(weights: Mapping[str, float], things: Sequence[Asked], worths: Sequence[float], whole: float) -> float:
    told = [
        (worth, max((value * weights[word] for word, value in thing.items() if word in weights), default=0.0))
        for thing, worth in zip(things, worths, strict=True)
    ]
    covered = sum(worth for worth, part in told if part) / whole if whole else 0.0
    return sum(worth * part for worth, part in told) * (1 - WHOLE + WHOLE * covered)
