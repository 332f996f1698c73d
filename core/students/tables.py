"""Rows of people who may be screened, and of their enrolment by school year."""

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned
from core.students.rules import Population, Sex


class Person(Base, table=True):
    """A pupil, or a teacher where a campaign screens teachers. `school_id` is where the file lies today.

    The blind indexes (`number_index`, `tail_index`, `name_index`) answer exact look-ups of what is sealed; `fingerprint`
    is a keyed digest of all imported facts, so that an import can tell in SQL what changed.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_name_index", "name_index"),
        Index("ix_person_tail_index", "tail_index"),
        owned("school_id", klass="class_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    population: Population = Field(default=Population.STUDENT, sa_type=coded(Population))
    school_id: int = Field(foreign_key="organisation.id", index=True)
    class_id: int | None = Field(default=None, foreign_key="school_class.id", index=True)
    number_index: bytes = Field(sa_type=LargeBinary, unique=True)
    tail_index: bytes = Field(sa_type=LargeBinary)
    name_index: bytes = Field(sa_type=LargeBinary)
    number: str = Field(sa_type=Sealed("person.number"))
    name: str = Field(sa_type=Sealed("person.name"))
    birth_date: str | None = Field(default=None, sa_type=Sealed("person.birth_date"))
    groups: str | None = Field(default=None, sa_type=Sealed("person.groups"))
    sex: Sex = Field(default=Sex.UNKNOWN, sa_type=coded(Sex))
    fingerprint: bytes = Field(sa_type=LargeBinary)


class Enrolment(Base, table=True):
    """Where a person was in one school year; `grade` 0 stands for staff."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "school_year"),
        CheckConstraint("grade between 0 and 12", name="grade"),
        Index("ix_enrolment_school", "school_year", "school_id", "grade", "class_id"),
        owned("school_id", klass="class_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    school_year: int
    school_id: int = Field(foreign_key="organisation.id")
    class_id: int | None = Field(default=None, foreign_key="school_class.id")
    grade: int
    left: bool = False
