"""自评表 on paper."""

from decimal import Decimal

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, Scope
from core.errors import NotAllowed
from core.evaluation.actions.loading import loaded_entry
from core.evaluation.actions.viewing import HANDED_IN
from core.evaluation.queries.rounds import RoundRow, round_seen
from core.evaluation.queries.selfing import SelfSheet, self_sheet
from core.evaluation.rules import filling, tally
from core.evaluation.rules.filling import Group
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.titles import ENTRY_STATES
from core.sheets.paper import Part, paper

TITLE = "自评表"
HEAD = ("编号", "内容", "满分", "自评", "说明", "佐证材料")
SIGNED = "学校（盖章）：　　　　　　　　负责人（签字）：　　　　　　　　　　　年　　月　　日"


def print_self_sheet(session: Session, actor: Actor, *, entry_id: int) -> bytes:
    """The .docx of a school's self-assessment, for the school; once it was handed in, for those who hold evaluations there."""
    scope = _readers(actor)
    entry = loaded_entry(session, scope, entry_id)
    if entry.state not in HANDED_IN:
        entry = loaded_entry(session, actor.over(Capability.SELF_ASSESS), entry_id)
    sheet = self_sheet(session, scope, entry_id=entry_id)
    round_ = round_seen(session, scope, entry.round_id)
    audit.record(session, actor, "self.printed", entry, org_id=entry.school_id)
    spec = round_.spec
    parts = [_head(round_, sheet), *(_group(spec, sheet, group) for group in filling.groups(spec)), _foot(sheet)]
    return paper(f"{round_.title}{TITLE}", parts, mark=_mark(actor), at=clock.now())


def _readers(actor: Actor) -> Scope:
    """Where the actor fills in or holds evaluations."""
    own, held = actor.over(Capability.SELF_ASSESS), actor.over(Capability.MANAGE_EVALUATION)
    if not own and not held:
        raise NotAllowed(capability=Capability.SELF_ASSESS.value)
    return Scope((*own.reaches, *held.reaches))


def _mark(actor: Actor) -> str:
    return f"{actor.name}（{actor.username}）{clock.local(clock.now()):%Y-%m-%d %H:%M} 打印"


def _head(round_: RoundRow, sheet: SelfSheet) -> Part:
    at = sheet.entry.submitted_at
    day = f"{clock.local(at):%Y-%m-%d}" if at else "未提交"
    rows = [
        ("学校", sheet.entry.place, "状态", ENTRY_STATES[sheet.entry.state]),
        ("评分标准", f"{round_.spec.title}（{round_.rubric_version}）", "提交日期", day),
    ]
    return Part("", [*rows, _total(round_.spec, sheet)])


def _total(spec: RubricSpec, sheet: SelfSheet) -> tuple[str, ...]:
    result = tally.tally(spec, sheet.marks)
    titles = {one.key: one.title for one in spec.standards}
    told = [
        f"{titles.get(key, '')} {_number(one.total)} / {_number(one.most)}".strip()
        for key, one in result.standards.items()
    ]
    return ("自评得分", "　".join(told), "还没填", f"{len(result.missing)} 项")


def _group(spec: RubricSpec, sheet: SelfSheet, group: Group) -> Part:
    return Part(" / ".join(group.trail), [HEAD, *(_row(spec, sheet, item) for item in group.items)], header=True)


def _row(spec: RubricSpec, sheet: SelfSheet, item: Item) -> tuple[str, ...]:
    own = sheet.items.get(item.code)
    most = max(tally.most_of(spec, item, key) for key in spec.standard_keys)
    said = filling.told(spec, item, own.mark) if own else "未填"
    proofs = "；".join(
        f"{one.row.title}（{one.row.taken_on.isoformat()}）" for one in sheet.evidence.get(item.code, ())
    )
    return (item.code, item.title, filling.plain(most), said, own.note if own else "", proofs)


def _foot(sheet: SelfSheet) -> Part:
    return Part("学校自述", [("自述", sheet.entry.statement or "（没有写）")], below=SIGNED)


def _number(value: Decimal | None) -> str:
    return "未填完" if value is None else filling.plain(value)
