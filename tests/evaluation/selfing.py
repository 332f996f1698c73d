"""A school that assesses itself: a rubric with what there is to fill in, files to lay beside, hands to act with."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session

from core import clock
from core.access import Capability
from core.database import reading, writing
from core.evaluation import actions, queries
from core.evaluation.queries import Piece, SelfSheet
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import Band, Item, Kind, Node, Purpose, RubricSpec, Source
from core.evaluation.rules.states import EntryState, RoundState
from tests.evaluation.builders import SELF_UNTIL, a_round, an_entry
from tests.media.builders import PDF
from tests.world import World

DURING = datetime.combine(SELF_UNTIL, datetime.min.time(), UTC)
"""The last day of the round's self-assessment, 8 o'clock in Beijing."""
DAY = date(2025, 10, 10)
SHEET = RubricSpec(
    key="sheet",
    version="1",
    title="自评小表",
    purpose=Purpose.SUPERVISION,
    source=Source(document="测试用"),
    nodes=(Node(code="A", title="条件"), Node(code="B", title="运行")),
    items=(
        Item(code="A1", parent="A", title="制度", kind=Kind.CHECK, points=Decimal(4), evidence=("制度文件",),
             evidence_required=True, guidance="有成文的制度"),
        Item(code="A2", parent="A", title="面积", kind=Kind.MEASURE, unit="㎡", points=Decimal(6), may_be_na=True,
             evidence_required=True, proposal="rooms.area",
             bands=(Band(high=Decimal(10), score=Decimal(2)), Band(low=Decimal(10), score=Decimal(6)))),
        Item(code="B1", parent="B", title="分值", points=Decimal(5), step=Decimal("0.5")),
        Item(code="B2", parent="B", title="家长活动", kind=Kind.COUNT, unit="场", points=Decimal(5),
             proposal="activities.parents",
             bands=(Band(high=Decimal(2), score=Decimal(0)), Band(low=Decimal(2), score=Decimal(5)))),
        Item(code="B3", parent="B", title="事故", kind=Kind.VETO),
    ),
)  # fmt: skip
WHOLE: dict[str, Mark] = {
    "A1": Mark.of(1), "A2": Mark.of(12), "B1": Mark.of("4.5"), "B2": Mark.of(3), "B3": Mark.of(0),
}  # fmt: skip
"""4 + 6 + 4.5 + 5 = 19.5 of 20."""
OWED = ("A1", "A2")


class School(NamedTuple):
    """School A in a round that is at self-assessment, and what its people do."""

    world: World
    round_id: int
    entry: int
    who: str = "counsellor_a"
    at: datetime = DURING

    def act(self, verb: str, **given: Any) -> Any:
        """One act of the area, by `who`, on the day `at`."""
        with clock.stopped_at(self.at), writing() as session:
            return getattr(actions, verb)(session, self.world.actor(self.who), **given)

    def mark(self, code: str, mark: Mark | int | str, **other: str | None) -> None:
        mark = mark if isinstance(mark, Mark) else Mark.of(mark)
        self.act("save_self_mark", entry_id=self.entry, code=code, mark=mark, **other)

    def upload(self, content: bytes = PDF, title: str = "制度文件", taken_on: date = DAY) -> int:
        added = self.act(
            "add_evidence", school_id=self.world.orgs["a"], title=title, taken_on=taken_on, content=content
        )
        return int(added.id)

    def renew(self, evidence: int, content: bytes) -> int:
        return int(self.act("new_version", evidence_id=evidence, taken_on=DAY, content=content))

    def link(self, evidence: int, codes: Collection[str] = OWED) -> int:
        return int(self.act("link_evidence", entry_id=self.entry, evidence_id=evidence, codes=codes))

    def fill(self, *but: str) -> int:
        """Everything marked, evidence where it is owed; answers the id of the evidence."""
        for code, mark in WHOLE.items():
            if code not in but:
                self.mark(code, mark)
        evidence = self.upload()
        self.link(evidence)
        return evidence

    def submit(self) -> None:
        self.act("submit_entry", entry_id=self.entry)

    def back(self, reason: str = "请补上面积的照片") -> None:
        self._replace(who="researcher").act("return_entry", entry_id=self.entry, reason=reason)

    def move(self, state: RoundState) -> None:
        """The round elsewhere on its time line."""
        from core.access import SYSTEM_SCOPE
        from core.evaluation.actions.loading import loaded_round

        with writing() as session:
            loaded_round(session, SYSTEM_SCOPE, self.round_id).state = state

    def sheet(self, who: str = "") -> SelfSheet:
        with reading() as session:
            scope = self.world.actor(who or self.who).over(Capability.VIEW_EVALUATION)
            return queries.self_sheet(session, scope, entry_id=self.entry)

    def pieces(self) -> list[Piece]:
        with reading() as session:
            scope = self.world.actor(self.who).over(Capability.SELF_ASSESS)
            return queries.evidence(session, scope, school_id=self.world.orgs["a"])


def a_school(world: World, *, state: EntryState = EntryState.WAITING, school: str = "a", **other: Any) -> School:
    """A school at the beginning of its self-assessment; `other` are columns of the round."""
    with writing() as session:
        return school_in(session, world, state=state, school=school, **other)


def school_in(
    session: Session,
    world: World,
    *,
    state: EntryState = EntryState.WAITING,
    school: str = "a",
    rubric: RubricSpec | str = SHEET,
    **other: Any,
) -> School:
    round_id = a_round(session, world, rubric=rubric, **other)
    return School(world, round_id, an_entry(session, world, round_id, school, state), f"counsellor_{school}")
