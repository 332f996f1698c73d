"""How a tier looks: its severity owns sign and colour, the bureau's tier pack owns label, handler and clock."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from core.ui.words.text import safe


class Look(NamedTuple):
    """Sign and colours of one severity.

    `slot` is the Streamlit colour of badges, `fill` colours charts, `chip` colours table cells (their text turns black
    or white by itself).
    """

    sign: str
    slot: str
    fill: str
    chip: str


LOOKS: Mapping[int | None, Look] = MappingProxyType(
    {
        4: Look("◆", "violet", "#6A2150", "#6A2150"),
        3: Look("▲", "orange", "#AB620A", "#E6BC7A"),
        2: Look("●", "blue", "#5A9AC4", "#D3E6F3"),
        1: Look("■", "gray", "#7E8B87", "#E3E9E6"),
        0: Look("○", "gray", "#C9D2CE", "#E6ECE9"),
        None: Look("□", "gray", "#FFFFFF", "#FFFFFF"),
    }
)


def look_of(severity: int | None) -> Look:
    """The look of severity 0 (none) to 4 (gravest), or of None (not tested); ValueError for any other."""
    if severity not in LOOKS:
        raise ValueError("severity runs from 0 to 4; None means not tested")
    return LOOKS[severity]


class Level(NamedTuple):
    """One tier as it is shown: the severity with the bureau's own words for it."""

    severity: int | None
    label: str
    handler: str = ""
    clock: str = ""

    @property
    def look(self) -> Look:
        return look_of(self.severity)

    @property
    def text(self) -> str:
        """Sign and label, as plain text."""
        return f"{self.look.sign} {self.label}"

    @property
    def badge(self) -> str:
        """Sign and label as Markdown in the tier's colour."""
        return f":{self.look.slot}-badge[{self.look.sign} {safe(self.label)}]"

    @property
    def duty(self) -> str:
        """Who leads and by when, as plain text; empty where the pack says neither."""
        return "，".join(part for part in (self.handler, self.clock) if part)


UNTESTED = Level(None, "未测评")
