"""Whoever brings files in without the right to see scores reads neither a tier nor an answer of anybody."""

import pytest
from streamlit.testing.v1 import AppTest

from core.screening import packs
from tests.screening.builders import a_campaign, csv_file, enrol, name_of, number_of, phq, pupils
from tests.ui.app import signed_in, words
from tests.world import World

TIERS = {level.label for policy in packs.policies().values() for level in policy.levels}


def everything(test: AppTest) -> str:
    """All that the screen says, tables included."""
    tables = [frame.value.to_csv() for kind in (test.dataframe, test.table) for frame in kind]
    return "\n".join(
        [words(test), *tables, *(metric.proto.SerializeToString().decode("utf-8", "ignore") for metric in test.metric)]
    )


def previewed(world: World, who: str) -> AppTest:
    """The upload page after a file with two findings, one of them a flagged critical item."""
    people = pupils(3)
    enrol(world, people)
    a_campaign(world)
    content = csv_file([phq(people[0], 23), phq(people[1], 17, critical=2), phq(people[2], 2)])
    test = signed_in(world, who, "upload").run()
    test.file_uploader[0].upload("作答.csv", content, "text/csv").run()
    next(button for button in test.button if button.label.startswith("下一步")).click().run()
    assert not test.exception
    assert "确认后会变的" in words(test)
    return test


def test_a_school_administrators_preview_says_no_tier_and_no_reason(sqlite_world: World) -> None:
    said = everything(previewed(sqlite_world, "school_admin_b"))
    assert not [tier for tier in TIERS if tier in said]
    assert "第 9 题 =" not in said
    assert "总分 " not in said


def test_the_same_preview_tells_a_counsellor(sqlite_world: World) -> None:
    said = everything(previewed(sqlite_world, "counsellor_b"))
    assert [tier for tier in TIERS if tier in said]
    assert "第 9 题 = 2" in said


@pytest.mark.parametrize("who", ["school_admin_b", "counsellor_b"])
def test_a_preview_carries_no_full_name_and_no_full_number(sqlite_world: World, who: str) -> None:
    said = everything(previewed(sqlite_world, who))
    for serial in range(1, 4):
        assert name_of(serial) not in said
        assert number_of(serial) not in said
