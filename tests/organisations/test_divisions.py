"""The official divisions, without the rows that are no place."""

import pytest

from core.organisations import divisions
from core.organisations.rules import Level

GUANGDONG, HAINAN, HENAN, CHONGQING, BEIJING, XINJIANG, GANSU = "44", "46", "41", "50", "11", "65", "62"


def names(found: tuple[divisions.Division, ...]) -> list[str]:
    return [division.name for division in found]


def test_there_are_31_provinces() -> None:
    assert len(divisions.provinces()) == 31
    assert divisions.provinces()[0] == divisions.Division("11", "北京市", Level.PROVINCE)


@pytest.mark.parametrize("province", [BEIJING, CHONGQING])
def test_a_municipality_has_no_cities_and_its_counties_hang_below_itself(province: str) -> None:
    assert divisions.cities(province) == ()
    assert {division.level for division in divisions.counties(province)} == {Level.COUNTY}


def test_both_halves_of_chongqing_are_there() -> None:
    assert {"渝中区", "城口县"} <= set(names(divisions.counties(CHONGQING)))


@pytest.mark.parametrize(
    ("city", "name"), [("4419", "东莞市"), ("4420", "中山市"), ("4604", "儋州市"), ("6202", "嘉峪关市")]
)
def test_four_cities_have_no_counties(city: str, name: str) -> None:
    assert name in names(divisions.cities(city[:2]))
    assert divisions.counties(city) == ()


@pytest.mark.parametrize(("province", "county"), [(HENAN, "济源市"), (HAINAN, "琼海市"), (XINJIANG, "石河子市")])
def test_counties_of_no_city_hang_below_their_province(province: str, county: str) -> None:
    assert county in names(divisions.counties(province))
    assert not {*names(divisions.cities(province))} & divisions.PSEUDO


def test_every_county_but_the_four_is_found_once() -> None:
    cities = [city for province in divisions.provinces() for city in divisions.cities(province.code)]
    parents = [*divisions.provinces(), *cities]
    found = [county.code for parent in parents for county in divisions.counties(parent.code)]
    assert len(found) == len(set(found)) == 2978 - 4


def test_an_unknown_code_has_nothing_below() -> None:
    assert divisions.cities("99") == divisions.counties("9999") == ()
