"""The filled-in forms, the plan, and the titles of attachments."""

from collections.abc import Iterator, Mapping
from datetime import date

import streamlit as st

from core.cases import packs as forms
from core.cases.queries import EntryRow
from core.clock import local
from core.errors import NotFound
from core.screening.queries import PupilFile
from core.ui import parts
from core.ui.words import count, month_day, safe

Called = Mapping[int | None, str]


def records(file: PupilFile, called: Called) -> None:
    """The filled-in forms, the plan and the titles of attachments; each opens by itself."""
    entries = sorted((row for rows in file.filed.entries.values() for row in rows), key=lambda row: row.held_on)
    for entry in reversed(entries):
        with st.expander(
            safe(f"{title_of(entry)}　{month_day(entry.held_on, year=True)}　{called.get(entry.by_id, '')}")
        ):
            parts.facts(list(_answers(entry)))
    tasks = [row for rows in file.filed.tasks.values() for row in rows]
    if tasks:
        with st.expander(f"一生一策　{count(len(tasks))} 项"):
            parts.facts(
                [parts.Fact("目标" if row.is_goal else "措施", _task(row.what, row.who, row.due_on)) for row in tasks]
            )
    kept = [row for rows in file.filed.attachments.values() for row in rows]
    if kept:
        with st.expander(f"附件　{count(len(kept))} 个"):
            parts.facts([parts.Fact(month_day(local(row.at).date(), year=True), row.title) for row in kept])
            st.caption("附件的内容在“个案跟进”里打开。")
    if not (entries or tasks or kept):
        st.caption("还没有访谈、计划或附件。")


def title_of(entry: EntryRow) -> str:
    """What an entry is called."""
    try:
        return forms.form(entry.form).title
    except NotFound:
        return "记录"


def _answers(entry: EntryRow) -> Iterator[parts.Fact]:
    titles = {one.key: one.title for one in forms.forms()[entry.form].fields} if entry.form in forms.forms() else {}
    for key, answer in entry.content.items():
        yield parts.Fact(titles.get(key, key), _said(answer))


def _said(answer: object) -> str:
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return "、".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _task(what: str, who: str, due: date | None) -> str:
    return "，".join(part for part in (what, who, f"{month_day(due)}前" if due else "") if part)
