"""Rows of what schools need to be trained in."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.database import Base, owned


class TrainingNeed(Base, table=True):
    """A need of a school. `source` names what raised it ("evaluation:<round>:<code>"), so that it is raised once.

    `met_by` is who said that it is met, `met_at` when, `how` by what; all empty while it stands.
    """

    __tablename__ = "training_need"
    __table_args__ = (UniqueConstraint("school_id", "source"), owned("school_id"))

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="organisation.id")
    topic: str = Field(max_length=200)
    source: str = Field(max_length=80)
    raised_by: int = Field(foreign_key="account.id")
    raised_at: datetime
    met_at: datetime | None = None
    met_by: int | None = Field(default=None, foreign_key="account.id")
    how: str = Field(default="", max_length=200)
