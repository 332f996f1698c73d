"""What the library's own words are called, and how they look."""

from core.library.rules import ResourceKind, ResourceState
from core.library.rules.drafts import KIND_TITLES

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


def state_badge(state: ResourceState) -> str:
    """How far a resource came, as Markdown."""
    return f":{SLOTS[state]}-badge[{STATES[state]}]"


def kind_badge(kind: ResourceKind) -> str:
    """What a resource is, as Markdown."""
    return f":green-badge[:material/{ICONS[kind]}: {KIND_TITLES[kind]}]"
