"""Tables: only the columns named travel, the pager answers which rows to read."""

import json

from core.ui import tables
from core.ui.words import Level
from tests.ui.drawn import drawn, texts


def pages() -> None:
    import streamlit as st

    from core.ui import tables

    total = st.session_state.get("test.total", 45)
    page = tables.page_of(total, key="list.page", order="按“最晚”排序")
    page.body.write(f"READ {page.offset} {page.limit}")


def test_the_pager_says_where_we_stand() -> None:
    test = drawn(pages)
    assert "READ 0 20" in texts(test)
    assert "第 1—20 条，共 45 条　·　按“最晚”排序" in texts(test)


def test_the_last_page_ends_with_the_list() -> None:
    test = drawn(pages)
    test.session_state["list.page"] = 3
    assert "READ 40 20" in texts(test.run())
    assert "第 41—45 条，共 45 条" in texts(test)


def test_a_list_that_became_shorter_falls_back_to_its_last_page() -> None:
    test = drawn(pages)
    test.session_state["list.page"] = 3
    test.run()
    test.session_state["test.total"] = 25
    assert "READ 20 20" in texts(test.run())


def test_one_page_needs_no_pager_and_none_says_so() -> None:
    test = drawn(pages)
    test.session_state["test.total"] = 20
    assert "第 1—20 条，共 20 条" in texts(test.run())
    assert not test.get("pagination")
    test.session_state["test.total"] = 0
    assert "共 0 条" in texts(test.run())
    assert "READ 0 20" in texts(test)


def people() -> None:
    import pandas as pd
    import streamlit as st

    from core.ui import tables
    from core.ui.words import Level

    level = Level(4, "区级跟进")
    frame = pd.DataFrame(
        {"name": ["李*", "王*"], "tier": [tables.tier_cell(level)] * 2, "secret": ["全名甲", "全名乙"]}
    )
    columns = {"tier": tables.tier_column([level]), "name": tables.name_column()}
    st.write(f"PICKED {tables.listing(frame, columns, key='people.table', alt='名单', pick=True)}")


def test_a_column_that_is_not_named_stays_on_the_server() -> None:
    shown = drawn(people).dataframe[0]
    assert list(shown.value.columns) == ["tier", "name"]
    assert "全名甲".encode() not in shown.proto.SerializeToString()


def test_the_row_picked_is_answered_and_one_out_of_range_is_not() -> None:
    test = drawn(people)
    assert "PICKED None" in texts(test)
    test.session_state["people.table"] = {"selection": {"rows": [1]}}
    assert "PICKED 1" in texts(test.run())
    test.session_state["people.table"] = {"selection": {"rows": [7]}}
    assert "PICKED None" in texts(test.run())


def test_a_tier_chip_wears_sign_word_and_the_colour_of_its_severity() -> None:
    levels = [Level(4, "区级跟进"), Level(3, "校级跟进")]
    column = json.dumps(tables.tier_column(levels), default=vars, ensure_ascii=False)
    assert "◆ 区级跟进" in column
    assert "#6A2150" in column
    assert "▲ 校级跟进" in column
    assert "#E6BC7A" in column
    assert tables.tier_cell(levels[1]) == ["▲ 校级跟进"]
