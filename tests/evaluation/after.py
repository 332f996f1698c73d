"""Schools whose results are public, for tests of what follows: appeals, putting right, recognition."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, within, writing
from core.evaluation import actions
from core.evaluation.actions.deciding import decide_results
from core.evaluation.actions.loading import loaded_round
from core.evaluation.rules.rectifying import Wanted
from core.evaluation.rules.spec import GradeLine, RubricSpec
from core.evaluation.rules.states import AppealState, Rank, RectificationState, RoundState
from core.evaluation.tables import Appeal, Recognition, Rectification
from tests.evaluation.builders import AT, PUBLICITY_UNTIL, SMALL
from tests.evaluation.rated import Marks, Stood, stood
from tests.world import World

GRADED = RubricSpec(
    **SMALL.model_dump(exclude={"key", "lines"}),
    key="graded",
    lines=(GradeLine(title="优秀", at_least=Decimal(18)), GradeLine(title="合格", at_least=Decimal(12))),
)
"""SMALL with two grades."""
BEST: Marks = {"1.1": 10, "1.2": 9, "1.3": 0}  # 19 of 20: 优秀
FAIR: Marks = {"1.1": 9, "1.2": 5, "1.3": 0}  # 14: 合格
POOR: Marks = {"1.1": 5, "1.2": 6, "1.3": 0}  # 11: no grade
LAST_DAY = datetime.combine(PUBLICITY_UNTIL, datetime.min.time(), UTC)
"""The last day of publicity, 8 o'clock in Beijing."""
LATER = datetime(2026, 6, 1, 2, tzinfo=UTC)


def published_in(
    session: Session,
    world: World,
    sheets: Mapping[str, Sequence[Marks]],
    *,
    state: RoundState = RoundState.PUBLICITY,
    raters: Sequence[str] = ("reviewer",),
    **other: Any,
) -> Stood:
    """A round of the county whose results stand, decided by somebody of the city."""
    round_ = stood(session, world, sheets, rubric=other.pop("rubric", GRADED), state=state, raters=raters, **other)
    decide_results(session, world.actor("city_centre"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    return round_


def published(world: World, sheets: Mapping[str, Sequence[Marks]], **other: Any) -> Stood:
    """The same, committed."""
    with writing() as session:
        return published_in(session, world, sheets, **other)


def act(world: World, who: str, verb: str, *, at: datetime = LAST_DAY, **given: Any) -> Any:
    """One act of the area by one of the standing people, at that moment."""
    with clock.stopped_at(at), writing() as session:
        return getattr(actions, verb)(session, world.actor(who), **given)


def an_appeal(session: Session, world: World, entry_id: int, school: str = "a", codes: str = "1.1") -> int:
    """An open appeal of a school against its first item. Answers its id."""
    round_id = session.exec(_of_entry(entry_id)).one()
    row = Appeal(
        round_id=round_id, entry_id=entry_id, school_id=world.orgs[school], codes=codes, plea="制度是齐全的",
        filed_by=world.accounts[f"school_admin_{school}"], filed_at=AT, state=AppealState.OPEN,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def a_rectification(
    session: Session,
    world: World,
    entry_id: int,
    school: str = "a",
    state: RectificationState = RectificationState.OPEN,
    **other: Any,
) -> int:
    """Something a school has to put right. Answers its id."""
    facts = Wanted("1.1", "补齐制度", "德育处", LATER.date())._asdict() | other
    row = Rectification(
        round_id=session.exec(_of_entry(entry_id)).one(), entry_id=entry_id, school_id=world.orgs[school], state=state,
        made_by=world.accounts["researcher"], made_at=AT, **facts,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def a_recognition(
    session: Session, world: World, school: str = "a", number: str = "云心室〔2025〕1号", **other: Any
) -> int:
    """A line of the register. Answers its id."""
    facts = {"title": "标准化心理辅导室", "grade": "合格", "rank": Rank.COUNTY, "granted_on": AT.date()} | other
    row = Recognition(
        school_id=world.orgs[school], number=number, made_by=world.accounts["researcher"], made_at=AT, **facts
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def rows_of(kind: Any) -> list[Any]:
    """Every row of a table, by id."""
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(kind).order_by(kind.id), kind)))


def _of_entry(entry_id: int) -> Any:
    from core.evaluation.tables import Entry

    return within(SYSTEM_SCOPE, select(Entry.round_id).where(Entry.id == entry_id), Entry)
