"""Fifty questions to a library of 2,000 items: the right one stands among the first five, on either engine alike."""

from collections.abc import Sequence

import pytest
from sqlmodel import Session

from core.access import Scope
from core.database import reading, writing
from core.library.queries.searching import answering
from tests.library.seeded import ITEMS, NEAR, NEIGHBOURS, Item, fill, items
from tests.library.seeded_questions import LATER, QUESTIONS, Question
from tests.library.seeded_subjects import SUBJECTS
from tests.world import World

FIRST, ENOUGH, ENOUGH_LATER = 5, 45, 18


def places(session: Session, scope: Scope, questions: Sequence[Question], ids: dict[Item, int]) -> dict[str, int]:
    """Where the right item stands, 0 for nowhere among the first five."""
    found: dict[str, int] = {}
    for question in questions:
        shown = (answering(session, scope, question.words) or [])[:FIRST]
        right = ids[Item(*question[1:])]
        found[question.words] = shown.index(right) + 1 if right in shown else 0
    return found


def test_the_right_item_stands_among_the_first_five(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """For the questions that the search was built on, and for those that nothing was changed for."""
    with writing() as session:
        ids = fill(session, world)
    with reading() as session:
        for questions, enough in ((QUESTIONS, ENOUGH), (LATER, ENOUGH_LATER)):
            found = places(session, Scope.at(world.paths["a"]), questions, ids)
            told(session, found, capsys)
            assert sum(at > 0 for at in found.values()) >= enough, [words for words, at in found.items() if not at]


def told(session: Session, found: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
    """Put the measured quality into the output of the run."""
    good, first = sum(at > 0 for at in found.values()), sum(at == 1 for at in found.values())
    engine = session.connection().dialect.name
    with capsys.disabled():
        print(f"\n{engine}: right item in the first {FIRST} for {good} of {len(found)}, first for {first}")


def test_the_library_is_full_of_near_neighbours() -> None:
    """Every right item has others that share three of its four facts."""
    there = set(items())
    assert len(there) == ITEMS
    for question in (*QUESTIONS, *LATER):
        right = Item(*question[1:])
        near = [item for item in there if sum(a == b for a, b in zip(item, right, strict=True)) == NEAR]
        assert right in there
        assert len(near) >= NEIGHBOURS, question


def test_no_question_quotes_a_title() -> None:
    for question in (*QUESTIONS, *LATER):
        subject = SUBJECTS[question.subject]
        assert subject.title not in question.words
        assert question.stage in subject.stages
