"""The guard, the units of work and the idempotency of a page."""

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.accounts.tables import Account
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.ui import navigation, page, state
from tests.ui.app import PATIENCE, ROOT, token_of, words
from tests.world import World

EVERY_PAGE = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))


def alone(file: str) -> AppTest:
    """A page's script run directly, as a server without our frame would."""
    return AppTest.from_file(str(ROOT / file), default_timeout=PATIENCE)


def acting(refuse: str = "", words_done: str | None = "已保存") -> str:
    """A page with one form whose act is audited."""
    return f"""
import streamlit as st
from core import audit
from core.errors import Refused
from core.ui import page
actor = page.begin("试", needs=(), badges=False)
with st.form(page.form_key("try.form")):
    st.text_input("字")
    sent = st.form_submit_button("存")
if sent:
    with page.acting({words_done!r}) as (session, actor):
        audit.record(session, actor, "try.saved")
        if {refuse!r}:
            raise Refused({refuse!r})
    st.write("被拒")
"""


def by(world: World, who: str, script: str) -> AppTest:
    test = AppTest.from_string(script, default_timeout=PATIENCE)
    test.session_state[state.BOUND] = state.Bound(token_of(who), world.accounts[who], None)
    return test.run()


def saved() -> list[AuditEvent]:
    with reading() as session:
        chosen = select(AuditEvent).where(AuditEvent.action == "try.saved")
        return list(session.exec(unowned(chosen, AuditEvent)))


def send(test: AppTest) -> AppTest:
    return test.button[0].click().run()


@pytest.mark.parametrize("file", EVERY_PAGE)
def test_a_page_run_directly_by_a_stranger_shows_nothing_of_itself(sqlite_world: World, file: str) -> None:
    test = alone(file).run()
    assert not test.exception
    assert not test.title
    assert not test.dataframe
    assert "登录" in words(test) or "access" in file


@pytest.mark.parametrize("spec", navigation.PAGES, ids=lambda spec: spec.slug)
def test_every_page_of_the_sidebar_has_its_file_and_its_title(sqlite_world: World, spec: navigation.PageSpec) -> None:
    text = (ROOT / spec.file).read_text("utf-8")
    assert f'page.begin("{spec.title}"' in text or f'"{spec.title}"' in text
    assert spec.section in navigation.SECTIONS


def test_slugs_and_files_stand_once() -> None:
    assert len({spec.slug for spec in navigation.PAGES}) == len(navigation.PAGES)
    assert len({spec.file for spec in navigation.PAGES}) == len(navigation.PAGES)


def test_nobody_without_the_right_sees_more_than_a_calm_screen(sqlite_world: World) -> None:
    script = (
        'from core.access import Capability\nfrom core.ui import page\npage.begin("密", needs=Capability.VIEW_AUDIT)\n'
    )
    test = by(sqlite_world, "counsellor_a", script + 'import streamlit as st\nst.write("里面")')
    assert "这一页不在您的权限里" in words(test)
    assert "里面" not in words(test)
    assert not test.title


def test_any_one_of_several_rights_opens_a_page(sqlite_world: World) -> None:
    script = "from core.access import Capability as C\nfrom core.ui import page\n"
    test = by(sqlite_world, "counsellor_a", script + 'page.begin("预警", needs=(C.VIEW_AUDIT, C.VIEW_WARNINGS))')
    assert test.title[0].value == "预警"


def test_a_disabled_account_is_out_with_the_next_click(sqlite_world: World) -> None:
    test = by(sqlite_world, "counsellor_a", 'from core.ui import page\npage.begin("页", needs=())')
    assert test.title
    with writing() as session:
        account = session.exec(unowned(select(Account).where(Account.username == "counsellor_a"), Account)).one()
        account.is_active = False
        session.add(account)
    assert not test.run().title
    assert "请先登录" in words(test)


@pytest.mark.parametrize(
    ("who", "place"), [("counsellor_a", "云溪一小"), ("class_teacher_a", "云溪一小"), ("leader", "云溪区")]
)
def test_the_head_says_whose_rows_these_are(sqlite_world: World, who: str, place: str) -> None:
    test = by(sqlite_world, who, 'from core.ui import page\npage.begin("页", needs=())')
    assert not test.exception
    assert f"location_on: {place}]" in words(test)


def test_somebody_without_any_role_still_gets_a_head(sqlite_world: World) -> None:
    test = by(sqlite_world, "nobody", 'from core.ui import page\npage.begin("页", needs=())')
    assert not test.exception
    assert "location_on" not in words(test)


def test_an_act_is_committed_said_and_clears_its_form(sqlite_world: World) -> None:
    test = by(sqlite_world, "counsellor_a", acting())
    test.text_input[0].set_value("甲")
    send(test)
    assert len(saved()) == 1
    assert [box.value for box in test.success] == ["已保存"]
    assert test.text_input[0].value == ""
    assert "被拒" not in words(test)


def test_a_refused_act_leaves_nothing_behind_and_keeps_what_was_typed(sqlite_world: World) -> None:
    test = by(sqlite_world, "counsellor_a", acting(refuse="refused"))
    test.text_input[0].set_value("甲")
    send(test)
    assert saved() == []
    assert test.text_input[0].value == "甲"
    assert "现在还不能这样做" in words(test)
    assert "被拒" in words(test)


def test_the_same_click_twice_acts_once_and_says_so_kindly(sqlite_world: World) -> None:
    test = by(sqlite_world, "counsellor_a", acting())
    key = dict(test.session_state[state.TOKENS])
    send(test)
    test.session_state[state.TOKENS] = key  # the second click of a double click still carries the first form's key
    send(test.run())
    assert len(saved()) == 1
    assert "没有重复" in words(test)


def test_two_submissions_after_each_other_are_two_acts(sqlite_world: World) -> None:
    test = by(sqlite_world, "counsellor_a", acting())
    send(test)
    send(test)
    assert len(saved()) == 2
    assert len({event.form_key for event in saved()}) == 2


def test_an_act_of_somebody_whose_session_ended_does_nothing(sqlite_world: World) -> None:
    script = acting().replace(
        "if sent:", "from tests.ui.test_page import end_everything\nif sent:\n    end_everything()"
    )
    test = by(sqlite_world, "counsellor_a", script)
    send(test)
    assert saved() == []
    assert "登录已经结束" in words(test)


def end_everything() -> None:
    """What another device does between this page's guard and its act."""
    from core import clock
    from core.accounts.tables import SignInSession

    with writing() as session:
        for row in session.exec(select(SignInSession)):
            row.revoked_at = clock.now()
            session.add(row)


def test_what_is_not_found_ends_the_page_in_words(sqlite_world: World) -> None:
    script = """
import streamlit as st
from core.errors import NotFound
from core.ui import page
page.begin("页", needs=(), badges=False)
with page.reading() as session:
    raise NotFound
st.write("之后")
"""
    test = by(sqlite_world, "counsellor_a", script)
    assert "没有找到" in words(test)
    assert "之后" not in words(test)


def test_what_was_read_can_still_be_drawn_afterwards(sqlite_world: World) -> None:
    with reading() as session:
        account = session.exec(unowned(select(Account).where(Account.username == "leader"), Account)).one()
    assert account.name == "leader的名字"


def test_reading_changes_nothing(sqlite_world: World) -> None:
    script = """
from core import audit
from core.ui import page
actor = page.begin("页", needs=(), badges=False)
with page.reading() as session:
    audit.record(session, actor, "try.saved")
"""
    by(sqlite_world, "counsellor_a", script)
    assert saved() == []


def test_form_keys_fit_the_audit_rows_column() -> None:
    column = AuditEvent.__table__.c.form_key.type.length
    assert len("training.certificates.register") + 1 + 22 <= column


def test_the_working_actor_owes_neither_password_nor_promise(sqlite_world: World) -> None:
    from dataclasses import replace

    from core.errors import NotSignedIn

    actor = sqlite_world.actor("counsellor_a")
    assert page.at_work(actor) is actor
    for owing in (replace(actor, must_change_password=True), replace(actor, must_promise=True)):
        with pytest.raises(NotSignedIn):
            page.at_work(owing)
