"""The shelf searched: by words, by facets, or both."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.library import packs
from core.library.queries.engines import hits, known_words
from core.library.queries.facets import Choice, Facets, facets, narrowed
from core.library.queries.rows import ResourceRow, rows_of
from core.library.queries.shelves import on_shelves
from core.library.rules import ResourceKind, UseKind
from core.library.rules.ranking import Text, ranked
from core.library.rules.words import asked, with_pieces
from core.library.tables import Resource, ResourceRating, ResourceText, ResourceUse
from core.organisations.tables import Organisation

WEIGHED = 300
"""So many texts that the engine finds are weighed once more; a question that meets more of them says too little."""


KEPT_AT_ONCE = 20
"""So many are offered to a keeper at once: of more, nobody reads the list."""


class Sort(StrEnum):
    """The order of what is found. BEST without words is NEWEST."""

    BEST = "best"  # 最相关
    NEWEST = "newest"  # 最近上架
    DOWNLOADS = "downloads"  # 下载最多
    STARS = "stars"  # 评分最高


class Found(NamedTuple):
    """One page of what is found, how much there is in all, and how it falls on the facets."""

    rows: list[ResourceRow]
    total: int
    facets: Facets


def search(
    session: Session,
    scope: Scope,
    *,
    words: str = "",
    kinds: Collection[ResourceKind] = (),
    stages: Collection[str] = (),
    topics: Collection[str] = (),
    courses: Collection[str] = (),
    years: Collection[int] = (),
    licences: Collection[str] = (),
    sort: Sort = Sort.BEST,
    offset: int = 0,
    limit: int = 20,
) -> Found:
    """What lies on the shelves of `scope` and answers to everything asked; within one facet any value will do."""
    chosen: Choice = {
        "kinds": kinds, "stages": stages, "topics": topics, "courses": courses, "years": years, "licences": licences,
    }  # fmt: skip
    matched = answering(session, scope, words)
    ids = _ordered(session, narrowed(scope, matched, chosen, Resource.id), matched, sort)
    rows = rows_of(session, ids[offset : offset + limit])
    return Found(rows, len(ids), facets(session, scope, matched, chosen))


def shelved(session: Session, scope: Scope, *, words: str = "", limit: int = KEPT_AT_ONCE) -> list[ResourceRow]:
    """What lies on the shelves of bureaus in `scope` itself and answers to `words`, best or newest first."""
    matched = answering(session, scope, words)
    kept = within(scope, select(Organisation.id), Organisation)
    statement = narrowed(scope, matched, {}, Resource.id).where(col(Resource.shelf_id).in_(kept))
    return rows_of(session, _ordered(session, statement, matched, Sort.BEST)[:limit])


def answering(session: Session, scope: Scope, words: str) -> list[int] | None:
    """The resources that answer a question, best first; None when it asks for nothing."""
    things = asked(words, packs.lexicon())
    if not things:
        return None
    known = known_words(session, scope, _words(things))
    things = with_pieces(things, known.having)
    if pieces := _words(things) - known.asked:
        known = known.with_more(known_words(session, scope, pieces))
    if not known.having:
        return []
    hit = hits(session, things, known)
    best = (
        on_shelves(scope, Resource.id).join(hit, hit.c.id == Resource.id).order_by(hit.c.weight.desc(), hit.c.id.desc())
    )
    return ranked(_texts(session, session.exec(best.limit(WEIGHED)).all()), things, known)


def _words(things: Collection[Any]) -> set[str]:
    return {word for thing in things for word in thing}


def _texts(session: Session, ids: Sequence[int]) -> list[Text]:
    facts: Any = (ResourceText.resource_id, ResourceText.title, ResourceText.tags, ResourceText.body)
    statement: Any = select(*facts).where(col(ResourceText.resource_id).in_(ids))
    return [Text(*row) for row in session.exec(within(SYSTEM_SCOPE, statement, ResourceText))]


def _ordered(session: Session, statement: Any, matched: list[int] | None, sort: Sort) -> list[int]:
    """All of them in the order asked for."""
    newest = (col(Resource.shelved_at).desc(), col(Resource.id).desc())
    ids = list(session.exec(statement.order_by(*newest)).all())
    if sort is Sort.BEST and matched is not None:
        place = {key: at for at, key in enumerate(matched)}
        return sorted(ids, key=lambda key: place[key])
    if sort in (Sort.DOWNLOADS, Sort.STARS):
        figures = _downloads(session) if sort is Sort.DOWNLOADS else _means(session)
        return sorted(ids, key=lambda key: -figures.get(key, 0.0))
    return ids


def _downloads(session: Session) -> dict[int, float]:
    statement: Any = select(col(ResourceUse.resource_id), func.count()).where(ResourceUse.kind == UseKind.DOWNLOAD)
    return dict(session.exec(within(SYSTEM_SCOPE, statement, ResourceUse).group_by(col(ResourceUse.resource_id))).all())


def _means(session: Session) -> dict[int, float]:
    statement: Any = select(col(ResourceRating.resource_id), func.avg(ResourceRating.stars))
    found = session.exec(
        within(SYSTEM_SCOPE, statement, ResourceRating).group_by(col(ResourceRating.resource_id))
    ).all()
    return {key: float(mean) for key, mean in found}
