"""What a checklist may say, what is found in it, and the packs that are shipped."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from core.activities import packs
from core.activities.rules import ActivityKind, Audience, SeasonKind
from core.activities.rules.checklist_lint import MANY_ITEMS, MANY_PHOTOS, Weight, lint
from core.activities.rules.checklists import (
    MOST_ITEMS,
    SHORT,
    ChecklistSpec,
    EvidenceSpec,
    ItemSpec,
    Source,
    asked_of,
)
from core.activities.rules.presets import NamedPack, SeasonPreset
from core.activities.rules.seasons import SeasonDraft, season_flaw
from core.organisations.rules import Stage
from tests.activities.season_builders import CHECKLIST

LECTURE = CHECKLIST.items[0]


def item(**other: Any) -> ItemSpec:
    return ItemSpec.model_validate(LECTURE.model_dump() | other)


def checklist(*items: ItemSpec) -> ChecklistSpec:
    return ChecklistSpec(key="k", version="1", title="清单", source=Source(document="示例文件"), items=items)


def many(number: int) -> ChecklistSpec:
    return checklist(*(item(code=f"c{at}", title=f"第 {at} 项", short=f"{at}") for at in range(number)))


def found(spec: ChecklistSpec) -> dict[str, Weight]:
    return {one.code: one.weight for one in lint(spec)}


@pytest.mark.parametrize(
    ("stages", "asked"),
    [
        ((), ["lecture", "parents"]),
        (("primary",), ["lecture", "parents"]),
        (("junior",), ["lecture", "parents", "career"]),
        (("primary", "senior"), ["lecture", "parents", "career"]),
    ],
)
def test_a_school_is_asked_for_what_one_of_its_stages_is_asked_for(stages: tuple[str, ...], asked: list[str]) -> None:
    assert [one.code for one in asked_of(CHECKLIST, stages)] == asked


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ({"short": "四个字呢"}, True),
        ({"short": "五个字了吧"}, False),
        ({"short": ""}, False),
        ({"least": 1}, True),
        ({"least": 0}, False),
        ({"audiences": []}, False),
        ({"audiences": ["pupils", "pupils"]}, False),
        ({"stages": ["kindergarten"]}, False),
        ({"stages": ["junior", "junior"]}, False),
        ({"evidence": {"photos": 20}}, True),
        ({"evidence": {"photos": 21}}, False),
        ({"due": -1}, False),
        ({"code": "有字"}, False),
        ({"unknown": 1}, False),
    ],
)
def test_what_an_item_may_say(change: dict[str, Any], sound: bool) -> None:
    if sound:
        assert item(**change)
    else:
        with pytest.raises(ValidationError):
            item(**change)


def test_no_two_items_share_a_code_and_a_list_is_never_empty_or_endless() -> None:
    assert len(many(MOST_ITEMS).items) == MOST_ITEMS
    for items in ((LECTURE, LECTURE), (), (*many(MOST_ITEMS).items, item(code="more"))):
        with pytest.raises(ValidationError):
            checklist(*items)


def test_a_checklist_stays_the_same_through_json() -> None:
    assert ChecklistSpec.model_validate_json(CHECKLIST.model_dump_json()) == CHECKLIST


@pytest.mark.parametrize(
    ("items", "code", "weight"),
    [
        ((LECTURE, item(code="b", short="另")), "titles_twice", Weight.MUST),
        ((LECTURE, item(code="b", title="另一项")), "heads_twice", Weight.MUST),
        ((item(required=False),), "nothing_required", Weight.LOOK),
        ((item(evidence=EvidenceSpec()),), "nothing_shown", Weight.LOOK),
        ((item(evidence={"photos": MANY_PHOTOS + 1}),), "many_photos", Weight.LOOK),
        ((item(kind=ActivityKind.TALK),), "photo_of_a_talk", Weight.LOOK),
        (many(MANY_ITEMS + 1).items, "many_items", Weight.LOOK),
    ],
)
def test_what_was_hardly_meant_is_found(items: tuple[ItemSpec, ...], code: str, weight: Weight) -> None:
    assert found(checklist(*items))[code] is weight


@pytest.mark.parametrize(
    "items",
    [
        (LECTURE, item(code="b", title="另一项", short="另")),
        (item(stages=["primary"]), item(code="b", title="中学讲座", stages=["junior"])),
        (item(evidence={"photos": MANY_PHOTOS}),),
        many(MANY_ITEMS).items,
    ],
)
def test_what_is_sound_is_not_found(items: tuple[ItemSpec, ...]) -> None:
    assert found(checklist(*items)) == {}


def test_what_must_be_put_right_stands_first() -> None:
    told = lint(checklist(item(required=False), item(code="b", required=False)))
    assert [one.weight for one in told] == sorted((one.weight for one in told), key=[Weight.MUST, Weight.LOOK].index)
    assert {one.weight for one in told} == set(Weight)


def test_the_shipped_lists_are_those_of_the_field_and_can_be_published() -> None:
    shipped = packs.checklists()
    assert {key: len(spec.items) for key, spec in shipped.items()} == {
        "plain": 4, "nanning_9": 9, "nanning_6": 6, "quangang": 6, "yueqing": 6,
    }  # fmt: skip
    for key, spec in shipped.items():
        assert Weight.MUST not in found(spec).values(), key
        assert "still_default" in found(spec), "contents that were not published are marked as such"
        assert all(len(one.short) <= SHORT for one in spec.items)


def test_seasons_come_back_in_the_order_of_the_school_year() -> None:
    presets = packs.season_presets()
    assert [one.kind for one in presets.values()] == [
        SeasonKind.OCTOBER_10, SeasonKind.MARCH_20, SeasonKind.MAY_25, SeasonKind.MAY, SeasonKind.PROVINCE,
    ]  # fmt: skip
    october, may = presets["october_10"], presets["may_25"]
    assert (october.dates(2026).starts_on, may.dates(2026).starts_on) == (date(2026, 10, 8), date(2027, 4, 25))
    assert (october.title_in(2026)[:6], may.title_in(2026)[:6]) == ("2026 年", "2027 年")
    assert october.dates(2026).plan_until is None
    assert may.dates(2026).plan_until == date(2027, 4, 15)


@pytest.mark.parametrize("key", sorted(packs.season_presets()))
def test_a_season_that_comes_back_can_be_planned_as_it_is(key: str) -> None:
    preset = packs.season_presets()[key]
    days = preset.dates(2025)
    draft = SeasonDraft(
        1, preset.kind, preset.title_in(2025), days.starts_on, days.ends_on, days.report_until,
        packs.checklists()[preset.checklist], days.plan_until,
    )  # fmt: skip
    assert season_flaw(draft) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"title": "没有年份"},
        {"starts": {"month": 2, "day": 29}},
        {"starts": {"month": 8, "day": 20}, "ends": {"month": 9, "day": 10}},
        {"starts": {"month": 6, "day": 1}, "ends": {"month": 5, "day": 1}},
    ],
)
def test_a_preset_that_makes_no_season_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SeasonPreset.model_validate(packs.season_presets()["may"].model_dump() | change)


def test_works_and_partners_end_with_what_fits_nowhere_else() -> None:
    assert list(packs.work_kinds().items())[-1] == ("other", "其他")
    assert list(packs.partners().items())[-1] == ("other", "其他")
    assert {"绘画", "手抄报", "心理剧"} <= {word for title in packs.work_kinds().values() for word in title.split("、")}
    assert {"妇联", "公安", "医院"} <= set(packs.partners().values())


@pytest.mark.parametrize("keys", [["painting"], ["other", "other"]])
def test_kinds_are_told_apart_and_have_a_place_for_the_rest(keys: list[str]) -> None:
    kinds = [{"key": key, "title": f"{key}{at}"} for at, key in enumerate(keys)]
    with pytest.raises(ValidationError):
        NamedPack.model_validate({"key": "works", "version": "1", "title": "作品", "kinds": kinds})


def test_an_item_is_for_people_that_are_counted() -> None:
    assert {one for spec in packs.checklists().values() for each in spec.items for one in each.audiences} == set(
        Audience
    )


def test_the_stages_of_items_are_those_of_schools() -> None:
    assert item(stages=[stage.value for stage in Stage]).stages == tuple(Stage)
