"""Files that come at the same moment."""

import pytest

from core.database import files
from tests.together import together


@pytest.mark.usefixtures("sqlite_world")
def test_the_same_file_sent_by_two_at_once_is_kept_for_both() -> None:
    for again in range(8):
        content = bytes([again, *range(255)]) * 2**13
        answers = together(*[lambda content=content: files.keep(content)] * 4)
        assert set(answers) == {files.digest_of(content)}
        assert files.fetch(answers[0]) == content
