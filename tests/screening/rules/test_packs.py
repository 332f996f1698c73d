"""What loading a scale or a policy refuses, each by one change to a pack that is right."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from core import catalog
from core.screening import packs
from core.screening.rules.policy import TierPolicy, check_against
from core.screening.rules.spec import ScaleSpec

Pack = dict[str, Any]
Change = Callable[[Pack], object]


def raw(kind: str, key: str) -> Pack:
    return tomllib.loads((catalog.DATA / kind / f"{key}.toml").read_text(encoding="utf-8"))


def band(number: int, **change: object) -> Change:
    return lambda pack: pack["total"]["bands"][0]["steps"][number].update(change)


REFUSALS: list[tuple[str, str, Change, str]] = [
    ("gap between bands", "phq9", band(1, low=6), "gap before 轻度"),
    ("overlapping bands", "phq9", band(1, low=4), "overlap before 轻度"),
    ("bands that start late", "phq9", band(0, low=1), "must run from 0 to 27"),
    ("bands that end early", "phq9", band(4, high=26), "must run from 0 to 27"),
    ("band above the range", "phq9", band(4, high=28), "28 lies outside 0–27"),
    ("band below the range", "phq9", band(0, low=-1), "-1 lies outside 0–27"),
    ("band upside down", "phq9", band(1, low=9, high=5), "9 lies above 5"),
    ("half a point in a sum", "phq9", band(0, high=4.5), "whole numbers"),
    ("two bands of one label", "phq9", band(1, label="无或极轻"), "twice: 无或极轻"),
    ("levels that fall", "phq9", band(3, level=1), "levels must rise"),
    ("levels that rise where low is grave", "who5", band(1, level=2), "towards the lower end"),
    ("gap between bands of a mean", "mssmhs", band(1, low=2.01), "gap before 轻度"),
    ("overlap between bands of a mean", "mssmhs", band(1, low=1.99), "overlap before 轻度"),
    ("gap in a sub-scale", "mht", lambda p: p["subscales"][0]["bands"][0]["steps"][1].update(low=5), "学习焦虑"),
    ("two sets for one pupil", "sdq", lambda p: p["total"]["bands"][1].update(respondent="self"), "same pupil"),
    ("bands for a stranger", "phq9", lambda p: p["total"]["bands"][0].update(respondent="peer"), "none of the scale's"),
    ("bands for grade 13", "phq9", lambda p: p["total"]["bands"][0].update(grades=[7, 13]), "1–12"),
    ("no bands at all", "phq9", lambda p: p["total"].update(bands=[]), "total.bands"),
    ("item in no sub-scale", "mht", lambda p: p["subscales"][0]["items"].remove(1), r"\[1\] are in no sub-scale"),
    ("item in two sub-scales", "mht", lambda p: p["subscales"][1]["items"].append(1), "exclusive sub-scales twice: 1"),
    ("item in a sub-scale and validity", "mht", lambda p: p["subscales"][1]["items"].append(82), "twice: 82"),
    ("sub-scale item too high", "mht", lambda p: p["subscales"][1]["items"].append(101), r"\[101\] lie outside"),
    ("item count too low", "sdq", lambda p: p.update(items=24), r"\[25\] lie outside"),
    ("item count too high", "sdq", lambda p: p.update(items=26), r"\[26\] are in no sub-scale"),
    ("reversed item too high", "dsrsc", lambda p: p["reversed"].append(19), r"\[19\] lie outside"),
    ("reversed item twice", "dsrsc", lambda p: p["reversed"].append(1), "reversed item twice"),
    (
        "two sub-scales of one title",
        "mht",
        lambda p: p["subscales"][1].update(title="学习焦虑"),
        "title twice: 学习焦虑",
    ),
    ("critical item too high", "phq9", lambda p: p["critical"][0].update(item=10), "10 lies outside 1–9"),
    (
        "critical threshold everybody meets",
        "phq9",
        lambda p: p["critical"][0].update(threshold=0),
        "0 lies outside 1–3",
    ),
    ("critical threshold nobody meets", "phq9", lambda p: p["critical"][0].update(threshold=4), "4 lies outside 1–3"),
    ("critical item twice", "mht", lambda p: p["critical"][1].update(item=85), "critical item twice"),
    ("validity threshold out of reach", "mht", lambda p: p["validity"].update(threshold=11), "11 lies outside 1–10"),
    (
        "derived cut-off out of reach",
        "scl90",
        lambda p: p["derived"][0].update(notable_from=91),
        "91 lies outside 0–90",
    ),
    ("derived without its number", "scl90", lambda p: p["derived"][0].pop("at_least"), "needs at_least"),
    ("too many blanks borne", "sdq", lambda p: p["missing"].update(tolerated=5), "leave nothing of 5"),
    ("minimum above maximum", "phq9", lambda p: p.update(minimum=3), "must lie below"),
    ("coding twice", "phq9", lambda p: p["codings"][1].update(key="0-3"), "coding twice"),
    ("first coding not canonical", "phq9", lambda p: p["codings"][0].update(offset=1), "must be the canonical"),
    ("word beyond the range", "phq9", lambda p: p["words"].update(总是=4), "4 lies outside 0–3"),
    ("unknown key", "phq9", lambda p: p.update(colour="red"), "colour"),
    ("unknown key inside", "phq9", lambda p: p["critical"][0].update(colour="red"), "colour"),
    ("no licence", "phq9", lambda p: p.pop("licence"), "licence"),
    ("no sources", "phq9", lambda p: p.update(sources=[]), "sources"),
    ("no status of the bands", "phq9", lambda p: p["total"]["bands"][0].pop("status"), "status"),
    ("no source of the bands", "phq9", lambda p: p["total"]["bands"][0].pop("source"), "source"),
    ("no status of the critical item", "phq9", lambda p: p["critical"][0].pop("status"), "status"),
    ("no status of the missing rule", "phq9", lambda p: p["missing"].pop("status"), "status"),
    ("unknown status", "phq9", lambda p: p["missing"].update(status="sure"), "status"),
    ("no version", "phq9", lambda p: p.pop("version"), "version"),
]


@pytest.mark.parametrize(
    ("key", "change", "reason"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS]
)
def test_a_scale_pack_with_one_fault_is_refused(key: str, change: Change, reason: str) -> None:
    pack = raw("scales", key)
    assert ScaleSpec.model_validate(pack), "the pack itself is right"
    change(pack)
    with pytest.raises(ValidationError, match=reason):
        ScaleSpec.model_validate(pack)


POLICY_REFUSALS: list[tuple[str, Change, str]] = [
    ("a severity twice", lambda p: p["levels"][1].update(severity=4), "gravest first"),
    ("mildest first", lambda p: p["levels"].reverse(), "gravest first"),
    ("a label twice", lambda p: p["levels"][1].update(label="区级跟进"), "share a label"),
    ("critical without a level", lambda p: p["critical"].update(severity=1), "no level"),
    ("severity 5", lambda p: p["levels"][0].update(severity=5), "severity"),
    ("no comparison", lambda p: p["levels"][0]["conditions"][0].pop("at_least"), "either at_least or at_most"),
    ("two comparisons", lambda p: p["levels"][0]["conditions"][0].update(at_most=3), "either at_least or at_most"),
    ("a condition without status", lambda p: p["levels"][0]["conditions"][0].pop("status"), "status"),
    ("a clock without status", lambda p: p["levels"][0]["clock"].pop("status"), "status"),
    ("an unknown key", lambda p: p["levels"][0].update(hex="#f00"), "hex"),
]


@pytest.mark.parametrize(
    ("change", "reason"), [case[1:] for case in POLICY_REFUSALS], ids=[case[0] for case in POLICY_REFUSALS]
)
def test_a_policy_with_one_fault_is_refused(change: Change, reason: str) -> None:
    pack = raw("tiers", "ban_xiao_qu")
    change(pack)
    with pytest.raises(ValidationError, match=reason):
        TierPolicy.model_validate(pack)


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ({"scale": "phq8", "measure": "total", "at_least": 3}, "no scale phq8"),
        ({"scale": "phq9", "measure": "total", "at_least": 28}, "28 lies outside 0–27"),
        ({"scale": "phq9", "measure": "total", "at_most": 3}, "the other way round"),
        ({"scale": "who5", "measure": "total", "at_least": 3}, "the other way round"),
        ({"scale": "phq9", "measure": "band", "at_least": 5}, "5 lies outside 1–4"),
        ({"scale": "phq9", "measure": "subscales", "at_least": 5}, "no such sub-scales"),
        ({"scale": "mht", "measure": "subscales", "at_least": 5, "subscales": ["快乐"]}, "快乐"),
        ({"scale": "mht", "measure": "subscales", "at_least": 5, "count": 9}, "fewer than 9"),
        ({"scale": "mht", "measure": "subscales", "at_least": 11}, "11 lies outside 0–10"),
        ({"scale": "phq9", "measure": "critical", "at_least": 1, "items": [8]}, "not critical"),
        ({"scale": "gad7", "measure": "critical", "at_least": 1}, "not critical"),
        ({"scale": "phq9", "measure": "derived", "derived": "sum", "at_least": 1}, "no derived figure sum"),
    ],
)
def test_a_condition_no_scale_can_meet_is_refused(condition: Pack, reason: str) -> None:
    pack = raw("tiers", "ban_xiao_qu")
    pack["levels"][0]["conditions"] = [{**condition, "status": "default", "source": "test"}]
    with pytest.raises(ValueError, match=reason):
        check_against(TierPolicy.model_validate(pack), packs.scales())


def test_two_scales_of_one_title_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (catalog.DATA / "scales" / "phq9.toml").read_text(encoding="utf-8")
    (tmp_path / "scales").mkdir()
    (tmp_path / "scales" / "phq9.toml").write_text(text, encoding="utf-8")
    (tmp_path / "scales" / "twin.toml").write_text(text.replace('"phq9"', '"twin"'), encoding="utf-8")
    monkeypatch.setattr(catalog, "DATA", tmp_path)
    packs.scales.cache_clear()
    with pytest.raises(catalog.BrokenPack, match="used twice: PHQ-9"):
        packs.scales()


def test_three_policies_are_shipped_and_fit_the_scales() -> None:
    assert set(packs.policies()) == {"ban_xiao_qu", "hong_cheng_huang", "yiban_zhongdian"}


def test_every_scale_tiers_under_every_policy() -> None:
    for policy in packs.policies().values():
        named = {condition.scale for level in policy.levels for condition in level.conditions}
        assert named == set(packs.scales())


def test_the_gravest_level_of_the_class_school_district_policy_is_called_three() -> None:
    levels = packs.policy("ban_xiao_qu").levels
    assert [(level.severity, level.label, level.number) for level in levels] == [
        (4, "区级跟进", "三级"),
        (3, "校级跟进", "二级"),
        (2, "班级关注", "一级"),
    ]


def test_no_pack_holds_item_wording() -> None:
    """Items appear as numbers alone; the longest words are the answers a sheet may hold."""
    for spec in packs.scales().values():
        assert all(len(word) <= 8 for word in spec.words)
