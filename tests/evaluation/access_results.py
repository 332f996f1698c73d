"""Who may see and settle moderations, see results, and take the list made public."""

from collections.abc import Callable
from decimal import Decimal

from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE, Capability, Scope
from core.database import within
from core.evaluation import actions, queries
from core.evaluation.actions.deciding import decide_results
from core.evaluation.actions.loading import loaded_round
from core.evaluation.rules.marks import Mark, packed
from core.evaluation.rules.states import RoundState, TieKind
from core.evaluation.tables import Entry, Moderation, RaterTie, Round
from tests.access_cases import Action, Given, Query
from tests.evaluation.builders import AT, SMALL, last
from tests.evaluation.rated import stood
from tests.world import World

MANAGE, VIEW, SCORE = Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION, Capability.SCORE_SCHOOLS
MANAGERS = {"county": "researcher centre"}
EVERYBODY = "leader researcher centre school_admin school_lead counsellor"
READERS = {"a": EVERYBODY}
SHEET = {"1.1": 9, "1.2": 7, "1.3": 0}


def in_moderation(*, settled: bool = False) -> Given:
    """School A rated by two raters, one of them the account that is tried; its first item is put up."""

    def given(session: Session, world: World) -> None:
        sheets = {"a": [SHEET, {**SHEET, "1.1": 6}]}
        round_ = stood(session, world, sheets, state=RoundState.MODERATION, raters=("nobody", "city_centre"))
        session.add(
            Moderation(
                round_id=round_.round_id, entry_id=round_.entries["a"], school_id=world.orgs["a"], code="1.1",
                gap=Decimal(3), value=packed(Mark.of(8)) if settled else None, settled_at=AT if settled else None,
            )
        )  # fmt: skip
        session.flush()

    return given


def chaired_from_outside(session: Session, world: World) -> None:
    """The same, with a chair who has a tie to school A."""
    in_moderation()(session, world)
    held = within(SYSTEM_SCOPE, select(Round).where(Round.id == last(session, Round)), Round)
    session.exec(held).one().chair_id = world.accounts["city_centre"]
    session.add(
        RaterTie(
            account_id=world.accounts["city_centre"], school_id=world.orgs["a"], kind=TieKind.FAMILY,
            told_by=world.accounts["researcher"], told_at=AT,
        )
    )  # fmt: skip
    session.flush()


def publicised(session: Session, world: World) -> None:
    """School A with a public result, and one in the round before."""
    before = _decided(session, world, None)
    _decided(session, world, before)


def _decided(session: Session, world: World, previous: int | None) -> int:
    sheets = {"a": [SHEET, SHEET]}
    round_ = stood(session, world, sheets, state=RoundState.PUBLICITY, previous_id=previous, target=1)
    decide_results(session, world.actor("city_centre"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    return round_.round_id


def results(question: Callable[[Session, Scope, int], object]) -> Query:
    """A question about the round that was decided last."""
    return Query(VIEW, READERS, lambda s, scope, _w, _at: question(s, scope, last(s, Round)), given=publicised)


CODES = [node.code for node in SMALL.nodes]
ACTIONS = {
    "settle": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.settle(
        s, actor, moderation_id=last(s, Moderation), mark=Mark.of(8), reason="台账齐全"), given=in_moderation()),
    "reopen_moderation": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.reopen_moderation(
        s, actor, moderation_id=last(s, Moderation)), given=in_moderation(settled=True)),
    "export_publicity": Action(MANAGE, MANAGERS, lambda s, actor, _w, _at: actions.export_publicity(
        s, actor, round_id=last(s, Round), as_workbook=True), given=publicised),
}  # fmt: skip
QUERIES = {
    "moderations": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.moderations(
        s, scope, round_id=last(s, Round)), given=in_moderation()),
    "count_moderations": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.count_moderations(
        s, scope, round_id=last(s, Round)), given=in_moderation()),
    "chair_stays_away": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.chair_stays_away(
        s, scope, moderation_id=last(s, Moderation)), given=chaired_from_outside),
    "own_moderations": Query(SCORE, {"a": "researcher centre reviewer"}, lambda s, scope, w, _at:
        queries.own_moderations(s, scope, round_id=last(s, Round), account_id=w.accounts["nobody"]),
        given=in_moderation()),
    "agreement": Query(MANAGE, MANAGERS, lambda s, scope, _w, _at: queries.agreement(
        s, scope, round_id=last(s, Round)), given=in_moderation()),
    "result_rows": results(lambda s, scope, round_id: queries.result_rows(s, scope, round_id=round_id, standard="")),
    "result_sums": results(lambda s, scope, round_id: queries.result_sums(s, scope, round_id=round_id, standard="")),
    "outcomes": results(lambda s, scope, _: queries.outcomes(
        s, scope, entry_id=last(s, Entry), standard="")),
    "heat": results(lambda s, scope, round_id: queries.heat(
        s, scope, round_id=round_id, standard="", codes=CODES, entry_ids=[last(s, Entry)])),
    "means": results(lambda s, scope, round_id: queries.means(
        s, scope, round_id=round_id, standard="", codes=CODES)),
    "weakest": results(lambda s, scope, round_id: queries.weakest(s, scope, round_id=round_id, standard="")),
    "changes": results(lambda s, scope, round_id: queries.changes(s, scope, round_id=round_id, standard="")),
    "attainment": results(lambda s, scope, round_id: queries.attainment(s, scope, round_id=round_id, standard="")),
    "round_means": Query(VIEW, {"county": EVERYBODY}, lambda s, scope, _w, _at: queries.round_means(
        s, scope, round_id=last(s, Round), standard="", codes=CODES), given=publicised),
}  # fmt: skip
