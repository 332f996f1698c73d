"""What must be there before a decision; how much a mentor carries; when a home visit is owed; what a file is."""

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from core.cases.rules.attachments import MOST_BYTES, kind_of
from core.cases.rules.deciding import (
    LEAST_WHY,
    Standing,
    Way,
    check_confirmation,
    check_exclusion,
    check_reconsidering,
    reason,
    still_counts,
    way,
)
from core.cases.rules.pairing import check_capacity
from core.cases.rules.states import CaseState, WarningState
from core.cases.rules.tiering import farther
from core.cases.rules.visits import visits_due
from core.errors import AppError, Conflict, Refused

WAITING = WarningState.AWAITING_INTERVIEW


def code_of(check: object, *arguments: object) -> str | None:
    try:
        check(*arguments)  # type: ignore[operator]  # a rule
    except AppError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("state", [state for state in WarningState if state is not WAITING])
def test_a_decided_warning_is_not_decided_again(state: WarningState) -> None:
    for check in (check_exclusion, check_confirmation):
        with pytest.raises(Conflict, match=r"cases\.decided_already"):
            check(Standing(state, 1))


@pytest.mark.parametrize(
    ("standing", "excluding", "confirming"),
    [
        (Standing(WAITING, 0), "cases.interview_needed", "cases.interview_needed"),
        (Standing(WAITING, 1), None, None),
        (Standing(WAITING, 2, CaseState.CLOSED), None, None),
        (Standing(WAITING, 2, CaseState.IN_CARE), "cases.in_care_by_it", None),
        (Standing(WAITING, 2, CaseState.HANDING_OVER), "cases.in_care_by_it", None),
    ],
)
def test_a_decision_follows_a_talk(standing: Standing, excluding: str | None, confirming: str | None) -> None:
    assert code_of(check_exclusion, standing) == excluding
    assert code_of(check_confirmation, standing) == confirming


@pytest.mark.parametrize("state", list(WarningState))
def test_only_an_excluded_warning_is_reconsidered(state: WarningState) -> None:
    wanted = None if state is WarningState.EXCLUDED else "cases.not_excluded"
    assert code_of(check_reconsidering, state) == wanted


@pytest.mark.parametrize(
    ("why", "kept"),
    [
        ("谈" * (LEAST_WHY - 1), None),
        ("谈" * LEAST_WHY, "谈" * LEAST_WHY),
        (f"  {'谈' * (LEAST_WHY - 1)}  ", None),
        (f"  {'谈' * (LEAST_WHY + 1)}\n", "谈" * (LEAST_WHY + 1)),
        ("", None),
    ],
)
def test_a_reason_is_long_enough_to_be_understood(why: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(Refused, match=r"cases\.why_needed"):
            reason(why)
    else:
        assert reason(why) == kept


@pytest.mark.parametrize(
    ("open_case", "own", "wanted"),
    [
        (False, None, Way.OPEN),
        (True, None, Way.JOIN),
        (True, CaseState.CLOSED, Way.JOIN),
        (True, CaseState.IN_CARE, Way.JOIN),
        (False, CaseState.CLOSED, Way.REOPEN),
    ],
)
def test_a_person_has_one_open_case(open_case: bool, own: CaseState | None, wanted: Way) -> None:
    assert way(open_case, own) is wanted


@pytest.mark.parametrize(("carried", "capacity", "fits"), [(4, 5, True), (5, 5, False), (6, 5, False), (0, 0, False)])
def test_a_mentor_carries_no_more_than_fits(carried: int, capacity: int, fits: bool) -> None:
    assert (code_of(check_capacity, carried, capacity) is None) is fits


@pytest.mark.parametrize(
    ("groups", "last", "due"),
    [
        (["left_behind"], None, True),
        (["left_behind"], date(2025, 8, 31), True),
        (["left_behind"], date(2025, 9, 1), False),
        (["left_behind", "orphan"], date(2025, 9, 2), False),
        ([], None, False),
        ([], date(2025, 8, 31), False),
    ],
)
def test_pupils_of_special_groups_are_visited_once_a_term(groups: list[str], last: date | None, due: bool) -> None:
    assert visits_due(groups, last, term_begins=date(2025, 9, 1)) is due


@pytest.mark.parametrize(
    ("level", "other", "wanted"),
    [("班级", None, "班级"), ("班级", "校级", "校级"), ("区级", "校级", "区级"), ("市级", "区级", "市级")],
)
def test_the_farther_level_is_the_higher_one(level: str, other: str | None, wanted: str) -> None:
    assert farther(level, other) == wanted


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(ZipInfo(name), "x")  # the same day every time, or the test's name changes
    return buffer.getvalue()


TYPES = "[Content_Types].xml"
PDF = b"%PDF-1.7 and more"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpeg"),
        (archive(TYPES, "word/document.xml"), "docx"),
        (archive(TYPES, "xl/workbook.xml"), "xlsx"),
        (PDF + b"x" * (MOST_BYTES - len(PDF)), "pdf"),
        (PDF + b"x" * (MOST_BYTES - len(PDF) + 1), None),
        (archive("word/document.xml"), None),
        (archive(TYPES, "anything.xml"), None),
        (archive(TYPES, "word/document.xml", "word/vbaProject.bin"), None),
        (archive(TYPES, "word/document.xml")[:40], None),
        (b"PK\x03\x04 and no archive", None),
        (b"MZ\x90\x00", None),
        (b"<html><script>", None),
        (b" %PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str | None) -> None:
    if kind is None:
        with pytest.raises(Refused):
            kind_of(content)
    else:
        assert kind_of(content) == kind


EARLY, THEN, LATE = (datetime(2025, 10, day, 8, tzinfo=UTC) for day in (9, 10, 11))


@pytest.mark.parametrize(
    ("written", "decided", "revised", "urgent", "counts"),
    [
        (THEN, None, None, False, True),
        (THEN, EARLY, None, False, True),
        (THEN, THEN, None, False, True),
        (THEN, LATE, None, False, False),
        (THEN, None, LATE, False, True),
        (THEN, None, LATE, True, False),
        (THEN, None, THEN, True, True),
        (THEN, EARLY, LATE, True, False),
        (LATE, EARLY, THEN, True, True),
    ],
)
def test_a_talk_counts_that_came_after_what_was_decided_or_flagged(
    written: datetime, decided: datetime | None, revised: datetime | None, urgent: bool, counts: bool
) -> None:
    assert still_counts(written, decided_at=decided, revised_at=revised, urgent=urgent) is counts
