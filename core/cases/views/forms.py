"""Any form pack as one form on the screen, and a stored entry to read."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.cases.rules.forms import LONG, SHORT, Content, FieldSpec, Flaw, FormSpec, InvalidForm, Kind, check
from core.errors import AppError
from core.ui import parts
from core.ui.words import error_words, safe

COLUMN = 300  # px; two columns on a desk, one in a side panel and on a phone
ANSWER = 92  # px; a text of three lines
YES_NO = {True: "是", False: "否"}


class Filled(NamedTuple):
    """A form that may be kept: the day it tells of, and what was written."""

    held_on: date
    content: dict[str, Any]  # as core.cases.rules.forms.check answers it


def fill(
    form: FormSpec, *, key: str, today: date, start: Content | None = None, held_on: date | None = None
) -> Filled | None:
    """Draw the form; answers what was written once it was sent and nothing is wrong with it.

    Otherwise every flaw stands in words under its field, and what was typed stays. `start` are the answers to begin with,
    of an entry that is corrected; its day `held_on` stays.
    """
    given: dict[str, Any] = {}
    with st.form(key):
        told = st.empty()
        if form.note:
            st.caption(safe(form.note))
        when = st.date_input(
            "哪天", held_on or today, max_value=today, format="YYYY-MM-DD", key=f"{key}.day", width=180
        )
        spots = _fields(form, start or {}, given, key)
        sent = st.form_submit_button(f"保存{form.title}", type="primary")
    if not sent:
        return None
    try:
        return Filled(when if isinstance(when, date) else today, check(form, given))
    except InvalidForm as invalid:
        _point_out(invalid.flaws, told, spots)
        return None


def entry(form: FormSpec | None, content: Content) -> None:
    """What was written, one line a question; questions that a later version dropped keep their answers."""
    titles = {field.key: field.title for field in form.fields} if form else {}
    order = [*(key for key in titles if key in content), *(key for key in content if key not in titles)]
    parts.facts(parts.Fact(titles.get(key, "（旧栏目）"), answer_words(content[key])) for key in order)


def answer_words(answer: Any) -> str:  # any answer a form keeps
    """One answer as it is read."""
    if isinstance(answer, bool):
        return YES_NO[answer]
    return "、".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def flaw_words(flaw: Flaw) -> str:
    """What is wrong with one field."""
    return error_words(AppError(flaw.code, **dict(flaw.details)))


def _fields(form: FormSpec, start: Content, given: dict[str, Any], key: str) -> dict[str, DeltaGenerator]:
    """Draw every field into `given`; answers the place under each for what is wrong with it."""
    spots: dict[str, DeltaGenerator] = {}
    grid = st.grid(2, min_column_width=COLUMN, gap=("xsmall", "medium"))
    for field in form.fields:
        with grid.cell().container(gap="xxsmall"):
            given[field.key] = DRAWN[field.kind](field, label(form, field), start.get(field.key), f"{key}.{field.key}")
            spots[field.key] = st.empty()
    return spots


def label(form: FormSpec, field: FieldSpec) -> str:
    """The question; says when it may be left empty, or when it may not."""
    if field.required:
        return safe(field.title)
    titles = {one.key: one.title for one in form.fields}
    said = "；".join(f"{titles[other]}为“{'”“'.join(values)}”时要填" for other, values in field.when.items())
    return safe(f"{field.title}（{said or '可不填'}）")


def _point_out(flaws: tuple[Flaw, ...], told: DeltaGenerator, spots: Mapping[str, DeltaGenerator]) -> None:
    named = "、".join(flaw.title for flaw in flaws if flaw.title)
    told.warning(safe(f"还有 {len(flaws)} 处要补：{named}。写好的都还在。"), icon=":material/info:")
    for flaw in flaws:
        if flaw.field in spots:
            words = safe(f"{flaw.title}：{flaw_words(flaw)}")
            spots[flaw.field].markdown(f":small[:orange[:material/info: {words}]]")


def _line(field: FieldSpec, label: str, start: Any, key: str) -> Any:
    return st.text_input(label, start or "", max_chars=SHORT, help=_help(field), key=key)


def _text(field: FieldSpec, label: str, start: Any, key: str) -> Any:
    return st.text_area(label, start or "", max_chars=LONG, height=ANSWER, placeholder=field.help or None, key=key)


def _choice(field: FieldSpec, label: str, start: Any, key: str) -> Any:
    return st.pills(label, field.options, default=start, format_func=safe, help=_help(field), key=key)


def _choices(field: FieldSpec, label: str, start: Any, key: str) -> Any:
    return st.pills(
        label, field.options, selection_mode="multi", default=start, format_func=safe, help=_help(field), key=key
    )


def _date(field: FieldSpec, label: str, start: Any, key: str) -> Any:
    """A required day has a picker; one that may stay empty is typed, for an empty picker speaks English."""
    if field.required:
        began = date.fromisoformat(start) if start else "today"
        return st.date_input(label, began, format="YYYY-MM-DD", help=_help(field), key=key)
    return st.text_input(label, start or "", placeholder="例如 2025-11-20", help=_help(field), key=key)


def _number(field: FieldSpec, label: str, start: Any, key: str) -> Any:
    return st.number_input(label, value=start, step=1, help=_help(field), key=key)


def _yes_no(field: FieldSpec, label: str, start: Any, key: str) -> Any:
    return st.pills(label, list(YES_NO), default=start, format_func=YES_NO.__getitem__, help=_help(field), key=key)


def _help(field: FieldSpec) -> str | None:
    return safe(field.help) or None


DRAWN: Mapping[Kind, Callable[[FieldSpec, str, Any, str], Any]] = {
    Kind.TEXT: _line,
    Kind.LONG: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
}
