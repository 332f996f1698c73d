"""The white card on paper that stands before the product: sign-in, new password, promise, first run."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.ui import parts, state, theme
from core.ui.words import safe

NARROW, WIDE = 400, 720  # px
TAGLINE = "让每一次关心，都有人接住、有下文。"


@contextmanager
def card(title: str = "", *, width: int = NARROW) -> Iterator[DeltaGenerator]:
    """A card with the mark; whatever is drawn inside stands below its title (without one, below the product's promise).

    Answers the paper around the card, for what is to stand below it.
    """
    paper = st.container(key="signin", horizontal_alignment="center", gap="small")
    with paper, st.container(border=True, width=width, key="signin-card", gap="small"):
        with st.container(horizontal_alignment="center", gap="xsmall"):
            st.image(str(theme.ASSETS / "logo-light.svg"), width=150)
            st.markdown(safe(title or TAGLINE), width="content", text_alignment="center")
        parts.flashes(state.take_flashes())
        yield paper


def refused(words: str | None) -> None:
    """Why the form was refused, below it."""
    if words:
        st.warning(safe(words), icon=":material/info:")
