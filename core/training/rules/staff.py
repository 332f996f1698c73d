"""What is kept of a member of staff, of a certificate and of a training, and what is wrong with it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from core.training.rules import Education, Gender, StaffKind

NAME, SUBJECT, KIND, NUMBER, TITLE, LEVEL, ISSUER = 40, 40, 40, 40, 80, 20, 80
"""The longest texts, in characters."""
EARLIEST = date(1950, 1, 1)
AHEAD = timedelta(days=366)
"""How far ahead somebody may be registered who has yet to begin."""
MOST_HOURS = Decimal(500)
TENTH = Decimal("0.1")


class StaffFacts(NamedTuple):
    """Who, as what, and since when: what a post needs."""

    name: str
    kind: StaffKind
    subject: str
    since: date


class PersonFacts(NamedTuple):
    """Who somebody is: `birth_month` is "YYYY-MM" or "", `lessons` (课时) and `counselling` (hours) are those of a week."""

    name: str
    gender: Gender = Gender.UNTOLD
    birth_month: str = ""
    phone: str = ""
    education: Education = Education.UNTOLD
    major: str = ""
    title: str = ""
    lessons: Decimal | None = None
    counselling: Decimal | None = None
    retires_on: date | None = None


class CertificateFacts(NamedTuple):
    """A certificate; `valid_until` is its last day, None where it does not lapse. `kind` is a title of the pack or free."""

    kind: str
    number: str
    issued_on: date
    valid_until: date | None = None
    level: str = ""
    issuer: str = ""

    @property
    def same(self) -> tuple[str, str]:
        """What tells certificates of one person apart: kind and number, or the day of issue where no number is known."""
        return self.kind, self.number or self.issued_on.isoformat()


class HoursFacts(NamedTuple):
    """One training that was completed: `hours` in 学时, to a tenth; `category` is a key of the requirements."""

    title: str
    held_on: date
    hours: Decimal
    category: str = "other"


def tidied_staff(facts: StaffFacts) -> StaffFacts:
    """The same without spaces at the ends or several together."""
    return facts._replace(name=" ".join(facts.name.split()), subject=facts.subject.strip())


def tidied_certificate(facts: CertificateFacts) -> CertificateFacts:
    """The same without spaces at the ends."""
    told = {name: getattr(facts, name).strip() for name in ("kind", "level", "issuer")}
    return facts._replace(number="".join(facts.number.split()), **told)


def staff_flaw(facts: StaffFacts, today: date) -> str | None:
    """The code of what is wrong with somebody's facts, or None."""
    if not 0 < len(facts.name) <= NAME:
        return "training.name_needed"
    if len(facts.subject) > SUBJECT:
        return "training.subject_too_long"
    return None if EARLIEST <= facts.since <= today + AHEAD else "training.since_unlikely"


def leave_flaw(since: date, until: date | None, today: date) -> str | None:
    """The code of what is wrong with the last day in post, or None; it may lie ahead."""
    if until is None:
        return None
    if until < since:
        return "training.left_before_beginning"
    return None if until <= today + AHEAD else "training.since_unlikely"


def certificate_flaw(facts: CertificateFacts, today: date) -> str | None:
    """The code of what is wrong with a certificate, or None."""
    if not 0 < len(facts.kind) <= KIND or len(facts.number) > NUMBER:
        return "training.certificate_kind_needed"
    if len(facts.level) > LEVEL or len(facts.issuer) > ISSUER:
        return "training.certificate_too_long"
    if not EARLIEST <= facts.issued_on <= today:
        return "training.issued_unlikely"
    lapses = facts.valid_until
    return "training.lapses_before_issue" if lapses is not None and lapses < facts.issued_on else None


def hours_flaw(facts: HoursFacts, today: date) -> str | None:
    """The code of what is wrong with a training, or None."""
    if not 0 < len(facts.title.strip()) <= TITLE:
        return "training.training_title_needed"
    if not 0 < facts.hours <= MOST_HOURS or facts.hours != facts.hours.quantize(TENTH):
        return "training.hours_unlikely"
    return None if EARLIEST <= facts.held_on <= today else "training.held_unlikely"


def honour_flaw(title: str, awarded_on: date, today: date) -> str | None:
    """The code of what is wrong with an honour, or None."""
    if not 0 < len(title) <= TITLE:
        return "training.honour_title_needed"
    return None if EARLIEST <= awarded_on <= today else "training.awarded_unlikely"
