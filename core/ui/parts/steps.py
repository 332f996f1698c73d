"""Where we are in a task, and what has happened so far."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import streamlit as st

from core.ui.parts.icons import icon
from core.ui.words import safe, safe_lines

STEP = 56  # px; four steps stay on one line of a phone, eight beside the sidebar of a tablet


class Event(NamedTuple):
    """Something that happened in a case: when and who as they are read, an icon's name, title and text."""

    when: str
    who: str
    icon: str
    title: str
    body: str


def stepper(steps: Sequence[str], at: int) -> None:
    """The steps of a task and where we stand, counted from 1; one beyond the last means all done."""
    with st.grid(len(steps), min_column_width=STEP, gap="xsmall"):
        for number, name in enumerate(steps, 1):
            st.progress(*_progress(number, safe(name), at))


@contextmanager
def timeline(key: str) -> Iterator[None]:
    """A column of events joined by a line (face.css draws it), newest first."""
    with st.container(key=f"timeline-{key}", gap=20):
        yield


def event(row: Event) -> None:
    """One event of a timeline."""
    with st.container(gap=None):
        st.caption(f"{icon(row.icon)} {safe(row.when)}　·　{safe(row.who)}")
        st.markdown(f"**{safe(row.title)}**")
        st.markdown(safe_lines(row.body))


def _progress(number: int, name: str, at: int) -> tuple[float, str]:
    if number < at:
        return 1.0, f"✓ {name}"
    return (0.5, f"**{number} {name}**") if number == at else (0.0, f":gray[{number} {name}]")
