"""The plans (方案) of the demo's schools: most are accepted, one waits, one came back, one is a draft."""

from datetime import timedelta
from typing import Any

from core import clock
from core.access import Capability
from core.activities.actions import accept_plans, attach_plan_file, return_plan, save_plan, send_plan
from core.activities.queries import plans
from core.activities.rules import PlanState
from core.activities.rules.checklists import asked_of
from core.activities.rules.plans import PlanFacts, Slot, packed
from core.activities.tables import SeasonPlan
from core.ops.demo import tales
from core.ops.demo.judging import paper
from core.ops.demo.registry import County, School, morning
from core.ops.demo.seasons import Held

AIMS = (
    "让每个学生知道怎样照顾心情、需要时找谁；班会、团辅和家长课堂一起做，不加重班主任的负担。",
    "以“被听见”为主题：先听学生说，再决定办什么。每个班至少有一次人人参与的活动。",
    "少而实：不办大场面，把原有的班会、升旗和家长会用好，作品全部展出，不评等级。",
)
LEAD = "分管校长牵头，心理教师和年级组长参加"
RETURNED = "目标写得很好。家长课堂的日期和期末考试撞上了，请换一天。"
BY_HAND = 4


def plan_all(county: County, season: Held, *, silent: int = 0) -> None:
    """Every school but the last `silent` ones plans; the first few through their own hands, one of them with a file."""
    schools = [county.shown, *(one for one in county.schools if one.id != county.shown.id)]
    schools = schools[: len(schools) - silent]
    before = morning(season.draft.starts_on - timedelta(days=8))
    with clock.stopped_at(before):
        for at, school in enumerate(schools[:BY_HAND]):
            _by_hand(county, season, school, at)
    with clock.stopped_at(morning(season.draft.starts_on - timedelta(days=4))):
        _decide(county, season)
    county.session.add_all(_accepted(county, season, school, at) for at, school in enumerate(schools[BY_HAND:]))
    county.session.flush()


def _facts(season: Held, school: School, at: int) -> PlanFacts:
    """Three days after the start the first item, then one every other day."""
    asked = asked_of(season.spec, season.schools[school.id].stages)
    days = max((season.draft.ends_on - season.draft.starts_on).days, 1)
    slots = {
        item.code: Slot(
            season.draft.starts_on + timedelta(days=(3 + 2 * turn + at) % days),
            "心理教师" if turn % 2 else "年级组",
            tales.reports()[item.code].places[0],
        )
        for turn, item in enumerate(asked)
    }
    return PlanFacts(AIMS[at % len(AIMS)], LEAD, slots)


def _by_hand(county: County, season: Held, school: School, at: int) -> None:
    session, who = county.session, school.counsellor
    edition = save_plan(
        session, who, season_id=season.id, school_id=school.id, facts=_facts(season, school, at), edition=None
    )
    if at == BY_HAND - 1 or edition is None:
        return  # stays a draft
    content = paper(school.id, season.draft.starts_on)
    made = attach_plan_file(session, who, season_id=season.id, school_id=school.id, title="活动方案", content=content)
    send_plan(session, who, plan_id=made)


def _decide(county: County, season: Held) -> None:
    """The first plan is accepted, the second waits, the third came back."""
    centre = county.people["centre"]
    rows = plans(county.session, centre.over(Capability.RUN_SEASONS), season_id=season.id)
    sent = sorted(row.id for row in rows if row.id and row.state is PlanState.SENT)
    accept_plans(county.session, centre, plan_ids=sent[:1])
    return_plan(county.session, centre, plan_id=sent[-1], comment=RETURNED)


def _accepted(county: County, season: Held, school: School, at: int) -> SeasonPlan:
    """A plan that went all the way."""
    sent, decided = (morning(season.draft.starts_on - timedelta(days=days)) for days in (7, 4))
    given = _facts(season, school, at)
    steps: list[dict[str, Any]] = [
        {"state": state.value, "by": by, "at": when.isoformat(), "comment": ""}
        for state, by, when in (
            (PlanState.SENT, school.counsellor.user_id, sent),
            (PlanState.ACCEPTED, county.people["centre"].user_id, decided),
        )
    ]
    return SeasonPlan(
        season_id=season.id, school_id=school.id, aims=given.aims, lead=given.lead, schedule=packed(given.schedule),
        state=PlanState.ACCEPTED, sent_at=sent, decided_at=decided, steps=steps, edition=3,
        made_by=school.counsellor.user_id, made_at=sent,
    )  # fmt: skip
