"""学校自评: item by item, with what the system knows already, the evidence right beside, and the way to hand it in."""

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.accounts import queries as accounts
from core.cases.rules.attachments import MIME
from core.evaluation import actions, queries
from core.evaluation.rules import filling
from core.evaluation.rules.selfing import Standing, is_fillable, lack
from core.evaluation.rules.states import EntryState
from core.evaluation.views import evidence as proofs
from core.evaluation.views import self_fields as fields
from core.evaluation.views import self_items as items
from core.evaluation.views import self_library as libraries
from core.evaluation.views import self_submit as ends
from core.evaluation.views import self_uploads as uploads
from core.evaluation.views import selfing as views
from core.ui import page, parts, state

actor = page.begin(
    "学校自评",
    needs=(Capability.SELF_ASSESS, Capability.MANAGE_EVALUATION),
    note="系统已经知道的，点一下就填好；一份材料可以用在很多项。每填一项都会马上保存。",
)
ROUND, ENTRY, HANDED_IN = "evaluation.round", "evaluation.entry", (EntryState.SUBMITTED, EntryState.RETURNED)
own, managed = actor.over(Capability.SELF_ASSESS), actor.over(Capability.MANAGE_EVALUATION)
scope, today = Scope((*own.reaches, *managed.reaches)), clock.today()


@st.dialog("佐证材料", width="large")
def show_proof(row: queries.EvidenceRow) -> None:
    """One version, in place; opening it is written down."""
    opened, form = None, f"self.show.{row.id}"
    with page.acting(None, form=form, rerun=False) as (session, actor):
        opened = actions.open_evidence(session, actor, evidence_id=row.id)
    if opened:
        proofs.show(opened, row.title, key=form)


def act(wish: fields.Wish, *, rerun: bool = True) -> None:
    """What was asked for, as one act."""
    with page.acting(wish.done, form=wish.form, rerun=rerun) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)


def take_in(upload: uploads.Upload, school_id: int, entry_id: int) -> None:
    """Keep the files one by one: one that is refused, in words, keeps none of the others out."""
    done, wanted = 0, (*upload.files, *upload.known)
    for one in wanted:
        with page.acting(None, form=upload.form, rerun=False) as (session, actor):
            piece = one if isinstance(one, int) else actions.add_evidence(
                session, actor, school_id=school_id, taken_on=upload.taken_on, **one._asdict()
            ).id  # fmt: skip
            if upload.codes:
                actions.link_evidence(session, actor, entry_id=entry_id, evidence_id=piece, codes=upload.codes)
            done += 1
    if done == len(wanted):
        page.flash(f"{done} 份材料已放好")
        st.rerun()


with page.reading() as session:
    rounds = queries.rounds_seen(session, scope, states=views.STARTED)
    if not managed:
        rounds = [row for row in rounds if queries.entries(session, own, round_id=row.id)]
if not rounds:
    views.nothing_yet()
    st.stop()
round_ = views.pick_round(rounds, state.held(ROUND))
with page.reading() as session:
    rows = queries.entries(session, scope, round_id=round_.id)
rows = [row for row in rows if own.covers(row.path) or row.state in HANDED_IN]
if not rows:
    views.nobody_yet()
    st.stop()
entry = views.pick_entry(rows, state.held(ENTRY))
spec, groups = round_.spec, filling.groups(round_.spec)
at, mine = Standing(round_.state, entry.state, round_.self_until, entry.due_on), own.covers(entry.path)
fills = mine and is_fillable(at, today)
with page.reading() as session:
    sheet = queries.self_sheet(session, scope, entry_id=entry.id)
entered = list(fields.wishes(sheet, spec)) if fills else []
for wish in entered:
    act(wish, rerun=False)
with page.reading() as session:
    sheet = queries.self_sheet(session, scope, entry_id=entry.id) if entered else sheet
    pieces = queries.evidence(session, own, school_id=entry.school_id) if mine else []
    of = {"school_id": entry.school_id, "school_year": round_.school_year}
    known = queries.proposals(session, own, **of, today=today) if fills else {}
    called = accounts.names(session, {entry.submitted_by})
missing = lack(spec, sheet.marks, sheet.evidence)
with page.actions():
    printed = page.on_click(lambda session, actor: actions.print_self_sheet(session, actor, entry_id=entry.id))
    parts.download("下载自评表", printed, f"自评表_{entry.id}.docx", mime=MIME["docx"], key="self.print")
views.head(round_, sheet, at, missing, today)
side, asked = views.switch(fills=fills, mine=mine, key=f"self.part.{entry.id}"), None
if side == views.FILL:
    asked = views.known_already(sheet, spec, known)
    group = views.way(sheet, groups, missing)
    for item in groups[group].items:
        asked = items.card(sheet, spec, item, pieces, today) or asked
    views.onward(sheet, groups, group)
elif side == views.LIBRARY:
    asked = libraries.library(pieces, sheet if fills else None, spec, today)
elif side == views.HAND_IN:
    asked = ends.last_look(sheet, groups, missing)
else:
    if managed.covers(round_.org_path) and entry.state is EntryState.SUBMITTED:
        asked = ends.give_back(sheet)
    asked = ends.as_it_is(sheet, spec, groups, called) or asked
if isinstance(asked, fields.Wish):
    act(asked)
elif isinstance(asked, uploads.Upload):
    take_in(asked, entry.school_id, entry.id)
elif isinstance(asked, int):
    views.show_group(sheet, asked)
elif isinstance(asked, queries.EvidenceRow):
    show_proof(asked)
