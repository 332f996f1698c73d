"""The pages of the library under Streamlit's own test driver."""

from io import BytesIO
from typing import Any

from PIL import Image
from streamlit.testing.v1 import AppTest

from core.access import SYSTEM_SCOPE
from core.database import files, reading, writing
from core.library import queries
from core.library.queries import ResourceRow
from tests.library.builders import a_file, a_resource
from tests.ui.screens import field, opened, run
from tests.world import World


def paper(pages: int) -> bytes:
    """A PDF of so many empty pages."""
    buffer, leaf = BytesIO(), Image.new("RGB", (60, 80), "white")
    leaf.save(buffer, "PDF", save_all=True, append_images=[leaf] * (pages - 1))
    return buffer.getvalue()


PAPER = paper(2)


def put(world: World, at: str = "a", **other: Any) -> int:
    """A resource, with a PDF of its own unless `files` is 0."""
    count = other.pop("files", 1)
    with writing() as session:
        here = a_resource(session, world, at, **other)
        for _ in range(count):
            a_file(session, world, here, digest=files.keep(PAPER), size=len(PAPER))
    return here


def shown(world: World, resource_id: int, who: str = "counsellor_b") -> AppTest:
    """One resource on its page."""
    return opened(world, who, "resource", library_resource=resource_id)


def one(resource_id: int) -> ResourceRow:
    """A resource as it is now."""
    with reading() as session:
        return queries.own_resource(session, SYSTEM_SCOPE, resource_id=resource_id)


def look_for(test: AppTest, words: str) -> AppTest:
    """Words into the search box."""
    field(test.text_input, "找什么").input(words)
    return run(test)


def tick(test: AppTest, key: str, *values: Any) -> AppTest:
    """Choose among pills."""
    test.button_group(key=key).set_value(list(values))
    return run(test)
