"""Short lists in a card: things to do, problems to mend, facts to look up."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import pandas as pd
import streamlit as st

from core.ui.parts.icons import icon
from core.ui.words import ProblemRow, safe

Urgency = Literal["now", "soon", "later"]
SLOTS: dict[Urgency, str] = {"now": "orange", "soon": "yellow", "later": "gray"}
VALUE_SHOWN = 40  # characters of what stands in a faulty cell


class Todo(NamedTuple):
    """One thing to do: what, where it stands, until when, and the verb on its button."""

    icon: str
    title: str
    note: str
    due: str
    action: str
    urgency: Urgency = "later"


class Fact(NamedTuple):
    """A label and its value."""

    label: str
    value: str


def todos(rows: Sequence[Todo], *, key: str, lead: bool = False) -> int | None:
    """Things to do in one card; `lead` fills the first button. Answers the index of the row pressed."""
    pressed = None
    with st.container(border=True, gap="small"):
        for number, row in enumerate(rows):
            what, act = st.columns([5, 3.4], vertical_alignment="center", gap="xsmall")
            what.markdown(f"{icon(row.icon)} **{safe(row.title)}**  \n:small[:gray[{safe(row.note)}]]")
            with act.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f":{SLOTS[row.urgency]}-badge[{icon('schedule')} {safe(row.due)}]", width="content")
                kind: Literal["primary", "secondary"] = "primary" if lead and number == 0 else "secondary"
                if st.button(safe(row.action), key=f"{key}.{number}", type=kind):
                    pressed = number
    return pressed


def problem_list(rows: Iterable[ProblemRow], *, key: str) -> None:
    """One row a kind of problem: where and what is written there, what that is and how to mend it."""
    with st.container(border=True, gap=20, key=f"problems-{key}"):
        for row in rows:
            where, what = st.columns([2, 5], gap="xxsmall")
            where.markdown(f"{safe(row.where)}  \n:small[:gray[现在写的　]{safe(_shortened(row.value))}]")
            what.markdown(f"**{safe(row.what)}**  \n:small[:gray[怎么改　]{safe(row.fix)}]")


def facts(pairs: Iterable[Fact]) -> None:
    """Labels and values in two aligned columns."""
    frame = pd.DataFrame(
        [(f":gray[{safe(pair.label)}]", safe(pair.value)) for pair in pairs], columns=["label", "value"]
    )
    st.table(frame, border=False, hide_index=True, hide_header=True)


def _shortened(value: str) -> str:
    return value if len(value) <= VALUE_SHOWN else f"{value[:VALUE_SHOWN]}…"
