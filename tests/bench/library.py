"""The resource library searched: fifty questions to 2,000 and to 20,000 items on SQLite, beside a search by LIKE.

The peer asks for every pair of characters of the question in titles and summaries, as small programs do, and sorts by
how many of them it met.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import case, insert
from sqlmodel import Session, col, or_, select

import core.tables  # noqa: F401  # every table must be known
from core import settings
from core.access import SYSTEM_SCOPE, Scope
from core.database import Base, engine, reading, unowned, within, writing
from core.library import queries
from core.library.tables import Resource, ResourceTag, ResourceText
from tests.library.seeded import Item, fill
from tests.library.seeded_questions import QUESTIONS
from tests.world import World, build_world

FOLDS, FIRST = 10, 5
Search = Callable[[Session, Scope, str], list[int]]


def run() -> None:
    """Print milliseconds of processor time a question, and how often the right item stood among the first five."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DATABASE_URL=f"sqlite:///{Path(folder) / 'bench.sqlite'}",
            SHOUWANG_VAR=folder,
            SHOUWANG_KEYS=settings.key_text(settings.make_keys()),
        )
        Base.metadata.create_all(engine())
        world = build_world()
        with writing() as session:
            ids = fill(session, world)
        _measure(2_000, world, ids)
        with writing() as session:
            _copies(session)
        _measure(2_000 * FOLDS, world, ids)


def _measure(items: int, world: World, ids: dict[Item, int]) -> None:
    scope = Scope.at(world.paths["a"])
    for name, search in (("ours", _ours), ("LIKE", _like)):
        spent, right = [], 0
        with reading() as session:
            search(session, scope, "考试")
            for question in QUESTIONS:
                begun = time.process_time()
                shown = search(session, scope, question.words)
                spent.append((time.process_time() - begun) * 1000)
                right += ids[Item(*question[1:])] in [one % 10_000 for one in shown]
        print(f"| {items:,} items | {name} | {median(spent):.0f} | {quantiles(spent, n=20)[-1]:.0f} | {right} of 50 |")


def _ours(session: Session, scope: Scope, words: str) -> list[int]:
    return [row.id for row in queries.search(session, scope, words=words, limit=FIRST).rows]


def _like(session: Session, _scope: Scope, words: str) -> list[int]:
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    met = [or_(col(Resource.title).contains(pair), col(Resource.summary).contains(pair)) for pair in pairs]
    score = sum((case((one, 1), else_=0) for one in met[1:]), case((met[0], 1), else_=0))
    statement = select(col(Resource.id)).where(or_(*met)).order_by(score.desc(), col(Resource.id)).limit(FIRST)
    return [one or 0 for one in session.exec(within(SYSTEM_SCOPE, statement, Resource))]


def _copies(session: Session) -> None:
    """Every item nine times more, each under its id and a multiple of 10,000."""
    for model, key in ((Resource, "id"), (ResourceTag, "resource_id"), (ResourceText, "resource_id")):
        rows = [row.model_dump() for row in session.exec(unowned(select(model), model))]
        for row in rows if model is ResourceTag else ():
            del row["id"]
        for fold in range(1, FOLDS):
            session.execute(insert(model), [{**row, key: row[key] + fold * 10_000} for row in rows])


if __name__ == "__main__":
    run()
