"""What may be evidence: with what title, of what day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.errors import Refused
from core.evaluation.rules.evidence import PAPERS, TITLE, Opened, check_day, checked_title
from tests.evaluation.selfing import DAY


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_every_kind_that_is_kept_has_a_type_for_the_browser() -> None:
    assert {Opened(b"", kind).mime.partition("/")[0] for kind in PAPERS} == {"image", "application"}


@pytest.mark.parametrize("length", [TITLE - 1, TITLE])
def test_a_title_is_kept_on_one_line(length: int) -> None:
    assert checked_title(f"  {'题' * (length - 2)}\n名  ") == f"{'题' * (length - 2)} 名"


@pytest.mark.parametrize("title", ["", " \n ", "题" * (TITLE + 1)])
def test_a_title_is_needed_and_not_too_long(title: str) -> None:
    assert code_of(lambda: checked_title(title)) == "evaluation.evidence_title"


@pytest.mark.parametrize(("days", "accepted"), [(-1, True), (0, True), (1, False)])
def test_evidence_is_not_of_a_day_to_come(days: int, accepted: bool) -> None:
    if accepted:
        check_day(DAY + timedelta(days=days), DAY)
    else:
        assert code_of(lambda: check_day(DAY + timedelta(days=days), DAY)) == "evaluation.evidence_day"
