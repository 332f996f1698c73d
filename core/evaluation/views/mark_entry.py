"""The mark of one item inside a form, beginning from the one that stands, or from nothing: never from a zero."""

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from core.evaluation.rules import filling
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark, typed
from core.evaluation.rules.spec import Item, Kind, RubricSpec
from core.ui.words import safe

WHOLE = (Kind.COUNT, Kind.DEDUCT)


def mark_entry(spec: RubricSpec, item: Item, start: Mark, *, key: str, name: str = "改为") -> Mark:
    """What is put down for the item: one field a number, and a box where it may not apply. What was left empty is missing.

    `name` stands beside the field where there is one alone.
    """
    na = item.may_be_na and st.checkbox(filling.NOT_APPLICABLE, start.na, key=f"{key}.na")
    values = {
        at: _number(spec, item, at, start.value(at), name, key=f"{key}.{number}")
        for number, at in enumerate(spec.marks_of(item))
    }
    told = {at: value for at, value in values.items() if value is not None}
    return NOT_APPLICABLE if na else Mark(tuple(told.items()))


def _number(
    spec: RubricSpec, item: Item, standard: str, start: Decimal | None, name: str, *, key: str
) -> Decimal | None:
    label = safe(next((one.title for one in spec.standards if one.key == standard), name))
    found = {one.value: one for one in filling.choices(spec, item, standard)}
    if found:
        return _chosen(item, {value: one.text for value, one in found.items()}, start, label, key=key)
    step = 1.0 if item.kind in WHOLE else float(item.step or 1)
    unit = "分" if item.kind is Kind.STEPS else item.unit
    number = st.number_input(
        f"{label}（{safe(unit)}）" if unit else label,
        min_value=0.0,
        value=None if start is None else float(start),
        step=step,
        format="%.10g",
        key=key,
    )
    return None if number is None else typed(number)


def _chosen(item: Item, words: Mapping[Decimal, str], start: Decimal | None, label: str, *, key: str) -> Decimal | None:
    """Points side by side, where a finger meets them; what is a sentence, one below the other."""
    values, known = list(words), start if start in words else None
    if item.kind is Kind.STEPS:
        return st.segmented_control(
            f"{label}（分）", values, format_func=filling.plain, default=known, key=key, width="stretch"
        )
    at = None if known is None else values.index(known)
    return st.radio(label, values, index=at, format_func=lambda one: safe(words[one]), key=key)
