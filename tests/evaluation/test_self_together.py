"""Two colleagues of a school at the same moment: nothing is lost, and what is handed in stays whole."""

import pytest

from core.evaluation.rules.marks import Mark
from core.evaluation.rules.selfing import lack
from core.evaluation.rules.states import EntryState
from tests.evaluation.selfing import DAY, PDF, SHEET, School, a_school
from tests.together import together
from tests.world import World


@pytest.fixture
def school(world: World) -> School:
    return a_school(world)


@pytest.mark.parametrize("_again", range(3))
def test_handing_in_and_taking_evidence_away_have_an_order(school: School, _again: int) -> None:
    evidence = school.fill()
    other = school._replace(who="school_admin_a")
    answers = together(school.submit, lambda: other.act("remove_evidence", evidence_id=evidence))
    sheet = school.sheet()
    if sheet.entry.state is EntryState.SUBMITTED:
        assert answers == [None, "evaluation.evidence_frozen"]
        assert not lack(SHEET, sheet.marks, sheet.evidence)
    else:
        assert answers == ["evaluation.incomplete", None]


@pytest.mark.parametrize("_again", range(3))
def test_handing_in_and_marking_have_an_order(school: School, _again: int) -> None:
    school.fill()
    other = school._replace(who="school_admin_a")
    answers = together(school.submit, lambda: other.mark("B1", 1))
    assert answers[0] is None
    assert answers[1] in (None, "evaluation.entry_submitted")
    assert school.sheet().marks["B1"] == (Mark.of(1) if answers[1] is None else Mark.of("4.5"))


def test_two_who_mark_an_item_at_once_leave_one_mark(school: School) -> None:
    other = school._replace(who="school_admin_a")
    assert together(lambda: school.mark("B1", 1), lambda: other.mark("B1", 2)) == [None, None]
    assert school.sheet().marks["B1"] in (Mark.of(1), Mark.of(2))


def test_the_same_file_uploaded_twice_at_once_is_one_piece(school: School) -> None:
    other = school._replace(who="school_admin_a")
    first, second = together(school.upload, other.upload)
    assert first == second
    assert len(school.pieces()) == 1


def test_two_new_versions_at_once_have_two_numbers(school: School) -> None:
    evidence, other = school.upload(), school._replace(who="school_admin_a")
    together(
        lambda: school.renew(evidence, PDF + b"% one"),
        lambda: other.act("new_version", evidence_id=evidence, taken_on=DAY, content=PDF + b"% two"),
    )
    (piece,) = school.pieces()
    assert [row.version for row in piece.versions] == [3, 2, 1]
