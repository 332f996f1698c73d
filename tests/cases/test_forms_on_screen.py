"""Every form pack on the screen: asked in its own words, kept when refused, read back as it was written."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.cases.packs import forms
from core.cases.rules.forms import FieldSpec, Flaw, FormSpec, Kind
from core.cases.views.forms import answer_words, flaw_words, label
from core.ui.words import safe
from tests.ui.app import PATIENCE, words

TODAY = date(2025, 10, 10)
ANSWERS: dict[Kind, Any] = {Kind.TEXT: "张老师", Kind.LONG: "近两周睡得晚，其他都好", Kind.DATE: TODAY}


def on_screen(key: str) -> AppTest:
    script = f"""
from datetime import date
import streamlit as st
from core.cases import packs
from core.cases.views import forms
got = forms.fill(packs.form({key!r}), key="try", today=date(2025, 10, 10))
if got:
    st.success("收到")
    forms.entry(packs.form({key!r}), got.content)
"""
    return AppTest.from_string(script, default_timeout=PATIENCE).run()


def answer(test: AppTest, field: FieldSpec) -> None:
    at = f"try.{field.key}"
    if field.kind is Kind.TEXT:
        test.text_input(key=at).input(ANSWERS[field.kind])
    elif field.kind is Kind.LONG:
        test.text_area(key=at).input(ANSWERS[field.kind])
    elif field.kind in (Kind.CHOICE, Kind.YES_NO):
        test.button_group(key=at).set_value(field.options[0] if field.options else True)
    elif field.kind is Kind.CHOICES:
        test.button_group(key=at).set_value([field.options[0]])


def send(test: AppTest) -> AppTest:
    test.button[0].click().run()
    assert not test.exception
    return test


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.key)
def test_a_form_that_is_filled_in_is_received_and_read_back(form: FormSpec) -> None:
    test = on_screen(form.key)
    for field in form.fields:
        if field.required:
            answer(test, field)
    assert "收到" in words(send(test))
    read = test.table[0].value.iloc[:, 0].tolist()
    asked = [field.title for field in form.fields if field.required]
    assert all(safe(title) in row for title, row in zip(asked, read, strict=True))


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.key)
def test_an_empty_form_says_under_every_required_question_what_is_missing(form: FormSpec) -> None:
    said = words(send(on_screen(form.key)))
    needed = [field for field in form.fields if field.required]
    assert f"还有 {len(needed)} 处要补" in said
    for field in needed:
        assert safe(f"{field.title}：{flaw_words(Flaw(field.key, field.title, 'cases.field_missing'))}") in said
    assert "收到" not in said


def test_what_was_typed_stays_when_the_form_is_refused() -> None:
    test = on_screen("interview")
    test.text_area(key="try.mood").input("说话比平时少")
    test.button_group(key="try.risk").set_value("有计划")
    said = words(send(test))
    assert "已采取的保护措施" in said
    assert test.text_area(key="try.mood").value == "说话比平时少"
    assert test.button_group(key="try.risk").value == "有计划"


def test_a_question_says_when_it_may_be_left_empty() -> None:
    form = forms()["interview"]
    asked = {field.key: label(form, field) for field in form.fields}
    assert asked["mood"] == "情绪"
    assert asked["stress"] == "创伤与压力（可不填）"
    assert asked["measures"] == "已采取的保护措施（自伤或自杀意念为“有计划”“有行动”时要填）"


@pytest.mark.parametrize(
    ("answer", "said"), [(True, "是"), (False, "否"), (["父亲", "母亲"], "父亲、母亲"), (3, "3"), ("好", "好")]
)
def test_an_answer_is_read_as_a_person_writes_it(answer: Any, said: str) -> None:
    assert answer_words(answer) == said
