"""Whom a school may refer to: centres, hospitals, hotlines."""

from enum import StrEnum
from typing import NamedTuple

NAME, CONTACT, PHONE, NOTE = 80, 40, 40, 200
"""Longest texts of an entry, in characters."""


class InstitutionKind(StrEnum):
    """What kind of help is found there."""

    CENTRE = "centre"
    HOSPITAL = "hospital"
    HOTLINE = "hotline"


KIND_TITLES = {
    InstitutionKind.CENTRE: "心理健康指导中心",
    InstitutionKind.HOSPITAL: "医院",
    InstitutionKind.HOTLINE: "热线",
}


class InstitutionFacts(NamedTuple):
    """What the registry says of an institution; one that is not `active` is no longer offered."""

    kind: InstitutionKind
    name: str
    contact: str = ""
    phone: str = ""
    note: str = ""
    active: bool = True


def tidied(facts: InstitutionFacts) -> InstitutionFacts:
    """The same without spaces at the ends."""
    texts = {key: getattr(facts, key).strip() for key in ("name", "contact", "phone", "note")}
    return facts._replace(**texts)


def institution_flaw(facts: InstitutionFacts) -> str | None:
    """Why an entry cannot be kept; None when it can."""
    if not facts.name:
        return "cases.institution_name"
    if not facts.phone and facts.active:
        return "cases.institution_phone"
    lengths = zip((facts.name, facts.contact, facts.phone, facts.note), (NAME, CONTACT, PHONE, NOTE), strict=True)
    return "cases.institution_long" if any(len(text) > most for text, most in lengths) else None
