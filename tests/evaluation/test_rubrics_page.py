"""评分标准 on the screen."""

from streamlit.testing.v1 import AppTest

from core.access import Scope
from core.database import reading
from core.evaluation import queries
from core.evaluation.queries import RubricRow
from tests.evaluation.test_rubrics import drafted, published, row_of
from tests.ui.app import signed_in, words
from tests.world import World


def opened(world: World, who: str = "researcher") -> AppTest:
    test = signed_in(world, who, "rubrics").run()
    assert not test.exception
    return test


def turned(test: AppTest, part: str) -> AppTest:
    test.segmented_control[0].set_value(part).run()
    assert not test.exception
    return test


def pressed(test: AppTest, label: str) -> AppTest:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception
    return test


def test_the_page_runs(sqlite_world: World) -> None:
    test = opened(sqlite_world)
    for part in ("新建", "从表格导入", "改草稿", "看标准"):
        turned(test, part)
