"""Scopes fail closed; names and numbers are masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.access import Actor, Capability, Grant, Reach, RoleSpec, Scope, mask_name, mask_number, require
from core.accounts.packs import roles
from core.errors import NotAllowed


def role(key: str = "r", *capabilities: Capability, reach: str = "organisation") -> RoleSpec:
    return RoleSpec(key=key, title=key, summary="", capabilities=frozenset(capabilities), reach=reach)


def somebody(*grants: Grant) -> Actor:
    return Actor(1, "u", "n", 1, grants)


def test_an_empty_scope_covers_nothing() -> None:
    assert not Scope()
    assert not Scope().covers("/1/")
    assert not Scope().touches("/1/")


def test_a_scope_covers_itself_and_below_and_never_a_sister_or_above() -> None:
    scope = Scope.at("/1/2/")
    assert scope.covers("/1/2/")
    assert scope.covers("/1/2/3/")
    assert not scope.covers("/1/")
    assert not scope.covers("/1/20/")


def test_a_class_reach_touches_its_school_and_does_not_cover_it() -> None:
    scope = Scope((Reach("/1/2/", classes=frozenset({7})),))
    assert scope.touches("/1/2/")
    assert not scope.covers("/1/2/")


def test_a_capability_reaches_only_where_its_role_is_held() -> None:
    person = somebody(
        Grant(role("a", Capability.VIEW_METRICS), 1, "/1/"), Grant(role("b", Capability.SEE_NAMES), 2, "/1/2/")
    )
    assert person.over(Capability.SEE_NAMES) == Scope.at("/1/2/")
    assert person.over(Capability.VIEW_METRICS) == Scope.at("/1/")
    assert person.over(Capability.MANAGE_ACCOUNTS) == Scope()


def test_a_narrow_grant_inside_a_wide_one_adds_nothing() -> None:
    wide, narrow = role("a", Capability.VIEW_PEOPLE), role("b", Capability.VIEW_PEOPLE, reach="class")
    person = somebody(Grant(wide, 1, "/1/"), Grant(narrow, 2, "/1/2/", frozenset({5})))
    assert person.over(Capability.VIEW_PEOPLE) == Scope.at("/1/")


def test_a_class_teacher_without_a_class_reaches_nobody() -> None:
    person = somebody(Grant(role("t", Capability.VIEW_PEOPLE, reach="class"), 2, "/1/2/"))
    assert person.over(Capability.VIEW_PEOPLE).reaches == (Reach("/1/2/", classes=frozenset()),)


def test_requiring_what_nobody_granted_is_refused() -> None:
    with pytest.raises(NotAllowed):
        require(somebody(), Capability.VIEW_METRICS)


HOLDERS = {
    Capability.SEE_SCORES: {"centre", "counsellor"},
    Capability.EXPORT_PEOPLE: {"centre", "counsellor"},
    Capability.MANAGE_ACCOUNTS: {"admin", "school_admin"},
    Capability.VIEW_AUDIT: {"admin"},
    Capability.SEE_NAMES: {"centre", "school_admin", "school_lead", "counsellor", "class_teacher"},
    Capability.WORK_CASES: {"centre", "counsellor"},
    Capability.APPROVE_CASES: {"centre", "counsellor", "school_lead"},
    Capability.BREAK_GLASS: {"centre"},
}


@pytest.mark.parametrize(("capability", "holders"), HOLDERS.items(), ids=[each.value for each in HOLDERS])
def test_the_rights_that_touch_a_child_are_held_by_exactly_these_roles(
    capability: Capability, holders: set[str]
) -> None:
    assert {key for key, spec in roles().items() if capability in spec.capabilities} == holders


def test_leaders_administrators_and_experts_never_meet_a_person() -> None:
    personal = {
        *(Capability.VIEW_PEOPLE, Capability.SEE_NAMES, Capability.VIEW_WARNINGS, Capability.SEE_SCORES),
        *(Capability.EXPORT_PEOPLE, Capability.UPLOAD_ANSWERS, Capability.MANAGE_ROSTER),
    }
    for key in ("leader", "admin", "researcher", "reviewer"):
        assert not roles()[key].capabilities & personal


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张小明", "张**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("李", "李*"),
        ("Ann Lee", "A***"),
        ("", "*"),
    ],
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(("number", "masked"), [("G330106201503123450", "…3450"), ("123456", "…56"), ("12", "…12")])
def test_numbers_are_masked(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@given(st.text(min_size=3))
def test_a_mask_never_shows_more_than_a_surname(name: str) -> None:
    assert len(mask_name(name).rstrip("*")) <= 2
