"""The full-text index of either engine: how many texts have a word, and which texts are worth weighing."""

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from itertools import groupby
from operator import add
from typing import Any

from sqlalchemy import ARRAY, REAL, Integer, cast, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import REGCONFIG, TSVECTOR
from sqlmodel import Session, col

from core.access import Scope
from core.library.queries.shelves import on_shelves
from core.library.rules.ranking import BODY, TAGS, TITLE, Known
from core.library.rules.words import Asked
from core.library.tables import Resource
from core.library.tables.text_index import INDEX

FTS = table(INDEX, column("rowid", Integer), column(INDEX))
VECTORS = table(INDEX, column("resource_id", Integer), column("words", TSVECTOR))
SCALE = (0.0, BODY / TITLE, TAGS / TITLE, 1.0)  # PostgreSQL's order of weights: D, C, B, A


def known_words(session: Session, scope: Scope, words: Collection[str]) -> Known:
    """How many texts on the shelves of `scope` have each of `words`: what lies elsewhere weighs nothing here."""
    every, everywhere = sorted(words), select(func.count()).select_from(_index(session))
    texts: int = session.execute(_seen(session, scope)).scalar_one()
    of = everywhere if texts == session.execute(everywhere).scalar_one() else _seen(session, scope)
    counts = [of.where(_matches(session, [word])).scalar_subquery() for word in every]
    having = session.execute(select(*counts)).one() if counts else ()
    return Known(texts, {word: count for word, count in zip(every, having, strict=True) if count}, frozenset(words))


def hits(session: Session, things: Iterable[Asked], known: Known) -> Any:
    """A table of (id, weight): every text that has any of the words, with the engine's own rank."""
    words = sorted({word for thing in things for word in thing if word in known.having})
    if is_sqlite(session):
        rank: Any = -func.bm25(FTS.c[INDEX], TITLE, TAGS, BODY)
        key: Any = FTS.c.rowid
    else:
        rank, key = _summed_rank(words, known), VECTORS.c.resource_id
    found = select(key.label("id"), rank.label("weight")).where(_matches(session, words))
    return found.cte("hit").prefix_with("MATERIALIZED")


def _summed_rank(words: Sequence[str], known: Known) -> Any:
    """ts_rank knows no rare and common words (and takes the mean of many): words of like worth are ranked together."""
    scale = cast(list(SCALE), ARRAY(REAL))
    by_worth = sorted(words, key=known.worth)
    ranks: list[Any] = []
    for worth, alike in groupby(by_worth, key=lambda word: round(known.worth(word))):
        some = list(alike)
        ranks.append(max(worth, 0.5) * len(some) * func.ts_rank(scale, VECTORS.c.words, _query(" | ".join(some))))
    return reduce(add, ranks)


def _query(words: str) -> Any:
    return func.to_tsquery(cast("simple", REGCONFIG), words)


def is_sqlite(session: Session) -> bool:
    """Which of the two engines this is."""
    return session.connection().dialect.name == "sqlite"


def _index(session: Session) -> Any:
    return FTS if is_sqlite(session) else VECTORS


def _seen(session: Session, scope: Scope) -> Any:
    """A count over the index, of what lies on the shelves of `scope`."""
    key = FTS.c.rowid if is_sqlite(session) else VECTORS.c.resource_id
    return on_shelves(scope, func.count(col(Resource.id))).join(_index(session), key == Resource.id)


def _matches(session: Session, words: Sequence[str]) -> Any:
    """Texts that have any of these words, which are letters, digits and Chinese characters alone."""
    if is_sqlite(session):
        return FTS.c[INDEX].op("MATCH")(literal(" OR ".join(f'"{word}"' for word in words)))
    return VECTORS.c.words.op("@@")(_query(" | ".join(words)))
