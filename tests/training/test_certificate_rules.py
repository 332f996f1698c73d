"""What certificates are called in files, and how long they carry."""

from datetime import date, timedelta

import pytest

from core.errors import Refused
from core.training import packs
from core.training.rules.certificates import FOREVER, CertificatePack, band, kind_of, named, usual_end
from core.training.rules.scans import MOST_BYTES, scan_kind

DAY = date(2026, 3, 2)
SCHOOL, COUNSELLOR = "心理健康教育教师资格证", "心理咨询师"


@pytest.mark.parametrize(
    ("words", "level", "kind", "told"),
    [
        ("心理健康教育教师资格证", "", SCHOOL, ""),
        ("心理健康教育教师资格证书", "B", SCHOOL, "B证"),
        ("心理健康教育教师资格证（B级）", "", SCHOOL, "B证"),
        (" 心理健康教育 b证 ", "", SCHOOL, "B证"),
        ("浙江省中小学心理健康教育教师资格C证", "", SCHOOL, "C证"),
        ("心理健康教育A证", "c类", SCHOOL, "C证"),
        ("二级心理咨询师", "", COUNSELLOR, "二级"),
        ("国家心理咨询师三级", "", COUNSELLOR, "三级"),
        ("心理咨询师（二级）证书", "", COUNSELLOR, "二级"),
        ("助理社会工作师", "", "社会工作师", "助理"),
        ("中级社工师证", "", "社会工作师", "中级"),
        ("家庭教育指导师", "高级", "家庭教育指导师", "高级"),
        ("教师资格证(心理健康教育)", "初中", "教师资格证（心理健康教育）", "初中"),
        ("注册心理师", "", "中国心理学会注册心理师", ""),
    ],
)
def test_words_of_files_are_read_as_the_pack_calls_them(words: str, level: str, kind: str, told: str) -> None:
    assert named(packs.certificates(), words, level) == (kind, told, True)


@pytest.mark.parametrize("words", ["教师资格证", "普通话证书", "健康管理师", "高中教师资格证", ""])
def test_what_the_pack_does_not_know_stays_as_it_was_written(words: str) -> None:
    assert named(packs.certificates(), words, " 二级 ") == (words, "二级", False)


def test_every_title_and_alias_of_the_pack_is_read_as_its_own_sort() -> None:
    pack = packs.certificates()
    for kind in pack.kinds:
        assert {named(pack, name).kind for name in (kind.title, *kind.aliases)} == {kind.title}
        for level in kind.levels:
            assert named(pack, kind.title + level)[:2] == (kind.title, level)


def test_only_papers_on_counselling_itself_count() -> None:
    counted = packs.certificates().counted
    assert {SCHOOL, COUNSELLOR} <= set(counted)
    assert not {"社会工作师", "家庭教育指导师"} & set(counted)


def test_a_pack_with_two_names_that_read_alike_is_refused() -> None:
    kind = {"counts": True, "source": "示例", "levels": []}
    kinds = [{**kind, "key": "one", "title": "甲证"}, {**kind, "key": "two", "title": "乙证", "aliases": ["甲 证书"]}]
    with pytest.raises(ValueError, match="read alike"):
        CertificatePack.model_validate(
            {"key": "x", "version": "1", "title": "x", "note": "", "licence": "", "kinds": kinds}
        )


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, None), (0, 7), (6, 7), (7, 7), (8, 30), (29, 30), (30, 30), (31, 90), (90, 90), (91, None)],
)
def test_a_certificate_lies_in_the_nearest_band(days: int, expected: int | None) -> None:
    assert band(DAY + timedelta(days=days), DAY) == expected


def test_what_never_ends_or_is_not_there_lies_in_no_band() -> None:
    assert (band(FOREVER, DAY), band(None, DAY)) == (None, None)


@pytest.mark.parametrize(
    ("issued_on", "last"),
    [
        (date(2022, 6, 1), date(2027, 5, 31)),
        (date(2022, 3, 29), date(2027, 3, 28)),
        (date(2024, 2, 29), date(2029, 2, 28)),
        (date(2022, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_certificate_usually_carries_until_the_eve_of_its_day(issued_on: date, last: date) -> None:
    kind = kind_of(packs.certificates().kinds, SCHOOL)
    assert usual_end(kind, issued_on) == last


def test_a_sort_without_years_has_no_usual_end() -> None:
    assert usual_end(kind_of(packs.certificates().kinds, COUNSELLOR), DAY) is None
    assert usual_end(None, DAY) is None


PDF, PNG, JPEG = b"%PDF-1.7\n%%EOF\n", b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82", b"\xff\xd8\xff\xe0\0\0\xff\xd9"


@pytest.mark.parametrize(("content", "kind"), [(PDF, "pdf"), (PNG, "png"), (JPEG, "jpeg")])
def test_a_scan_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert scan_kind(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "training.scan_kind"),
        (b"MZ\x90\0", "training.scan_kind"),
        (b"<html>%PDF-1.7 %%EOF", "training.scan_kind"),
        (b"PK\x03\x04 word/document.xml", "training.scan_kind"),
        (PDF[:-6], "training.scan_broken"),
        (PNG[:10], "training.scan_broken"),
        (JPEG[:-2], "training.scan_broken"),
        (PDF.ljust(MOST_BYTES + 1), "training.scan_too_large"),
    ],
)
def test_what_is_no_whole_scan_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        scan_kind(content)
    assert refusal.value.code == code
