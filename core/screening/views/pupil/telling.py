"""Everything that happened to one pupil, newest first."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

import streamlit as st

from core.cases.queries import FiledWarning
from core.cases.rules.states import Source
from core.clock import local
from core.screening import packs
from core.screening.queries import PupilFile
from core.screening.rules.reasons import decode, sentence
from core.screening.rules.titles import CONCERN_TITLES
from core.screening.views.pupil.records import title_of
from core.ui import parts
from core.ui.words import day
from core.ui.words.care import OUTCOMES, SOURCES, STEPS, WARNING_STATES

Called = Mapping[int | None, str]


class Moment(NamedTuple):
    """Something that happened, with the day to sort by."""

    on: date
    row: parts.Event


def timeline(file: PupilFile, called: Called) -> None:
    """Everything that happened, newest first."""
    moments = sorted(_moments(file, called), key=lambda one: one.on, reverse=True)
    if not moments:
        st.caption("还没有记录。")
    with parts.timeline("pupil"):
        for one in moments:
            parts.event(one.row)


def _moments(file: PupilFile, called: Called) -> Iterator[Moment]:
    for row in file.filed.warnings:
        tier = file.label(row.campaign_id, row.severity)
        title = f"进名单：{tier}（{SOURCES[row.source]}，{WARNING_STATES[row.state]}）"
        yield _at(row.raised_at, "", "notifications", title, why(row))
    for rows in file.filed.changes.values():
        for change in rows:
            yield _at(change.at, called.get(change.by_id, ""), "sync_alt", STEPS[change.step], change.why)
    for case in file.filed.cases.values():
        if case.closed_at and case.outcome:
            by = called.get(case.closed_by, "")
            yield _at(case.closed_at, by, "task_alt", "结案", OUTCOMES[case.outcome])
    for entries in file.filed.entries.values():
        for entry in entries:
            said = parts.Event(
                day(entry.held_on, year=True), called.get(entry.by_id, ""), "edit_note", title_of(entry), ""
            )
            yield Moment(entry.held_on, said)
    for comment in file.comments:
        if comment.is_current:
            title = f"班主任评语：{CONCERN_TITLES[comment.concern]}"
            yield _at(comment.at, called.get(comment.by_id, ""), "rate_review", title, comment.note)
    for panel in file.panels:
        yield Moment(panel.held_on, parts.Event(day(panel.held_on, year=True), "", "forum", "研判会", panel.rationale))


def _at(moment: datetime, who: str, icon: str, title: str, body: str) -> Moment:
    on = local(moment).date()
    return Moment(on, parts.Event(day(on, year=True), who, icon, title, body))


def why(row: FiledWarning) -> str:
    """The reasons in words; of a report what was seen."""
    return sentence(packs.scales(), decode(row.reasons)) if row.source is Source.SCREENING else row.reasons
