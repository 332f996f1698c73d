"""Fifty questions to a library of 2,000 items: the right one stands among the first five, on either engine alike."""

from collections.abc import Sequence

import pytest
from sqlmodel import Session

from core.access import Scope
from core.database import reading, writing
from core.library import queries
from tests.library.seeded import ITEMS, NEAR, NEIGHBOURS, Item, fill, items
from tests.library.seeded_questions import LATER, QUESTIONS, Question
from tests.library.seeded_subjects import SUBJECTS
from tests.world import World

FIRST, ENOUGH, ENOUGH_LATER = 5, 45, 18


def places(session: Session, scope: Scope, questions: Sequence[Question], ids: dict[Item, int]) -> dict[str, int]:
    """Where the right item stands, 0 for nowhere among the first five."""
    found: dict[str, int] = {}
    for question in questions:
        shown = [row.id for row in queries.search(session, scope, words=question.words, limit=FIRST).rows]
        right = ids[Item(*question[1:])]
        found[question.words] = shown.index(right) + 1 if right in shown else 0
    return found


def test_the_right_item_stands_among_the_first_five(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    answered(world, QUESTIONS, ENOUGH, capsys)


def test_questions_that_nothing_was_changed_for_find_theirs_too(
    sqlite_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both engines rank alike, as the test before shows: one is enough here."""
    answered(sqlite_world, LATER, ENOUGH_LATER, capsys)


def answered(world: World, questions: Sequence[Question], enough: int, capsys: pytest.CaptureFixture[str]) -> None:
    with writing() as session:
        ids = fill(session, world)
    with reading() as session:
        found = places(session, Scope.at(world.paths["a"]), questions, ids)
        engine = session.connection().dialect.name
    good = [words for words, at in found.items() if 0 < at <= FIRST]
    with capsys.disabled():
        first = sum(at == 1 for at in found.values())
        print(f"\n{engine}: right item in the first {FIRST} for {len(good)} of {len(questions)}, first for {first}")
    assert len(good) >= enough, [words for words in found if words not in good]


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
