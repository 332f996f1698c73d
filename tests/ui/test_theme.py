"""The theme: settings that Streamlit accepts, words that match them, colours that can be told apart."""

import importlib
import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import altair as alt
import pytest
import streamlit as st
from streamlit import config

from core.cases.rules.attachments import MOST_BYTES
from core.evaluation.rules import evidence
from core.settings import ROOT
from core.ui import theme
from core.ui.charts.completion import KINDS
from core.ui.charts.tiers import PALE
from core.ui.words import LOOKS
from tests.ui.drawn import drawn

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
CSS = (theme.HERE / "face.css").read_text("utf-8")
TEXT, ICON = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


def flat(table: dict[str, object], *path: str) -> Iterator[str]:
    for key, value in table.items():
        yield from flat(value, *path, key) if isinstance(value, dict) else [".".join((*path, key))]


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_streamlit_knows_every_option() -> None:
    assert set(flat(SETTINGS)) <= set(config.get_config_options())


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.enableXsrfProtection", True),
        ("server.enableStaticServing", False),
        ("server.enableAgentApi", False),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("runner.magicEnabled", False),
    ],
)
def test_the_hardening_is_in_place(option: str, value: object) -> None:
    section, name = option.split(".")
    assert SETTINGS[section][name] == value


def test_no_address_is_set_so_that_the_intranet_reaches_the_product() -> None:
    assert "address" not in SETTINGS["server"]


def test_the_uploader_says_the_size_that_is_configured() -> None:
    sizes = set(re.findall(r"不超过 (\d+)MB", CSS))
    assert sizes == {
        str(SETTINGS["server"]["maxUploadSize"]),
        str(MOST_BYTES // 2**20),
        str(evidence.MOST_BYTES // 2**20),
    }  # files, attachments of a case, evidence


def test_the_style_block_is_balanced_and_fetches_nothing() -> None:
    assert CSS.count("{") == CSS.count("}")
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_a_second_import_leaves_the_chart_theme_as_it_is() -> None:
    before = alt.theme.get()()
    importlib.reload(theme)
    assert alt.theme.active == "shouwang"
    assert alt.theme.get()() == before


def test_style_is_one_block() -> None:
    def page() -> None:
        from core.ui import theme

        theme.apply_style()

    blocks = drawn(page).get("html")
    assert len(blocks) == 1
    assert "stFileUploaderDropzone" in blocks[0].proto.body


@pytest.mark.parametrize("name", ["favicon.png", "logo-dark.svg", "logo-light.svg", "mark-dark.svg", "mark-light.svg"])
def test_every_mark_is_there_and_is_only_a_picture(name: str) -> None:
    content = (theme.ASSETS / name).read_bytes()
    assert content.startswith(b"\x89PNG" if name.endswith("png") else b"<svg")
    assert b"<script" not in content


@pytest.mark.parametrize("colour", [theme.INK, theme.SOFT, theme.PINE])
def test_text_is_legible_on_white_and_paper(colour: str) -> None:
    assert min(contrast(colour, "#FFFFFF"), contrast(colour, theme.PAPER)) >= TEXT


@pytest.mark.parametrize("slot", ["violet", "orange", "blue", "gray", "green", "yellow", "red"])
def test_badges_are_legible(slot: str) -> None:
    colours = SETTINGS["theme"]
    assert contrast(colours[f"{slot}TextColor"], colours[f"{slot}BackgroundColor"]) >= TEXT


def test_signs_of_tiers_that_need_people_stand_out_from_white() -> None:
    assert min(contrast(LOOKS[severity].fill, "#FFFFFF") for severity in (1, 2, 3, 4)) >= ICON


def test_figures_are_legible_on_every_cell_of_a_board() -> None:
    assert min(contrast(ink, pale) for ink in (theme.INK, theme.SOFT) for pale in PALE) >= TEXT


def test_bars_that_met_the_target_differ_in_lightness_from_those_below() -> None:
    assert contrast(KINDS["met"], KINDS["below"]) > 1.5


def test_no_two_grave_tiers_print_alike_in_grey() -> None:
    fills = [LOOKS[severity].fill for severity in (2, 3, 4)]
    assert min(contrast(*pair) for pair in combinations(fills, 2)) > 1.4


def test_the_words_that_tick_all_of_a_list_hang_on_keys_that_streamlit_has() -> None:
    scripts = Path(st.__file__).parent / "static" / "static" / "js"
    source = next(scripts.glob("Multiselect.*.js")).read_text("utf-8")
    assert set(re.findall(r'data-key="(__\w+?__)"', CSS)) == set(re.findall(r"__select_\w+?__", source)) != set()
