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
    """Where the right item stands, 0 for nowhere among the first twenty."""
    found: dict[str, int] = {}
    for question in questions:
        shown = [row.id for row in queries.search(session, scope, words=question.words, limit=20).rows]
        right = ids[Item(*question[1:])]
        found[question.words] = shown.index(right) + 1 if right in shown else 0
    return found


def test_the_right_item_stands_among_the_first_five(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    with writing() as session:
        ids = fill(session, world)
    with reading() as session:
        scope = Scope.at(world.paths["a"])
        asked, later = (places(session, scope, questions, ids) for questions in (QUESTIONS, LATER))
    good, good_later = ([words for words, at in found.items() if 0 < at <= FIRST] for found in (asked, later))
    with capsys.disabled():
        at_once = sum(at == 1 for at in asked.values())
        print(f"\nright item in the first {FIRST}: {len(good)} of {len(asked)}, first of all {at_once};", end=" ")
        print(f"of questions asked later: {len(good_later)} of {len(later)}")
    assert len(good) >= ENOUGH, [words for words in asked if words not in good]
    assert len(good_later) >= ENOUGH_LATER, [words for words in later if words not in good_later]


def test_the_library_is_full_of_near_neighbours() -> None:
    """Every right item has others that share three of its four facts."""
    there = set(items())
    assert len(there) == ITEMS
    for question in (*QUESTIONS, *LATER):
        right = Item(*question[1:])
        near = [item for item in there if sum(a == b for a, b in zip(item, right, strict=True)) == NEAR]
        assert right in there
        assert len(near) >= NEIGHBOURS, question


@pytest.mark.parametrize("question", [*QUESTIONS, *LATER], ids=lambda question: question.subject)
def test_a_question_does_not_quote_the_title(question: Question) -> None:
    item = Item(*question[1:])
    assert SUBJECTS[item.subject].title not in question.words
    assert item.stage in SUBJECTS[item.subject].stages
