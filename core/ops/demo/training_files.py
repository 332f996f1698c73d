"""What the demo's people have in their files besides posts: accounts, checked and scanned certificates, ladders, honours."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from core import clock
from core.access import Capability
from core.ops.demo.judging import paper
from core.ops.demo.registry import County, morning
from core.ops.demo.training_people import CERTIFICATE
from core.training import packs
from core.training.actions import (
    add_honour,
    attach_scan,
    check_certificate,
    choose,
    end_term,
    link_account,
    move_staff,
    nominate,
    pass_over,
    publish_requirements,
)
from core.training.queries import PersonRow, papers, people
from core.training.rules import HonourLevel

HONOURS = (
    ("望江市心理健康教育优质课一等奖", HonourLevel.CITY, 2), ("云溪区优秀心理教师", HonourLevel.COUNTY, 1),
    ("云江省中小学心理辅导案例评比二等奖", HonourLevel.PROVINCE, 3), ("校级师德标兵", HonourLevel.SCHOOL, 1),
)  # fmt: skip
"""Title, level, and how many years ago it was given."""
UNCHECKED = 3
"""Every so many certificates have not been compared with the originals yet."""
ASKED = Decimal(24)
"""学时 a school year that the county asks of its counsellors."""
LADDER = "shi_bai_qian"


def fill_files(county: County) -> None:
    """Let accounts read their files, and the bureau look at certificates, choose people and say what it asks."""
    with clock.stopped_at(morning(date(county.year, 9, 1))):
        _move(county)
    with clock.stopped_at(morning(county.day - timedelta(days=30))):
        rows = people_of(county)
        _link(county, rows)
        _ask(county)
        _ladders(county, [row for row in rows if row.account_id or len(row.posts) == 1])
    with clock.stopped_at(morning(county.day - timedelta(days=10))):
        _papers(county)


def people_of(county: County) -> list[PersonRow]:
    """Everybody on file in the county, in the order of the workbook."""
    scope = county.people["centre"].over(Capability.MANAGE_STAFF)
    return sorted(people(county.session, scope, today=county.day), key=lambda row: row.id)


def _move(county: County) -> None:
    """A colleague goes to another school for good; what was done before stays where it was done."""
    rows = [row for row in people_of(county) if len(row.posts) == 1]
    places = [school.id for school in county.schools]
    kept = {school.counsellor.name for school in county.schools} | {one.name for one in county.people.values()}
    one = next(row for row in rows if row.name not in kept and places.index(row.school_id) > 2)
    move_staff(
        county.session, county.people["centre"], staff_id=one.id, school_id=county.schools[1].id,
        on=date(county.year, 9, 1),
    )  # fmt: skip


def _link(county: County, rows: Sequence[PersonRow]) -> None:
    """Everybody of the county who has an account reads the own file."""
    who = {school.counsellor.name: (school.id, school.counsellor.user_id) for school in county.schools}
    who |= {county.people[name].name: (county.shown.id, county.people[name].user_id) for name in OWN}
    who[county.shown.admin.name] = (county.shown.id, county.shown.admin.user_id)
    for row in rows:
        school_id, account_id = who.get(row.name, (0, 0))
        if school_id in {post.school_id for post in row.posts}:
            link_account(county.session, county.people["researcher"], staff_id=row.id, account_id=account_id)


OWN = ("lead", "teacher", "expert", "researcher")


def _ask(county: County) -> None:
    """The county's own requirements: the basic ones with more hours."""
    basic = packs.requirement_packs()[packs.BASIC]
    line = basic.people[0].model_copy(update={"hours": ASKED, "source": "示例：云溪区师资培训要求"})
    told = {"title": "云溪区心理教师要求", "note": "示例：按区里的年度培训计划，其余沿用系统自带的基本要求。"}
    spec = basic.model_copy(update={**told, "people": (line, *basic.people[1:])})
    publish_requirements(
        county.session, county.people["researcher"], org_id=county.org_id, spec=spec,
        note="示例：按区里的培训计划，每学年不少于 24 学时",
    )  # fmt: skip


def _papers(county: County) -> None:
    """Most certificates are checked, the shown counsellor's with its scan."""
    session, centre = county.session, county.people["centre"]
    for at, row in enumerate(papers(session, centre.over(Capability.MANAGE_STAFF), today=county.day)):
        if (row.name, row.kind) == (county.shown.counsellor.name, CERTIFICATE) and row.school_id == county.shown.id:
            attach_scan(session, county.shown.admin, certificate_id=row.id, content=paper(row.id, row.issued_on))
        if at % UNCHECKED:
            check_certificate(session, centre, certificate_id=row.id)


def _ladders(county: County, rows: Sequence[PersonRow]) -> None:
    """One who climbed, some in their term, one who waits and one who was passed over; honours of a few."""
    session, researcher = county.session, county.people["researcher"]
    first = next(row for row in rows if row.name == county.shown.counsellor.name)
    chosen = [first, *(row for row in rows if row.id != first.id)][:8]
    for at, row in enumerate(chosen):
        for title, level, years in HONOURS[at : at + 2]:
            day = date(county.year - years, 6, 10)
            add_honour(session, researcher, staff_id=row.id, title=title, level=level, awarded_on=day)
        place = nominate(session, researcher, staff_id=row.id, ladder=LADDER, rung="teacher")
        if at == len(chosen) - 1:
            pass_over(session, researcher, place_id=place)
        elif at < len(chosen) - 2:
            choose(session, researcher, place_id=place, since=date(county.year - 1, 1, 1))
        if at == 0:
            end_term(session, researcher, place_id=place, on=date(county.year, 8, 31))
            place = nominate(session, researcher, staff_id=row.id, ladder=LADDER, rung="backbone")
            choose(session, researcher, place_id=place, since=date(county.year, 9, 1))
