"""What a contest gives on paper: the list for publicity, the archive that goes upwards, winners for the shelf."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE
from core.audit import AuditEvent
from core.database import files, unowned, within, writing
from core.errors import NotFound, Refused
from core.evaluation import actions
from core.evaluation.actions import forwarding
from core.evaluation.rules.states import ContestState, ContestSubject
from core.library.rules import Facet, ResourceState
from core.library.tables import Resource, ResourceTag
from tests.evaluation.contests import LATER, a_contest, a_file, a_nomination, a_report, a_resource
from tests.world import World

NOW = datetime(2026, 6, 2, 8, tzinfo=UTC)
NAMES = ("示例学生小周", "周示例", "的名字")


@pytest.fixture(autouse=True)
def on_the_second_of_june() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def picture(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "jpeg")
    return buffer.getvalue()


def published(session: Session, world: World) -> tuple[int, int]:
    """A contest that is public: school A first and recommended, with two pictures and a paper; B without an award."""
    contest_id = a_contest(
        session, world, ContestState.PUBLICITY, public_from=NOW.date(), public_until=LATER, words="选出好活动"
    )
    activity_id = a_report(session, world, title="=心理剧展演", partners=["hospital"])
    for number, colour in enumerate(("red", "blue")):
        content = picture(colour)
        a_file(session, world, activity_id, content, position=number, thumb=files.keep(content))
    a_file(session, world, activity_id, b"%PDF-1.7 plan %%EOF", kind="pdf", position=2)
    one = a_nomination(
        session,
        world,
        contest_id,
        activity_id=activity_id,
        award="first",
        forwarded=True,
        total=18,
        reason="人人有角色",
    )
    a_nomination(session, world, contest_id, "b", total=9)
    return contest_id, one


def texts(content: bytes) -> str:
    """Every word of a paper."""
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def acts(session: Session) -> list[str]:
    return [one.action for one in session.exec(unowned(select(AuditEvent), AuditEvent))]


def test_the_list_tells_school_work_and_award_and_no_score(world: World) -> None:
    with writing() as session:
        contest_id, _ = published(session, world)
        bureau = world.actor("researcher")
        paper = texts(actions.export_awards(session, bureau, contest_id=contest_id))
        assert all(word in paper for word in ("云溪一小", "=心理剧展演", "一等奖", "2026年6月2日至2026年6月20日"))
        assert "云溪中学" not in paper
        assert "18" not in paper
        book = load_workbook(
            io.BytesIO(actions.export_awards(session, bureau, contest_id=contest_id, as_workbook=True))
        )
        lines = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        assert [1, "云溪一小", "=心理剧展演", "一等奖"] in lines
        assert acts(session)[-2:] == ["contest.list_exported"] * 2


def test_there_is_no_list_before_publicity_and_none_without_awards(sqlite_world: World) -> None:
    with writing() as session:
        bureau = sqlite_world.actor("researcher")
        with pytest.raises(Refused, check=lambda error: error.code == "contests.not_now"):
            actions.export_awards(session, bureau, contest_id=a_contest(session, sqlite_world, ContestState.REVIEW))
        contest_id = a_contest(session, sqlite_world, ContestState.PUBLICITY)
        with pytest.raises(Refused, check=lambda error: error.code == "contests.nobody_awarded"):
            actions.export_awards(session, bureau, contest_id=contest_id)
        with pytest.raises(Refused, check=lambda error: error.code == "contests.nobody_forwarded"):
            actions.export_forwarded(session, bureau, contest_id=contest_id)


def test_the_archive_holds_a_paper_and_all_files_of_every_work_and_a_table_of_all(world: World) -> None:
    with writing() as session:
        contest_id, _ = published(session, world)
        content = actions.export_forwarded(session, world.actor("researcher"), contest_id=contest_id)
        with ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert names == [
                "推荐汇总表.xlsx", "01_云溪一小/推荐表.docx", "01_云溪一小/材料01.jpg", "01_云溪一小/材料02.jpg",
                "01_云溪一小/材料03.pdf",
            ]  # fmt: skip
            assert archive.read("01_云溪一小/材料02.jpg") == picture("blue")
            paper = archive.read("01_云溪一小/推荐表.docx")
            summary = load_workbook(io.BytesIO(archive.read("推荐汇总表.xlsx"))).worksheets[0]
        assert all(
            word in texts(paper) for word in ("人人有角色", "六个班同台演出", "18.00", "学生 300", "2 场", "医院")
        )
        assert len(Document(io.BytesIO(paper)).inline_shapes) == 2
        lines = [[cell.value for cell in row] for row in summary.iter_rows()]
        told = [1, "云溪一小", "=心理剧展演", "心理剧、展演、游园", "一等奖", "18.00", "人人有角色", "01_云溪一小"]
        assert told in lines
        assert acts(session)[-1] == "contest.package_exported"


def test_no_name_of_a_person_stands_in_the_archive_s_file_names_and_words_of_files(sqlite_world: World) -> None:
    with writing() as session:
        contest_id, _ = published(session, sqlite_world)
        content = actions.export_forwarded(session, sqlite_world.actor("researcher"), contest_id=contest_id)
    with ZipFile(io.BytesIO(content)) as archive:
        everything = "\n".join([*archive.namelist(), texts(archive.read("01_云溪一小/推荐表.docx"))])
    assert not [name for name in NAMES if name in everything]


def test_an_archive_that_is_too_large_is_refused_and_part_of_it_may_be_taken(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing() as session:
        contest_id, one = published(session, sqlite_world)
        bureau = sqlite_world.actor("researcher")
        with pytest.raises(Refused, check=lambda error: error.code == "contests.nobody_forwarded"):
            actions.export_forwarded(session, bureau, contest_id=contest_id, nomination_ids=[one + 1])
        monkeypatch.setattr(forwarding, "MOST_BYTES", 2**10)
        with pytest.raises(Refused, check=lambda error: error.code == "contests.package_large"):
            actions.export_forwarded(session, bureau, contest_id=contest_id, nomination_ids=[one])


def test_a_resource_goes_upwards_with_its_author_on_the_paper(sqlite_world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, sqlite_world, ContestState.CLOSED, subject=ContestSubject.RESOURCES)
        resource_id = a_resource(session, sqlite_world)
        a_nomination(
            session, sqlite_world, contest_id, resource_id=resource_id, award="first", forwarded=True, total=90
        )
        content = actions.export_forwarded(session, sqlite_world.actor("researcher"), contest_id=contest_id)
    with ZipFile(io.BytesIO(content)) as archive:
        assert "周示例" in texts(archive.read("01_云溪一小/推荐表.docx"))
        assert archive.namelist() == ["推荐汇总表.xlsx", "01_云溪一小/推荐表.docx"]


def test_winners_with_tags_come_onto_the_organiser_s_shelf(world: World) -> None:
    with writing() as session:
        contest_id = a_contest(session, world, ContestState.PUBLICITY, subject=ContestSubject.RESOURCES)
        tagged = a_resource(session, world, sent_at=NOW, summary="四节课", licence="own_shared")
        bare = a_resource(session, world, "b", title="没有标签", sent_at=NOW)
        session.add_all(
            [ResourceTag(resource_id=tagged, facet=Facet.STAGE, value="primary"),
             ResourceTag(resource_id=tagged, facet=Facet.TOPIC, value="learning")]
        )  # fmt: skip
        ids = [
            a_nomination(session, world, contest_id, at, resource_id=one, award="first")
            for at, one in (("a", tagged), ("b", bare))
        ]
        loser = a_nomination(session, world, contest_id, resource_id=a_resource(session, world))
        bureau = world.actor("researcher")
        with pytest.raises(NotFound):
            actions.shelve_winners(session, bureau, contest_id=contest_id, nomination_ids=[loser])
        assert actions.shelve_winners(session, bureau, contest_id=contest_id, nomination_ids=ids) == (1, 1)
        states = dict(session.exec(within(SYSTEM_SCOPE, select(Resource.id, Resource.state), Resource)).all())
        assert (states[tagged], states[bare]) == (ResourceState.ON_SHELF, ResourceState.SENT)
        assert actions.shelve_winners(session, bureau, contest_id=contest_id, nomination_ids=ids) == (0, 1)
