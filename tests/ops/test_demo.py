"""The fictitious county is whole, plausible, the same every time, and made with the product's own actions."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from core import audit, clock
from core.access import SYSTEM_SCOPE
from core.accounts.packs import roles
from core.accounts.queries import demo_accounts
from core.accounts.tables import Account
from core.database import engine, reading, within
from core.errors import Refused
from core.ops.demo import build
from core.ops.demo.staff import SHOWN_SCHOOL, actor
from core.organisations.rules import Level
from core.organisations.tables import Organisation
from core.screening.actions import check
from core.screening.queries import trial_file
from core.screening.tables import Campaign, Rollup
from core.students.tables import Enrolment, Person
from tests.conftest import installed

DAY = date(2026, 11, 20)
SMALL = 4_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small demo, built once for this module."""
    var = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch, installed(f"sqlite:///{var / 'demo.sqlite'}", var, patch, bare=True):
        build(pupils=SMALL, today=DAY)
        yield var


def rollup() -> Counter[tuple[int, str, int]]:
    with reading() as session:
        rows = session.exec(
            within(
                SYSTEM_SCOPE,
                select(Rollup.campaign_id, Rollup.status, Rollup.severity, func.sum(Rollup.people)),
                Rollup,
            ).group_by(col(Rollup.campaign_id), col(Rollup.status), col(Rollup.severity))
        )
        return Counter({(campaign, status.value, severity): int(people) for campaign, status, severity, people in rows})


def test_it_has_schools_of_all_kinds_and_about_as_many_pupils_as_asked_for(demo: Path) -> None:
    with reading() as session:
        schools = within(SYSTEM_SCOPE, select(func.count()).select_from(Organisation), Organisation)
        assert session.exec(schools.where(Organisation.level == Level.SCHOOL)).one() == 24
        enrolled = within(SYSTEM_SCOPE, select(func.count()).select_from(Enrolment), Enrolment)
        this_year = session.exec(enrolled.where(Enrolment.school_year == 2026)).one()
    assert abs(this_year - SMALL) < SMALL * 0.05


def test_it_shows_somebody_of_every_role(demo: Path) -> None:
    with reading() as session:
        assert [person.role for person in demo_accounts(session)] == [role.title for role in roles().values()]


def test_two_campaigns_lie_a_year_apart_and_the_first_is_over(demo: Path) -> None:
    with reading() as session:
        found = session.exec(within(SYSTEM_SCOPE, select(Campaign), Campaign).order_by(col(Campaign.school_year))).all()
        assert [(row.school_year, row.state.value) for row in found] == [(2025, "closed"), (2026, "open")]


def test_tier_shares_are_plausible(demo: Path) -> None:
    """About 2 % in the two upper tiers (荣成 published 1.8 %); most people tested, nobody untested called normal."""
    counts = rollup()
    for campaign in (1, 2):
        tested = sum(n for (c, status, _), n in counts.items() if c == campaign and status != "untested")
        upper = sum(n for (c, _, severity), n in counts.items() if c == campaign and severity >= 3)
        assert 0.005 < upper / tested < 0.05
        assert all(severity < 0 for (c, status, severity) in counts if c == campaign and status == "untested")


def test_names_and_answers_lie_sealed(demo: Path) -> None:
    with reading() as session:
        statement = within(SYSTEM_SCOPE, select(Person.name).where(func.length(Person.name) > 0), Person).limit(200)
        names = {name for name in session.exec(statement) if len(name) == 3}
    content = b"".join(path.read_bytes() for path in demo.glob("demo.sqlite*"))
    assert names
    assert not [name for name in names if name.encode() in content]


def test_the_chain_of_acts_holds(demo: Path) -> None:
    with reading() as session:
        assert audit.verify(session) is None


def test_the_sample_file_has_the_seeded_mistakes(demo: Path) -> None:
    with reading() as session:
        account = within(SYSTEM_SCOPE, select(Account.id).where(Account.username == "counsellor"), Account)
        counsellor = actor(session, session.exec(account).one() or 0, now=clock.now())
        checked = check(session, counsellor, campaign_id=2, content=trial_file(session) or b"", filename="示例.xlsx")
    codes = Counter(problem.code for problem in checked.must_fix)
    assert {"screening.bad_answer", "screening.number_twice", "screening.number_missing"} <= set(codes)
    assert codes["screening.bad_answer"] == 2


def test_it_is_built_only_once(demo: Path) -> None:
    with pytest.raises(Refused, match=r"installation\.not_empty"):
        build(pupils=SMALL, today=DAY)


def test_the_same_seed_gives_the_same_county(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rollup()
    outer = engine().url
    with installed(f"sqlite:///{tmp_path / 'again.sqlite'}", tmp_path, monkeypatch, bare=True):
        assert engine().url != outer
        build(pupils=SMALL, today=DAY)
        assert rollup() == first


def test_the_shown_school_still_has_people_to_test(demo: Path) -> None:
    with reading() as session:
        school = within(SYSTEM_SCOPE, select(Organisation.id).where(Organisation.name == SHOWN_SCHOOL), Organisation)
        untested = within(SYSTEM_SCOPE, select(func.sum(Rollup.people)), Rollup).where(
            Rollup.campaign_id == 2, Rollup.status == "untested", Rollup.school_id == session.exec(school).one()
        )
        assert (session.exec(untested).one() or 0) >= 10
