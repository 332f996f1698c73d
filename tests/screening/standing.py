"""A small campaign that access cases rely on, written once for everybody who tries.

The county's campaign asks grade 5; school A has two pupils on the list, in class a5, one with a sheet, both with a warning
(one of 区级, one of 班级), and a third pupil who was enrolled later.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import numpy as np
from sqlmodel import Session

from core.access import Actor, Scope
from core.cases.tables import Warning
from core.screening import packs
from core.screening.actions.rollups import rebuild
from core.screening.rules.banding import Pupils
from core.screening.rules.drafts import Draft, ScaleChoice
from core.screening.rules.records import Given, records
from core.screening.rules.states import CampaignState, SheetStatus
from core.screening.tables import Campaign, CampaignScale, Response, Testee, Upload
from core.students.queries.indexes import name_indexes, number_indexes, tail_indexes
from core.students.rules import Population
from core.students.tables import Enrolment, Person
from tests.access_cases import AskedBeside, Beside
from tests.screening.builders import Row, number_of
from tests.world import SCHOOL_YEAR, World

NOW = datetime(2025, 10, 10, 8, tzinfo=UTC)
DIGEST = "ab" * 32
NAMES = ("陈知安", "陈夏宁", "陈清安")


@dataclass
class Standing:
    """Ids of what was written."""

    campaign: int = 0
    upload: int = 0
    people: list[int] = field(default_factory=list)
    testees: list[int] = field(default_factory=list)
    warnings: list[int] = field(default_factory=list)


Step = Callable[[Session, Actor, World, Standing], object]
Question = Callable[[Session, Scope, World, Standing], object]


def row(at: int) -> Row:
    """A pupil of the standing campaign as an answer file names them."""
    return {"学籍号": number_of(7000 + at), "姓名": NAMES[at], "学校": "云溪一小", "年级": "五年级", "班级": "1班"}


def draft(world: World, at: str = "county") -> Draft:
    """A draft for the organisation `at`."""
    scales = (ScaleChoice("mht"),)
    days = (date(2025, 9, 10), date(2025, 10, 31))
    return Draft("试一试", world.orgs[at], SCHOOL_YEAR, 1, scales, (5,), *days, "ban_xiao_qu")


def on(step: Step, state: CampaignState = CampaignState.OPEN) -> Beside:
    """The step taken on the campaign in that state."""
    return Beside(lambda s, world: write(s, world, state), lambda s, actor, w, _at, kept: step(s, actor, w, kept))


def of(question: Question, state: CampaignState = CampaignState.OPEN) -> AskedBeside:
    """The question asked of the campaign in that state."""
    return AskedBeside(
        lambda s, world: write(s, world, state), lambda s, scope, w, _at, kept: question(s, scope, w, kept)
    )


def write(session: Session, world: World, state: CampaignState) -> Standing:
    """Write the rows."""
    school, klass = world.orgs["a"], world.classes["a5"]
    kept = Standing(people=[_person(session, at, school, klass) for at in range(3)])
    campaign = Campaign(
        org_id=world.orgs["county"], title="试一试", school_year=SCHOOL_YEAR, term=1, grades=[5],
        opens_on=date(2025, 9, 10), closes_on=date(2025, 10, 31), state=state, policy_key="ban_xiao_qu",
        policy_version=packs.policy("ban_xiao_qu").version, created_at=NOW,
    )  # fmt: skip
    session.add(campaign)
    session.flush()
    kept.campaign = campaign.id or 0
    session.add(CampaignScale(campaign_id=kept.campaign, scale_key="mht", scale_version=packs.scale("mht").version))
    if state is not CampaignState.DRAFT:
        _results(session, world, kept, school, klass)
    return kept


def _results(session: Session, world: World, kept: Standing, school: int, klass: int) -> None:
    for person, level in zip(kept.people[:2], ("区级", "班级"), strict=True):
        testee = Testee(campaign_id=kept.campaign, person_id=person, school_id=school, class_id=klass, grade=5)
        warning = Warning(
            campaign_id=kept.campaign, person_id=person, school_id=school, class_id=klass, grade=5, severity=2,
            level=level, reasons="mht:total:0:70.0:1:3", fingerprint=b"x", raised_at=NOW,
        )  # fmt: skip
        session.add_all([testee, warning])
        session.flush()
        kept.testees.append(testee.id or 0)
        kept.warnings.append(warning.id or 0)
    upload = Upload(
        campaign_id=kept.campaign, org_id=school, file_digest=DIGEST, by_id=world.accounts["nobody"], at=NOW, counts={}
    )
    session.add(upload)
    session.flush()
    kept.upload = upload.id or 0
    given = Given(packs.scale("mht"), answers=np.zeros((1, 100), dtype=np.int8))
    session.add(
        Response(
            campaign_id=kept.campaign, person_id=kept.people[0], school_id=school, class_id=klass,
            upload_id=kept.upload, scale_key="mht", scale_version=packs.scale("mht").version,
            status=SheetStatus.VALID, fingerprint=b"y", sealed=records(given, given.scores(Pupils()))[0],
        )
    )  # fmt: skip
    session.flush()
    rebuild(session, kept.campaign)


def _person(session: Session, at: int, school: int, klass: int) -> int:
    number = number_of(7000 + at)
    person = Person(
        population=Population.STUDENT, school_id=school, class_id=klass, number=number, name=NAMES[at],
        number_index=number_indexes([number], Population.STUDENT)[0], tail_index=tail_indexes([number])[0],
        name_index=name_indexes([NAMES[at]])[0], fingerprint=b"z",
    )  # fmt: skip
    session.add(person)
    session.flush()
    session.add(Enrolment(person_id=person.id or 0, school_year=SCHOOL_YEAR, school_id=school, class_id=klass, grade=5))
    session.flush()
    return person.id or 0


def holds(actor: Actor, path: str) -> bool:
    """Whether any of the actor's roles reaches the organisation at `path`."""
    return actor.scope.touches(path)
