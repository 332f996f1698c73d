"""Forms say every flaw at once, and keep only what they ask."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import catalog
from core.cases import packs
from core.cases.rules.forms import SHORT, FieldSpec, FormSpec, InvalidForm, Kind, check
from core.errors import NotFound
from core.ui.words.areas import ERRORS
from tests.cases.care import FILLED

FORM = catalog.parse(
    """
    key = "try"
    version = "1.0"
    title = "试一试"
    [[fields]]
    key = "line"
    title = "一行"
    kind = "text"
    required = true
    [[fields]]
    key = "story"
    title = "经过"
    kind = "long"
    min_length = 4
    [[fields]]
    key = "one"
    title = "选一个"
    kind = "choice"
    options = ["甲", "乙"]
    [[fields]]
    key = "some"
    title = "选几个"
    kind = "choices"
    options = ["甲", "乙", "丙"]
    [[fields]]
    key = "day"
    title = "日期"
    kind = "date"
    [[fields]]
    key = "count"
    title = "次数"
    kind = "number"
    [[fields]]
    key = "sure"
    title = "是否"
    kind = "yes_no"
    [[fields]]
    key = "more"
    title = "说明"
    kind = "long"
    when = { one = ["乙"], some = ["丙"] }
    """,
    FormSpec,
    name="try",
)


def flaws(content: dict[str, Any]) -> dict[str, str]:
    try:
        check(FORM, content)
    except InvalidForm as refusal:
        return {flaw.field: flaw.code.removeprefix("cases.field_") for flaw in refusal.flaws}
    return {}


@pytest.mark.parametrize(
    ("field", "given_", "kept"),
    [
        ("line", "  一句话 ", "一句话"),
        ("line", "字" * SHORT, "字" * SHORT),
        ("story", "四个字吧", "四个字吧"),
        ("one", "乙", "乙"),
        ("some", ["丙", "甲"], ["甲", "丙"]),
        ("some", ("乙",), ["乙"]),
        ("day", date(2025, 10, 10), "2025-10-10"),
        ("day", "2025-10-10", "2025-10-10"),
        ("count", 3, 3),
        ("count", "3", 3),
        ("count", 2.5, 2.5),
        ("sure", False, False),
    ],
)
def test_an_answer_is_kept_in_one_shape(field: str, given_: object, kept: object) -> None:
    answers = {"line": "x", "more": "y", field: given_}
    assert check(FORM, answers)[field] == kept


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({}, {"line": "missing"}),
        ({"line": "   "}, {"line": "missing"}),
        ({"line": None}, {"line": "missing"}),
        ({"line": 3}, {"line": "not_text"}),
        ({"line": "字" * (SHORT + 1)}, {"line": "too_long"}),
        ({"line": "x", "story": "三个字"}, {"story": "too_short"}),
        ({"line": "x", "one": "丁"}, {"one": "no_option"}),
        ({"line": "x", "some": ["甲", "丁"]}, {"some": "no_option"}),
        ({"line": "x", "some": "甲"}, {"some": "no_option"}),
        ({"line": "x", "some": []}, {}),
        ({"line": "x", "day": "昨天"}, {"day": "no_date"}),
        ({"line": "x", "day": 20251010}, {"day": "no_date"}),
        ({"line": "x", "count": "三"}, {"count": "no_number"}),
        ({"line": "x", "count": True}, {"count": "no_number"}),
        ({"line": "x", "count": "nan"}, {"count": "no_number"}),
        ({"line": "x", "sure": "是"}, {"sure": "no_yes_no"}),
        ({"line": "x", "other": "y"}, {"other": "unknown"}),
        ({"line": "x", "one": "甲"}, {}),
        ({"line": "x", "one": "乙"}, {"more": "missing"}),
        ({"line": "x", "some": ["甲", "丙"]}, {"more": "missing"}),
        ({"line": "x", "one": "乙", "more": "写了"}, {}),
        ({"one": "丁", "day": "昨天", "count": "三"}, {
            "line": "missing", "one": "no_option", "day": "no_date", "count": "no_number"}),
    ],
)  # fmt: skip
def test_every_flaw_is_told_at_once(content: dict[str, Any], found: dict[str, str]) -> None:
    assert flaws(content) == found


def test_a_refusal_names_the_fields_but_never_what_was_typed() -> None:
    with pytest.raises(InvalidForm) as refusal:
        check(FORM, {"line": 3, "one": "说过的秘密"})
    assert refusal.value.details == {"count": 2, "fields": "一行、选一个"}
    assert "秘密" not in str(refusal.value) + repr(refusal.value.flaws)


def test_every_flaw_has_words() -> None:
    told = flaws({"one": "丁", "some": "甲", "day": "x", "count": "x", "sure": "x", "story": "x", "other": "x"})
    assert {f"cases.field_{code}" for code in (*told.values(), "not_text", "too_long")} <= set(ERRORS)


answers = st.one_of(
    st.none(), st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.lists(st.text()), st.dates()
)


@given(st.dictionaries(st.sampled_from([field.key for field in FORM.fields]), answers))
def test_what_was_kept_once_is_kept_unchanged_again(content: dict[str, Any]) -> None:
    try:
        kept = check(FORM, content)
    except InvalidForm:
        return
    assert check(FORM, kept) == kept


@pytest.mark.parametrize("key", sorted(packs.forms()))
def test_a_shipped_form_takes_what_answers_it_and_misses_what_it_requires(key: str) -> None:
    form = packs.form(key)
    assert check(form, FILLED[key]) == FILLED[key]
    with pytest.raises(InvalidForm) as refusal:
        check(form, {})
    assert {flaw.field for flaw in refusal.value.flaws} == {field.key for field in form.fields if field.required}


def test_the_forms_of_the_field_are_shipped() -> None:
    wanted = {"interview", "follow_up", "home_visit", "guardian_notice", "counselling", "case_meeting"}
    assert set(packs.forms()) >= wanted
    assert packs.interviews() == ("interview",)
    assert {key for key, form in packs.forms().items() if form.follow_up} == {"interview", "follow_up", "counselling"}


@pytest.mark.parametrize("risk", ["有计划", "有行动"])
def test_who_may_harm_themselves_gets_protection_written_down(risk: str) -> None:
    with pytest.raises(InvalidForm) as refusal:
        check(packs.form("interview"), {**FILLED["interview"], "risk": risk})
    assert [flaw.field for flaw in refusal.value.flaws] == ["measures"]


def test_a_form_nobody_shipped_is_not_found() -> None:
    with pytest.raises(NotFound):
        packs.form("diary")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"kind": Kind.CHOICE}, "options belong"),
        ({"kind": Kind.TEXT, "options": ("甲",)}, "options belong"),
        ({"kind": Kind.DATE, "min_length": 3}, "min_length"),
    ],
)
def test_a_field_that_cannot_be_answered_is_refused(facts: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        FieldSpec(key="x", title="x", **facts)


def test_a_form_refuses_a_condition_on_what_it_does_not_ask() -> None:
    when = {"other": ("甲",)}
    with pytest.raises(ValueError, match="when"):
        FormSpec(key="x", version="1", title="x", fields=(FieldSpec(key="y", title="y", kind=Kind.TEXT, when=when),))
