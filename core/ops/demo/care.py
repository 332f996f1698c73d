"""The demo's work on its lists: talks, decisions, plans, referrals, a handover, closings. Everything is fictitious."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor
from core.cases import actions
from core.cases.queries import tasks
from core.cases.rules.handovers import HandoverKind
from core.cases.rules.institutions import InstitutionFacts, InstitutionKind
from core.cases.rules.referrals import Consent, Consented, ConsentWay
from core.cases.rules.states import CaseState, Outcome
from core.cases.rules.tiering import Tier
from core.cases.tables import Case, Warning
from core.database import within
from core.screening.queries import tiers_for

PAST = {"excluded": 0.70, "closed": 0.22, "in_care": 0.08}
PRESENT = {
    "waiting": 0.22, "excluded": 0.20, "in_care": 0.40, "closing": 0.05, "closed": 0.05, "referred": 0.05, "handing_over": 0.03,
}  # fmt: skip
"""What becomes of a list: a year later, and after some weeks."""
MOST = 700
"""Warnings a list that are worked through: every one of the usual size, so that a large county does not take minutes more."""
STORIES = (
    (
        "近两周情绪平稳，说起期中考试会皱眉",
        "入睡要半小时左右，胃口正常",
        "能跟上课，数学作业有些吃力",
        "有两个常一起回家的朋友",
    ),
    (
        "提到家里搬家时眼圈红了，平时能笑",
        "夜里醒一两次，早饭吃得少",
        "到校正常，上课偶尔走神",
        "和同桌闹了别扭，正在和好",
    ),
    (
        "说话声音小，愿意聊喜欢的漫画",
        "睡眠七小时左右，没有噩梦",
        "作业按时交，担心发言",
        "午休多半一个人，想加入美术社",
    ),
    ("近来容易着急，说清楚之后轻松了些", "睡前看手机，起床困难", "成绩有起伏，愿意补英语", "和室友相处尚可"),
)
FAMILY = ("和父母同住，父亲常出差", "和祖辈同住，父母每周来电话", "和母亲同住，有一个弟弟", "父母工作忙，周末一起吃饭")


class Carers(NamedTuple):
    """Who works at a school: the counsellor, and the head who closes with them."""

    counsellor: Actor
    lead: Actor


class Setting(NamedTuple):
    """What the work of one campaign needs."""

    session: Session
    campaign_id: int
    carers: Mapping[int, Carers]
    noise: np.random.Generator
    institution_id: int


def register_institutions(session: Session, centre: Actor, county: int) -> int:
    """The county's addresses for referrals; answers the centre's own."""
    known = [
        InstitutionFacts(InstitutionKind.CENTRE, "云溪区未成年人成长指导中心", "值班老师", "0571-00000001"),
        InstitutionFacts(InstitutionKind.HOSPITAL, "示例市儿童医院心理科", "医务科", "0571-00000002", "需监护人陪同"),
        InstitutionFacts(InstitutionKind.HOTLINE, "全国统一心理援助热线", "接线员", "12356", "24 小时"),
    ]  # fmt: skip
    ids = [actions.save_institution(session, centre, org_id=county, facts=one) for one in known]
    return ids[0]


def work_through(setting: Setting, shares: Mapping[str, float], *, since: datetime, days: int) -> None:
    """Give the campaign's warnings a fate, the gravest MOST of them, the talks spread over `days` days from `since`."""
    fates, weights = list(shares), np.array(list(shares.values()))
    for warning_id, school_id, severity in _listed(setting)[:MOST]:
        fate = fates[int(setting.noise.choice(len(fates), p=weights / weights.sum()))]
        day = since + timedelta(days=float(setting.noise.uniform(0.2, days)))
        if fate != "waiting":
            with clock.stopped_at(day):
                _treat(setting, warning_id, setting.carers[school_id], severity, fate)


def keep_up(setting: Setting, *, now: datetime) -> None:
    """Write the latest follow-up of every case that the campaign left in care."""
    facts: Any = select(col(Case.school_id), col(Warning.id)).join(Warning, col(Warning.case_id) == col(Case.id))
    statement = facts.where(Warning.campaign_id == setting.campaign_id, Case.state == CaseState.IN_CARE)
    rows = setting.session.exec(within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Case), Warning)).all()
    told = {
        "way": "面谈",
        "state": "近来平稳，能说出自己的心情",
        "change": "有所好转",
        "risk": "无",
        "next": "照约定再见面",
    }
    for school_id, warning_id in rows:
        with clock.stopped_at(now - timedelta(days=float(setting.noise.uniform(1, 26)))):
            actions.write_entry(
                setting.session, setting.carers[school_id].counsellor, warning_id=warning_id, form="follow_up",
                held_on=clock.today(), content=told,
            )  # fmt: skip


def _listed(setting: Setting) -> list[tuple[int, int, int]]:
    """The campaign's warnings, but for those whose case still lies with the school they came from."""
    cases: Any = select(col(Case.person_id), col(Case.school_id))
    lies = dict(iter(setting.session.exec(within(SYSTEM_SCOPE, cases, Case))))
    facts: Any = select(col(Warning.person_id), col(Warning.id), col(Warning.school_id), col(Warning.severity))
    statement = facts.where(Warning.campaign_id == setting.campaign_id).order_by(
        col(Warning.severity).desc(), col(Warning.id)
    )
    rows = setting.session.exec(within(SYSTEM_SCOPE, statement, Warning))
    return [(key, school, severity) for person, key, school, severity in rows if lies.get(person, school) == school]


def _treat(setting: Setting, warning_id: int, carers: Carers, severity: int, fate: str) -> None:
    session, who = setting.session, carers.counsellor
    tier = _tier(setting, who, severity)
    talk = _talk(setting, "排除预警" if fate == "excluded" else "班级关注")
    actions.write_entry(session, who, warning_id=warning_id, form="interview", held_on=clock.today(), content=talk)
    if fate == "excluded":
        actions.exclude(session, who, warning_id=warning_id, why="作答那天身体不舒服，当面聊过，近况平稳，没有风险")
        return
    case_id = actions.confirm(
        session, who, warning_id=warning_id, tier=tier, why="当面聊过，需要有人持续陪伴，先按原等级跟进"
    )
    if fate != "closed":
        _plan(setting, who, case_id, warning_id)
    _further(setting, carers, case_id, tier, fate)


def _tier(setting: Setting, who: Actor, severity: int) -> Tier:
    tiers = tiers_for(setting.session, campaign_id=setting.campaign_id, org_id=who.org_id)
    return next(tier for tier in tiers if tier.severity == severity)


def _talk(setting: Setting, advice: str) -> dict[str, Any]:
    mood, sleep, study, peers = STORIES[int(setting.noise.integers(len(STORIES)))]
    return {
        "place": "心理辅导室面谈", "mood": mood, "sleep": sleep, "study": study, "peers": peers,
        "family": FAMILY[int(setting.noise.integers(len(FAMILY)))], "risk": "无", "strengths": "有愿意说话的大人和喜欢做的事",
        "judgement": "压力与近期变化有关，没有发现伤害自己的想法", "advice": advice, "tell_guardian": True,
    }  # fmt: skip


def _plan(setting: Setting, who: Actor, case_id: int, warning_id: int) -> None:
    day = clock.today()
    for is_goal, what, in_days in (
        (True, "能说出一位遇事可以找的老师", 40),
        (False, "每周一次辅导室见面，先从喜欢的事聊起", 30),
    ):
        actions.add_task(
            setting.session, who, case_id=case_id, is_goal=is_goal, what=what, who="心理教师",
            due_on=day + timedelta(days=in_days),
        )  # fmt: skip
    notice = {
        "who": "母亲", "by": "班主任", "how": "电话", "told": "近来情绪有起伏，商量在家怎样陪伴", "attitude": "理解并配合",
        "signed": True,
    }  # fmt: skip
    actions.write_entry(
        setting.session, who, warning_id=warning_id, form="guardian_notice", held_on=day, content=notice
    )


def _further(setting: Setting, carers: Carers, case_id: int, tier: Tier, fate: str) -> None:
    """Where the case goes from being in care."""
    session, who = setting.session, carers.counsellor
    agreed = Consented(Consent.GIVEN, "母亲", ConsentWay.WRITTEN, clock.today())
    if fate == "referred":
        actions.refer(
            session, who, case_id=case_id, institution_id=setting.institution_id, consented=agreed,
            reason="希望由指导中心做进一步评估，学校继续陪伴",
        )  # fmt: skip
    elif fate == "handing_over":
        others: Sequence[int] = sorted(set(setting.carers) - {who.org_id})
        actions.propose_handover(
            session, who, case_id=case_id, to_school_id=others[case_id % len(others)], kind=HandoverKind.TRANSFER,
            consented=agreed, note="随家人搬家转学，移交前再联系一次", tier=tier.label,
        )  # fmt: skip
    elif fate in ("closing", "closed"):
        _close(setting, carers, case_id, wait=fate == "closing")


def _close(setting: Setting, carers: Carers, case_id: int, *, wait: bool) -> None:
    session, who = setting.session, carers.counsellor
    for task in tasks(session, SYSTEM_SCOPE, case_id):
        actions.finish_task(session, who, task_id=task.id)
    why = "连续几次随访都平稳，计划里的事都做到了"
    actions.propose_closing(session, who, case_id=case_id, outcome=Outcome.RECOVERED, why=why)
    if not wait:
        actions.close(session, carers.lead, case_id=case_id, why="听了汇报，同意结案，班主任继续留意")
