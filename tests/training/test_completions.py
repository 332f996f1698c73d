"""Certificates: printed with number and code, verified by whoever holds them, revoked; and what people said, by nobody."""

import io
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE, Scope
from core.database import reading, unowned, writing
from core.errors import NotFound, Refused
from core.training import actions, queries
from core.training.queries import Verified
from core.training.rules import PartState, SessionState
from core.training.rules.feedback import Said, Summary
from core.training.tables import Completion, Participation, SessionFeedback
from tests.training.builders import a_counsellor
from tests.training.session_builders import a_completion, a_part, a_session
from tests.world import World

GOOD = Said(5, 4, 3, " 案例讲得 清楚 ")


def completed(world: World, who: str = "林示例", at: str = "a", **other: Any) -> int:
    """Somebody's certificate, from a session of the county."""
    with writing() as session:
        here = a_session(session, world, state=SessionState.DONE, certificate_title="结业证书")
        part = a_part(session, world, here, a_counsellor(session, world, at, name=who, **other), PartState.COMPLETED)
        return a_completion(session, world, part)


def does(world: World, verb: str, who: str = "researcher", **given: Any) -> Any:
    with writing() as session:
        return getattr(actions, verb)(session, world.actor(who), **given)


def looked_up(number: str = "云溪区-2026-0001-001", code: str = "ABCDE-FGHJK") -> Verified | None:
    with reading() as session:
        return queries.verified(session, number=number, code=code)


def text_of(content: bytes) -> str:
    return "\n".join(line.text for line in Document(io.BytesIO(content)).paragraphs)


def test_a_certificate_says_who_completed_what_and_how_to_verify_it(sqlite_world: World) -> None:
    paper = does(
        sqlite_world, "print_diplomas", completion_ids=[completed(sqlite_world)], where="http://desk.example/verify"
    )
    told = text_of(paper)
    for words in (
        "结　业　证　书", "林示例 老师（云溪一小）：", "2026年3月12日参加“危机识别与转介”", "记 8 学时", "云溪区",
        "证书编号　云溪区-2026-0001-001", "http://desk.example/verify", "ABCDE-FGHJK",
    ):  # fmt: skip
        assert words in told
    (section,) = Document(io.BytesIO(paper)).sections
    assert round(section.page_width.cm, 1) == 29.7
    assert round(section.page_height.cm, 1) == 21.0


def test_several_certificates_are_a_page_each(sqlite_world: World) -> None:
    ids = [completed(sqlite_world), completed(sqlite_world, "周示例", "b")]
    document = Document(io.BytesIO(does(sqlite_world, "print_diplomas", completion_ids=ids)))
    heads = [line for line in document.paragraphs if line.text == "结　业　证　书"]
    assert [bool(line.paragraph_format.page_break_before) for line in heads] == [False, True]


def test_a_school_prints_its_own_peoples_and_nobody_a_revoked_one(sqlite_world: World) -> None:
    own, other = completed(sqlite_world), completed(sqlite_world, "周示例", "b")
    assert "林示例" in text_of(does(sqlite_world, "print_diplomas", "counsellor_a", completion_ids=[own]))
    with pytest.raises(NotFound):
        does(sqlite_world, "print_diplomas", "counsellor_a", completion_ids=[own, other])
    does(sqlite_world, "revoke_completion", completion_id=own, reason="姓名印错")
    with pytest.raises(Refused, match="certificate_revoked"):
        does(sqlite_world, "print_diplomas", "counsellor_a", completion_ids=[own])
    with pytest.raises(Refused, match="how_many_papers"):
        does(sqlite_world, "print_diplomas", completion_ids=[])


def test_a_person_prints_the_own_certificate_alone(sqlite_world: World) -> None:
    own = completed(sqlite_world, account_id=sqlite_world.accounts["class_teacher_a"])
    other = completed(sqlite_world, "周示例")
    assert "林示例" in text_of(does(sqlite_world, "print_own_diploma", "class_teacher_a", completion_id=own))
    with pytest.raises(NotFound):
        does(sqlite_world, "print_own_diploma", "class_teacher_a", completion_id=other)


@pytest.mark.parametrize(
    ("number", "code"),
    [("云溪区-2026-0001-002", "ABCDEFGHJK"), ("云溪区-2026-0001-001", "ABCDEFGHJL"), ("云溪区-2026-0001-001", ""),
     ("", "ABCDEFGHJK"), ("", "")],
)  # fmt: skip
def test_number_and_code_must_both_fit(sqlite_world: World, number: str, code: str) -> None:
    completed(sqlite_world)
    assert looked_up(number, code) is None


def test_whoever_holds_the_paper_learns_that_it_is_true_and_no_name(database: str, world: World) -> None:
    completed(world)
    found = looked_up(" 云溪区－2026-0001-001 ", "abcde fghjk")
    assert found is not None
    assert (found.name, found.title, found.hours, found.issuer, found.revoked_on) == (
        "林**", "危机识别与转介", Decimal(8), "云溪区", None,
    )  # fmt: skip


def test_a_revoked_certificate_says_so_until_it_is_restored(sqlite_world: World) -> None:
    paper = completed(sqlite_world)
    does(sqlite_world, "revoke_completion", completion_id=paper, reason="姓名印错")
    found = looked_up()
    assert found is not None
    assert found.revoked_on is not None
    with pytest.raises(Refused, match="certificate_revoked"):
        does(sqlite_world, "revoke_completion", completion_id=paper, reason="姓名印错")
    does(sqlite_world, "restore_completion", completion_id=paper)
    restored = looked_up()
    assert restored is not None
    assert restored.revoked_on is None
    with pytest.raises(Refused, match="certificate_stands"):
        does(sqlite_world, "restore_completion", completion_id=paper)


def test_certificates_revoked_by_hand_stay_so_when_it_is_settled_anew(sqlite_world: World) -> None:
    paper = completed(sqlite_world)
    does(sqlite_world, "revoke_completion", completion_id=paper, reason="姓名印错")
    with reading() as session:
        part = session.exec(unowned(select(Participation), Participation)).one()
    does(sqlite_world, "sign_in", session_id=part.session_id, participation_ids=[part.id])
    does(sqlite_world, "resettle_session", session_id=part.session_id, reason="核对一遍")
    with reading() as session:
        row = session.exec(unowned(select(Completion), Completion)).one()
    assert row.reason == "姓名印错"


def test_a_person_finds_the_own_certificates_wherever_they_were_sent_from(sqlite_world: World) -> None:
    completed(sqlite_world)
    with reading() as session:
        part = session.exec(unowned(select(Participation), Participation)).one()
        seen = queries.completions_of(session, Scope.at(sqlite_world.paths["a"]), staff_id=part.staff_id)
        hidden = queries.completions_of(session, Scope.at(sqlite_world.paths["b"]), staff_id=part.staff_id)
    assert ([row.title for row in seen], hidden) == (["危机识别与转介"], [])


def attended(world: World, *states: PartState) -> tuple[int, list[int]]:
    with writing() as session:
        here = a_session(session, world, state=SessionState.RUNNING)
        people = [a_counsellor(session, world, name=f"示例{number}") for number in range(len(states))]
        return here, [a_part(session, world, here, who, state) for who, state in zip(people, states, strict=True)]


def summary(world: World, session_id: int) -> Summary:
    with reading() as session:
        return queries.feedback(session, Scope.at(world.paths["county"]), session_id=session_id)


def test_what_people_said_is_told_from_five_answers_on(sqlite_world: World) -> None:
    here, parts = attended(sqlite_world, *[PartState.ATTENDING] * 5)
    for part in parts[:4]:
        does(sqlite_world, "enter_feedback", "counsellor_a", participation_id=part, said=GOOD)
    assert summary(sqlite_world, here) == Summary(4, None, None, None, ())
    does(sqlite_world, "enter_feedback", "counsellor_a", participation_id=parts[4], said=Said(3, 4, 3))
    told = summary(sqlite_world, here)
    assert (told.many, told.useful, told.words) == (5, Decimal("4.6"), ("案例讲得 清楚",) * 4)


def test_nothing_ties_an_answer_to_who_gave_it(sqlite_world: World) -> None:
    _, parts = attended(sqlite_world, *[PartState.COMPLETED] * 6)
    for part in parts:
        does(sqlite_world, "enter_feedback", "counsellor_a", participation_id=part, said=GOOD)
    with reading() as session:
        ids = list(session.exec(unowned(select(SessionFeedback.id), SessionFeedback)))
        acts = audit.events(session, SYSTEM_SCOPE, action="session.feedback_given")
    assert sorted(ids) != list(range(1, 7))
    assert {(act.actor_id, tuple(act.details)) for act in acts} == {(None, ())}


@pytest.mark.parametrize(
    ("state", "said", "code"),
    [
        (PartState.ENROLLED, GOOD, "not_there"),
        (PartState.FAILED, GOOD, "not_there"),
        (PartState.WITHDRAWN, GOOD, "not_there"),
        (PartState.ATTENDING, Said(0, 1, 1), "feedback_stars"),
    ],
)
def test_who_was_there_says_something_that_can_be(sqlite_world: World, state: PartState, said: Said, code: str) -> None:
    _, (part,) = attended(sqlite_world, state)
    with pytest.raises(Refused, match=code):
        does(sqlite_world, "enter_feedback", "counsellor_a", participation_id=part, said=said)


def owed(world: World) -> list[int]:
    with reading() as session:
        return queries.owes_feedback(
            session, Scope.at(world.paths["a"]), user_id=world.accounts["counsellor_a"]
        )  # fmt: skip


def test_a_person_says_something_once(sqlite_world: World) -> None:
    account = {"account_id": sqlite_world.accounts["counsellor_a"]}
    with writing() as session:
        here = a_session(session, sqlite_world, state=SessionState.RUNNING)
        a_part(session, sqlite_world, here, a_counsellor(session, sqlite_world, **account), PartState.ATTENDING)
    assert owed(sqlite_world) == [here]
    does(sqlite_world, "give_feedback", "counsellor_a", session_id=here, said=GOOD)
    assert owed(sqlite_world) == []
    with pytest.raises(Refused, match="feedback_given"):
        does(sqlite_world, "give_feedback", "counsellor_a", session_id=here, said=GOOD)
    with pytest.raises(NotFound):
        does(sqlite_world, "give_feedback", "counsellor_b", session_id=here, said=GOOD)
