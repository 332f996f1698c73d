"""`upload` does what the page does, as the person it names, and stores nothing while a problem is left."""

from pathlib import Path

import pytest

from core.access import SYSTEM_SCOPE
from core.database import reading
from core.ops.__main__ import main
from core.screening.queries import Chosen, count_listed, recent_uploads
from core.screening.rules.states import SheetStatus
from tests.screening.builders import PHQ, Row, a_campaign, answered, csv_file, enrol, phq, pupils, xlsx_file
from tests.world import World

PEOPLE = pupils(5)


@pytest.fixture
def campaign(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    from core.ops import upload

    monkeypatch.setattr(upload, "prepare", lambda: None)  # the tests' tables are made already
    enrol(sqlite_world, PEOPLE)
    return a_campaign(sqlite_world)


def upload(path: Path, content: bytes, campaign: object, who: str = "counsellor_b", *more: str) -> int:
    path.write_bytes(content)
    return main(["upload", str(path), "--campaign", str(campaign), "--as", who, *more])


def valid_sheets() -> int:
    with reading() as session:
        return count_listed(session, SYSTEM_SCOPE, Chosen(1, status=SheetStatus.VALID))


def ones() -> list[Row]:
    return [answered(row, PHQ, [1, 2, 3, 1, 2, 3, 1, 2, 1]) for row in PEOPLE]


@pytest.mark.parametrize("by", ["id", "title"])
def test_a_sound_file_is_stored_and_the_receipt_printed(
    campaign: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    content = xlsx_file([phq(row, 4) for row in PEOPLE])
    assert upload(tmp_path / "作答.xlsx", content, campaign if by == "id" else "秋季普测") == 0
    said = capsys.readouterr().out
    with reading() as session:
        [row] = recent_uploads(session, SYSTEM_SCOPE, campaign_id=campaign)
    assert row.number in said
    assert row.file_digest in said
    assert valid_sheets() == 5


def test_problems_are_printed_and_nothing_is_stored(
    campaign: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [phq(PEOPLE[0], 4, critical=1), {**phq(PEOPLE[1], 4), PHQ[0]: "9"}]
    assert upload(tmp_path / "x.csv", csv_file(rows), campaign) == 1
    said = capsys.readouterr().err
    assert "F3" in said
    assert "第 1 题只能填 0—3" in said
    assert "第 2 行" in said  # the flagged critical item does not wait
    assert valid_sheets() == 0


def test_the_same_file_again_says_so(campaign: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = csv_file([phq(row, 4) for row in PEOPLE])
    assert upload(tmp_path / "x.csv", content, campaign) == 0
    capsys.readouterr()
    assert upload(tmp_path / "x.csv", content, campaign) == 0
    assert "已经导入过" in capsys.readouterr().out


def test_an_unclear_coding_is_asked_for_and_taken(campaign: int, tmp_path: Path) -> None:
    content = csv_file(ones())
    assert upload(tmp_path / "x.csv", content, campaign) == 1
    assert upload(tmp_path / "x.csv", content, campaign, "counsellor_b", "--coding", "phq9=1-4") == 0


@pytest.mark.parametrize(
    ("who", "wanted", "words"),
    [
        ("nobody_at_all", 1, "没有这个用户名"),
        ("leader", 1, "不在您的权限里"),
        ("counsellor_c", 1, "没有找到这个批次"),
        ("counsellor_a", 1, "不在您负责的范围里"),
        ("counsellor_b", "没有这个批次", "没有找到这个批次"),
    ],
)
def test_it_acts_with_that_person_s_rights_and_no_more(
    campaign: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], who: str, wanted: object, words: str
) -> None:
    assert campaign == 1
    assert upload(tmp_path / "x.csv", csv_file([phq(row, 4) for row in PEOPLE]), wanted, who) == 1
    assert words in capsys.readouterr().err
    assert valid_sheets() == 0
