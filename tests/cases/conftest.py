"""The day on which most of these tests happen."""

from collections.abc import Iterator

import pytest

from core import clock
from tests.cases.care import NOW


@pytest.fixture
def friday() -> Iterator[None]:
    """The clock stands still on a Friday afternoon of term."""
    with clock.stopped_at(NOW):
        yield
