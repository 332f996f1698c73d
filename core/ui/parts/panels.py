"""Two panels beside each other; they stack by the room they have, not by the window."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def wide_and_side() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two panels, two to one."""
    grid = st.grid(3, min_column_width=280, gap=("small", "medium"))
    return grid.cell(column_span=2), grid.cell()


def halves() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two equal panels that stack when either would be narrower than 340 px."""
    grid = st.grid(2, min_column_width=340, gap=("small", "medium"))
    return grid.cell(), grid.cell()
