"""普测情况汇总表: numbers alone, a row a school and grade; what became of the list for those who may count it."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, Scope
from core.cases import packs as forms
from core.organisations.queries import classes
from core.screening.actions.ledgers.care import NOTICE
from core.screening.queries.campaigns import CampaignRow
from core.screening.queries.people import places
from core.screening.queries.summaries import Cared, Group, cared, completions
from core.screening.rules.completion import Completion
from core.screening.rules.ledgers import grade_title, stage_title
from core.sheets.export import Table, Value

HEAD = (
    *("学校", "学段", "年级", "班数", "在籍", "应测", "请假", "免测", "实测", "完成率", "有效卷", "效度存疑（需重测）"),
    *("作答不完整", "未测"),
)
TAIL = ("预警人数", "预警率", "已访谈", "访谈率", "确认人数", "转介", "已就医", "家长已告知")
FOOT = ("填报人", "时间")
HIDDEN = "已隐去"
NOBODY = Cared({})


def table(session: Session, actor: Actor, campaign: CampaignRow) -> Table:
    """The ledger. Completion is counted on 在籍 − 请假 − 免测; untested is not the same as fine."""
    scope = actor.over(Capability.VIEW_COMPLETION)
    done = completions(session, scope, campaign.id)
    names = places(session, {school for school, _ in done}).schools
    rooms = _classes(session, scope, campaign.school_year)
    told = _told(session, actor, campaign, done)
    signed = (actor.name, clock.local(clock.now()).strftime("%Y-%m-%d %H:%M"))
    rows = [
        (
            names.get(group[0], ""), stage_title(group[1]), grade_title(group[1]), rooms.get(group, 0),
            *_completion(one), *told[group], *signed,
        )
        for group, one in done.items()
    ]  # fmt: skip
    columns = (*HEAD, *(level.label for level in campaign.policy.levels), *TAIL, *FOOT)
    return Table("普测情况汇总表", columns, rows)


def _classes(session: Session, scope: Scope, school_year: int) -> dict[Group, int]:
    found: dict[Group, int] = {}
    for row in classes(session, scope, school_year=school_year):
        found[row.school_id, row.grade] = found.get((row.school_id, row.grade), 0) + 1
    return found


def _completion(one: Completion) -> tuple[Value, ...]:
    rate = None if one.rate is None else f"{one.rate:.1%}"
    return (
        one.listed,
        one.due,
        one.leave,
        one.exempt,
        one.tested,
        rate,
        one.valid,
        one.retest,
        one.incomplete,
        one.untested,
    )


def _told(
    session: Session, actor: Actor, campaign: CampaignRow, done: Mapping[Group, Completion]
) -> dict[Group, tuple[Value, ...]]:
    """The list in numbers, for those who may look at every warning behind them.

    Others read 已隐去: many small groups, held against the totals of other pages, would say who is meant.
    """
    severities = [int(level.severity) for level in campaign.policy.levels]
    scope = actor.over(Capability.VIEW_METRICS)
    if not scope or not actor.over(Capability.VIEW_WARNINGS).encloses(scope):
        return dict.fromkeys(done, (HIDDEN,) * (len(severities) + len(TAIL)))
    found = cared(session, scope, campaign.id, interviews=forms.interviews(), notice=NOTICE)
    return {group: _exact(found.get(group, NOBODY), severities, one.tested) for group, one in done.items()}


def _exact(one: Cared, severities: Sequence[int], tested: int) -> tuple[Value, ...]:
    people = one.people
    tiers = tuple(one.tiers.get(severity, 0) for severity in severities)
    later = (one.confirmed, one.referred, one.treated, one.told)
    return *tiers, people, _share(people, tested), one.interviewed, _share(one.interviewed, people), *later


def _share(part: int, whole: int) -> str | None:
    return f"{part / whole:.1%}" if whole else None
