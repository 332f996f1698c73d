"""The chapters of the user's guide, kept as Markdown in data/guide/."""

from functools import cache
from typing import NamedTuple

import streamlit as st

from core import catalog
from core.access import Actor
from core.accounts.packs import roles


class Chapter(NamedTuple):
    """One file: its first line is the title, the rest is Markdown."""

    key: str
    title: str
    text: str


def chapters(actor: Actor) -> None:
    """What everybody needs, then the reader's roles opened, then the others closed."""
    held = {grant.role.key for grant in actor.grants}
    found = _chapters()
    mine = [chapter for chapter in found if chapter.key not in roles() or chapter.key in held]
    others = [chapter for chapter in found if chapter not in mine]
    for chapter in mine:
        with st.container(border=True):
            st.subheader(chapter.title, anchor=False)
            st.markdown(chapter.text)
    if others:
        st.subheader("其他角色", anchor=False)
    for chapter in others:
        with st.expander(chapter.title):
            st.markdown(chapter.text)


@cache
def _chapters() -> tuple[Chapter, ...]:
    files = {path.stem: path for path in (catalog.DATA / "guide").glob("*.md")}
    order = [key for key in ("everybody", *roles()) if key in files]
    return tuple(_chapter(key, files[key].read_text("utf-8")) for key in order)


def _chapter(key: str, text: str) -> Chapter:
    title, _, body = text.partition("\n")
    return Chapter(key, title.removeprefix("# ").strip(), body.strip())
