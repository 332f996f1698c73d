"""Rows of cases, of their steps, and of what is written down and planned."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from core.cases.rules.states import CaseState, Outcome, Source, Step
from core.database import Base, Sealed, coded, owned, part_of
from core.database.append_only import append_only


class Case(Base, table=True):
    """The care for one person, from the confirmed warning to the closing; at most one that is not closed a person.

    `level` is the handling level of the tier, `care_level` a farther one that also looks after it: it escalated, or the
    person was referred there; `escalated_for` is the day whose clock ran out then. `follow_up` is the tier's number of
    school days between two follow-ups, `next_on` the day of the next. `origin_school_id` stays where the case was opened,
    whatever school it is handed to.
    """

    __tablename__ = "care_case"
    __table_args__ = (
        CheckConstraint("severity between 1 and 4", name="severity"),
        Index(
            "ix_care_case_open",
            "person_id",
            unique=True,
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
        Index("ix_care_case_list", "school_id", "state", "next_on"),
        Index("ix_care_case_due", "state", "next_on"),
        owned("school_id", klass="class_id", levels=("level", "care_level"), staff="is_staff"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    school_id: int = Field(foreign_key="organisation.id")
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    origin_school_id: int = Field(foreign_key="organisation.id")
    grade: int
    is_staff: bool = False
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", index=True)
    source: Source = Field(sa_type=coded(Source))
    severity: int
    level: str = Field(max_length=20)
    care_level: str | None = Field(default=None, max_length=20)
    state: CaseState = Field(default=CaseState.IN_CARE, sa_type=coded(CaseState))
    second_person: bool = False
    follow_up: int = 10
    next_on: date | None = None
    responsible_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    opened_at: datetime
    opened_by: int = Field(foreign_key="account.id")
    escalated_at: datetime | None = None
    escalated_for: date | None = None
    outcome: Outcome | None = Field(default=None, sa_type=coded(Outcome))
    proposed_by: int | None = Field(default=None, foreign_key="account.id")
    proposed_at: datetime | None = None
    closed_by: int | None = Field(default=None, foreign_key="account.id")
    closed_at: datetime | None = None


class CaseChange(Base, table=True):
    """One step of a case: who, when, from where to where, and why. Rows are added, never changed: the database refuses."""

    __tablename__ = "case_change"
    __table_args__ = part_of("care_case", "case_id")

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="care_case.id", index=True)
    at: datetime
    by_id: int = Field(foreign_key="account.id")
    step: Step = Field(sa_type=coded(Step))
    from_state: CaseState | None = Field(default=None, sa_type=coded(CaseState))
    to_state: CaseState = Field(sa_type=coded(CaseState))
    from_severity: int | None = None
    to_severity: int
    why: str = Field(sa_type=Sealed("case_change.why"))


append_only(CaseChange.__table__, resealed=["why"])  # type: ignore[attr-defined]  # SQLModel makes it at class creation


class Entry(Base, table=True):
    """Something written down about a person on a list: an interview, a follow-up, a home visit, a talk with the guardian.

    It hangs on the warning, so that it is there before a case is; `content` is the filled-in form `form` of `version` as
    JSON. A corrected entry stays, its `replaced_by` names the new one.
    """

    __tablename__ = "case_entry"
    __table_args__ = (Index("ix_case_entry_held", "warning_id", "held_on"), part_of("warning", "warning_id"))

    id: int | None = Field(default=None, primary_key=True)
    warning_id: int = Field(foreign_key="warning.id")
    form: str = Field(max_length=40)
    version: str = Field(max_length=20)
    held_on: date
    at: datetime
    by_id: int = Field(foreign_key="account.id", index=True)
    content: str = Field(sa_type=Sealed("case_entry.content"))
    replaced_by: int | None = Field(default=None, foreign_key="case_entry.id")


class Task(Base, table=True):
    """A goal or a measure of the plan (一生一策): what, by whom, by when. An open one keeps the case from being closed."""

    __tablename__ = "case_task"
    __table_args__ = part_of("care_case", "case_id")

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="care_case.id", index=True)
    is_goal: bool = False
    what: str = Field(sa_type=Sealed("case_task.what"))
    who: str = Field(default="", sa_type=Sealed("case_task.who"))
    due_on: date | None = None
    created_at: datetime
    created_by: int = Field(foreign_key="account.id")
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="account.id")
    dropped: bool = False
