"""资源库: looked through by words and facets; a click opens one."""

from functools import partial

import streamlit as st

from core.access import Capability
from core.library import queries
from core.library.views import cards
from core.library.views import shelf as views
from core.ui import page, tables

actor = page.begin(
    "资源库",
    needs=(Capability.USE_LIBRARY,),
    note="课例、微课、心理剧、研究成果、辅导室资源和推荐活动，拿来就能用。",
    badges=False,
)
scope = actor.over(Capability.USE_LIBRARY)

wanted = views.wanted()
key = views.page_key(wanted)
at = views.page_at(key)
look = partial(queries.search, scope=scope, words=wanted.words, sort=wanted.sort, limit=views.PAGE, **wanted.facets)
with page.reading() as session:
    found = look(session, offset=(at - 1) * views.PAGE)
views.facets(found.facets, wanted)
if not found.total:
    views.nothing(wanted)
    st.stop()
views.found_head(found.total, wanted)
if wanted.is_all:
    with page.reading() as session:
        figures = queries.shelf_figures(session, scope)
    views.in_figures(figures)
pager = tables.page_of(found.total, key=key, size=views.PAGE)
if pager.offset != (at - 1) * views.PAGE:
    with page.reading() as session:
        found = look(session, offset=pager.offset)
with page.reading() as session:
    thumbs = queries.thumbs(session, scope, rows=found.rows)
with pager.body:
    cards.cards(found.rows, thumbs, key="shelf.card")
