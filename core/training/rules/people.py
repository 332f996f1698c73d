"""What is kept of a person besides the posts, and what is wrong with it."""

import re
from datetime import date
from decimal import Decimal
from hashlib import sha256

from core.training.rules.staff import EARLIEST, NAME, TENTH, PersonFacts

MAJOR, POSITION = 40, 20
"""The longest texts, in characters: 专业 and 职称."""
YOUNGEST, OLDEST = 16, 90
"""The ages, in years, at which somebody may stand in the register."""
MOST_A_WEEK = Decimal(60)
EDITION = 6  # bytes
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8}")


def tidied_person(facts: PersonFacts) -> PersonFacts:
    """The same without spaces that do not belong there."""
    return facts._replace(
        name=" ".join(facts.name.split()), birth_month=facts.birth_month.strip(), phone="".join(facts.phone.split()),
        major=facts.major.strip(), title=facts.title.strip(),
    )  # fmt: skip


def edition_of(facts: PersonFacts) -> int:
    """A number that is another one as soon as any of the facts is: so that nobody overwrites what was not seen."""
    values = (one.normalize() if isinstance(one, Decimal) else one for one in tidied_person(facts))
    told = "\x1f".join(map(str, values))
    return int.from_bytes(sha256(told.encode()).digest()[:EDITION], "big")


def person_flaw(facts: PersonFacts, today: date) -> str | None:
    """The code of what is wrong with a person's facts, or None."""
    if not 0 < len(facts.name) <= NAME:
        return "training.name_needed"
    if facts.birth_month and not _may_be_born(facts.birth_month, today):
        return "training.birth_month_unlikely"
    if facts.phone and not PHONE.fullmatch(facts.phone):
        return "training.phone_unlikely"
    if len(facts.major) > MAJOR or len(facts.title) > POSITION:
        return "training.person_too_long"
    if not all(map(_may_be_a_week, (facts.lessons, facts.counselling))):
        return "training.workload_unlikely"
    return "training.retires_unlikely" if facts.retires_on and facts.retires_on < EARLIEST else None


def _may_be_born(month: str, today: date) -> bool:
    found = MONTH.fullmatch(month)
    return bool(found) and YOUNGEST <= today.year - int(month[:4]) <= OLDEST


def _may_be_a_week(amount: Decimal | None) -> bool:
    return amount is None or (0 <= amount <= MOST_A_WEEK and amount == amount.quantize(TENTH))
