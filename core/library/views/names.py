"""What the library's own words are called, and how they look."""

from core.library.rules import ResourceKind, ResourceState
from core.library.rules.drafts import KIND_TITLES

YEARS_BACK = 15
ICONS = {
    ResourceKind.LESSON: "menu_book",
    ResourceKind.MICRO: "smart_display",
    ResourceKind.PLAY: "theater_comedy",
    ResourceKind.RESEARCH: "science",
    ResourceKind.ROOM: "chair",
    ResourceKind.ACTIVITY: "celebration",
}
STATES = {
    ResourceState.DRAFT: "草稿",
    ResourceState.SENT: "待审核",
    ResourceState.RETURNED: "请补充",
    ResourceState.ON_SHELF: "已上架",
    ResourceState.OFF_SHELF: "已下架",
}
SLOTS = {
    ResourceState.DRAFT: "gray",
    ResourceState.SENT: "blue",
    ResourceState.RETURNED: "yellow",
    ResourceState.ON_SHELF: "green",
    ResourceState.OFF_SHELF: "gray",
}


def years(this_year: int, told: int) -> list[int]:
    """The years that are offered, the present one first; `told`, which stands there already, is always among them."""
    return sorted({*range(this_year, this_year - YEARS_BACK, -1), told}, reverse=True)


def state_badge(state: ResourceState) -> str:
    """How far a resource came, as Markdown."""
    return f":{SLOTS[state]}-badge[{STATES[state]}]"


def kind_badge(kind: ResourceKind) -> str:
    """What a resource is, as Markdown."""
    return f":green-badge[:material/{ICONS[kind]}: {KIND_TITLES[kind]}]"
