"""The usual way: pandas reads, a loop over the rows scores, the ORM adds objects, answers are JSON."""

import json
import sys
from pathlib import Path

import pandas as pd
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel, create_engine

from tests.bench.files import ITEMS
from tests.bench.measure import report


class Base(SQLModel, registry=registry()):
    """The naive application's tables."""


class Pupil(Base, table=True):
    """A pupil in clear text."""

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    name: str
    school: str
    grade: str
    klass: str


class Result(Base, table=True):
    """A result with its answers as JSON."""

    __table_args__ = (UniqueConstraint("pupil_id"),)
    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id", index=True)
    answers: str
    total: int
    scores: str
    tier: int = Field(index=True)


SUBSCALES = {"a": range(1, 16), "b": range(16, 26), "c": range(26, 36), "d": range(36, 46), "e": range(46, 56)}
SUBSCALES |= {"f": range(56, 71), "g": range(71, 81), "h": range(81, 101, 2)}


def main(source: Path, target: Path) -> None:
    """Read, score and store every row one by one."""
    engine = create_engine(f"sqlite:///{target}")
    Base.metadata.create_all(engine)
    with report("naive"), Session(engine) as session:
        frame = pd.read_excel(source, dtype={"学籍号": str})
        for _, row in frame.iterrows():
            given = {item: row[f"第{item}题"] for item in range(1, ITEMS + 1)}
            kept = {item: int(value) for item, value in given.items() if not pd.isna(value) and value in (0, 1)}
            scores = {key: sum(kept.get(item, 0) for item in items) for key, items in SUBSCALES.items()}
            total = sum(scores.values())
            tier = 3 if total >= 65 else 2 if total >= 56 else 0
            pupil = Pupil(
                number=row["学籍号"], name=row["姓名"], school=row["学校"], grade=str(row["年级"]), klass=row["班级"]
            )
            session.add(pupil)
            session.flush()
            session.add(
                Result(pupil_id=pupil.id, answers=json.dumps(kept), total=total, scores=json.dumps(scores), tier=tier)
            )
        session.commit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
