"""A photograph under a grid of fields that can be tapped: what is to be blurred."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st
from PIL import Image

from core.media import Box
from core.ui import context

ALONG = 8  # fields on the longer side: on a phone each is as large as a finger
WIDEST, ON_A_PHONE = 560, 312  # px
TALLEST = 460  # px
CHOSEN = "#F0BD62"
BESIDE = 78  # px that a dialog takes of a narrow window


def pick_fields(picture: bytes, *, key: str) -> tuple[Box, ...]:
    """Draw a small picture under its grid; answers the fields that were tapped. A second tap takes one back."""
    size = Image.open(BytesIO(picture)).size
    across, down = fields_of(size)
    event: Any = st.altair_chart(
        _chart(picture, size, across, down), theme=None, key=key, on_select="rerun", selection_mode="field",
        alt="照片，上面有格子，点一下选中要打码的格子", width="content",
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
    room = f"min({wide}, windowSize()[0] - {BESIDE})"  # a window may be narrower than its device
    ground = pd.DataFrame({"x": [0.5], "y": [0.5], "url": [f"data:image/jpeg;base64,{b64encode(picture).decode()}"]})
    fields = pd.DataFrame(
        [(at, *box_of(at, across, down)) for at in range(across * down)], columns=["at", *Box._fields]
    )
    fields["right"], fields["bottom"] = fields["left"] + fields["width"], fields["top"] + fields["height"]
    picked = alt.selection_point(name="field", fields=["at"], toggle="true", empty=False, on="click", clear=False)
    ends = {"x": alt.expr(room), "y": alt.expr(f"{room} * {high / wide}")}
    scales: dict[str, Any] = {
        name: {"axis": None, "scale": alt.Scale(domain=[0, 1], range=[0, end], nice=False)}
        for name, end in ends.items()
    }
    image = alt.Chart(ground).mark_image(width=ends["x"], height=ends["y"], aspect=False)
    image = image.encode(x=alt.X("x:Q", **scales["x"]), y=alt.Y("y:Q", **scales["y"]), url="url:N")
    grid = alt.Chart(fields).mark_rect(stroke="#FFFFFF", strokeOpacity=0.7, fill=CHOSEN, cursor="pointer")
    grid = grid.encode(
        x=alt.X("left:Q", **scales["x"]), x2="right:Q", y=alt.Y("top:Q", **scales["y"]), y2="bottom:Q",
        fillOpacity=alt.condition(picked, alt.value(0.8), alt.value(0.02)),
    ).add_params(picked)  # fmt: skip
    layers: alt.LayerChart = (image + grid).properties(width=wide, height=high, padding=0)
    return layers


def _shown(size: tuple[int, int]) -> tuple[int, int]:
    """Width and height on the screen."""
    widest = ON_A_PHONE if "Mobile" in (context.user_agent() or "") else WIDEST
    share = min(widest / size[0], TALLEST / size[1])
    return round(size[0] * share), round(size[1] * share)
