"""What participants say of a session: nobody's own answer, averages of five answers and of five more."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from core.training.rules import PartState

SPEAKING = (PartState.ATTENDING, PartState.COMPLETED)
"""Who was there, so who can say something of it."""
FEWEST = 5
"""Answers below which nothing of them is told, and as many as are told anew together."""
STARS = range(1, 6)
WORDS = 300
TENTH = Decimal("0.1")


class Said(NamedTuple):
    """One answer: 1 to 5 for use, clarity and organisation, and perhaps words."""

    useful: int
    clear: int
    run: int
    words: str = ""


class Summary(NamedTuple):
    """What all said together. Below FEWEST answers the averages are None (已隐去) and there are no words."""

    many: int
    useful: Decimal | None
    clear: Decimal | None
    run: Decimal | None
    words: tuple[str, ...]


def full(batches: Iterable[int]) -> frozenset[int]:
    """Which batches are told, by the batch of each answer: a single one that comes in would be told by what it changes."""
    return frozenset(batch for batch, many in Counter(batches).items() if many >= FEWEST)


def summary(answers: Sequence[Said], waiting: int = 0) -> Summary:
    """The averages of at least FEWEST answers to one decimal, and the words in the order of `answers`: shuffle them before.

    `waiting` more have come in whose batch is not full: they are only counted.
    """
    if len(answers) < FEWEST:
        return Summary(len(answers) + waiting, None, None, None, ())
    useful, clear, run = (_mean([getattr(one, name) for one in answers]) for name in ("useful", "clear", "run"))
    return Summary(len(answers) + waiting, useful, clear, run, tuple(one.words for one in answers if one.words))


def said_flaw(said: Said) -> str | None:
    """The code of what is wrong with an answer; None where nothing is."""
    if any(star not in STARS for star in said[:3]):
        return "training.feedback_stars"
    return "training.feedback_words" if len(said.words) > WORDS else None


def _mean(stars: Sequence[int]) -> Decimal:
    return (Decimal(sum(stars)) / len(stars)).quantize(TENTH, ROUND_HALF_UP)
