"""Whoever has a stake, or no part in it, neither decides nor reads by a side way."""

from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.errors import AppError
from core.evaluation import actions, queries
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.states import RoundState, TieKind
from core.evaluation.tables import Moderation
from tests.evaluation.after import a_recognition, rows_of
from tests.evaluation.builders import an_assignment
from tests.evaluation.marking import a_case
from tests.evaluation.rated import Stood, advanced, kept
from tests.evaluation.selfing import PDF, a_school
from tests.world import World

HIGH, LOW = {"1.1": 10, "1.2": 9, "1.3": 0}, {"1.1": 2, "1.2": 9, "1.3": 0}


def answered(world: World, who: str, verb: str, **given: object) -> str:
    """The code an act is refused with, "" when it is done."""
    try:
        with writing() as session:
            getattr(actions, verb)(session, world.actor(who), **given)
    except AppError as refusal:
        return refusal.code
    return ""


def tied(world: World, who: str, school: str = "a") -> None:
    """Tell that somebody has family at a school."""
    given = {"account_id": world.accounts[who], "school_id": world.orgs[school], "kind": TieKind.FAMILY}
    assert answered(world, "city_centre", "tie", **given) == ""


def in_moderation(world: World, **other: object) -> Stood:
    round_ = kept(world, {"a": [HIGH, LOW]}, raters=("reviewer", "city_centre"), gap_points=1, **other)
    advanced(world, round_.round_id, RoundState.MODERATION)
    return round_


def settled_by(world: World, who: str) -> str:
    (row,) = rows_of(Moderation)
    return answered(world, who, "settle", moderation_id=row.id, mark=Mark.of(7), reason="一起看过台账")


def test_whoever_has_a_stake_in_a_school_does_not_settle_its_items(world: World) -> None:
    in_moderation(world)
    tied(world, "researcher")
    assert settled_by(world, "researcher") == "moderation.tied"
    assert settled_by(world, "centre") == ""
    (row,) = rows_of(Moderation)
    assert answered(world, "researcher", "reopen_moderation", moderation_id=row.id) == "moderation.tied"


def test_where_the_chair_has_a_stake_a_manager_settles_instead(world: World) -> None:
    in_moderation(world, chair_id=world.accounts["city_centre"])
    assert settled_by(world, "researcher") == "moderation.not_the_chair"
    tied(world, "city_centre")
    assert settled_by(world, "city_centre") == "moderation.tied"
    assert settled_by(world, "researcher") == ""


def test_a_sheet_of_somebody_with_a_stake_is_not_handed_in(world: World) -> None:
    """The tie became known after the assignment: what is filled in stays, and counts for nothing."""
    case = a_case(world)
    case.fill()
    tied(world, "reviewer")
    assert answered(world, "reviewer", "submit_marks", assignment_id=case.id) == "marking.tied"
    assert answered(world, "reviewer", "save_mark", assignment_id=case.id, code="B.5", mark=Mark.of(1)) == ""


def test_a_bureau_reads_no_self_assessment_that_was_not_handed_in(world: World) -> None:
    school = a_school(world)
    school.fill()
    given = {"entry_id": school.entry}
    assert answered(world, "researcher", "print_self_sheet", **given) == "not_found"
    assert answered(world, "counsellor_a", "print_self_sheet", **given) == ""
    school.submit()
    assert answered(world, "researcher", "print_self_sheet", **given) == ""


def test_a_rater_opens_nothing_that_a_school_is_still_at_work_on(world: World) -> None:
    school = a_school(world)
    first = school.fill()
    school.submit()
    with writing() as session:
        sheet = an_assignment(session, world, school.entry)
    school.move(RoundState.REVIEW)
    opened = {"assignment_id": sheet, "evidence_id": first}
    assert answered(world, "reviewer", "open_evidence_as_rater", **opened) == ""
    school.back()
    later = school.upload(PDF + b"% not handed in")
    school.link(later, ["A1"])
    assert answered(world, "reviewer", "open_evidence_as_rater", **(opened | {"evidence_id": later})) == "not_found"


def test_what_another_bureaus_round_recognised_is_not_withdrawn_or_prolonged(world: World) -> None:
    round_ = kept(world, {"a": [HIGH]}, at="city")
    with writing() as session:
        given = a_recognition(session, world, round_id=round_.round_id, entry_id=round_.entries["a"])
        own = a_recognition(session, world, number="云心室〔2025〕2号")
    reason = {"reason": "不再符合标准"}
    assert answered(world, "researcher", "withdraw_recognition", recognition_id=given, **reason) == "not_found"
    assert answered(world, "city_centre", "withdraw_recognition", recognition_id=given, **reason) == ""
    assert answered(world, "researcher", "withdraw_recognition", recognition_id=own, **reason) == ""


def test_nobody_takes_back_what_was_told_of_themselves(world: World) -> None:
    tied(world, "researcher")
    with reading() as session:
        (row,) = queries.ties(session, SYSTEM_SCOPE)
    assert answered(world, "researcher", "untie", tie_id=row.id) == "evaluation.own_tie"
    assert answered(world, "centre", "untie", tie_id=row.id) == ""
