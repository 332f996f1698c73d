"""The rules of the register: how long certificates carry, the two rates, and what cannot be."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.training.rules import StaffKind
from core.training.rules.certificates import FOREVER, CertificateState, certificate_state, days_left
from core.training.rules.staff import (
    AHEAD,
    EARLIEST,
    KIND,
    MOST_HOURS,
    NAME,
    SUBJECT,
    TITLE,
    CertificateFacts,
    HoursFacts,
    StaffFacts,
    certificate_flaw,
    hours_flaw,
    leave_flaw,
    staff_flaw,
    tidied_certificate,
    tidied_staff,
)
from core.training.rules.titles import KIND_TITLES, STATE_TITLES
from tests.training.builders import TODAY

DAY = timedelta(days=1)
WHO = StaffFacts("林示例", StaffKind.FULL_TIME, "心理健康", date(2024, 9, 1))
PAPER = CertificateFacts("心理健康教育教师资格证", "示例001", date(2022, 6, 1), date(2027, 6, 1))
COURSE = HoursFacts("岗位培训", date(2025, 10, 11), Decimal(8))


@pytest.mark.parametrize(
    ("last", "state", "left"),
    [
        (None, CertificateState.NONE, None),
        (TODAY - DAY, CertificateState.EXPIRED, -1),
        (TODAY, CertificateState.EXPIRING, 0),
        (TODAY + 89 * DAY, CertificateState.EXPIRING, 89),
        (TODAY + 90 * DAY, CertificateState.EXPIRING, 90),
        (TODAY + 91 * DAY, CertificateState.VALID, 91),
        (FOREVER, CertificateState.VALID, None),
    ],
)
def test_a_certificate_is_valid_until_its_last_day_and_pointed_out_for_ninety_days(
    last: date | None, state: CertificateState, left: int | None
) -> None:
    assert (certificate_state(last, TODAY), days_left(last, TODAY)) == (state, left)


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, None),
        ({"name": ""}, "training.name_needed"),
        ({"name": "林" * NAME}, None),
        ({"name": "林" * (NAME + 1)}, "training.name_needed"),
        ({"subject": "心" * SUBJECT}, None),
        ({"subject": "心" * (SUBJECT + 1)}, "training.subject_too_long"),
        ({"since": EARLIEST - DAY}, "training.since_unlikely"),
        ({"since": EARLIEST}, None),
        ({"since": TODAY + AHEAD}, None),
        ({"since": TODAY + AHEAD + DAY}, "training.since_unlikely"),
    ],
)
def test_facts_of_somebody_that_cannot_be_are_told(change: dict[str, Any], flaw: str | None) -> None:
    assert staff_flaw(WHO._replace(**change), TODAY) == flaw


@pytest.mark.parametrize(
    ("until", "flaw"),
    [
        (None, None),
        (WHO.since - DAY, "training.left_before_beginning"),
        (WHO.since, None),
        (TODAY + AHEAD, None),
        (TODAY + AHEAD + DAY, "training.since_unlikely"),
    ],
)
def test_nobody_leaves_before_they_begin(until: date | None, flaw: str | None) -> None:
    assert leave_flaw(WHO.since, until, TODAY) == flaw


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, None),
        ({"kind": ""}, "training.certificate_kind_needed"),
        ({"kind": "证" * (KIND + 1)}, "training.certificate_kind_needed"),
        ({"number": ""}, None),
        ({"number": "1" * 41}, "training.certificate_kind_needed"),
        ({"issued_on": TODAY}, None),
        ({"issued_on": TODAY + DAY}, "training.issued_unlikely"),
        ({"valid_until": None}, None),
        ({"valid_until": PAPER.issued_on}, None),
        ({"valid_until": PAPER.issued_on - DAY}, "training.lapses_before_issue"),
    ],
)
def test_certificates_that_cannot_be_are_told(change: dict[str, Any], flaw: str | None) -> None:
    assert certificate_flaw(PAPER._replace(**change), TODAY) == flaw


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, None),
        ({"title": " "}, "training.training_title_needed"),
        ({"title": "训" * (TITLE + 1)}, "training.training_title_needed"),
        ({"hours": Decimal(0)}, "training.hours_unlikely"),
        ({"hours": Decimal("0.1")}, None),
        ({"hours": Decimal("0.15")}, "training.hours_unlikely"),
        ({"hours": MOST_HOURS}, None),
        ({"hours": MOST_HOURS + 1}, "training.hours_unlikely"),
        ({"held_on": TODAY}, None),
        ({"held_on": TODAY + DAY}, "training.held_unlikely"),
    ],
)
def test_trainings_that_cannot_be_are_told(change: dict[str, Any], flaw: str | None) -> None:
    assert hours_flaw(COURSE._replace(**change), TODAY) == flaw


def test_names_and_numbers_are_tidied() -> None:
    assert tidied_staff(WHO._replace(name=" 林  示例 ")).name == "林 示例"
    assert tidied_certificate(PAPER._replace(kind=" 资格证 ", number="示例 001"))[:2] == ("资格证", "示例001")


def test_certificates_without_a_number_are_told_apart_by_their_day() -> None:
    bare = PAPER._replace(number="")
    assert bare.same != bare._replace(issued_on=bare.issued_on + DAY).same
    assert PAPER.same == PAPER._replace(valid_until=None).same


def test_everything_has_a_title() -> None:
    assert (set(KIND_TITLES), set(STATE_TITLES)) == (set(StaffKind), set(CertificateState))
