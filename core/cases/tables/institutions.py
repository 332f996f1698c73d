"""Rows of the registry of institutions."""

from sqlmodel import Field

from core.cases.rules.institutions import CONTACT, NAME, NOTE, PHONE, InstitutionKind
from core.database import Base, coded, owned


class Institution(Base, table=True):
    """A centre, hospital or hotline, kept by `org_id` and offered to it and to all below it."""

    __tablename__ = "institution"
    __table_args__ = owned("org_id")

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    kind: InstitutionKind = Field(sa_type=coded(InstitutionKind))
    name: str = Field(max_length=NAME)
    contact: str = Field(default="", max_length=CONTACT)
    phone: str = Field(default="", max_length=PHONE)
    note: str = Field(default="", max_length=NOTE)
    active: bool = True
