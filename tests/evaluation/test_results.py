"""What results say, to whom, and when: figures by hand on both databases; nothing before its time."""

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlmodel import Session, select

from core import audit
from core.access import SYSTEM_SCOPE, Capability, Scope
from core.database import reading, within, writing
from core.errors import NotFound, Refused
from core.evaluation import actions, queries
from core.evaluation.actions.deciding import decide_results
from core.evaluation.actions.loading import loaded_round
from core.evaluation.queries.agreeing import categories
from core.evaluation.queries.boards import SMALL as FEWEST
from core.evaluation.rules.marks import NOT_APPLICABLE
from core.evaluation.rules.spec import Anchor, GradeLine, Item, Kind, Node, RubricSpec, Standard
from core.evaluation.rules.states import EntryState, Rank, RoundState
from core.evaluation.tables import EntryResult, Outcome, Recognition, Round
from tests.evaluation.builders import AT, OPENS, SMALL, a_room, an_entry
from tests.evaluation.rated import Marks, Stood, a_sheet, advanced, kept, stood
from tests.world import World

VIEW, MANAGE, SCORE = Capability.VIEW_EVALUATION, Capability.MANAGE_EVALUATION, Capability.SCORE_SCHOOLS
LAST = (RoundState.PUBLICITY, RoundState.RECOGNISED, RoundState.RECTIFYING, RoundState.CLOSED)
EARLY = (RoundState.DRAFT, RoundState.SELF, RoundState.REVIEW, RoundState.MODERATION)
TWO = RubricSpec(
    **SMALL.model_dump(include={"purpose", "source", "version"}),
    key="two",
    title="两级评分表",
    total=Decimal(30),
    nodes=(Node(code="A", title="条件"), Node(code="B", title="运行")),
    items=(
        Item(code="A.1", parent="A", title="场地", points=Decimal(10), may_be_na=True),
        Item(code="A.2", parent="A", title="设备", kind=Kind.ANCHORS, points=Decimal(10),
             anchors=tuple(Anchor(label=f"第{at}档", score=Decimal(points)) for at, points in enumerate((0, 2, 6, 10)))),
        Item(code="B.1", parent="B", title="课程", points=Decimal(10)),
        Item(code="B.2", parent="B", title="事故", kind=Kind.VETO),
    ),
    lines=(GradeLine(title="合格", at_least=Decimal(15)), GradeLine(title="优秀", at_least=Decimal(27))),
)  # fmt: skip
HIGH: Marks = {"A.1": 9, "A.2": 3, "B.1": 9, "B.2": 0}  # 9 + 10 + 9 = 28
LOW: Marks = {"A.1": 5, "A.2": 1, "B.1": 4, "B.2": 0}  # 5 + 2 + 4 = 11


def published(world: World, sheets: dict[str, list[Marks]], **other: object) -> Stood:
    with writing() as session:
        round_ = stood(session, world, sheets, state=RoundState.PUBLICITY, **{"rubric": TWO, **other})  # type: ignore[arg-type]  # passed through
        decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
    return round_


def scope(world: World, who: str, over: Capability = VIEW) -> Scope:
    return world.actor(who).over(over)


def set_state(round_id: int, state: RoundState) -> None:
    with writing() as session:
        session.exec(within(SYSTEM_SCOPE, select(Round).where(Round.id == round_id), Round)).one().state = state


def test_results_in_a_few_figures(world: World) -> None:
    round_ = published(world, {"a": [HIGH], "b": [LOW]})
    with reading() as session:
        sums = queries.result_sums(session, scope(world, "leader"), round_id=round_.round_id, standard="")
        rows = queries.result_rows(session, scope(world, "leader"), round_id=round_.round_id, standard="")
    assert sums is not None
    assert (sums.entries, dict(sums.grades), sums.graded, sums.vetoed) == (2, {"优秀": 1}, 1, 0)
    assert (sums.mean, sums.low, sums.high, sums.most) == (19.5, Decimal(11), Decimal(28), Decimal(30))
    assert {(row.school, row.total, row.grade) for row in rows} == {
        ("云溪一小", Decimal(28), "优秀"), ("云溪中学", Decimal(11), ""),
    }  # fmt: skip


def test_means_by_item_are_of_those_to_whom_it_applies_the_lowest_first(world: World) -> None:
    round_ = published(world, {"a": [HIGH], "b": [{**LOW, "A.1": NOT_APPLICABLE}]})
    with reading() as session:
        found = queries.weakest(session, scope(world, "leader"), round_id=round_.round_id, standard="")
        fewer = queries.weakest(session, scope(world, "leader"), round_id=round_.round_id, standard="", most=1)
    # A.2: (10 + 2) / 20; B.1: (9 + 4) / 20; A.1: 9 / 10 of one school; a veto has nothing to reach
    assert [(one.code, pytest.approx(one.share), one.n) for one in found] == [
        ("A.2", 0.6, 2),
        ("B.1", 0.65, 2),
        ("A.1", 0.9, 1),
    ]
    assert [one.code for one in fewer] == ["A.2"]


def test_the_heat_map_has_a_share_for_every_school_and_indicator(world: World) -> None:
    round_ = published(world, {"a": [HIGH], "b": [LOW]})
    entries = round_.entries
    with reading() as session:
        found = queries.heat(
            session, scope(world, "leader"), round_id=round_.round_id, standard="", codes=["A", "B"],
            entry_ids=list(entries.values()),
        )  # fmt: skip
        own = queries.heat(
            session, scope(world, "counsellor_b"), round_id=round_.round_id, standard="", codes=["A", "B"],
            entry_ids=list(entries.values()),
        )  # fmt: skip
    assert {(cell.entry_id, cell.code): cell.share for cell in found} == {
        (entries["a"], "A"): 0.95, (entries["a"], "B"): 0.9, (entries["b"], "A"): 0.35, (entries["b"], "B"): 0.4,
    }  # fmt: skip
    assert {cell.entry_id for cell in own} == {entries["b"]}


def test_a_school_is_not_told_a_mean_that_shows_another_school(world: World) -> None:
    round_ = published(world, {"a": [HIGH], "b": [LOW]})

    def told(who: str) -> list[str]:
        with reading() as session:
            return [one.code for one in queries.round_means(
                session, scope(world, who), round_id=round_.round_id, standard="", codes=["A"])]  # fmt: skip

    assert (told("counsellor_a"), told("leader")) == ([], ["A"])
    with writing() as session:
        other = {"score": Decimal(5), "most": Decimal(10), "is_item": False, "code": "A"}
        for _ in range(FEWEST - 2):
            entry = an_entry(
                session, world, round_.round_id, "c", EntryState.SUBMITTED, room_id=a_room(session, world, "c")
            )
            session.add(Outcome(round_id=round_.round_id, entry_id=entry, school_id=world.orgs["c"], **other))
    assert told("counsellor_a") == ["A"], "ten entries"


def readers(world: World, round_: Stood) -> dict[str, Callable[[Session, Scope], object]]:
    """Every query of results, about school A."""
    of = {"round_id": round_.round_id, "standard": ""}
    entry = round_.entries["a"]
    return {
        "result_rows": lambda s, seen: queries.result_rows(s, seen, **of),
        "result_sums": lambda s, seen: queries.result_sums(s, seen, **of),
        "outcomes": lambda s, seen: queries.outcomes(s, seen, entry_id=entry, standard=""),
        "heat": lambda s, seen: queries.heat(s, seen, codes=["A"], entry_ids=[entry], **of),
        "means": lambda s, seen: queries.means(s, seen, **of),
        "weakest": lambda s, seen: queries.weakest(s, seen, **of),
        "round_means": lambda s, seen: queries.round_means(s, seen, codes=["A"], **of),
        "attainment": lambda s, seen: queries.attainment(s, seen, **of),
        "changes": lambda s, seen: queries.changes(s, seen, **of),
    }


def test_nobody_sees_results_before_publicity_and_strangers_never(sqlite_world: World) -> None:
    world = sqlite_world
    before = published(world, {"a": [HIGH]})
    round_ = published(world, {"a": [HIGH]}, previous_id=before.round_id)

    def answered(who: str, name: str) -> bool:
        with reading() as session:
            try:
                return bool(readers(world, round_)[name](session, scope(world, who)))
            except NotFound:
                return False

    for state in (*EARLY, *LAST):
        set_state(round_.round_id, state)
        for name in readers(world, round_):
            for who in ("researcher", "leader", "centre"):
                assert answered(who, name) is (state in LAST), (state, name, who)
            assert answered("counsellor_a", name) is (state in LAST and name != "round_means"), (state, name)
            assert not answered("counsellor_b", name), (state, name)
            assert not answered("centre_c", name), (state, name)


def test_nobody_sees_marks_of_others_before_moderation(sqlite_world: World) -> None:
    world = sqlite_world
    round_ = kept(world, {"a": [HIGH, LOW]}, rubric=TWO, gap_points=Decimal(1), chair_id=world.accounts["researcher"])
    advanced(world, round_.round_id, RoundState.MODERATION)
    of = {"round_id": round_.round_id}

    def told(who: str) -> list[object]:
        actor = world.actor(who)
        manages, scores = actor.over(MANAGE), actor.over(SCORE)
        with reading() as session:
            return [
                *queries.moderations(session, manages, **of),
                *queries.own_moderations(session, scores, account_id=actor.user_id, **of),
                *filter(None, [queries.count_moderations(session, manages, **of)]),
                *filter(None, [queries.agreement(session, manages, **of)]),
            ]  # fmt: skip

    for state in (*EARLY, *LAST):
        set_state(round_.round_id, state)
        unblinded = state not in EARLY[:3]
        for who in ("researcher", "centre", "city_centre", "reviewer"):
            assert bool(told(who)) is unblinded, (state, who)
        for who in ("leader", "school_admin_a", "counsellor_a", "centre_c", "admin"):
            assert told(who) == [], (state, who)


def test_a_rater_reads_the_moderation_of_their_own_schools_alone(world: World) -> None:
    with writing() as session:
        round_ = stood(session, world, {"a": [HIGH, LOW], "b": []}, rubric=TWO, gap_points=Decimal(1))
        for rater, marks in (("city_centre", HIGH), ("researcher", LOW)):
            a_sheet(session, world, round_.entries["b"], rater, marks)
    advanced(world, round_.round_id, RoundState.MODERATION)

    def rows(who: str) -> list[queries.ModerationRow]:
        actor = world.actor(who)
        with reading() as session:
            return queries.own_moderations(
                session, actor.over(SCORE), round_id=round_.round_id, account_id=actor.user_id
            )

    assert {row.school for row in rows("reviewer")} == {"云溪一小"}
    assert {one.rater_id for row in rows("reviewer") for one in row.said} == {None}
    with reading() as session:
        every = queries.moderations(session, scope(world, "researcher", MANAGE), round_id=round_.round_id)
    assert {row.school for row in every} == {"云溪一小", "云溪中学"}
    assert all(one.rater_id for row in every for one in row.said)


def test_attainment_may_exceed_its_target_and_coverage_may_not(world: World) -> None:
    with writing() as session:
        round_ = stood(session, world, {"a": [HIGH], "b": []}, rubric=TWO, state=RoundState.PUBLICITY, target=1)
        an_entry(session, world, round_.round_id, "c", EntryState.EXEMPT)
        decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))

    def reached(who: str) -> queries.Reached:
        with reading() as session:
            found = queries.attainment(session, scope(world, who), round_id=round_.round_id, standard="")
        assert found is not None
        return found

    before = reached("leader")
    assert before.attainment is not None
    assert (before.attainment.reached, before.attainment.target, before.recognised) == (1, 1, False)
    assert (before.coverage.done, before.coverage.due) == (1, 2), "the exempt school is not due"
    with writing() as session:
        session.add_all(recognition(world, round_, school, number) for number, school in enumerate("ab"))
        session.add(recognition(world, round_, "a", 9, withdrawn=True))
    after = reached("leader")
    assert after.attainment is not None
    assert (after.attainment.percent, after.recognised) == (Decimal("200.0"), True)
    assert reached("counsellor_a").attainment is None, "a school is told its own part alone"


def recognition(world: World, round_: Stood, school: str, number: int, *, withdrawn: bool = False) -> Recognition:
    return Recognition(
        school_id=world.orgs[school], title="示范校", rank=Rank.COUNTY, number=f"云教{number}", granted_on=OPENS,
        round_id=round_.round_id, made_by=world.accounts["researcher"], made_at=AT,
        withdrawn_on=OPENS if withdrawn else None,
    )  # fmt: skip


def test_changes_are_matched_by_school_and_by_code(world: World) -> None:
    before = published(world, {"a": [LOW], "b": [LOW]})
    now = published(world, {"a": [HIGH]}, previous_id=before.round_id)
    with reading() as session:
        found = queries.changes(session, scope(world, "leader"), round_id=now.round_id, standard="")
    assert found is not None
    assert [(one.school, pytest.approx(one.earlier), pytest.approx(one.later)) for one in found.schools] == [
        ("云溪一小", 11 / 30, 28 / 30)
    ]
    # A: 7 of 20, then 19 of 20; B: 4 of 10, then 9 of 10
    assert [(one.code, pytest.approx(one.earlier), pytest.approx(one.later), one.n) for one in found.indicators] == [
        ("A", 0.35, 0.95, 1), ("B", 0.4, 0.9, 1),
    ]  # fmt: skip


def test_indicators_of_different_rubrics_are_not_compared(world: World) -> None:
    before = published(world, {"a": [{"1.1": 5, "1.2": 5, "1.3": 0}]}, rubric=SMALL)
    now = published(world, {"a": [HIGH]}, previous_id=before.round_id)
    with reading() as session:
        found = queries.changes(session, scope(world, "leader"), round_id=now.round_id, standard="")
    assert found is not None
    assert ([one.earlier for one in found.schools], found.indicators) == ([0.5], [])


def test_a_room_is_compared_with_itself(world: World) -> None:
    with writing() as session:
        rooms = [a_room(session, world, "a", name) for name in ("一室", "二室")]
    rounds = []
    for marks in ((LOW, HIGH), (HIGH, HIGH)):
        with writing() as session:
            previous = rounds[-1] if rounds else None
            round_ = stood(session, world, {}, rubric=TWO, state=RoundState.PUBLICITY, previous_id=previous)
            for room, sheet in zip(rooms, marks, strict=True):
                entry = an_entry(session, world, round_.round_id, "a", EntryState.SUBMITTED, room_id=room)
                a_sheet(session, world, entry, "reviewer", sheet)
            decide_results(session, world.actor("researcher"), loaded_round(session, SYSTEM_SCOPE, round_.round_id))
        rounds.append(round_.round_id)
    with reading() as session:
        found = queries.changes(session, scope(world, "leader"), round_id=rounds[1], standard="")
        rows = queries.result_rows(session, scope(world, "leader"), round_id=rounds[1], standard="")
    assert found is not None
    assert sorted(round(one.later - one.earlier, 4) for one in found.schools) == [0.0, round(17 / 30, 4)]
    assert [row.place for row in rows] == ["云溪一小 · 一室", "云溪一小 · 二室"]


def test_each_standard_has_results_of_its_own(world: World) -> None:
    dual = SMALL.model_copy(
        update={"key": "dual", "standards": (Standard(key="basic", title="达标"), Standard(key="model", title="示范"))}
    )
    round_ = published(world, {"a": [{"1.1": 5, "1.2": 5, "1.3": 0}]}, rubric=dual)
    with reading() as session:
        kept_rows = session.exec(
            within(SYSTEM_SCOPE, select(EntryResult.standard, EntryResult.total), EntryResult)
        ).all()
        rows = queries.result_rows(session, scope(world, "leader"), round_id=round_.round_id, standard="model")
    assert sorted(tuple(row) for row in kept_rows) == [("basic", Decimal(10)), ("model", Decimal(10))]
    assert [row.standard for row in rows] == ["model"]


def test_raters_who_agree_fully_and_raters_who_do_not(world: World) -> None:
    sheets = {"a": (HIGH, HIGH), "b": (LOW, LOW), "c": ({**LOW, "A.2": 2}, {**LOW, "A.2": 2})}
    apart = {"a": (HIGH, LOW), "b": (LOW, HIGH), "c": (HIGH, {**LOW, "B.1": 6})}
    for filled, agreed in ((sheets, True), (apart, False)):
        round_ = kept(world, {school: list(pair) for school, pair in filled.items()}, rubric=TWO)
        set_state(round_.round_id, RoundState.MODERATION)
        with reading() as session:
            found = queries.agreement(session, scope(world, "researcher", MANAGE), round_id=round_.round_id)
        assert found is not None
        assert (found.raters, found.entries, found.groups, found.items, found.pairs) == (2, 3, 1, 1, 3)
        assert found.kappa is not None
        assert ((found.icc, found.kappa) == (pytest.approx(1), pytest.approx(1))) is agreed
        assert (found.kappa < 0 and found.icc is None) is not agreed, "no variance between schools to divide by"


def test_one_rater_agrees_with_nobody(world: World) -> None:
    round_ = kept(world, {"a": [HIGH], "b": [LOW]}, rubric=TWO)
    set_state(round_.round_id, RoundState.MODERATION)
    with reading() as session:
        assert queries.agreement(session, scope(world, "researcher", MANAGE), round_id=round_.round_id) is None


@pytest.mark.parametrize(
    ("item", "count"),
    [
        (Item(code="1", title="有", kind=Kind.CHECK, points=Decimal(1)), 2),
        (TWO.by_code["A.2"], 4),
        (TWO.by_code["A.2"].model_copy(update={"separate": True}), 0),
        (TWO.by_code["A.1"], 0),
        (TWO.by_code["B.2"], 0),
    ],
)
def test_kappa_is_of_items_with_answers_in_order(item: Item, count: int) -> None:
    assert categories(item) == count


def exported(world: World, round_id: int, who: str = "researcher", **how: bool) -> bytes:
    with writing() as session:
        return actions.export_publicity(session, world.actor(who), round_id=round_id, **how)


def test_the_list_names_schools_and_grades_and_no_scores(world: World) -> None:
    round_ = published(world, {"a": [{**HIGH, "B.1": 2}], "b": [HIGH]})
    paper = Document(io.BytesIO(exported(world, round_.round_id)))
    cells = [[cell.text for cell in row.cells] for row in paper.tables[1].rows]
    assert cells == [["序号", "学校", "等级"], ["1", "云溪中学", "优秀"], ["2", "云溪一小", "合格"]]  # 28; 9 + 10 + 2
    said = "\n".join(line.text for line in paper.paragraphs)
    assert "申诉与整改" in said
    assert "2025年12月7日前" in said  # PUBLICITY_UNTIL
    facts = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert "2025 年督导" in facts
    assert "云溪区" in facts


def test_scores_stand_on_the_list_when_chosen(world: World) -> None:
    round_ = published(world, {"a": [HIGH], "b": [LOW]})
    sheet = load_workbook(io.BytesIO(exported(world, round_.round_id, as_workbook=True, with_scores=True))).active
    assert sheet is not None
    rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    assert ("序号", "学校", "等级", "得分") in [row[:4] for row in rows]
    assert rows[-1][:4] == (1, "云溪一小", "优秀", "28.00"), "who has no grade is not on it"
    with reading() as session:
        (act,) = audit.events(session, SYSTEM_SCOPE, action="results.publicity_exported")
    assert act.details == {"entries": 1, "scores": True, "workbook": True}


def test_who_is_vetoed_is_not_on_the_list(world: World) -> None:
    round_ = published(world, {"a": [{**HIGH, "B.2": 1}]})
    with pytest.raises(Refused) as refusal:
        exported(world, round_.round_id)
    assert refusal.value.code == "results.nobody_listed"


def test_there_is_no_list_before_publicity(world: World) -> None:
    round_ = published(world, {"a": [HIGH]})
    set_state(round_.round_id, RoundState.MODERATION)
    with pytest.raises(Refused) as refusal:
        exported(world, round_.round_id)
    assert refusal.value.code == "results.not_public"
