"""Files that are taken along, never more at once than a server holds in memory."""

import pytest

from core.database import files, writing
from core.errors import Refused
from core.library import actions
from core.library.rules.files import MOST_AT_ONCE
from tests.library.builders import a_file, a_resource
from tests.world import World


def test_an_archive_of_many_films_is_refused_before_any_is_read(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        resource_id = a_resource(session, world)
        first = a_file(session, world, resource_id, size=MOST_AT_ONCE, digest=files.keep(b"one"))
        a_file(session, world, resource_id, size=1, digest=files.keep(b"two"))
    with writing() as session, pytest.raises(Refused, match=r"library\.too_large_at_once"):
        actions.download_resource(session, world.actor("counsellor_b"), resource_id=resource_id)
    with writing() as session:
        taken = actions.download_resource(session, world.actor("counsellor_b"), resource_id=resource_id, file_id=first)
    assert taken.content == b"one"
