"""A class teacher comments on the whole own class; a counsellor sees where that and the list differ."""

import pytest
from sqlalchemy import update
from sqlmodel import col

from core import audit
from core.access import SYSTEM_SCOPE, Capability
from core.cases.rules.states import WarningState
from core.cases.tables import Warning
from core.database import reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.screening import actions, queries
from core.screening.queries import Disagreement
from core.screening.rules.comments import Gap, Remark
from core.screening.tables import Testee
from tests.screening.classes import NOTHING, WATCH, WORRIED, Screened, every_comment, screened, wrote
from tests.world import World

SCORES, COMMENT = Capability.SEE_SCORES, Capability.COMMENT_CLASS


@pytest.fixture
def kept(world: World) -> Screened:
    return screened(world)


def differing(world: World, kept: Screened, who: str = "counsellor_a") -> list[Disagreement]:
    with reading() as session:
        return queries.disagreements(session, world.actor(who).over(SCORES), campaign_id=kept.campaign)


def moved(kept: Screened, person: int, state: WarningState) -> None:
    """The pupil's warning put into a state, as if somebody had worked on it."""
    statement = update(Warning).where(col(Warning.person_id) == person).values(state=state)
    with writing() as session:
        session.execute(within(SYSTEM_SCOPE, statement, Warning), execution_options={"synchronize_session": False})


def test_the_sheet_holds_the_whole_class_and_tells_nobody_apart(world: World, kept: Screened) -> None:
    wrote(world, kept, Remark(kept.pupils[1], WATCH, "最近话少"))
    with reading() as session:
        scope = world.actor("class_teacher_a").over(COMMENT)
        rows = queries.class_sheet(session, scope, campaign_id=kept.campaign, class_id=world.classes["a5"])
        other = queries.class_sheet(session, scope, campaign_id=kept.campaign, class_id=world.classes["b7"])
    assert {row.person_id: (row.concern, row.note) for row in rows} == {
        kept.pupils[0]: (None, ""),
        kept.pupils[1]: (WATCH, "最近话少"),
        kept.pupils[2]: (None, ""),
        kept.pupils[3]: (None, ""),
    }
    assert not {"severity", "score", "warning_id", "status"} & set(rows[0]._fields)
    assert other == []


def test_what_is_written_anew_stands_and_what_stood_stays_readable(world: World, kept: Screened) -> None:
    pupil = kept.pupils[1]
    assert wrote(world, kept, Remark(pupil, NOTHING)) == 1
    assert wrote(world, kept, Remark(pupil, NOTHING)) == 0
    assert wrote(world, kept, Remark(pupil, WORRIED, "连着几天没吃午饭")) == 1
    said = [(row.concern, row.note, row.is_current) for row in every_comment(kept, pupil)]
    assert said == [(WORRIED, "连着几天没吃午饭", True), (NOTHING, "", False)]


def test_only_what_changed_is_written_and_counted(world: World, kept: Screened) -> None:
    wrote(world, kept, Remark(kept.pupils[0], NOTHING), Remark(kept.pupils[1], WATCH))
    changed = wrote(world, kept, Remark(kept.pupils[0], NOTHING), Remark(kept.pupils[1], WATCH, "说了为什么"))
    assert changed == 1
    with reading() as session:
        acts = audit.events(session, SYSTEM_SCOPE, action="comments.")
    assert [(act.action, act.details, act.org_id) for act in acts] == [
        ("comments.written", {"people": 1}, world.orgs["a"]),
        ("comments.written", {"people": 2}, world.orgs["a"]),
    ]


def test_a_note_is_stored_sealed(world: World, kept: Screened) -> None:
    wrote(world, kept, Remark(kept.pupils[1], WATCH, "最近话少"))
    with reading() as session:
        stored = session.connection().exec_driver_sql("select note from comment").scalar_one()
    assert "最近话少".encode() not in bytes(stored)


@pytest.mark.parametrize("who", ["class_teacher_a", "class_teacher_b"])
def test_one_pupil_of_another_class_keeps_all_from_being_written(world: World, kept: Screened, who: str) -> None:
    with pytest.raises(NotFound):
        wrote(world, kept, Remark(kept.pupils[0], NOTHING), Remark(kept.others[0], NOTHING), who=who)
    assert every_comment(kept, kept.pupils[0]) == every_comment(kept, kept.others[0]) == []


@pytest.mark.parametrize("who", ["counsellor_a", "school_admin_a", "leader", "centre"])
def test_nobody_but_a_class_teacher_comments(world: World, kept: Screened, who: str) -> None:
    with pytest.raises(NotAllowed):
        wrote(world, kept, Remark(kept.pupils[0], NOTHING), who=who)


def test_a_refused_note_stores_none_of_the_others(world: World, kept: Screened) -> None:
    with pytest.raises(Refused):
        wrote(world, kept, Remark(kept.pupils[0], WATCH), Remark(kept.pupils[1], WATCH, "字" * 201))
    assert every_comment(kept, kept.pupils[0]) == []


def test_a_pupil_who_changed_classes_keeps_one_standing_comment(world: World, kept: Screened) -> None:
    pupil = kept.pupils[1]
    wrote(world, kept, Remark(pupil, WATCH))
    here = {"school_id": world.orgs["b"], "class_id": world.classes["b7"], "grade": 7}
    statement = update(Testee).where(col(Testee.person_id) == pupil).values(**here)
    with writing() as session:
        session.execute(within(SYSTEM_SCOPE, statement, Testee), execution_options={"synchronize_session": False})
    assert wrote(world, kept, Remark(pupil, WORRIED), who="class_teacher_b") == 1
    with reading() as session:
        rows = queries.standing_comments(session, SYSTEM_SCOPE, campaign_id=kept.campaign, people=[pupil])
    assert rows[pupil].concern is WORRIED


def test_the_names_of_the_own_class_are_shown_and_written_down(world: World, kept: Screened) -> None:
    with writing() as session:
        faces = actions.show_class(
            session, world.actor("class_teacher_a"), campaign_id=kept.campaign, class_id=world.classes["a5"]
        )
    assert set(faces) == set(kept.pupils)
    assert all("*" not in face.name for face in faces.values())
    with reading() as session:
        acts = audit.events(session, SYSTEM_SCOPE, action="comments.class_shown")
    assert [act.details["people"] for act in acts] == [4]
    with pytest.raises(NotFound), writing() as session:
        actions.show_class(
            session, world.actor("class_teacher_a"), campaign_id=kept.campaign, class_id=world.classes["b7"]
        )


def test_progress_counts_who_is_written_about_by_class(world: World, kept: Screened) -> None:
    wrote(world, kept, Remark(kept.pupils[0], NOTHING), Remark(kept.pupils[1], WATCH), Remark(kept.pupils[2], WORRIED))
    wrote(world, kept, Remark(kept.pupils[2], WATCH))
    with reading() as session:
        of = {who: queries.comment_progress(session, world.actor(who).over(SCORES), campaign_id=kept.campaign)
              for who in ("counsellor_a", "centre", "counsellor_c")}  # fmt: skip
        one = queries.comment_progress(session, SYSTEM_SCOPE, campaign_id=kept.campaign, school_id=world.orgs["b"])
    at_a = (world.classes["a5"], world.orgs["a"], 5, 4, 3, 2, 0)
    at_b = (world.classes["b7"], world.orgs["b"], 7, 2, 0, 0, 0)
    assert [tuple(row) for row in of["counsellor_a"]] == [at_a]
    assert [tuple(row) for row in of["centre"]] == [at_a, at_b]
    assert of["counsellor_c"] == []
    assert [tuple(row) for row in one] == [at_b]


def test_the_counsellor_sees_both_ways_to_differ(world: World, kept: Screened) -> None:
    listed, quiet, worrying, fine = kept.pupils
    wrote(world, kept, Remark(listed, NOTHING), Remark(quiet, WATCH), Remark(worrying, WORRIED, "哭过"))
    wrote(world, kept, Remark(fine, NOTHING))
    rows = differing(world, kept)
    assert [(row.gap, row.person_id, row.note) for row in rows] == [
        (Gap.UNLISTED, worrying, "哭过"),
        (Gap.UNNOTICED, listed, ""),
    ]
    assert (rows[0].warning_id, rows[0].severity) == (None, None)
    assert rows[1].warning_id is not None
    assert differing(world, kept, "counsellor_b") == []


def test_whoever_looks_after_some_levels_learns_of_nobody_who_is_not_listed(world: World, kept: Screened) -> None:
    wrote(world, kept, Remark(kept.pupils[0], NOTHING), Remark(kept.pupils[2], WORRIED))
    assert [row.gap for row in differing(world, kept, "centre")] == [Gap.UNNOTICED]


@pytest.mark.parametrize(
    ("state", "unnoticed", "unlisted"),
    [
        (WarningState.AWAITING_INTERVIEW, 1, 0),
        (WarningState.IN_CARE, 1, 0),
        (WarningState.EXCLUDED, 0, 0),
        (WarningState.CLOSED, 0, 0),
        (WarningState.WITHDRAWN, 0, 1),
    ],
)
def test_who_was_talked_with_counts_as_seen(
    world: World, kept: Screened, state: WarningState, unnoticed: int, unlisted: int
) -> None:
    moved(kept, kept.pupils[0], state)
    wrote(world, kept, Remark(kept.pupils[0], NOTHING))
    assert len(differing(world, kept)) == unnoticed
    wrote(world, kept, Remark(kept.pupils[0], WORRIED))
    assert len(differing(world, kept)) == unlisted


def test_the_card_of_a_pupil_shows_what_was_said_to_those_who_see_scores(world: World, kept: Screened) -> None:
    for pupil in kept.pupils[:2]:
        wrote(world, kept, Remark(pupil, WATCH, "话少"))

    def seen_by(who: str) -> set[int]:
        with reading() as session:
            scope = world.actor(who).over(SCORES)
            return {row.person_id for row in queries.comments_of(session, scope, person_ids=kept.pupils)}

    assert seen_by("counsellor_a") == set(kept.pupils[:2])
    assert seen_by("centre") == {kept.pupils[0]}, "the centre reads of those on its own list alone"
    assert seen_by("counsellor_b") == seen_by("class_teacher_a") == set()
