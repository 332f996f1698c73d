"""佐证材料: kept once, in versions, laid beside items, frozen with what was handed in, opened by those it is for."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE, Capability
from core.database import files, reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.evaluation import queries
from core.evaluation.queries import Laid
from core.evaluation.rules.evidence import Opened
from core.evaluation.rules.states import AssignmentState, RoundState
from core.evaluation.tables import Evidence
from tests.evaluation.builders import a_round, an_assignment, an_entry
from tests.evaluation.marking import seen as sheet_of
from tests.evaluation.selfing import DAY, DURING, OWED, PDF, SHEET, School, a_school
from tests.media.builders import GPS, photo
from tests.world import World

NEWER = PDF + b"% newer"


@pytest.fixture
def school(world: World) -> School:
    return a_school(world)


def refused(school: School, verb: str, **given: object) -> str:
    with pytest.raises(Refused) as refusal:
        school.act(verb, **given)
    return refusal.value.code


def laid(school: School) -> dict[str, list[int]]:
    return {code: [one.row.id for one in each] for code, each in school.sheet().evidence.items()}


def rows() -> list[Evidence]:
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(Evidence).order_by(Evidence.id), Evidence)))  # type: ignore[arg-type]  # a column


def opened(school: School, who: str, evidence: int) -> Opened:
    return school._replace(who=who).act("open_evidence", evidence_id=evidence)  # type: ignore[no-any-return]  # by name


def test_a_photograph_is_kept_without_the_place_and_sealed(school: School) -> None:
    taken = photo()
    with Image.open(BytesIO(taken)) as before:
        assert before.getexif().get_ifd(GPS)
    evidence = school.upload(taken, "  辅导室\n照片 ")
    (row,) = rows()
    assert (row.id, row.piece, row.version, row.title, row.kind) == (evidence, evidence, 1, "辅导室 照片", "jpeg")
    assert (row.taken_on, row.at, row.by_id) == (DAY, DURING, school.world.accounts["counsellor_a"])
    kept = files.fetch(row.digest)
    assert len(kept) == row.size
    with Image.open(BytesIO(kept)) as after:
        assert dict(after.getexif()) == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"content": b"MZ program"}, "media.kind"),
        ({"content": photo()[:200]}, "media.broken"),
        ({"title": " "}, "evaluation.evidence_title"),
        ({"taken_on": DURING.date() + timedelta(days=1)}, "evaluation.evidence_day"),
    ],
    ids=["kind", "broken", "title", "day"],
)
def test_what_is_no_evidence_is_refused_and_nothing_kept(school: School, given: dict[str, object], code: str) -> None:
    sound = {"school_id": school.world.orgs["a"], "title": "制度", "taken_on": DAY, "content": PDF}
    assert refused(school, "add_evidence", **sound | given) == code
    assert rows() == []


def test_the_same_file_is_kept_once_a_school(school: School) -> None:
    first = school.upload(photo())
    again = school.act("add_evidence", school_id=school.world.orgs["a"], title="又一次", taken_on=DAY, content=photo())
    assert again == (first, True)
    other = school._replace(who="counsellor_b").act(
        "add_evidence", school_id=school.world.orgs["b"], title="照片", taken_on=DAY, content=photo()
    )
    assert not other.known
    assert [row.title for row in rows()] == ["制度文件", "照片"]


def test_one_piece_serves_many_items(school: School) -> None:
    evidence = school.upload()
    assert school.link(evidence, ["A1", "A2", "A1"]) == 2
    assert school.link(evidence, ["A2", "B1"]) == 1
    assert laid(school) == {"A1": [evidence], "A2": [evidence], "B1": [evidence]}
    assert school.act("unlink_evidence", entry_id=school.entry, evidence_id=evidence, codes=["A2", "B2"]) == 1
    assert set(laid(school)) == {"A1", "B1"}
    (piece,) = school.pieces()
    assert piece.uses == {evidence: ((school.entry, "2025 年督导", 2, False),)}


def test_only_evidence_of_the_school_lies_beside_items_that_there_are(school: School) -> None:
    theirs = school._replace(who="counsellor_b").act(
        "add_evidence", school_id=school.world.orgs["b"], title="照片", taken_on=DAY, content=PDF
    )
    with pytest.raises(NotFound):
        school.link(theirs.id)
    with pytest.raises(NotFound):
        school.link(school.upload(), ["A1", "Z"])
    assert laid(school) == {}


def test_a_newer_version_goes_where_nothing_is_handed_in(school: School) -> None:
    first = school.upload()
    school.link(first)
    second = school.renew(first, NEWER)
    assert laid(school) == {code: [second] for code in OWED}
    (piece,) = school.pieces()
    assert [(row.id, row.version, row.title) for row in piece.versions] == [
        (second, 2, "制度文件"), (first, 1, "制度文件"),
    ]  # fmt: skip
    assert refused(school, "new_version", evidence_id=second, taken_on=DAY, content=PDF) == "evaluation.evidence_known"


def test_what_is_handed_in_keeps_its_version(school: School) -> None:
    first = school.fill()
    school.submit()
    with writing() as session:
        other_round = a_round(session, school.world, rubric=SHEET, title="2026 年督导")
        other = school._replace(entry=an_entry(session, school.world, other_round))
    other.link(first, ["A1"])
    second = school.renew(first, NEWER)
    assert laid(school) == {code: [first] for code in OWED}
    assert laid(other) == {"A1": [second]}
    beside: Laid = school.sheet().evidence["A1"][0]
    assert (beside.row.version, beside.newest) == (1, second)
    assert opened(school, "counsellor_a", first).content == PDF
    assert opened(school, "counsellor_a", second).content == NEWER


def test_what_is_given_back_may_take_the_newer_version(school: School) -> None:
    first = school.fill()
    school.submit()
    second = school.renew(first, NEWER)
    school.back()
    assert school.link(second, ["A1"]) == 1
    assert laid(school) == {"A1": [second], "A2": [first]}, "one version of a piece an item"


def test_evidence_beside_something_handed_in_stays(school: School) -> None:
    evidence = school.fill()
    school.submit()
    assert refused(school, "remove_evidence", evidence_id=evidence) == "evaluation.evidence_frozen"
    assert school.pieces()[0].may_go is False
    school.back()
    assert school.pieces()[0].may_go is True
    school.act("remove_evidence", evidence_id=evidence)
    assert (laid(school), school.pieces()) == ({}, [])


def test_what_was_removed_is_gone_for_everybody_and_may_come_again(school: School) -> None:
    evidence = school.upload()
    school.act("remove_evidence", evidence_id=evidence)
    for verb, given in {
        "open_evidence": {},
        "remove_evidence": {},
        "new_version": {"taken_on": DAY, "content": NEWER},
    }.items():
        with pytest.raises(NotFound):
            school.act(verb, evidence_id=evidence, **given)
    with pytest.raises(NotFound):
        school.link(evidence)
    assert school.upload() != evidence


def test_removing_the_newest_version_leaves_the_one_before(school: School) -> None:
    first = school.upload()
    second = school.renew(first, NEWER)
    school.act("remove_evidence", evidence_id=second)
    (piece,) = school.pieces()
    assert piece.newest.id == first
    third = school.renew(first, NEWER)
    assert school.pieces()[0].newest == next(row for row in school.pieces()[0].versions if row.id == third)
    assert school.pieces()[0].newest.version == 3, "a number is never given twice"


def test_the_school_opens_its_own_evidence_and_nobody_elses(school: School) -> None:
    evidence = school.upload()
    assert opened(school, "school_admin_a", evidence) == (PDF, "pdf")
    with pytest.raises(NotFound):
        opened(school, "counsellor_b", evidence)
    for nobody in ("leader", "class_teacher_a", "reviewer"):
        with pytest.raises(NotAllowed):
            opened(school, nobody, evidence)
    with reading() as session:
        assert [one.subject_id for one in audit.events(session, SYSTEM_SCOPE, action="evidence.opened")] == [evidence]


def test_the_bureau_opens_what_was_handed_in_to_it(school: School) -> None:
    evidence, unused = school.fill(), school.upload(NEWER)
    with pytest.raises(NotFound):
        opened(school, "researcher", evidence)
    school.submit()
    assert opened(school, "researcher", evidence).content == PDF
    with pytest.raises(NotFound):
        opened(school, "researcher", unused)
    with pytest.raises(NotFound):
        opened(school, "centre_c", evidence)
    school.back()
    assert opened(school, "centre", evidence).content == PDF


def test_a_rater_opens_what_lies_in_the_own_assignment_alone(school: School) -> None:
    evidence, unused = school.fill(), school.upload(NEWER)
    with writing() as session:
        mine = an_assignment(session, school.world, school.entry)
        theirs = an_assignment(session, school.world, school.entry, "researcher")
        gone = an_assignment(session, school.world, school.entry, "centre", AssignmentState.WITHDRAWN)

    def seen(who: str, assignment: int, piece: int = evidence) -> Opened:
        return school._replace(who=who).act(  # type: ignore[no-any-return]  # by name
            "open_evidence_as_rater", assignment_id=assignment, evidence_id=piece
        )

    with pytest.raises(NotFound):
        seen("reviewer", mine)  # not handed in yet
    school.submit()
    school.move(RoundState.REVIEW)
    assert seen("reviewer", mine).content == PDF
    for who, assignment, piece in (
        ("reviewer", theirs, evidence), ("centre", gone, evidence), ("reviewer", mine, unused),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            seen(who, assignment, piece)
    with reading() as session:
        (event,) = audit.events(session, SYSTEM_SCOPE, action="evidence.opened")
    assert event.details == {"assignment": mine}


@pytest.mark.parametrize("state", list(RoundState))
def test_a_rater_opens_evidence_during_review_and_moderation_alone(school: School, state: RoundState) -> None:
    evidence = school.fill()
    school.submit()
    with writing() as session:
        mine = an_assignment(session, school.world, school.entry, state=AssignmentState.SUBMITTED)
    school.move(state)
    rater, given = school._replace(who="reviewer"), {"assignment_id": mine, "evidence_id": evidence}
    named = sheet_of(school.world, mine, "reviewer").evidence
    if state in (RoundState.REVIEW, RoundState.MODERATION):
        assert rater.act("open_evidence_as_rater", **given).content == PDF
        assert {code: [one.id for one in laid] for code, laid in named.items()} == {code: [evidence] for code in OWED}
    else:
        with pytest.raises(NotFound):
            rater.act("open_evidence_as_rater", **given)
        assert named == {}


def test_no_title_and_no_file_name_is_written_down(school: School) -> None:
    school.fill()
    school.submit()
    with reading() as session:
        details = [event.details for event in audit.events(session, SYSTEM_SCOPE, limit=100)]
    assert details
    assert not [one for one in details if "制度" in str(one)]


def test_somebody_without_the_right_reads_no_library(school: School) -> None:
    school.upload()
    with reading() as session:
        scope = school.world.actor("counsellor_b").over(Capability.SELF_ASSESS)
        assert queries.evidence(session, scope, school_id=school.world.orgs["a"]) == []
