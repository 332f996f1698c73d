"""What a class teacher may say, and where teacher and list differ."""

import pytest

from core.errors import Refused
from core.screening.rules.comments import LONGEST, MOST, Concern, Gap, Remark, gap, tidied

NOTHING, WATCH, WORRIED = Concern.NOTHING, Concern.WATCH, Concern.WORRIED


@pytest.mark.parametrize(
    ("concern", "listed", "differs"),
    [
        (NOTHING, True, Gap.UNNOTICED),
        (WATCH, True, None),
        (WORRIED, True, None),
        (NOTHING, False, None),
        (WATCH, False, None),
        (WORRIED, False, Gap.UNLISTED),
    ],
)
def test_teacher_and_list_differ_at_the_two_ends_alone(concern: Concern, listed: bool, differs: Gap | None) -> None:
    assert gap(concern, listed=listed) is differs


def test_a_note_is_kept_without_space_around_it() -> None:
    assert tidied([Remark(7, WATCH, "  上课总睡觉 \n")]) == {7: Remark(7, WATCH, "上课总睡觉")}


def test_a_concern_may_come_as_its_stored_word() -> None:
    assert tidied([Remark(7, "worried")])[7].concern is WORRIED  # type: ignore[arg-type]  # as a browser would send it


@pytest.mark.parametrize(
    ("remarks", "code"),
    [
        ([], "comments.how_many"),
        ([Remark(at, NOTHING) for at in range(MOST + 1)], "comments.how_many"),
        ([Remark(7, NOTHING), Remark(7, WATCH)], "comments.twice"),
        ([Remark(7, WATCH, "字" * (LONGEST + 1))], "comments.note_too_long"),
        ([Remark(7, "crisis")], "comments.unknown_concern"),  # type: ignore[arg-type]  # as a browser might send it
    ],
)
def test_what_cannot_be_stored_is_refused(remarks: list[Remark], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        tidied(remarks)
    assert refusal.value.code == code


def test_as_many_and_as_long_as_allowed_is_taken() -> None:
    assert len(tidied([Remark(at, NOTHING, "字" * LONGEST) for at in range(MOST)])) == MOST
