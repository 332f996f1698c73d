"""The life of a report, its figures, and what is hidden in their sums."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cases.rules.states import BALANCED, WarningState
from core.cases.rules.tiering import Tier
from core.errors import Refused
from core.screening.rules.report_sums import Filed, Place, sums
from core.screening.rules.reporting import (
    LEAST,
    LONGEST,
    Figures,
    ReportState,
    ReportStep,
    Standing,
    after,
    checked_text,
    figures,
    is_reviewed,
    packed,
    total,
    unpacked,
)

DRAFT, SUBMITTED = ReportState.DRAFT, ReportState.SUBMITTED
RETURNED, ACCEPTED = ReportState.RETURNED, ReportState.ACCEPTED
WAITING, IN_CARE, WITHDRAWN = WarningState.AWAITING_INTERVIEW, WarningState.IN_CARE, WarningState.WITHDRAWN
LEGAL = {
    (DRAFT, "write"): DRAFT,
    (DRAFT, "submit"): SUBMITTED,
    (RETURNED, "write"): RETURNED,
    (RETURNED, "submit"): SUBMITTED,
    (SUBMITTED, "return"): RETURNED,
    (SUBMITTED, "accept"): ACCEPTED,
    (ACCEPTED, "return"): RETURNED,
}


@pytest.mark.parametrize(("state", "step"), list(product(ReportState, ReportStep)))
def test_a_report_takes_legal_steps_and_no_other(state: ReportState, step: ReportStep) -> None:
    if (state, step.value) in LEGAL:
        assert after(state, step) is LEGAL[state, step.value]
        return
    with pytest.raises(Refused) as refusal:
        after(state, step)
    assert refusal.value.code == "reports.no_such_step"


@pytest.mark.parametrize("state", [DRAFT, RETURNED])
def test_a_report_that_nobody_reviews_counts_when_it_is_sent(state: ReportState) -> None:
    assert after(state, ReportStep.SUBMIT, reviewed=False) is ACCEPTED
    assert after(state, ReportStep.WRITE, reviewed=False) is state


@pytest.mark.parametrize(("asked", "reviewed"), [((), False), ((False, False), False), ((False, True), True)])
def test_one_level_that_two_look_at_brings_the_review(asked: tuple[bool, ...], reviewed: bool) -> None:
    assert is_reviewed(Tier(2, "班级", "班级关注", second, 10, 10, "school_days") for second in asked) is reviewed


def test_equal_standings_are_put_together_and_withdrawn_ones_left_out() -> None:
    found = figures(
        30, 28, [Standing(IN_CARE, 2, 1), Standing(WAITING, 4, 2), Standing(IN_CARE, 2, 3), Standing(WITHDRAWN, 4, 9)]
    )
    assert found.standings == (Standing(WAITING, 4, 2), Standing(IN_CARE, 2, 4))
    assert (found.listed, found.of(state=IN_CARE), found.of(severity=4), found.of(state=WAITING, severity=2)) == (
        6, 4, 2, 0,
    )  # fmt: skip
    assert found.by_tier((4, 3, 2)) == (2, 0, 4, 22)


STANDINGS = st.lists(
    st.builds(Standing, st.sampled_from(BALANCED), st.integers(1, 4), st.integers(0, 500)), max_size=30
)


@given(STANDINGS, STANDINGS)
def test_nobody_is_lost_on_the_way_up(one: list[Standing], other: list[Standing]) -> None:
    schools = [figures(900, 800, one), figures(10, 9, other)]
    whole = total(unpacked(packed(school)) for school in schools)
    assert (whole.due, whole.tested) == (910, 809)
    assert whole.listed == sum(each.people for each in [*one, *other])
    for state, severity in product(BALANCED, range(1, 5)):
        assert whole.of(state=state, severity=severity) == sum(
            each.people for each in [*one, *other] if each.state is state and each.severity == severity
        )


@pytest.mark.parametrize(
    ("text", "least", "code"),
    [
        ("请改", LEAST, "reports.say_why"),
        ("　 ", 1, "reports.say_why"),
        ("字" * (LONGEST + 1), 0, "reports.text_too_long"),
    ],
)
def test_a_text_too_short_or_too_long_is_refused(text: str, least: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked_text(text, least=least)
    assert refusal.value.code == code


def test_a_text_as_short_and_as_long_as_allowed_is_kept() -> None:
    assert checked_text("  请补充吧 ", least=LEAST) == "请补充吧"
    assert checked_text("字" * LONGEST) == "字" * LONGEST
    assert checked_text("") == ""


def place(org: int, tested: int, *people: int, accepted: int = 1, asked: int = 3) -> Place:
    """A place of severities 4 and 2."""
    standings = [Standing(IN_CARE, severity, each) for severity, each in zip((4, 2), people, strict=True)]
    return Place(org, Filed(asked, {ACCEPTED: accepted, DRAFT: 1}), figures(tested, tested, standings))


def test_a_draft_and_nothing_at_all_are_missing_alike() -> None:
    filed = sums([place(1, 100, 1, 2), place(2, 100, 3, 4, accepted=2)], (4, 2), hide=False).filed
    assert (filed.asked, filed.of(ACCEPTED), filed.missing) == (6, 3, 3)


def test_those_who_review_read_every_figure() -> None:
    found = sums([place(1, 100, 1, 2), place(2, 50, 3, 4)], (4, 2), hide=False)
    assert found.cells == ((1, 2, 97), (3, 4, 43))
    assert [found.column(at) for at in range(3)] == [4, 6, 140]
    assert (found.listed(0), found.listed(1), found.all_listed) == (3, 7, 10)


def test_a_small_figure_is_hidden_together_with_what_would_give_it_away() -> None:
    found = sums([place(1, 900, 3, 200), place(2, 800, 40, 100), place(3, 700, 30, 90)], (4, 2), hide=True)
    assert found.cell(0, 0) is None
    hidden_in_row = [at for at in range(3) if found.cell(0, at) is None]
    assert len(hidden_in_row) >= 2
    assert found.listed(0) is (None if found.cell(0, 2) is None else 203)


@pytest.mark.parametrize(("gravest", "hides"), [(9, True), (10, False), (0, False)])
def test_a_place_alone_hides_all_of_its_tiers_or_none(gravest: int, hides: bool) -> None:
    found = sums([place(1, 900, gravest, 200)], (4, 2), hide=True)
    assert [found.cell(0, at) is None for at in range(3)] == [hides] * 3
    assert [found.column(at) is None for at in range(3)] == [hides] * 3
    assert (found.all_listed is None) is hides


def test_more_on_the_list_than_tested_leaves_nobody_beside_it() -> None:
    assert Figures(5, 1, (Standing(WAITING, 4, 3),)).by_tier((4,)) == (3, 0)


def test_no_place_has_nothing_to_hide() -> None:
    found = sums([], (4, 2), hide=True)
    assert (found.cells, found.all_listed, found.filed) == ((), 0, Filed(0, dict.fromkeys(ReportState, 0)))
