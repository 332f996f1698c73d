"""A photograph under a grid of fields that can be tapped: what is to be blurred."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st
from PIL import Image

from core.media import Box
from core.ui import theme

ALONG = 8  # fields on the longer side: on a phone each is as large as a finger
WIDEST = 640  # px
TALLEST = 520


def pick_fields(picture: bytes, *, key: str) -> tuple[Box, ...]:
    """Draw a small picture under its grid; answers the fields that were tapped. A second tap takes one back."""
    size = Image.open(BytesIO(picture)).size
    across, down = fields_of(size)
    event: Any = st.altair_chart(
        _chart(picture, size, across, down), theme=None, key=key, on_select="rerun", selection_mode="field",
        alt="照片，上面有格子，点一下选中要打码的格子", width="stretch",
    )  # fmt: skip
    picked = (one.get("at") for one in event.selection.get("field", []))
    return tuple(box_of(at, across, down) for at in picked if isinstance(at, int) and 0 <= at < across * down)


def fields_of(size: tuple[int, int]) -> tuple[int, int]:
    """How many fields a picture of that size has across and down, as square as can be."""
    width, height = size
    if width >= height:
        return ALONG, max(1, round(ALONG * height / width))
    return max(1, round(ALONG * width / height)), ALONG


def box_of(at: int, across: int, down: int) -> Box:
    """Field number `at`, counted by rows from the upper left one."""
    row, column = divmod(at, across)
    return Box(column / across, row / down, 1 / across, 1 / down)


def _chart(picture: bytes, size: tuple[int, int], across: int, down: int) -> alt.LayerChart:
    wide, high = _shown(size)
    ground = pd.DataFrame({"x": [0.5], "y": [0.5], "url": [f"data:image/jpeg;base64,{b64encode(picture).decode()}"]})
    fields = pd.DataFrame(
        [(at, *box_of(at, across, down)) for at in range(across * down)], columns=["at", *Box._fields]
    )
    fields["right"], fields["bottom"] = fields["left"] + fields["width"], fields["top"] + fields["height"]
    picked = alt.selection_point(name="field", fields=["at"], toggle="true", empty=False, on="click", clear=False)
    x, y = (alt.Scale(domain=[0, 1], nice=False), alt.Scale(domain=[1, 0], nice=False))
    image = alt.Chart(ground).mark_image(width=wide, height=high, aspect=False)
    image = image.encode(x=alt.X("x:Q", axis=None, scale=x), y=alt.Y("y:Q", axis=None, scale=y), url="url:N")
    grid = alt.Chart(fields).mark_rect(stroke="#FFFFFF", strokeOpacity=0.7, fill=theme.INK, cursor="pointer")
    grid = grid.encode(
        x=alt.X("left:Q", axis=None, scale=x), x2="right:Q", y=alt.Y("top:Q", axis=None, scale=y), y2="bottom:Q",
        fillOpacity=alt.condition(picked, alt.value(0.85), alt.value(0.02)),
    ).add_params(picked)  # fmt: skip
    layers: alt.LayerChart = (image + grid).properties(width=wide, height=high, padding=0)
    return layers.configure_view(stroke=None)


def _shown(size: tuple[int, int]) -> tuple[int, int]:
    share = min(WIDEST / size[0], TALLEST / size[1])
    return round(size[0] * share), round(size[1] * share)
