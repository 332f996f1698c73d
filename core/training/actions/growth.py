"""教师成长档案 on paper: for who keeps the register, and for oneself."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.clock import Term
from core.errors import NotFound
from core.sheets.paper import Part, paper
from core.training import packs
from core.training.queries.growth import GrowthFile, growth, own_growth
from core.training.rules.diploma import span
from core.training.rules.hour_titles import plain, year_words
from core.training.rules.hours import ZERO, YearCredits
from core.training.rules.session_titles import PART_STATES, SESSION_KINDS
from core.training.rules.titles import EDUCATION_TITLES, GENDER_TITLES, HONOUR_TITLES, KIND_TITLES, LADDER_TITLES

TITLE = "教师成长档案"
NOTHING = "还没有登记"
Row = tuple[str, ...]


def growth_paper(session: Session, actor: Actor, *, staff_id: int) -> bytes:
    """The .docx of a person's file, without the phone number. Raises NotFound where the actor keeps no register."""
    scope = require(actor, Capability.MANAGE_STAFF)
    return _printed(session, actor, growth(session, scope, staff_id=staff_id, today=clock.today()))


def own_growth_paper(session: Session, actor: Actor) -> bytes:
    """The .docx of one's own file. Raises NotFound where no file belongs to the account at the actor's places."""
    scope = require(actor, Capability.VIEW_OWN_RECORD)
    file = own_growth(session, scope, user_id=actor.user_id, today=clock.today())
    if file is None:
        raise NotFound
    return _printed(session, actor, file)


def _printed(session: Session, actor: Actor, file: GrowthFile) -> bytes:
    audit.record(session, actor, "growth.printed", org_id=file.person.school_id, staff_id=file.person.id)
    mark = f"{actor.name}（{actor.username}）{clock.local(clock.now()):%Y-%m-%d %H:%M} 打印"
    return paper(TITLE, growth_parts(file), mark=mark, at=clock.now())


def growth_parts(file: GrowthFile) -> list[Part]:
    """What stands on the paper, block by block; a block with nothing in it says so."""
    below = f"学时按现在执行的《{file.held.spec.title}》计算。" if file.years else ""
    return [
        Part("", _facts(file)),
        _listed("任职经历", ("学校", "类别", "任教学科", "起止"), _posts(file)),
        _listed("证书", ("种类", "级别", "编号", "发证机关", "发证日期", "有效期至", "核验"), _papers(file)),
        _listed("学时", ("年度", "类别", "登记", "上年结转", "计入"), _years(file))._replace(below=below),
        _listed("参加的活动", ("活动", "类别", "主办", "日期", "状态", "学时"), _sessions(file)),
        _listed("梯队", ("梯队", "层级", "状态", "起止"), _ladders(file)),
        _listed("荣誉", ("名称", "级别", "日期"), [
            (one.title, HONOUR_TITLES[one.level], one.awarded_on.isoformat()) for one in file.honours
        ]),
        _listed("接受督导", ("学期", "个别督导（小时）", "团体督导（小时）", "督导类培训（学时）"), [
            (Term(one.year, one.number).label, *(plain(hours) for hours in one.had)) for one in file.supervision
        ]),
    ]  # fmt: skip


def _listed(title: str, head: Row, rows: Sequence[Row]) -> Part:
    return Part(title, [head, *rows], header=True) if rows else Part(title, [], below=NOTHING)


def _facts(file: GrowthFile) -> list[Row]:
    who = file.person
    return [
        ("姓名", who.name, "学校", file.school),
        ("性别", GENDER_TITLES[who.gender], "出生年月", who.birth_month or "未填"),
        ("学历", EDUCATION_TITLES[who.education], "专业", who.major or "未填"),
        ("职称", who.title or "未填", "每周", _week(file)),
    ]


def _week(file: GrowthFile) -> str:
    lessons, counselling = file.person.lessons, file.person.counselling
    told = (
        "" if lessons is None else f"{plain(lessons)} 课时",
        "" if counselling is None else f"辅导 {plain(counselling)} 小时",
    )
    return "，".join(filter(None, told)) or "未填"


def _posts(file: GrowthFile) -> list[Row]:
    return [
        (one.school, KIND_TITLES[one.kind], one.subject, _from(one.since, one.until, "现在"))
        for one in reversed(file.person.posts)
    ]


def _papers(file: GrowthFile) -> list[Row]:
    return [
        (
            one.facts.kind, one.facts.level, one.facts.number, one.facts.issuer, one.facts.issued_on.isoformat(),
            one.facts.valid_until.isoformat() if one.facts.valid_until else "长期", "已核验" if one.checked_at else "未核验",
        )
        for one in file.certificates
    ]  # fmt: skip


def _years(file: GrowthFile) -> list[Row]:
    return [row for one in file.years for row in _year(file, one, packs.hour_categories())]


def _year(file: GrowthFile, one: YearCredits, titles: Mapping[str, str]) -> list[Row]:
    """A line a category, and one for all."""
    words = year_words(file.held.spec.hours, one.year)
    carried = sum((line.carried_in for line in one.lines), ZERO)
    return [
        *(
            (
                words,
                titles.get(line.category, line.category),
                *map(plain, (line.recorded, line.carried_in, line.counted)),
            )
            for line in one.lines
        ),
        (words, "合计", plain(one.recorded), plain(carried), plain(one.total)),
    ]


def _sessions(file: GrowthFile) -> list[Row]:
    return [
        (
            one.title, SESSION_KINDS[one.kind], one.organiser,
            span(clock.local(one.starts_at).date(), clock.local(one.ends_at).date()), PART_STATES[one.state],
            "" if one.hours is None else plain(one.hours),
        )
        for one in file.sessions
    ]  # fmt: skip


def _ladders(file: GrowthFile) -> list[Row]:
    specs = packs.ladders()
    rows = list[Row]()
    for one in file.ladders:
        spec = specs.get(one.ladder)
        rung = spec.rung(one.rung) if spec else None
        since = one.since or one.nominated_on
        rows.append(
            (spec.title if spec else one.ladder, rung.title if rung else one.rung, LADDER_TITLES[one.state],
             _from(since, one.until, ""))
        )  # fmt: skip
    return rows


def _from(since: date, until: date | None, still: str) -> str:
    last = until.isoformat() if until else still
    return f"{since.isoformat()} — {last}" if last else since.isoformat()
