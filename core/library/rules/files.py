"""Files of a resource: which kinds, how many, how large, and what they are called when they are taken along."""

import re
from typing import NamedTuple

KINDS = ("jpeg", "png", "webp", "heic", "pdf", "docx", "xlsx", "pptx", "mp4", "webm", "mp3")
SEEN_IN_PLACE = frozenset({"jpeg", "png", "webp", "pdf", "mp4", "webm", "mp3"})
"""Kinds that a page shows or plays; of the others people see something only once they took them along."""
MOST_BYTES = 60 * 2**20
"""As much as an upload takes: a micro-lesson of ten minutes in 720p has 40 to 60 MB."""
MOST_FILES = 20
MOST_AT_ONCE = 300 * 2**20
"""An archive is made in memory, and sent to a browser in one piece."""
TITLE = 80
UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')
"""What a name of a file must not hold on one of the systems people use."""
NAMES = re.compile(r"[^\s、，,;；/]{2,}")
EMPTY = re.compile(r"[（(【\[]\s*[）)】\]]")
EDGES = " -_—·、，,+"


class Named(NamedTuple):
    """A file by its title and kind."""

    title: str
    kind: str


def file_title(title: str) -> str:
    """A title on one line, without the ending that browsers tell."""
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", " ".join(title.split()))[:TITLE].strip()


def without_names(title: str, author: str) -> str:
    """The title of a file without who made the resource, which people like to put there: it is kept sealed elsewhere."""
    for name in sorted(NAMES.findall(author), key=len, reverse=True):
        title = title.replace(name, " ")
    return " ".join(EMPTY.sub(" ", title).split()).strip(EDGES) or "文件"


def name_of(title: str, kind: str) -> str:
    """What a file is called when it is taken along."""
    return f"{UNSAFE.sub(' ', title).strip(' .') or '资源'}.{'jpg' if kind == 'jpeg' else kind}"


def names_of(files: list[Named]) -> list[str]:
    """The same for several in one archive: in order, each by its number."""
    return [f"{number:02} {name_of(*file)}" for number, file in enumerate(files, start=1)]


def moved(ids: list[int], one: int, to: int) -> list[int]:
    """The ids with `one` at place `to` (from 0; beyond the ends it stands at the end)."""
    others = [other for other in ids if other != one]
    at = min(max(to, 0), len(others))
    return [*others[:at], one, *others[at:]]
