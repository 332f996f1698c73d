"""The demo's rounds: of last school year an inspection of rooms and a creation of model schools, of this year two under way."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.rules.recognising import Grant
from core.evaluation.rules.rounds import RoundDraft
from core.evaluation.rules.states import AppealState, Rank, RoundKind, RoundState
from core.ops.demo.aftermath import by_hand, put_right
from core.ops.demo.judging import mark_of
from core.ops.demo.registers import register
from core.ops.demo.registry import County, School, morning
from core.ops.demo.rounds import Held, assess, hold, rate_all, settle_all
from core.ops.demo.training import train
from core.ops.demo.under_way import supervision, under_review

POOL = ("expert", "zj001", "zj002", "researcher")
CREATING, CANDIDATES = 7, 4
"""Schools of last year's creation and of this year's, beside the shown one; in turn, so that the strong do not stand alone."""
APPEALED = "A2"  # 领导小组与专题会


def evaluate(county: County) -> None:
    """Fill the registers, then hold all rounds."""
    register(county)
    by_hand(county)
    _inspect(county)
    others = [one for one in county.schools if one.id != county.shown.id]
    creation = _create(county, [county.shown, *others[: 2 * CREATING : 2]])
    put_right(creation)
    train(county)
    supervision(county)
    candidates = [county.shown, *others[1 : 2 * CANDIDATES : 2]]
    under_review(county, candidates, previous_id=creation.id)


def _inspect(county: County) -> None:
    """年检 of every room in the last school year, recognised and closed."""
    year = county.year - 1
    draft = RoundDraft(
        county.org_id, RoundKind.INSPECTION, f"{year} 年标准化心理辅导室年检", year, "pack:room_standard",
        opens_on=date(year, 10, 20), self_until=date(year, 10, 20), review_until=date(year, 11, 20),
        publicity_until=date(year, 11, 20), raters=1, with_self=False, with_publicity=False,
    )  # fmt: skip
    held = hold(county, draft, county.schools)
    rate_all(held, POOL, date(year, 11, 12))
    held.advance(RoundState.MODERATION, date(year, 11, 23))
    held.advance(RoundState.RECOGNISED, date(year, 11, 24))
    grant = Grant("标准化心理辅导室", Rank.COUNTY, f"云心室〔{year}〕001号", date(year, 12, 1), date(year + 3, 12, 1))
    _recognise(held, grant)
    held.advance(RoundState.CLOSED, date(year, 12, 10))


def _create(county: County, schools: Sequence[School]) -> Held:
    """示范校创建 in the last school year: two raters each, one appeal, recognitions; what has to be put right goes on."""
    year = county.year
    draft = RoundDraft(
        county.org_id, RoundKind.CREATION, f"{year} 年心理健康教育示范校创建", year - 1, "pack:model_school",
        opens_on=date(year, 3, 2), self_until=date(year, 3, 27), review_until=date(year, 4, 24),
        publicity_until=date(year, 5, 8), rectify_until=date(year, 12, 18), gap_points=Decimal("1.5"), target=8,
    )  # fmt: skip
    held = hold(county, draft, schools)
    for one in held.taking:
        assess(held, one, date(year, 3, 20))
    held.advance(RoundState.REVIEW, date(year, 3, 30))
    rate_all(held, POOL, date(year, 4, 17))
    held.advance(RoundState.MODERATION, date(year, 4, 25))
    settle_all(held, date(year, 4, 26))
    held.advance(RoundState.PUBLICITY, date(year, 4, 28))
    _appeal(held, date(year, 4, 30))
    held.advance(RoundState.RECOGNISED, date(year, 5, 11))
    grant = Grant(
        "心理健康教育示范（特色）校", Rank.COUNTY, f"云心校〔{year}〕001号", date(year, 5, 12), date(year + 3, 5, 12)
    )
    _recognise(held, grant)
    return held


def _appeal(held: Held, day: date) -> None:
    """The shown school appeals against one item; the centre, which rated nobody, answers."""
    county = held.county
    one = next(each for each in held.taking if each.school.id == county.shown.id)
    with clock.stopped_at(morning(day)):
        appeal_id = actions.file_appeal(
            county.session, one.school.admin, entry_id=one.entry.id, codes=[APPEALED],
            plea="专题会的记录当时没有一起上传，补充在佐证里，请再看一次。",
        )  # fmt: skip
        best = mark_of(held.spec.by_code[APPEALED], 1.0)
        actions.answer_appeal(
            county.session, county.people["centre"], appeal_id=appeal_id, outcome=AppealState.UPHELD,
            answer="补充的记录完整，按最高一档重新计算。", marks={APPEALED: best},
        )  # fmt: skip


def _recognise(held: Held, grant: Grant) -> None:
    county = held.county
    researcher = county.people["researcher"]
    scope = researcher.over(Capability.MANAGE_EVALUATION)
    rows = queries.recognisable(county.session, scope, round_id=held.id, standard="")
    with clock.stopped_at(morning(grant.granted_on)):
        actions.recognise(
            county.session, researcher, round_id=held.id, standard="", entry_ids=[row.entry_id for row in rows],
            grant=grant,
        )  # fmt: skip
