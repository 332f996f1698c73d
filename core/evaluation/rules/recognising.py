"""认定: numbers of certificates, how long a recognition stands, what may be written into the register."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from core.errors import Refused
from core.evaluation.rules.states import Rank

TITLE, GRADE, NUMBER, REASON = 60, 300, 40, 400  # characters
SOON = timedelta(days=90)
EARLIEST = date(1980, 1, 1)
COUNTER = re.compile(r"\d+(?=\D*$)")  # the last run of digits


class RecognitionState(StrEnum):
    """How a recognition stands on a day."""

    VALID = "valid"
    EXPIRING = "expiring"  # within 90 days
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class RecognitionDraft(NamedTuple):
    """One line of the register as it is written; `grade` may be "", `valid_until` None is without end."""

    school_id: int
    title: str
    grade: str
    rank: Rank
    number: str
    granted_on: date
    valid_until: date | None = None
    room_id: int | None = None


class Grant(NamedTuple):
    """What all entries that are recognised together share. `first` is the first number, such as 云心室〔2026〕0001号."""

    title: str
    rank: Rank
    first: str
    granted_on: date
    valid_until: date | None = None


def state_of(withdrawn_on: date | None, valid_until: date | None, today: date) -> RecognitionState:
    """How it stands: withdrawn for good; valid to the end of its last day, and expiring over the 90 days before that."""
    if withdrawn_on is not None:
        return RecognitionState.WITHDRAWN
    if valid_until is None or valid_until - SOON > today:
        return RecognitionState.VALID
    return RecognitionState.EXPIRED if valid_until < today else RecognitionState.EXPIRING


def numbers(first: str, count: int, taken: Collection[str]) -> tuple[str, ...]:
    """`count` numbers from `first` on: its last run of digits counts up, as wide as it is, and passes over `taken`.

    "云心室〔2026〕0001号" goes on with 0002号. Raises Refused where there are no digits or a number grows too long.
    """
    found, at, known = list[str](), COUNTER.search(first), set(taken)
    if at is None:
        raise Refused("recognition.no_counter")
    counter = int(at[0])
    while len(found) < count:
        number = f"{first[: at.start()]}{counter:0{len(at[0])}}{first[at.end() :]}"
        found += [] if number in known else [number]
        counter += 1
    if any(len(number) > NUMBER for number in (first, *found)):
        raise Refused("recognition.number_length", most=NUMBER)
    return tuple(found)


def stem_of(first: str) -> str:
    """What stands before the counter: every number that `numbers` may give begins with it."""
    at = COUNTER.search(first)
    return first[: at.start()] if at else first


def tidied(draft: RecognitionDraft) -> RecognitionDraft:
    """The draft with its texts on one line."""
    title, grade, number = (" ".join(text.split()) for text in (draft.title, draft.grade, draft.number))
    return draft._replace(title=title, grade=grade, number=number)


def flaw(draft: RecognitionDraft, today: date) -> str | None:
    """The code of the first thing that is wrong with a tidied draft, None when nothing is."""
    checks = [
        ("recognition.title", not 0 < len(draft.title) <= TITLE),
        ("recognition.grade", len(draft.grade) > GRADE),
        ("recognition.number", not 0 < len(draft.number) <= NUMBER),
        ("recognition.granted_unlikely", not EARLIEST <= draft.granted_on <= today),
        ("recognition.ends_before", draft.valid_until is not None and draft.valid_until <= draft.granted_on),
    ]
    return next((code for code, wrong in checks if wrong), None)


def check_renewal(old: date | None, new: date, today: date) -> None:
    """Raise Refused unless `new` prolongs a recognition that has an end, beyond today."""
    if old is None:
        raise Refused("recognition.no_end")
    if new <= max(old, today):
        raise Refused("recognition.not_longer")
