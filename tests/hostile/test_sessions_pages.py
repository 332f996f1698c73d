"""What is on the screen for one session or need stays with it when another one is picked or something is over."""

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.access import SYSTEM_SCOPE
from core.database import reading, unowned, writing
from core.training import queries
from core.training.tables import SessionNeed, TrainingNeed
from tests.training.builders import LONG_AGO
from tests.training.test_attendance_page import running, shown, turned
from tests.training.test_sessions_page import put, what
from tests.training.test_sessions_page import shown as plans
from tests.ui.screens import field, press, run
from tests.world import World


def a_need(world: World, at: str, topic: str, *, met: bool = False) -> int:
    with writing() as session:
        row = TrainingNeed(
            school_id=world.orgs[at], topic=topic, source=f"evaluation:1:{topic}", raised_at=LONG_AGO,
            raised_by=world.accounts["admin"],
        )  # fmt: skip
        if met:
            row.met_at, row.met_by, row.how = LONG_AGO, world.accounts["researcher"], "已有人完成培训"
        session.add(row)
        session.flush()
        return row.id or 0


def test_a_need_that_is_met_keeps_the_session_that_answered_it(sqlite_world: World) -> None:
    here = put(sqlite_world)
    met, open_ = a_need(sqlite_world, "a", "危机识别", met=True), a_need(sqlite_world, "a", "家校沟通")
    elsewhere = a_need(sqlite_world, "b", "哀伤辅导", met=True)
    with writing() as session:
        session.add(SessionNeed(session_id=here, need_id=met))
    test = what(plans(sqlite_world), "回应需求")
    told = {box.label: box.value for box in test.checkbox}
    assert [told[label] for label in sorted(told)] == [True, False]
    next(box for box in test.checkbox if box.label.startswith("家校沟通")).check()
    press(test, "保存")
    with reading() as session:
        answered = queries.answered_needs(session, SYSTEM_SCOPE, session_id=here)
        assert elsewhere not in session.exec(unowned(select(SessionNeed.need_id), SessionNeed)).all()
    assert answered == [met, open_]


def uploads(test: AppTest, session_id: int) -> set[str]:
    """The keys of the boxes for files on the page, with a session in hand."""
    field(test.selectbox, "哪一次活动").set_value(session_id)
    found = set()
    for part in ("名单与签到", "考核成绩"):
        found |= {box.proto.id.split("-")[-1] for box in turned(run(test), part).get("file_uploader")}
    return found


def test_a_sheet_picked_for_one_session_is_not_read_for_another(sqlite_world: World) -> None:
    one, two = (running(sqlite_world, pass_score=60, title=title) for title in ("危机识别", "家校沟通"))
    test = shown(sqlite_world)
    first, second = uploads(test, one), uploads(test, two)
    assert uploads(test, one) == first
    assert (len(first), len(second)) == (2, 2)
    assert not first & second
