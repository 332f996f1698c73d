"""What the fields of 师资要求 share: flaws that are said in words, and the spec that is made of the answers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st
from pydantic import ValidationError

from core.training.rules.requirements import RequirementSpec

LONGEST = 400
TITLE = 60


class Flaws(list[str]):
    """Sentences about what is still to be filled in."""

    def need(self, given: object, words: str) -> None:
        """Add the sentence where nothing is given."""
        if not given:
            self.append(words)


def head_fields(base: RequirementSpec, key: str, flaws: Flaws) -> dict[str, Any]:
    """Title and note of a version."""
    title = st.text_input("名称", base.title, max_chars=TITLE, key=f"{key}.title", width=420).strip()
    note = st.text_area("说明（可不写）", base.note, max_chars=LONGEST, height=80, key=f"{key}.text").strip()
    papers = st.text_area(
        "依据的文件，一行一份", "\n".join(base.sources), max_chars=LONGEST * 5, height=100, key=f"{key}.papers"
    )
    sources = [line.strip() for line in papers.splitlines() if line.strip()]
    flaws.need(title, "请写上这一版的名称。")
    flaws.need(sources, "请至少写一份依据的文件。")
    return {"title": title, "note": note, "sources": sources}


def source_field(before: str, key: str, flaws: Flaws, what: str) -> str:
    """Where a figure comes from: each has to say it."""
    source = st.text_input("依据", before, max_chars=LONGEST, key=key, placeholder="哪份文件，或谁定的").strip()
    flaws.need(source, f"请写上“{what}”的依据。")
    return source


def exact(value: float | None) -> Decimal | None:
    """A figure of a field, to a tenth."""
    return None if value is None else Decimal(str(round(value, 1)))


def made(
    told: Mapping[str, Any], base: RequirementSpec, flaws: Flaws
) -> tuple[RequirementSpec | None, tuple[str, ...]]:
    """The spec that the answers make, or the sentences why they make none."""
    if flaws:
        return None, tuple(flaws)
    kept = {"key": base.key, "version": base.version, "licence": base.licence}
    try:
        return RequirementSpec.model_validate({**kept, **told}), ()
    except ValidationError:
        return None, ("有一个数字或日期不成立，请核对：期限要是真有的一天，文字每条不超过 400 个字。",)
