"""The edition that a form shows, kept while something is typed: what somebody else changed since is shown on a click."""

import streamlit as st

from core.ui import state


def in_hand(edition: int, *, form: str, said: str) -> int:
    """The edition that the form of this name began from; `said` is told when there is a newer one."""
    name = f"edition.{form}"
    held = state.held(name)
    if held is None or held == edition:
        state.hold(name, edition)
        return edition
    st.info(said, icon=":material/info:")
    if st.button("看最新的", key=f"{name}.newest"):
        let_go(form)
        state.renew(form)
        st.rerun()
    return int(held)


def let_go(form: str) -> None:
    """After success: the form begins from the newest edition again."""
    state.drop(f"edition.{form}")
