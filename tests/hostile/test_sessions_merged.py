"""Two files of one person become one while a session they are in ends: hours once, and everybody has a result."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.database import writing
from core.training.actions import merging, settling
from core.training.rules import PartState
from core.training.tables import Participation, TrainingHours
from tests.training.builders import a_counsellor
from tests.training.session_builders import a_part
from tests.training.test_attendance import LATER, THEN, Hall
from tests.world import World

SOON = 1.0  # seconds to let the other one come as far as it can


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.stopped_at(THEN):
        yield


def overtaken(monkeypatch: pytest.MonkeyPatch, room: Any, name: str, deed: Any) -> threading.Thread:
    """`deed` begins, at another desk, when an act comes to the function `name`."""
    usual = getattr(room, name)
    thread = threading.Thread(target=deed)

    def late(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(room, name, usual)
        thread.start()
        thread.join(SOON)
        return usual(*given, **more)

    monkeypatch.setattr(room, name, late)
    return thread


def standing(hall: Hall) -> dict[int, tuple[PartState, Decimal]]:
    """By person: the state, and the hours credited for it."""
    hours = {row.participation_id: row.hours for row in hall.rows(TrainingHours)}
    return {part.staff_id: (part.state, hours.get(part.id, Decimal(0))) for part in hall.rows(Participation)}


def merge(hall: Hall, keep_id: int, other_id: int) -> None:
    with clock.stopped_at(LATER):
        hall.does("merge_people", keep_id=keep_id, other_id=other_id, reason="同一个人")


@pytest.mark.parametrize("first", ["settle", "merge"])
def test_hours_go_to_the_file_that_is_kept_whoever_is_first(
    database: str, world: World, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    if database.startswith("sqlite"):
        pytest.skip("there one writes after another")
    hall = Hall(world)
    with writing() as session:
        kept = a_counsellor(session, world, name="林士例")
        a_part(session, world, hall.id, kept)
    hall.does("sign_in", session_id=hall.id, participation_ids=[hall.parts[0]])
    if first == "settle":
        thread = overtaken(monkeypatch, settling, "terms_of", lambda: merge(hall, kept, hall.staff[0]))
        hall.settles()
    else:
        thread = overtaken(monkeypatch, merging, "_decided", hall.settles)
        merge(hall, kept, hall.staff[0])
    thread.join()
    told = standing(hall)
    assert told[kept] == (PartState.COMPLETED, Decimal(8))
    assert sum(hours for _, hours in told.values()) == Decimal(8)
    assert {row.staff_id for row in hall.rows(TrainingHours)} == {kept}
