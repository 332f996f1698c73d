"""The page 标准试算: cut-offs moved, tried, compared with last year, published; counts alone."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import audit
from core.access import SYSTEM_SCOPE
from core.database import reading
from core.screening.queries import policy_versions
from core.screening.rules.bands import Direction
from core.screening.rules.crossings import Crossings
from core.screening.views.trials.outcome import crossing_words, stayed_words
from tests.screening.builders import a_campaign, enrol, name_of, number_of, pupils
from tests.screening.test_policies import at, enrolled, forbes, publish, uploaded
from tests.ui.app import signed_in, words
from tests.world import World

CUT = "4.0"  # the gravest level's first condition: PHQ-9 total ≥ 22


def opened(world: World, who: str = "researcher") -> AppTest:
    test = signed_in(world, who, "simulator").run()
    assert not test.exception
    return test


def button(test: AppTest, label: str) -> object:
    return next(one for one in test.button if one.label == label)


def tried(test: AppTest) -> AppTest:
    button(test, "试算").click()  # type: ignore[attr-defined]  # AppTest's button
    test.run()
    assert not test.exception, test.exception
    return test


def cut(test: AppTest, campaign: int, version: str = "1.0") -> object:
    return test.number_input(key=f"simulator.{campaign}.ban_xiao_qu.{version}.{CUT}")


def simulated(world: World) -> int:
    with reading() as session:
        return len(audit.events(session, SYSTEM_SCOPE, action="policy.simulated"))


@pytest.fixture
def campaign(sqlite_world: World) -> int:
    """40 pupils of school B: 12 at 24, 14 at 21, 14 at 3."""
    enrolled(sqlite_world, 40)
    return uploaded(sqlite_world, [24] * 12 + [21] * 14 + [3] * 14)


def test_before_there_is_a_campaign_the_page_says_so(sqlite_world: World) -> None:
    assert "还没有可以试算的批次" in words(opened(sqlite_world))


def test_without_sheets_there_is_nothing_to_try(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(1))
    a_campaign(sqlite_world)
    assert "没有可以试算的分数" in words(tried(opened(sqlite_world)))
    assert simulated(sqlite_world) == 0


def test_a_cut_off_is_moved_and_the_lists_are_shown(sqlite_world: World, campaign: int) -> None:
    test = opened(sqlite_world)
    assert not test.dataframe
    cut(test, campaign).set_value(21)  # type: ignore[attr-defined]  # AppTest's number input
    tried(test)
    [row] = test.dataframe[0].value.to_dict("records")
    assert row["学校"] == "云溪中学"
    assert row["名单"] == "26 → 26"
    assert (row["◆ 区级跟进"], row["▲ 校级跟进"]) == ("12 → 26", "14 → 0")
    assert (row["上一次"], row["心理教师"], row["负荷"]) == ("未测评", "1", "0.9 倍")  # 26 of 30
    assert "试算后名单共 **26 人**，现在 **26 人**；**0 所学校**" in words(test)


@pytest.mark.parametrize(("who", "said", "hides"), [("researcher", "20 → 已隐去", True), ("centre", "20 → 23", False)])
def test_small_changes_are_hidden_from_those_who_may_open_no_file(
    sqlite_world: World, who: str, said: str, hides: bool
) -> None:
    enrolled(sqlite_world, 40)
    made = uploaded(sqlite_world, [24] * 20 + [21] * 3 + [3] * 17)
    test = opened(sqlite_world, who)
    cut(test, made).set_value(21)  # type: ignore[attr-defined]  # AppTest's number input
    [row] = tried(test).dataframe[0].value.to_dict("records")
    assert row["◆ 区级跟进"] == said
    assert ("少于 10 人的数字已隐去" in words(test)) is hides


def test_trying_again_reads_and_writes_down_nothing_more(sqlite_world: World, campaign: int) -> None:
    test = tried(opened(sqlite_world))
    cut(test, campaign).set_value(3)  # type: ignore[attr-defined]  # AppTest's number input
    tried(test)
    assert test.dataframe[0].value["◆ 区级跟进"][0] == "12 → 40"
    assert simulated(sqlite_world) == 1


def test_new_sheets_are_read_anew(sqlite_world: World, campaign: int) -> None:
    from tests.screening.builders import brought, phq

    test = tried(opened(sqlite_world))
    brought(sqlite_world, "counsellor_b", campaign, [phq(pupils(40)[39], 24)])
    assert not test.run().dataframe
    tried(test)
    assert simulated(sqlite_world) == 2


def test_nobody_is_named_anywhere_on_the_page(sqlite_world: World, campaign: int) -> None:
    test = tried(opened(sqlite_world))
    said = words(test) + "".join(frame.value.to_csv() for frame in test.dataframe)
    for serial in range(1, 41):
        assert name_of(serial) not in said
        assert number_of(serial) not in said
    held = repr(test.session_state)
    assert number_of(1) not in held
    assert "array" not in held


def test_what_was_tried_is_published_and_counts_for_the_next_campaign(sqlite_world: World, campaign: int) -> None:
    test = opened(sqlite_world)
    cut(test, campaign).set_value(20)  # type: ignore[attr-defined]  # AppTest's number input
    tried(test)
    test.text_area[0].set_value("十月研判会定")
    button(test, "发布为新版本").click()  # type: ignore[attr-defined]  # AppTest's button
    test.run()
    assert "新版本已发布" in words(test)
    assert "1.0.1 版" in words(test)
    with reading() as session:
        [row] = policy_versions(session, SYSTEM_SCOPE)
    assert (row.org_name, row.version, row.note) == ("云溪区", "1.0.1", "十月研判会定")
    assert cut(test, campaign, "1.0.1").value == 20  # type: ignore[attr-defined]  # AppTest's number input


def test_without_a_reason_nothing_is_published(sqlite_world: World, campaign: int) -> None:
    test = tried(opened(sqlite_world))
    button(test, "发布为新版本").click()  # type: ignore[attr-defined]  # AppTest's button
    test.run()
    assert "请写一句为什么这样定" in words(test)
    with reading() as session:
        assert policy_versions(session, SYSTEM_SCOPE) == []


def test_what_is_laxer_than_above_is_said_before_it_is_published(sqlite_world: World, campaign: int) -> None:
    publish(sqlite_world, at(18), "city", "city_centre")
    test = opened(sqlite_world)
    version = "1.0.1"
    assert cut(test, campaign, version).value == 18  # type: ignore[attr-defined]  # AppTest's number input
    cut(test, campaign, version).set_value(19)  # type: ignore[attr-defined]  # AppTest's number input
    tried(test)
    assert "还不能发布：有 1 处比上级的 1.0.1 版宽" in words(test)
    assert "PHQ-9 总分 ≥ 18" in words(test)
    assert "发布为新版本" not in [one.label for one in test.button]


def test_two_real_waves_as_the_page_tells_them(sqlite_world: World, shared: Path) -> None:
    """The Forbes waves once more, as somebody at the bureau reads them."""
    forbes(sqlite_world, shared)
    test = tried(opened(sqlite_world))
    assert "21 人升到 10 分及以上，47 人降到以下" in words(test)
    [row] = test.dataframe[0].value.to_dict("records")
    assert row["上一次"] != "未测评"


FIGURES = Crossings(rose=21, fell=47, stayed_above=30, stayed_below=200, only_one=12)


def test_crossings_in_words() -> None:
    assert crossing_words(FIGURES, 10, Direction.HIGHER, hide=True) == "21 人升到 10 分及以上，47 人降到以下"
    assert crossing_words(FIGURES, 12.5, Direction.LOWER, hide=False) == "21 人降到 12.5 分及以下，47 人升到以上"
    assert stayed_words(FIGURES, 10, Direction.HIGHER, hide=False) == (
        "两次都在 10 分及以上的 30 人，都在以下的 200 人；只有一次作答完整、没有计入的 12 人。"
    )


@pytest.mark.parametrize(("rose", "said"), [(9, "已隐去升到"), (10, "10 人升到"), (0, "0 人升到")])
def test_a_few_who_crossed_are_hidden(rose: int, said: str) -> None:
    assert crossing_words(FIGURES._replace(rose=rose), 10, Direction.HIGHER, hide=True).startswith(said)
    assert crossing_words(FIGURES._replace(rose=rose), 10, Direction.HIGHER, hide=False).startswith(f"{rose} 人升到")
