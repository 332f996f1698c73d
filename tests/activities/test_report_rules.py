"""The life of a report, and what it lacks, by tables."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from core.activities.rules import ActivityKind, Audience, ReportState, SeasonState
from core.activities.rules.checklists import EvidenceSpec, ItemSpec
from core.activities.rules.facts import ActivityFacts, tidied
from core.activities.rules.reports import (
    COMMENT,
    LEAST_COMMENT,
    Step,
    begun,
    comment_flaw,
    lacks,
    off_season,
    step_flaw,
    steps_open,
    taken_over,
)

DAY = date(2026, 5, 11)
TODAY = date(2026, 5, 12)
ITEM = ItemSpec(
    code="lecture", title="一场讲座", short="讲座", kind=ActivityKind.LECTURE,
    audiences=(Audience.PUPILS, Audience.PARENTS),
    evidence=EvidenceSpec(photos=2, file=True, words=True, works=True),
)  # fmt: skip
WHOLE = ActivityFacts(
    ActivityKind.LECTURE, "讲座", DAY, DAY, "报告厅", 3, 200, 5, works={"drawing": 4}, partners=("hospital",), note="好"
)
DRAFT, SENT, RETURNED, ACCEPTED = (
    ReportState.DRAFT, ReportState.SENT, ReportState.RETURNED, ReportState.ACCEPTED,
)  # fmt: skip
WRITE = {Step.WRITE, Step.SEND, Step.REMOVE}


@pytest.mark.parametrize(
    ("state", "season", "steps"),
    [
        (DRAFT, SeasonState.OPEN, WRITE),
        (SENT, SeasonState.OPEN, {Step.TAKE_BACK, Step.RETURN, Step.ACCEPT}),
        (RETURNED, SeasonState.OPEN, WRITE),
        (ACCEPTED, SeasonState.OPEN, {Step.REOPEN}),
        (DRAFT, SeasonState.CLOSED, {Step.REMOVE}),
        (SENT, SeasonState.CLOSED, {Step.RETURN, Step.ACCEPT}),
        (RETURNED, SeasonState.CLOSED, WRITE),
        (ACCEPTED, SeasonState.CLOSED, {Step.REOPEN}),
        *((state, SeasonState.CANCELLED, set()) for state in ReportState),
        *((state, SeasonState.PLANNED, set()) for state in ReportState),
        *((ReportState.LOGGED, season, set()) for season in SeasonState),
    ],
)
def test_what_can_be_done_in_each_state(state: ReportState, season: SeasonState, steps: set[Step]) -> None:
    assert steps_open(state, season) == steps


def test_who_comes_too_late_is_told_why() -> None:
    assert step_flaw(Step.ACCEPT, DRAFT, SeasonState.OPEN) == "activities.report_moved_on"
    assert step_flaw(Step.SEND, DRAFT, SeasonState.CLOSED) == "activities.season_state"
    assert step_flaw(Step.SEND, RETURNED, SeasonState.CLOSED) is None


@dataclass(frozen=True)
class Missing:
    change: dict[str, Any]
    photos: int
    files: int
    told: tuple[str, ...]


@pytest.mark.parametrize(
    "case",
    [
        Missing({}, 2, 1, ()),
        Missing({}, 3, 2, ()),
        Missing({}, 1, 1, ("photos",)),
        Missing({}, 2, 0, ("file",)),
        Missing({"note": " "}, 2, 1, ("words",)),
        Missing({"works": {}}, 2, 1, ("works",)),
        Missing({"works": {"drawing": 0}}, 2, 1, ("works",)),
        Missing({"pupils": None}, 2, 1, ("people",)),
        Missing({"pupils": 0}, 2, 1, ("people",)),
        Missing({"pupils": None, "parents": 1}, 2, 1, ()),
        Missing({"pupils": None, "kind": ActivityKind.MEDIA}, 2, 1, ()),
        Missing({"pupils": None, "note": "", "works": {}}, 0, 0, ("people", "photos", "file", "words", "works")),
    ],
    ids=str,
)
def test_what_is_missing_of_what_the_item_asks_for_is_told(case: Missing) -> None:
    """Five teachers came too; the item is for pupils or parents, so they do not stand in for them."""
    assert lacks(ITEM, WHOLE._replace(**case.change), case.photos, case.files) == case.told


def test_nothing_is_missing_where_nothing_is_asked() -> None:
    assert lacks(None, WHOLE._replace(note=""), 0, 0) == ()
    assert lacks(ITEM.model_copy(update={"evidence": EvidenceSpec()}), WHOLE._replace(note="", works={}), 0, 0) == ()


@pytest.mark.parametrize(
    ("first", "last", "off"),
    [(-1, 0, False), (-2, -1, True), (0, 0, False), (30, 30, False), (30, 31, False), (31, 31, True)],
)
def test_what_was_held_entirely_beside_the_season_is_worth_a_look(first: int, last: int, off: bool) -> None:
    starts = date(2026, 5, 1)
    facts = WHOLE._replace(held_on=starts + timedelta(days=first), until=starts + timedelta(days=last))
    assert off_season(facts, starts, date(2026, 5, 31)) is off


def test_words_and_partners_are_taken_over_and_no_number_and_no_day() -> None:
    copied = taken_over(WHOLE, begun(ITEM, TODAY))
    same = ("title", "place", "partners", "note")
    assert [getattr(copied, name) for name in same] == [getattr(WHOLE, name) for name in same]
    assert copied._replace(**{name: getattr(begun(ITEM, TODAY), name) for name in same}) == begun(ITEM, TODAY)
    planned = begun(ITEM, TODAY)._replace(place="操场")
    assert taken_over(WHOLE, planned).place == "操场"
    assert (copied.held_on, copied.sessions, copied.attendances, dict(copied.works)) == (TODAY, 1, 0, {})


@pytest.mark.parametrize(
    ("comment", "flaw"),
    [
        ("", True), (" 补 ", True), ("补" * LEAST_COMMENT, False), ("补" * COMMENT, False), ("补" * (COMMENT + 1), True),
    ],
)  # fmt: skip
def test_what_is_given_back_says_why(comment: str, flaw: bool) -> None:
    assert (comment_flaw(comment) is not None) is flaw


def test_what_is_kept_has_no_empty_kinds_and_names_each_partner_once() -> None:
    untidy = WHOLE._replace(title=" 讲座 ", works={"drawing": 4, "essay": 0}, partners=("a", "b", "a"))
    assert (tidied(untidy).title, tidied(untidy).works, tidied(untidy).partners) == ("讲座", {"drawing": 4}, ("a", "b"))
