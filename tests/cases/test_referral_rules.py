"""Rules of referrals, of leave and return, and of handovers, case by case."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cases.rules.handovers import (
    HANDOVER_STATE_TITLES,
    HANDOVER_STEPS,
    HANDOVER_TITLES,
    HandoverKind,
    HandoverState,
    HandoverStep,
    handing_flaw,
    handover_after,
    paper_number,
)
from core.cases.rules.institutions import KIND_TITLES, InstitutionFacts, InstitutionKind, institution_flaw
from core.cases.rules.referrals import (
    CONSENT_TITLES,
    LEAST_WORDS,
    MOST_WORDS,
    REFERRAL_STEPS,
    REFERRAL_TITLES,
    WAY_TITLES,
    Consent,
    Consented,
    ConsentWay,
    ReferralState,
    ReferralStep,
    answering_level,
    farther,
    referral_after,
    sending_flaw,
    waiting_days,
    words_flaw,
)
from core.cases.rules.tracks import (
    POINT_TITLES,
    POINTS,
    TRACK_TITLES,
    Taken,
    Track,
    TrackPoint,
    next_points,
    track_flaw,
)
from core.errors import Refused

TODAY = date(2025, 11, 3)
YES = Consented(Consent.GIVEN, "母亲", ConsentWay.WRITTEN, TODAY)
LEGAL_REFERRALS = {("sent", "accept"): "accepted", ("sent", "decline"): "declined", ("sent", "revoke"): "revoked",
                   ("accepted", "come_back"): "returned"}  # fmt: skip
LEGAL_HANDOVERS = {("proposed", "accept"): "accepted", ("proposed", "return"): "returned",
                   ("proposed", "revoke"): "revoked"}  # fmt: skip


@pytest.mark.parametrize(("state", "step"), [*product(ReferralState, ReferralStep)])
def test_a_referral_takes_its_four_steps_and_no_other(state: ReferralState, step: ReferralStep) -> None:
    wanted = LEGAL_REFERRALS.get((state.value, step.value))
    if wanted is None:
        with pytest.raises(Refused, match=r"cases\.no_such_referral_step"):
            referral_after(state, step)
    else:
        assert referral_after(state, step).value == wanted


@pytest.mark.parametrize(("state", "step"), [*product(HandoverState, HandoverStep)])
def test_a_handover_is_answered_once(state: HandoverState, step: HandoverStep) -> None:
    wanted = LEGAL_HANDOVERS.get((state.value, step.value))
    if wanted is None:
        with pytest.raises(Refused, match=r"cases\.no_such_handover_step"):
            handover_after(state, step)
    else:
        assert handover_after(state, step).value == wanted


def test_the_tables_hold_no_step_beyond_these() -> None:
    assert len(REFERRAL_STEPS) == len(LEGAL_REFERRALS)
    assert len(HANDOVER_STEPS) == len(LEGAL_HANDOVERS)


@pytest.mark.parametrize(
    ("asked", "urgent", "flaw"),
    [
        (YES, "", None),
        (YES._replace(who=" "), "", "cases.consent_who"),
        (YES._replace(on=date(2025, 11, 4)), "", "cases.consent_ahead"),
        (YES._replace(on=date(2025, 11, 2)), "", None),
        (YES._replace(consent=Consent.REFUSED), "", "cases.consent_missing"),
        (YES._replace(consent=Consent.REFUSED), "急要送", "cases.consent_missing"),
        (YES._replace(consent=Consent.REFUSED), "当晚要送", None),
        (YES._replace(consent=Consent.NOT_REACHED), "", "cases.consent_missing"),
        (YES._replace(consent=Consent.NOT_REACHED), "联系不上且有危险", None),
        (YES._replace(consent=Consent.REFUSED, who=""), "当晚要送", "cases.consent_who"),
    ],
)
def test_without_the_guardians_yes_a_referral_goes_in_an_emergency_alone(
    asked: Consented, urgent: str, flaw: str | None
) -> None:
    assert sending_flaw(asked, urgent, TODAY) == flaw


@pytest.mark.parametrize("consent", list(Consent))
def test_a_file_is_handed_over_with_a_yes_alone(consent: Consent) -> None:
    flaw = None if consent is Consent.GIVEN else "cases.handover_consent"
    assert handing_flaw(YES._replace(consent=consent), TODAY) == flaw


@pytest.mark.parametrize(
    ("size", "flaw"),
    [
        (0, "cases.referral_words_short"), (LEAST_WORDS - 1, "cases.referral_words_short"), (LEAST_WORDS, None),
        (LEAST_WORDS + 1, None), (MOST_WORDS - 1, None), (MOST_WORDS, None), (MOST_WORDS + 1, "cases.referral_words_long"),
    ],
)  # fmt: skip
def test_reasons_have_a_least_and_a_greatest_length(size: int, flaw: str | None) -> None:
    assert words_flaw(f" {'字' * size} ") == flaw


@pytest.mark.parametrize(
    ("kind", "centre", "level"),
    [
        (InstitutionKind.CENTRE, "区级", "区级"), (InstitutionKind.CENTRE, "市级", "市级"),
        (InstitutionKind.CENTRE, None, None), (InstitutionKind.HOSPITAL, "区级", None),
        (InstitutionKind.HOTLINE, "市级", None),
    ],
)  # fmt: skip
def test_a_bureaus_centre_alone_answers_in_the_system(
    kind: InstitutionKind, centre: str | None, level: str | None
) -> None:
    assert answering_level(kind, centre) == level


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (None, "区级", "区级"), ("区级", None, "区级"), ("市级", "区级", "市级"), ("校级", "区级", "区级"), (None, None, None),
    ],
)  # fmt: skip
def test_the_farther_level_is_kept(one: str | None, other: str | None, wanted: str | None) -> None:
    assert farther(one, other) == wanted


def facts(**other: object) -> InstitutionFacts:
    return InstitutionFacts(InstitutionKind.HOSPITAL, "示例市精神卫生中心", "", "0570-0000000")._replace(**other)  # type: ignore[arg-type]  # passed on


@pytest.mark.parametrize(
    ("given", "flaw"),
    [
        (facts(), None),
        (facts(name=""), "cases.institution_name"),
        (facts(phone=""), "cases.institution_phone"),
        (facts(phone="", active=False), None),
        (facts(name="字" * 80), None),
        (facts(name="字" * 81), "cases.institution_long"),
        (facts(note="字" * 201), "cases.institution_long"),
    ],
)
def test_an_entry_has_a_name_and_a_number_to_call(given: InstitutionFacts, flaw: str | None) -> None:
    assert institution_flaw(given) == flaw


def test_leave_has_four_steps_and_return_five() -> None:
    assert [len(POINTS[track]) for track in (Track.LEAVE, Track.RETURN)] == [4, 5]
    assert sorted(point for points in POINTS.values() for point in points) == sorted(TrackPoint)


def walked(track: Track, upto: int, passed: bool = True) -> list[Taken]:
    points = POINTS[track][:upto]
    return [Taken(track, one, TODAY, passed if one is TrackPoint.DECIDED else None) for one in points]


@pytest.mark.parametrize("track", list(Track))
def test_the_steps_of_a_track_come_in_their_order(track: Track) -> None:
    for done in range(1, len(POINTS[track])):
        assert next_points(walked(track, done)) == ((track, POINTS[track][done]),)


def test_a_pupil_may_be_away_already_when_the_first_step_is_written_down() -> None:
    assert next_points([]) == ((Track.LEAVE, TrackPoint.NOTICED), (Track.RETURN, TrackPoint.PAPERS))


@pytest.mark.parametrize(("track", "other"), [(Track.LEAVE, Track.RETURN), (Track.RETURN, Track.LEAVE)])
def test_a_finished_track_opens_the_other(track: Track, other: Track) -> None:
    assert next_points(walked(track, len(POINTS[track]))) == ((other, POINTS[other][0]),)


def test_a_pupil_who_did_not_pass_begins_the_return_anew() -> None:
    refused = walked(Track.RETURN, 4, passed=False)
    assert refused[-1].point is TrackPoint.DECIDED
    assert next_points(refused) == ((Track.RETURN, TrackPoint.PAPERS),)


DECIDED = Taken(Track.RETURN, TrackPoint.DECIDED, TODAY, True)


@pytest.mark.parametrize(
    ("before", "step", "person", "note", "flaw"),
    [
        ([], Taken(Track.LEAVE, TrackPoint.NOTICED, TODAY), "王老师", "连续两周没有到校", None),
        ([], Taken(Track.LEAVE, TrackPoint.ASSESSED, TODAY), "王老师", "连续两周没有到校", "cases.track_order"),
        ([], Taken(Track.LEAVE, TrackPoint.NOTICED, TODAY, True), "王老师", "连续两周没有到校", "cases.track_decision"),
        (walked(Track.RETURN, 3), DECIDED, "校审小组", "材料齐全", None),
        (walked(Track.RETURN, 3), DECIDED._replace(passed=False), "校审小组", "还需要休养", None),
        (walked(Track.RETURN, 3), DECIDED._replace(passed=None), "校审小组", "材料齐全", "cases.track_decision"),
        ([], Taken(Track.LEAVE, TrackPoint.NOTICED, date(2025, 11, 4)), "王老师", "明天的事", "cases.track_ahead"),
        (walked(Track.RETURN, 3), DECIDED._replace(held_on=date(2025, 11, 2)), "校审小组", "材料齐全",
         "cases.track_backwards"),
        ([], Taken(Track.LEAVE, TrackPoint.NOTICED, TODAY), " ", "连续两周没有到校", "cases.track_person"),
        ([], Taken(Track.LEAVE, TrackPoint.NOTICED, TODAY), "王老师", "短", "cases.referral_words_short"),
    ],
)  # fmt: skip
def test_a_step_is_written_down_in_order_with_its_people_and_a_note(
    before: list[Taken], step: Taken, person: str, note: str, flaw: str | None
) -> None:
    assert track_flaw(before, step, person=person, note=note, today=TODAY) == flaw


@given(st.lists(st.integers(0, 9), max_size=60))
def test_whatever_is_chosen_each_track_is_walked_from_its_first_step_on(choices: list[int]) -> None:
    taken: list[Taken] = []
    for choice in choices:
        track, point = next_points(taken)[choice % len(next_points(taken))]
        passed = choice % 2 == 0 if point is TrackPoint.DECIDED else None
        taken.append(Taken(track, point, TODAY, passed))
    for before, after in pairwise(taken):
        points, anew = POINTS[before.track], POINTS[after.track][0]
        if after.point is anew:
            assert before.passed is False or before.point is points[-1]
        else:
            assert after.track is before.track
            assert points.index(after.point) == points.index(before.point) + 1


@pytest.mark.parametrize(("days", "waits"), [(-1, 1), (0, 1), (1, 1), (3, 3), (59, 59), (60, 60), (61, 60)])
def test_an_answer_may_take_from_one_to_sixty_school_days(days: int, waits: int) -> None:
    assert waiting_days(days) == waits


@pytest.mark.parametrize(
    ("titles", "kinds"),
    [
        (KIND_TITLES, InstitutionKind), (CONSENT_TITLES, Consent), (WAY_TITLES, ConsentWay), (TRACK_TITLES, Track),
        (REFERRAL_TITLES, ReferralState), (POINT_TITLES, TrackPoint), (HANDOVER_TITLES, HandoverKind),
        (HANDOVER_STATE_TITLES, HandoverState),
    ],
)  # fmt: skip
def test_everything_that_is_shown_has_its_word(titles: Mapping[StrEnum, str], kinds: type[StrEnum]) -> None:
    assert set(titles) == set(kinds)
    assert len(set(titles.values())) == len(kinds)


def test_a_paper_package_has_a_number_of_its_own() -> None:
    assert paper_number(2025, 7) == "移2025-000007"
