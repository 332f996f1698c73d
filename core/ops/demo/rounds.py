"""The steps of the demo's rounds: schools assess themselves, raters mark, what differs is settled."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.queries import EntryRow
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.proposals import Proposal
from core.evaluation.rules.rounds import RoundDraft
from core.evaluation.rules.selfing import proposed_mark
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import RoundState
from core.ops.demo.judging import given, judged, mark_of, paper, photograph, seen
from core.ops.demo.registry import County, School, morning

STATEMENT = "本学年把心理课排进课表，辅导室每天中午开放；下一步想把家长课堂做得更实。"
FEW = 5  # items that one file proves
AGREED = "一起看了材料和现场记录，按现场看到的定。"


class Taking(NamedTuple):
    """A school that takes part, or one of its rooms; `marks` are what it puts down for itself."""

    school: School
    entry: EntryRow
    marks: Mapping[str, Mark]


class Held(NamedTuple):
    """A round of the county and who takes part, from the strongest school on."""

    county: County
    id: int
    spec: RubricSpec
    taking: tuple[Taking, ...]

    def advance(self, to: RoundState, day: date) -> None:
        """Take the next step on that day."""
        with clock.stopped_at(morning(day)):
            actions.advance(self.county.session, self.county.people["researcher"], round_id=self.id, to=to)


def hold(county: County, draft: RoundDraft, schools: Sequence[School]) -> Held:
    """Make a round with these schools and start it on its first day."""
    session, researcher = county.session, county.people["researcher"]
    by_id = {one.id: one for one in schools}
    with clock.stopped_at(morning(draft.opens_on)):
        round_id = actions.make_round(session, researcher, draft=draft)
        actions.add_entries(session, researcher, round_id=round_id, school_ids=by_id)
        actions.start(session, researcher, round_id=round_id)
    scope = researcher.over(Capability.MANAGE_EVALUATION)
    spec = queries.round_seen(session, scope, round_id).spec
    known = queries.proposals_for(
        session, scope, school_ids=by_id, school_year=draft.school_year, today=draft.opens_on
    )  # fmt: skip
    rows = {row.id: row for row in queries.entries(session, scope, round_id=round_id)}
    taking = [_taking(county, spec, by_id[row.school_id], row, known[row.school_id]) for _, row in sorted(rows.items())]
    order = {one.id: at for at, one in enumerate(county.schools)}
    return Held(county, round_id, spec, tuple(sorted(taking, key=lambda one: order[one.school.id])))


def assess(held: Held, one: Taking, day: date, *, items: int | None = None) -> None:
    """Let a school put down its sheet on that day: whole with evidence and handed in, or its first `items` alone."""
    session, admin, entry_id = held.county.session, one.school.admin, one.entry.id
    with clock.stopped_at(morning(day)):
        for code in list(held.spec.by_code)[:items]:
            actions.save_self_mark(session, admin, entry_id=entry_id, code=code, mark=one.marks[code])
        if items is None:
            _prove(held, one, day)
            actions.state_entry(session, admin, entry_id=entry_id, statement=STATEMENT)
            actions.submit_entry(session, admin, entry_id=entry_id)


def rate(held: Held, one: Taking, rater: str, assignment_id: int, day: date, *, items: int | None = None) -> None:
    """Let a rater mark a sheet on that day: whole and handed in, or its first `items` alone."""
    session, actor = held.county.session, held.county.people[rater]
    marks = seen(held.spec, one.marks, held.county.noise)
    with clock.stopped_at(morning(day)):
        for code in list(held.spec.by_code)[:items]:
            mark, reason = given(held.spec, held.spec.by_code[code], marks[code])
            actions.save_mark(session, actor, assignment_id=assignment_id, code=code, mark=mark, reason=reason)
        if items is None:
            actions.submit_marks(session, actor, assignment_id=assignment_id)


def rate_all(held: Held, raters: Sequence[str], day: date) -> None:
    """Draw raters for every entry and let them all hand in on that day."""
    county, taking = held.county, {one.entry.id: one for one in held.taking}
    researcher, ids = county.people["researcher"], {county.people[name].user_id: name for name in raters}
    with clock.stopped_at(morning(day)):
        actions.draw_raters(county.session, researcher, round_id=held.id, rater_ids=ids, seed=held.id)
    scope = researcher.over(Capability.MANAGE_EVALUATION)
    for row in queries.assignments(county.session, scope, round_id=held.id):
        rate(held, taking[row.entry_id], ids[row.rater_id], row.id, day)


def settle_all(held: Held, day: date) -> None:
    """Settle whatever raters saw too differently, each item by the mark of the first of them."""
    county = held.county
    researcher = county.people["researcher"]
    scope = researcher.over(Capability.MANAGE_EVALUATION)
    with clock.stopped_at(morning(day)):
        for row in queries.moderations(county.session, scope, round_id=held.id, settled=False, limit=1000):
            actions.settle(
                county.session, researcher, moderation_id=row.id, mark=row.said[0].mark, reason=AGREED
            )  # fmt: skip


def _taking(county: County, spec: RubricSpec, school: School, row: EntryRow, known: Mapping[str, Proposal]) -> Taking:
    told = {code: _known(spec, item, known.get(item.proposal)) for code, item in spec.by_code.items()}
    marks = judged(spec, school.strength, county.noise)
    return Taking(school, row, marks | {code: mark for code, mark in told.items() if mark is not None})


def _known(spec: RubricSpec, item: Item, proposal: Proposal | None) -> Mark | None:
    """What the registers say of an item: nobody on record is nobody for staff, and nothing known for the rest."""
    if proposal is None or not item.proposal.startswith("staff."):
        return proposed_mark(spec, item, proposal)
    people = proposal.value or Decimal(0)
    return proposed_mark(spec, item, proposal._replace(value=people)) or mark_of(item, float(people > 0))


def _prove(held: Held, one: Taking, day: date) -> None:
    """Lay papers, and a plan of the room where much is asked for, beside the items that ask for evidence."""
    session, admin, entry_id = held.county.session, one.school.admin, one.entry.id
    asked = [code for code, item in held.spec.by_code.items() if item.evidence]
    files = [("制度文件与课表（示例）", paper(one.school.id, day)), ("辅导室平面示意图", photograph(one.school.id))]
    files = files[: 2 if len(asked) > FEW else 1]
    for at, (title, content) in enumerate(files):
        added = actions.add_evidence(
            session, admin, school_id=one.school.id, title=title, taken_on=day, content=content
        )  # fmt: skip
        actions.link_evidence(
            session, admin, entry_id=entry_id, evidence_id=added.id, codes=asked[at :: len(files)]
        )  # fmt: skip
