"""The photographs of a report on the screen: sent, told, looked at; readers only look."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.rules import ReportState
from core.activities.rules.files import moved
from core.activities.views import photos
from core.activities.views.photo_grid import ALONG, box_of, fields_of
from core.database import reading, writing
from tests.activities.builders import NOW
from tests.activities.file_builders import a_photo
from tests.activities.report_builders import a_report
from tests.activities.season_builders import a_season
from tests.media.builders import photo
from tests.ui.app import words
from tests.ui.screens import labels, opened, press
from tests.world import World


def begun(world: World, state: ReportState = ReportState.DRAFT, photos: int = 0) -> int:
    """A report of school A, with photographs on which a face may show."""
    with writing() as session:
        report = a_report(session, world, a_season(session, world), state=state)
        for at in range(photos):
            a_photo(session, report, world, photo((60 + at, 40)), position=at, boxes=[[0.2, 0.2, 0.4, 0.4]])
    return report


def at_photos(world: World, report: int) -> AppTest:
    return press(opened(world, "counsellor_a", "activity_report", activities_report=report), "下一步：照片")


def kept(report: int) -> list[queries.FileRow]:
    with reading() as session:
        return queries.files(session, SYSTEM_SCOPE, activity_id=report)


def test_what_is_sent_is_kept_one_by_one_and_what_is_refused_says_why(sqlite_world: World) -> None:
    report = begun(sqlite_world)
    test = at_photos(sqlite_world, report)
    for name, content in (("张三.jpg", photo()), ("另一张.jpg", b"MZ program"), ("三.jpg", photo((90, 60)))):
        test.file_uploader[0].upload(name, content)
    test.run()
    assert not test.exception
    assert [row.title for row in kept(report)] == ["照片", "照片"]
    assert "已收 2 / 3" in words(test)
    assert "另一张" in words(test)
    assert "这里不收这一类文件" in words(test)
    press(test, "清空上面的列表，再选几张")
    assert "已收" not in words(test).replace("收到的都已保存", "")
    assert len(kept(report)) == 2, "looking again adds nothing"


def test_faces_are_told_until_somebody_looked_or_blurred_them(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = begun(sqlite_world, photos=2)
    test = at_photos(sqlite_world, report)
    assert "有 2 张可能拍到学生正脸" in words(test)
    press(test, "这张可以")
    assert "有 1 张可能拍到学生正脸" in words(test)
    assert [row.faces_open for row in kept(report)] == [False, True]
    stays_open = lambda rows, _, **__: (rows[1], photos.BLUR)  # noqa: E731  # a click within closes a dialog of the test
    monkeypatch.setattr(photos, "_grid", stays_open)
    test.run()
    test.button(key=f"photo.{kept(report)[1].id}.do_blur").click().run()
    assert "已打码" in words(test)
    assert [(row.blurred, row.faces_open) for row in kept(report)] == [(False, False), (True, False)]


def test_what_was_sent_is_looked_at_and_not_changed(sqlite_world: World) -> None:
    report = begun(sqlite_world, ReportState.SENT, photos=1)
    test = opened(sqlite_world, "counsellor_a", "activity_report", activities_report=report)
    assert "看大图" in labels(test)
    assert not {"打码", "这张可以"} & set(labels(test))
    assert not test.file_uploader


@pytest.mark.parametrize(("asked", "order"), [(photos.EARLIER, [3, 1, 2, 4]), (photos.LATER, [1, 2, 4, 3])])
def test_a_photograph_changes_places_with_the_next_one_across_a_paper(asked: str, order: list[int]) -> None:
    """Photographs 1, 3 and 4; 2 is a paper, which is shown below them."""
    rows = [
        queries.FileRow(key, 1, at, "", "", 1, "" if key == 2 else "0" * 64, "", 0, (), False, None, NOW)
        for at, key in enumerate((1, 2, 3, 4))
    ]
    wish = photos.wish_of(rows[2], asked, rows)
    assert moved([1, 2, 3, 4], 3, wish.given["to"]) == order


@pytest.mark.parametrize(
    ("size", "fields"),
    [((480, 360), (ALONG, 6)), ((360, 480), (6, ALONG)), ((480, 480), (ALONG, ALONG)), ((480, 10), (ALONG, 1))],
)
def test_the_fields_of_the_grid_cover_the_picture(size: tuple[int, int], fields: tuple[int, int]) -> None:
    across, down = fields_of(size)
    assert (across, down) == fields
    boxes = [box_of(at, across, down) for at in range(across * down)]
    assert sum(box.width * box.height for box in boxes) == pytest.approx(1)
    assert max(box.left + box.width for box in boxes) == pytest.approx(1)
    assert max(box.top + box.height for box in boxes) == pytest.approx(1)
