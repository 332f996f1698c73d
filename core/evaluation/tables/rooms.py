"""Rows of counselling rooms."""

from datetime import date

from sqlmodel import Field

from core.database import Base, owned


class Room(Base, table=True):
    """One 心理辅导室 of a school. `area` is in square metres; `closed_on` is the day it ceased to be one."""

    __tablename__ = "counselling_room"
    __table_args__ = owned("school_id")

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id", index=True)
    name: str = Field(max_length=60)
    place: str = Field(default="", max_length=100)
    area: int | None = None
    opened_on: date | None = None
    closed_on: date | None = None
