"""The demo's rounds of this school year: a supervision that schools fill in, a creation that raters are marking."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from core import clock
from core.evaluation import actions
from core.evaluation.rules.rounds import RoundDraft
from core.evaluation.rules.states import ExemptReason, RoundKind, RoundState
from core.ops.demo.registry import County, School, morning
from core.ops.demo.rounds import Held, Taking, assess, hold, rate

PARTS = ("submitted", "drafting", "waiting", "submitted", "returned", "submitted", "drafting", "waiting")
"""How far the schools of the supervision are, in turn."""
EXEMPT, EXTENDED = -1, -2
"""The smallest school is merging, and the one before it was given more time."""


def supervision(county: County) -> None:
    """年度督导 of all schools, in self-assessment."""
    day = county.day
    opens, until = day - timedelta(days=12), day + timedelta(days=9)
    draft = RoundDraft(
        county.org_id, RoundKind.SUPERVISION, f"{county.year} 年心理健康教育督导", county.year, "pack:supervision_five",
        opens_on=opens, self_until=until, review_until=until + timedelta(days=30),
        publicity_until=until + timedelta(days=45),
    )  # fmt: skip
    held = hold(county, draft, county.schools)
    for at, one in enumerate(held.taking[:EXTENDED]):
        shown = one.school.id == county.shown.id
        _take_part(held, one, "drafting" if shown else PARTS[at % len(PARTS)])
    researcher = county.people["researcher"]
    with clock.stopped_at(morning(day - timedelta(days=3))):
        actions.exempt(
            county.session, researcher, entry_id=held.taking[EXEMPT].entry.id, reason=ExemptReason.MERGED,
            note="本学期并入中心校，下学年随中心校参加",
        )  # fmt: skip
        actions.extend(
            county.session, researcher, entry_id=held.taking[EXTENDED].entry.id, due_on=until + timedelta(days=7),
            reason="心理教师外出培训，返校后补交",
        )  # fmt: skip


def under_review(county: County, schools: Sequence[School], *, previous_id: int) -> None:
    """示范校创建 of a few schools, half marked."""
    day = county.day
    draft = RoundDraft(
        county.org_id, RoundKind.CREATION, f"{county.year + 1} 年心理健康教育示范校创建", county.year,
        "pack:model_school", opens_on=day - timedelta(days=45), self_until=day - timedelta(days=12),
        review_until=day + timedelta(days=18), publicity_until=day + timedelta(days=32), gap_points=Decimal("1.5"),
        target=4, previous_id=previous_id,
    )  # fmt: skip
    held = hold(county, draft, schools)
    for one in held.taking:
        assess(held, one, day - timedelta(days=20))
    held.advance(RoundState.REVIEW, day - timedelta(days=11))
    shown = next(one for one in held.taking if one.school.id == county.shown.id)
    others = [one for one in held.taking if one is not shown]
    for rater, done, begun in (("expert", others[:2], shown), ("researcher", others[1:2], others[0])):
        _mark(held, rater, done, begun)


def _take_part(held: Held, one: Taking, part: str) -> None:
    county = held.county
    day = county.day - timedelta(days=5)
    if part == "drafting":
        assess(held, one, day, items=2)
    elif part != "waiting":
        assess(held, one, day)
    if part == "returned":
        with clock.stopped_at(morning(county.day - timedelta(days=2))):
            actions.return_entry(
                county.session, county.people["centre"], entry_id=one.entry.id,
                reason="值班记录只有封面，请补上本学期任意两周的页面（遮住姓名）。",
            )  # fmt: skip


def _mark(held: Held, rater: str, done: Sequence[Taking], begun: Taking) -> None:
    """Assign all schools to a rater who has handed some in and is in the middle of another."""
    county = held.county
    researcher, who = county.people["researcher"], county.people[rater]
    day = county.day - timedelta(days=4)
    for one in held.taking:
        with clock.stopped_at(morning(county.day - timedelta(days=10))):
            assigned = actions.assign(county.session, researcher, entry_id=one.entry.id, rater_id=who.user_id)
        if one in done:
            rate(held, one, rater, assigned, day)
        elif one is begun:
            rate(held, one, rater, assigned, day, items=len(held.spec.by_code) // 2)
