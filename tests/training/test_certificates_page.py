"""证书核验与到期 on the screen."""

from datetime import timedelta

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.access import SYSTEM_SCOPE
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.training import queries
from core.training.actions import attach_scan
from tests.training.builders import a_certificate, a_counsellor
from tests.ui.app import words
from tests.ui.screens import labels, opened, pick, press
from tests.world import World

DAY = timedelta(days=1)


def put(world: World, days: int | None, at: str = "a", **other: object) -> int:
    """Somebody's certificate that lapses in so many days; answers its id."""
    with writing() as session:
        until = None if days is None else clock.today() + days * DAY
        return a_certificate(session, a_counsellor(session, world, at, **other), until)


def shown(world: World, who: str, part: str = "到期提醒") -> AppTest:
    test = opened(world, who, "certificates")
    if part != "到期提醒":
        test.button_group(key="certificates.part").set_value(part).run()
        assert not test.exception
    return test


def frames(test: AppTest) -> str:
    return "\n".join(str(frame.value.to_dict()) for frame in test.dataframe)


def test_what_lapses_is_listed_by_band_the_nearest_first(sqlite_world: World) -> None:
    for days, name in ((5, "甲示例"), (20, "乙示例"), (80, "丙示例"), (200, "丁示例"), (-3, "戊示例")):
        put(sqlite_world, days, "b", name=name)
    test = shown(sqlite_world, "centre")
    assert list(test.dataframe[0].value["name"]) == ["甲示例", "乙示例", "丙示例"]
    test.button_group(key="certificates.band").set_value(30).run()
    assert list(test.dataframe[0].value["name"]) == ["甲示例", "乙示例"]
    test.button_group(key="certificates.band").set_value(0).run()
    assert list(test.dataframe[0].value["name"]) == ["戊示例"]


def test_the_bureau_looks_at_the_scan_and_says_that_it_is_right(sqlite_world: World) -> None:
    paper = put(sqlite_world, None)
    with writing() as session:
        attach_scan(session, sqlite_world.actor("school_admin_a"), certificate_id=paper, content=b"%PDF-1.7\n%%EOF")
    test = pick(shown(sqlite_world, "centre", "待核验"), "certificates.waiting")
    assert "示例001" in str([table.value.to_dict() for table in test.table])
    press(test, "看扫描件")
    assert "PDF 请下载后打开" in words(test)
    press(test, "核验无误")
    assert "都核验过了" in words(test)
    with reading() as session:
        assert queries.papers(session, SYSTEM_SCOPE, today=clock.today())[0].checked_at is not None
        done = session.exec(unowned(select(AuditEvent.action).order_by(AuditEvent.number), AuditEvent)).all()
    told = [one for one in done if one.startswith("certificate.")]
    assert told == ["certificate.scan_kept", "certificate.scan_opened", "certificate.checked"]


def test_a_school_sees_its_own_and_checks_nothing(sqlite_world: World) -> None:
    put(sqlite_world, 5)
    put(sqlite_world, 5, "b", name="周示例")
    test = shown(sqlite_world, "school_admin_a")
    assert "林示例" in frames(test)
    assert "周示例" not in frames(test)
    waiting = pick(shown(sqlite_world, "school_admin_a", "待核验"), "certificates.waiting")
    assert "核验无误" not in labels(waiting)


def test_a_leader_of_a_county_where_nobody_is_registered_is_told_so(sqlite_world: World) -> None:
    assert "还没有登记心理教师" in words(shown(sqlite_world, "leader"))


def test_a_leader_reads_numbers_by_school_and_no_name(sqlite_world: World) -> None:
    put(sqlite_world, 5)
    put(sqlite_world, -1)
    test = shown(sqlite_world, "leader")
    told = words(test) + frames(test)
    assert "林示例" not in told
    assert list(test.dataframe[0].value[["school", "people", "lapsed", "in7"]].iloc[0]) == ["云溪一小", "2", "1", "1"]
    assert not test.button
