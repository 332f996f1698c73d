"""What the demo's activities and resources say: packs of its own, fictitious throughout."""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from core import catalog

FOLDER = catalog.DATA / "demo"


class Frozen(BaseModel):
    """A value that is checked once and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportTale(Frozen):
    """What schools tell of one item; titles, places, notes and captions are taken in turn."""

    titles: tuple[str, ...]
    places: tuple[str, ...]
    notes: tuple[str, ...]
    photos: tuple[str, ...]
    partners: tuple[str, ...]


class ReportTales(Frozen):
    """What is told, by the code of the checklist's item."""

    key: str
    title: str
    note: str
    licence: str
    items: Mapping[str, ReportTale]


class ResourceTale(Frozen):
    """A resource: `course` is "" for one of none."""

    kind: str
    title: str
    words: str
    stages: tuple[str, ...]
    topics: tuple[str, ...]
    course: str
    licence: str


class LibraryTales(Frozen):
    """Resources on the shelf, those that schools handed in or still write, and what people say of them."""

    key: str
    title: str
    note: str
    licence: str
    shelved: tuple[ResourceTale, ...]
    handed_in: tuple[ResourceTale, ...]
    ratings: tuple[str, ...]


@cache
def reports() -> Mapping[str, ReportTale]:
    """What schools tell, by item."""
    return catalog.load_one(FOLDER / "reports.toml", ReportTales).items


@cache
def library() -> LibraryTales:
    """What the library holds."""
    return catalog.load_one(FOLDER / "library.toml", LibraryTales)


def film() -> bytes:
    """Six seconds of a circle that breathes, as WebM."""
    return (FOLDER / "breathing.webm").read_bytes()
