"""Builds the demo: the tree, the people, two years of rosters, two campaigns with their answers; all or nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor
from core.accounts.actions import appoint_head
from core.accounts.actions.installation import become_demo
from core.cases.actions import escalate
from core.database import within, writing
from core.ops.demo import care, papers, staff
from core.ops.demo.answers import a_year_later, strain
from core.ops.demo.county import SchoolPlan, school_plans
from core.ops.demo.evaluation import evaluate
from core.ops.demo.months import hold_months
from core.ops.demo.places import COUNTY, grow
from core.ops.demo.registry import County, School, strength
from core.ops.demo.rolls import Seat, roster_csv, this_year, year_before
from core.organisations.tables import SchoolClass
from core.screening.actions import check, close_campaign, confirm, create_campaign, open_campaign
from core.screening.queries import trial_path
from core.screening.rules.drafts import Draft, ScaleChoice
from core.screening.tables import Campaign
from core.students.actions import check_roster, import_roster

SEED = 20260525
SCHOOLS, PUPILS = 24, 12_000
COUNTY_SCHOOLS, COUNTY_PUPILS = 100, 50_000
Progress = Callable[[float, str], None]


def build(
    progress: Progress = lambda _share, _words: None,
    *,
    schools: int = SCHOOLS,
    pupils: int = PUPILS,
    seed: int = SEED,
    today: date | None = None,
) -> None:
    """Fill an empty installation with the fictitious county; deterministic from `seed` and `today`.

    Raises Refused when anything exists already. One transaction: a failure leaves the installation as empty as before.
    """
    now = clock.now()
    day = today or clock.local(now).date()
    with writing() as session:
        _Builder(session, progress, day, now, np.random.default_rng(seed)).run(schools, pupils)


class _Builder:
    """One run of the build, step by step."""

    def __init__(
        self, session: Session, progress: Progress, day: date, now: datetime, noise: np.random.Generator
    ) -> None:
        year = clock.school_year(day)
        self._session = session
        self._progress = progress
        self._day = day
        self._year = year
        self._now = now
        self._noise = noise
        self._past = datetime(year - 1, 9, 3, 1, tzinfo=now.tzinfo)
        self._recent = max(now - timedelta(days=21), datetime(year, 9, 2, 1, tzinfo=now.tzinfo))
        self._campaigns: dict[int, int] = {}
        self._institution = 0

    def run(self, schools: int, pupils: int) -> None:
        """All steps in order."""
        plans = school_plans(schools, pupils, self._noise)
        self._progress(0.02, "正在建立学校和账号…")
        with clock.stopped_at(self._past):
            places = self._begin(plans)
        self._progress(0.08, "正在编花名册…")
        seats = this_year(plans, self._year, self._noise)
        before = year_before(plans, seats, self._year, self._noise)
        strains = self._strains(before)
        centre, admin = self._actor("centre"), self._actor("school")
        with clock.stopped_at(self._past):
            self._progress(0.12, "正在导入去年的花名册…")
            self._enrol(centre, before, self._year - 1)
            self._progress(0.25, "正在导入去年的普测…")
            self._screen(centre, places[COUNTY], self._year - 1, before, strains)
            self._progress(0.45, "正在写去年的访谈和跟进…")
            self._institution = care.register_institutions(self._session, centre, places[COUNTY])
        self._care(places, self._year - 1, care.PAST, since=self._past, days=60)
        with clock.stopped_at(self._recent):
            self._progress(0.55, "正在导入今年的花名册…")
            self._enrol(centre, seats, self._year)
            self._head(admin, places)
            self._progress(0.7, "正在导入今年的普测…")
            self._screen(centre, places[COUNTY], self._year, seats, self._a_year_later(strains, seats))
        self._progress(0.9, "正在写今年的访谈和跟进…")
        weeks = max((self._now - self._recent).days - 3, 1)
        self._care(places, self._year, care.PRESENT, since=self._recent, days=weeks)
        escalate(self._session, now=self._now)
        self._progress(0.93, "正在写师资、活动和评估…")
        county = self._county(plans, places)
        evaluate(county)
        self._progress(0.97, "正在写活动月和资源库…")
        hold_months(county)
        self._progress(1.0, "演示数据已装好。")

    def _begin(self, plans: list[SchoolPlan]) -> dict[str, int]:
        become_demo(self._session, now=self._past)
        places = grow(self._session, plans)
        people = [
            *staff.shown(COUNTY), *staff.others([plan.name for plan in plans], self._noise), *staff.raters(COUNTY),
        ]  # fmt: skip
        self._accounts = staff.write(self._session, people, places, now=self._past)
        self._people = people
        return places

    def _actor(self, username: str) -> Actor:
        return staff.actor(self._session, self._accounts[username], now=self._now)

    def _county(self, plans: list[SchoolPlan], places: dict[str, int]) -> County:
        """Who fills the registers and takes part in rounds; drawn apart, so that nothing else of the county changes."""
        noise = self._noise.spawn(1)[0]
        at = {(person.place, person.role): self._actor(person.username) for person in self._people}
        schools = [
            School(
                places[plan.name], plan.name, at[plan.name, "counsellor"], at[plan.name, "school_admin"],
                strength(plan, noise),
            )
            for plan in plans
        ]  # fmt: skip
        reviewers = (person.username for person in self._people if person.role == "reviewer")
        told = ("researcher", "centre", "teacher", "lead", *reviewers)
        best_first = tuple(sorted(schools, key=lambda one: -one.strength))
        people = {username: self._actor(username) for username in told}
        return County(self._session, places[COUNTY], best_first, people, noise, self._day)

    def _strains(self, seats: list[Seat]) -> dict[str, float]:
        return dict(zip((seat.pupil.number for seat in seats), strain(len(seats), self._noise).tolist(), strict=True))

    def _a_year_later(self, before: dict[str, float], seats: list[Seat]) -> dict[str, float]:
        fresh = strain(len(seats), self._noise)
        known = np.array([before.get(seat.pupil.number, float(fresh[at])) for at, seat in enumerate(seats)])
        after = a_year_later(known, self._noise)
        return dict(zip((seat.pupil.number for seat in seats), after.tolist(), strict=True))

    def _care(self, places: dict[str, int], year: int, shares: dict[str, float], *, since: datetime, days: int) -> None:
        """Let every school work through its list of that year."""
        held = {(person.place, person.role): self._actor(person.username) for person in self._people}
        carers = {
            places[place]: care.Carers(who, held[place, "school_lead"])
            for (place, role), who in held.items()
            if role == "counsellor"
        }
        setting = care.Setting(self._session, self._campaigns[year], carers, self._noise, self._institution)
        care.work_through(setting, shares, since=since, days=days)
        if year < self._year:
            care.keep_up(setting, now=self._now)

    def _enrol(self, actor: Actor, seats: list[Seat], year: int) -> None:
        content = roster_csv(seats)
        check = check_roster(self._session, actor, content=content, filename="花名册.csv", school_year=year)
        import_roster(self._session, actor, check)

    def _head(self, actor: Actor, places: dict[str, int]) -> None:
        own = select(SchoolClass.id).where(
            SchoolClass.school_id == places[staff.SHOWN_SCHOOL], SchoolClass.school_year == self._year
        )
        first = self._session.exec(within(SYSTEM_SCOPE, own.order_by(col(SchoolClass.grade)), SchoolClass)).first()
        appoint_head(self._session, actor, class_id=first or 0, account_id=self._accounts["teacher"])

    def _screen(self, actor: Actor, county: int, year: int, seats: list[Seat], strains: dict[str, float]) -> None:
        campaign = self._open(county, year)
        self._campaigns[year] = campaign.id or 0
        under_way = year == self._year
        paper = papers.turnout(seats, self._noise, under_way=under_way)
        own = np.array([strains[seat.pupil.number] for seat in paper.tested])
        content = papers.answers_csv(paper.tested, own, self._noise)
        checked = check(self._session, actor, campaign_id=campaign.id or 0, content=content, filename="全区作答.csv")
        confirm(self._session, actor, checked)
        if under_way:
            _write(trial_path(), papers.sample_workbook(paper.missing, self._noise))
        else:
            close_campaign(self._session, self._actor("researcher"), campaign_id=campaign.id or 0)

    def _open(self, county: int, year: int) -> Campaign:
        researcher = self._actor("researcher")
        draft = Draft(
            title=f"{year} 年秋季学生心理普测",
            org_id=county,
            school_year=year,
            term=1,
            scales=(ScaleChoice("mht"),),
            grades=tuple(papers.SCREENED),
            opens_on=date(year, 10, 8),
            closes_on=date(year, 12, 31),
            policy_key="ban_xiao_qu",
        )
        campaign = create_campaign(self._session, researcher, draft=draft)
        open_campaign(self._session, researcher, campaign_id=campaign.id or 0)
        return campaign


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
