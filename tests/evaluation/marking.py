"""A sheet to mark: a rubric with an item of every kind, a round under review, one rater."""

from decimal import Decimal
from typing import NamedTuple

from sqlmodel import Session

from core.access import Capability
from core.database import reading, writing
from core.evaluation import actions, queries
from core.evaluation.queries import MySheet
from core.evaluation.rules.marks import Mark
from core.evaluation.rules.spec import (
    Anchor,
    Band,
    Grade,
    Item,
    Kind,
    Node,
    Purpose,
    Requirement,
    RubricSpec,
    Source,
    Standard,
)
from core.evaluation.rules.states import EntryState, RoundState
from tests.evaluation.builders import a_round, an_assignment, an_entry
from tests.world import World

EVERY_KIND = RubricSpec(
    key="every_kind",
    version="3",
    title="每种都有的评分表",
    purpose=Purpose.SCHOOL,
    source=Source(document="测试用"),
    standards=(Standard(key="basic", title="达标"), Standard(key="model", title="示范")),
    nodes=(
        Node(code="A", title="条件"), Node(code="A1", parent="A", title="场地"), Node(code="B", title="运行"),
    ),
    items=(
        Item(code="A.0", parent="A", title="制度", kind=Kind.CHECK, points=Decimal(2)),
        Item(code="A1.1", parent="A1", title="位置", points=Decimal(3), separate=True, guidance="看是否方便又安静",
             requirements=(Requirement(standard="basic", text="方便"),
                           Requirement(standard="model", text="方便而且安静"))),
        Item(code="A1.2", parent="A1", title="面积", kind=Kind.MEASURE, unit="㎡", points=Decimal(7), may_be_na=True,
             bands=(Band(high=Decimal(10), score=Decimal(3)), Band(low=Decimal(10), score=Decimal(7)))),
        Item(code="A1.3", parent="A1", title="设备", kind=Kind.ANCHORS, may_be_na=True,
             anchors=(Anchor(label="没有", score=Decimal(0)), Anchor(label="有一部分", score=Decimal(3)),
                      Anchor(label="齐全", score=Decimal(5)))),
        Item(code="B.1", parent="B", title="课程", kind=Kind.GRADES, points=Decimal(5),
             grades=(Grade(label="A", share=Decimal(1)), Grade(label="B", share=Decimal("0.8")))),
        Item(code="B.2", parent="B", title="讲座", kind=Kind.COUNT, unit="场", points=Decimal(4),
             bands=(Band(high=Decimal(2), score=Decimal(0)), Band(low=Decimal(2), score=Decimal(4)))),
        Item(code="B.3", parent="B", title="迟报", kind=Kind.DEDUCT, unit="次", each=Decimal(1), points=Decimal(3)),
        Item(code="B.4", parent="B", title="事故", kind=Kind.VETO),
        Item(code="B.5", parent="B", title="特色", points=Decimal(20)),
    ),
)  # fmt: skip
FULL: dict[str, Mark] = {
    "A.0": Mark.of(1), "A1.1": Mark((("basic", Decimal(3)), ("model", Decimal(3)))), "A1.2": Mark.of(12),
    "A1.3": Mark.of(2), "B.1": Mark.of(0), "B.2": Mark.of(2), "B.3": Mark.of(0), "B.4": Mark.of(0), "B.5": Mark.of(20),
}  # fmt: skip
"""A sheet that loses nothing."""


class Case(NamedTuple):
    """One rater's sheet of school A."""

    world: World
    round_id: int
    entry: int
    id: int
    rater: str = "reviewer"

    def save(self, code: str, mark: Mark | str | int, reason: str | None = None, *, who: str = "", **other: int) -> int:
        mark = mark if isinstance(mark, Mark) else Mark.of(mark)
        with writing() as session:
            return actions.save_mark(
                session, self.world.actor(who or self.rater), assignment_id=self.id, code=code, mark=mark,
                reason=reason, **other,
            )  # fmt: skip

    def fill(self, *but: str) -> None:
        for code, mark in FULL.items():
            if code not in but:
                self.save(code, mark)

    def submit(self) -> None:
        with writing() as session:
            actions.submit_marks(session, self.world.actor(self.rater), assignment_id=self.id)

    def seen(self, who: str = "") -> MySheet:
        return seen(self.world, self.id, who or self.rater)


def seen(world: World, assignment_id: int, who: str) -> MySheet:
    actor = world.actor(who)
    with reading() as session:
        scope = actor.over(Capability.SCORE_SCHOOLS)
        return queries.my_sheet(session, scope, assignment_id=assignment_id, rater_id=actor.user_id)


def a_case(
    world: World,
    *,
    rubric: RubricSpec | str = EVERY_KIND,
    state: RoundState = RoundState.REVIEW,
    entry: EntryState = EntryState.SUBMITTED,
    rater: str = "reviewer",
    school: str = "a",
    **other: object,
) -> Case:
    with writing() as session:
        return case_in(session, world, rubric=rubric, state=state, entry=entry, rater=rater, school=school, **other)


def case_in(
    session: Session,
    world: World,
    *,
    rubric: RubricSpec | str = EVERY_KIND,
    state: RoundState = RoundState.REVIEW,
    entry: EntryState = EntryState.SUBMITTED,
    rater: str = "reviewer",
    school: str = "a",
    **other: object,
) -> Case:
    round_id = a_round(session, world, state=state, rubric=rubric, title="2025 年检", **other)
    entry_id = an_entry(session, world, round_id, school, entry)
    return Case(world, round_id, entry_id, an_assignment(session, world, entry_id, rater), rater)
