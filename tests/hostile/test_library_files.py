"""Files that come at the same moment."""

import pytest

from core.database import files
from tests.together import together
from tests.world import World


@pytest.mark.parametrize("_again", range(8))
def test_the_same_file_sent_by_two_at_once_is_kept_for_both(sqlite_world: World, _again: int) -> None:
    content = bytes(range(256)) * 2**13
    answers = together(*[lambda: files.keep(content)] * 4)
    assert set(answers) == {files.digest_of(content)}
    assert files.fetch(answers[0]) == content
