"""改进链 on the screen."""

from sqlmodel import select

from core.database import reading, unowned
from core.training.tables import TrainingNeed
from tests.evaluation.screens import opened
from tests.evaluation.test_chain import needy
from tests.ui.app import words
from tests.ui.screens import field, labels, pick, press
from tests.world import World


def test_without_a_public_round_the_page_says_where_chains_begin(sqlite_world: World) -> None:
    assert "还没有公示的评估" in words(opened(sqlite_world, "chain"))


def test_a_bureau_picks_a_line_and_says_that_the_need_is_met(sqlite_world: World) -> None:
    needy(sqlite_world)
    test = pick(opened(sqlite_world, "chain"), "chain.rows")
    assert "还没有培训活动回应这个需求" in words(test)
    field(test.text_input, "怎样满足的").set_value("两位老师参加了市里的培训")
    press(test, "需求已满足")
    with reading() as session:
        (need,) = session.exec(unowned(select(TrainingNeed), TrainingNeed))
    assert (need.how, need.met_at is None) == ("两位老师参加了市里的培训", False)


def test_a_school_reads_its_own_line_and_changes_nothing(sqlite_world: World) -> None:
    needy(sqlite_world, schools=("a", "b"))
    test = pick(opened(sqlite_world, "chain", "school_admin_a"), "chain.rows")
    assert "云溪一小" in words(test)
    assert "云溪中学" not in words(test)
    assert "需求已满足" not in labels(test)


def test_a_stranger_of_evaluation_is_refused(sqlite_world: World) -> None:
    assert "改进链" not in words(opened(sqlite_world, "chain", "class_teacher_a"))
