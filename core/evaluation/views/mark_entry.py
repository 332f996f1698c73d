"""The mark of one item inside a form, beginning from the one that stands."""

from decimal import Decimal

import streamlit as st

from core.evaluation.rules import filling
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.spec import Item, Kind, RubricSpec

WHOLE = (Kind.COUNT, Kind.DEDUCT)


def mark_entry(spec: RubricSpec, item: Item, start: Mark, *, key: str) -> Mark:
    """What is put down for the item: one field a number, and a box where it may not apply."""
    na = item.may_be_na and st.checkbox(filling.NOT_APPLICABLE, start.na, key=f"{key}.na")
    values = {
        at: _number(spec, item, at, start.value(at), key=f"{key}.{number}")
        for number, at in enumerate(spec.marks_of(item))
    }
    return NOT_APPLICABLE if na else Mark(tuple(values.items()))


def _number(spec: RubricSpec, item: Item, standard: str, start: Decimal | None, *, key: str) -> Decimal:
    label = next((one.title for one in spec.standards if one.key == standard), "改为")
    found = {one.value: one for one in filling.choices(spec, item, standard)}
    if found:
        at = list(found).index(start) if start in found else 0
        return st.radio(label, list(found), index=at, format_func=lambda one: found[one].text, key=key)
    step = 1.0 if item.kind in WHOLE else float(item.step)
    unit = "分" if item.kind is Kind.STEPS else item.unit
    number = st.number_input(
        f"{label}（{unit}）" if unit else label,
        min_value=0.0,
        value=float(start or 0),
        step=step,
        format="%.4g",
        key=key,
    )
    return Decimal(str(number))
