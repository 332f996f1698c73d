"""Something of every kind with dates in the school year 2025, put there by nobody."""

from datetime import date

from sqlmodel import Session

from core.activities.rules import SeasonState
from core.evaluation.rules.states import ContestState, RoundState
from core.screening.rules.states import CampaignState
from core.screening.tables import Campaign
from core.students.rules import Population
from core.training.rules import SessionState
from tests.activities.season_builders import a_season
from tests.evaluation.builders import a_round
from tests.evaluation.contests import a_contest
from tests.training.session_builders import a_session
from tests.world import LONG_AGO, SCHOOL_YEAR, World

OPENS, CLOSES = date(2026, 3, 2), date(2026, 3, 20)


def a_screening(
    session: Session, world: World, *, at: str = "county", state: CampaignState = CampaignState.OPEN
) -> int:
    """A campaign of three weeks in March."""
    row = Campaign(
        org_id=world.orgs[at], title="春季普测", school_year=SCHOOL_YEAR, term=2, population=Population.STUDENT, grades=[7],
        opens_on=OPENS, closes_on=CLOSES, state=state, policy_key="ban_xiao_qu", policy_version="1.0",
        created_at=LONG_AGO,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def everything(session: Session, world: World, *, at: str = "county") -> None:
    """A campaign, a round, a training, a season and a contest that schools were told of."""
    a_screening(session, world, at=at)
    a_round(session, world, at=at)
    a_session(session, world, at=at)
    a_season(session, world, at=at)
    a_contest(session, world, at=at)


def plans(session: Session, world: World, *, at: str = "county") -> None:
    """The same, of which nobody below was told yet."""
    a_screening(session, world, at=at, state=CampaignState.DRAFT)
    a_round(session, world, at=at, state=RoundState.DRAFT)
    a_session(session, world, at=at, state=SessionState.PLANNED)
    a_season(session, world, at=at, state=SeasonState.PLANNED)
    a_contest(session, world, ContestState.PLANNED, at=at)
