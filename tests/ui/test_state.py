"""What a browser's state may hold, and how it is forgotten."""

import pytest

from core.ui import state
from tests.ui.drawn import drawn, texts


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A session state without a browser."""
    fake: dict[str, object] = {}
    monkeypatch.setattr(state.st, "session_state", fake)
    return fake


BOUND = state.Bound("sid", 7, "socket")


def test_nobody_is_bound_at_first(session: dict[str, object]) -> None:
    assert state.bound() is None


def test_binding_forgets_what_the_last_person_left(session: dict[str, object]) -> None:
    session["warnings.find"] = "4417"
    state.hold("upload", 3)
    state.bind(BOUND)
    assert state.bound() == BOUND
    assert "warnings.find" not in session
    assert state.held("upload") is None


def test_something_else_in_the_place_of_the_binding_binds_nobody(session: dict[str, object]) -> None:
    session[state.BOUND] = {"user_id": 1, "role": "admin"}
    assert state.bound() is None


def test_a_message_is_shown_once_and_survives_a_reset_made_before_it(session: dict[str, object]) -> None:
    state.reset()
    state.flash("已退出", "info")
    state.flash("已建档")
    assert state.take_flashes() == [state.Flash("已退出", "info"), state.Flash("已建档", "success")]
    assert state.take_flashes() == []


def test_a_form_keeps_its_key_until_it_succeeded(session: dict[str, object]) -> None:
    first = state.form_token("case.open")
    assert state.form_token("case.open") == first
    assert state.form_token("case.close") != first
    state.renew("case.open")
    assert state.form_token("case.open") != first
    state.renew("never.drawn")


def test_an_id_is_held_until_dropped(session: dict[str, object]) -> None:
    state.hold("upload", 3)
    assert state.held("upload") == 3
    state.drop("upload")
    state.drop("upload")
    assert state.held("upload") is None


def test_more_than_an_id_is_not_held(session: dict[str, object]) -> None:
    state.hold("digest", "a" * 64)
    with pytest.raises(ValueError, match="only ids"):
        state.hold("rows", "a" * 65)


def test_the_real_session_state_is_wiped_widgets_included() -> None:
    def page() -> None:
        import streamlit as st

        from core.ui import state

        typed = st.text_input("找学生", key="warnings.find")
        if st.button("退出"):
            state.reset()
            st.write(f"LEFT {list(st.session_state)}")
        st.write(f"TYPED {typed}")

    test = drawn(page)
    test.text_input[0].input("4417").run()
    assert "TYPED 4417" in texts(test)
    assert "LEFT []" in texts(test.button[0].click().run())


@pytest.mark.parametrize(("number", "kept"), [(2, 2), (3, 3), (4, 3)])
def test_a_page_number_stays_within_the_list(session: dict[str, object], number: int, kept: int) -> None:
    session["list.page"] = number
    state.keep_page_within("list.page", 3)
    assert session["list.page"] == kept
