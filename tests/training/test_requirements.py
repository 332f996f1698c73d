"""Publishing requirements, and what is found before that."""

from decimal import Decimal

import pytest
from sqlmodel import col, select

from core.access import SYSTEM_SCOPE
from core.audit import AuditEvent
from core.database import unowned, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.training import actions, packs, queries
from core.training.rules.requirement_changes import changed
from core.training.rules.requirement_lint import Finding, Weight, lint
from core.training.rules.requirements import Carry, Due, HourSpec, PersonLine, RequirementSpec, SupervisionLine
from core.training.tables import StaffPolicy
from tests.training.access_hours import published, requirements
from tests.training.builders import TODAY, a_counsellor, some_hours
from tests.training.test_standing import a_line, a_spec
from tests.world import World

KNOWN = packs.hour_categories()


def publish(
    world: World, spec: RequirementSpec, who: str = "researcher", at: str = "county", note: str = "依据"
) -> int:
    with writing() as session:
        return actions.publish_requirements(session, world.actor(who), org_id=world.orgs[at], spec=spec, note=note)


def test_a_published_version_holds_below_and_is_numbered(world: World) -> None:
    publish(world, requirements())
    publish(world, packs.requirement_packs()["online_course"], note="今年组织全员课程")
    with writing() as session:
        scope = world.actor("leader").scope
        held = queries.requirements_for(session, scope, org_id=world.orgs["a"])
        versions = queries.requirement_versions(session, scope, org_id=world.orgs["a"])
        first = queries.requirement_version(session, scope, org_id=world.orgs["a"], version_id=versions[1].id)
    assert (held.spec.key, held.version, held.spec.version, held.org_name) == ("online_course", "2", "2", "云溪区")
    assert [(row.version, row.note) for row in versions] == [("2", "今年组织全员课程"), ("1", "依据")]
    assert first.spec == requirements().model_copy(update={"version": "1"})


def test_publishing_is_written_down_without_its_content(world: World) -> None:
    publish(world, requirements())
    with writing() as session:
        event = session.exec(unowned(select(AuditEvent).order_by(col(AuditEvent.number).desc()), AuditEvent)).first()
    assert event is not None
    assert (event.action, event.org_id) == ("requirements.published", world.orgs["county"])
    assert event.details == {"version": "1"}


@pytest.mark.parametrize(
    ("spec", "note", "code"),
    [
        (requirements(), " ", "training.requirements_note_missing"),
        (requirements(), "字" * 301, "training.requirements_note_too_long"),
        (a_spec(a_line(category="swimming")), "依据", "training.requirements_unsound"),
        (a_spec(), "依据", "training.requirements_unsound"),
        (packs.requirement_packs()["basic"], "依据", "training.requirements_same"),
    ],
)
def test_what_cannot_be_published_is_refused(world: World, spec: RequirementSpec, note: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        publish(world, spec, note=note)
    assert refusal.value.code == code


def test_what_a_shipped_set_says_of_itself_is_not_the_note_of_a_bureaus_version(world: World) -> None:
    shipped = packs.requirement_packs()["certified"]
    publish(world, shipped)
    with writing() as session:
        held = queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs["a"])
    assert held.spec == shipped.model_copy(update={"version": "1", "note": ""})
    publish(world, shipped.model_copy(update={"note": "按区里的通知"}))
    with writing() as session:
        assert queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs["a"]).spec.note == "按区里的通知"


def test_the_same_again_is_refused_though_the_version_differs(world: World) -> None:
    publish(world, requirements())
    with pytest.raises(Refused, match="requirements_same"):
        publish(world, requirements())


def test_a_number_that_somebody_took_meanwhile_is_a_conflict_and_keeps_theirs(world: World) -> None:
    with writing() as session:
        published(session, world)
        session.flush()
        row = session.exec(unowned(select(StaffPolicy), StaffPolicy)).one()
        row.version = "2"
    with pytest.raises(Conflict):
        publish(world, packs.requirement_packs()["online_course"])
    with writing() as session:
        assert queries.requirements_for(session, SYSTEM_SCOPE, org_id=world.orgs["a"]).spec == requirements()


@pytest.mark.parametrize(
    ("who", "at", "error"),
    [
        ("leader", "county", NotAllowed), ("school_admin_a", "a", NotAllowed), ("centre_c", "county", NotFound),
        ("researcher", "a", NotFound), ("researcher", "city", NotFound),
    ],
)  # fmt: skip
def test_only_a_bureau_publishes_and_only_its_own(world: World, who: str, at: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        publish(world, requirements(), who, at)


def test_shipped_packs_have_nothing_that_must_be_put_right() -> None:
    for spec in packs.requirement_packs().values():
        assert not [one for one in lint(spec, KNOWN) if one.weight is Weight.MUST], spec.key


def capped(line: PersonLine, **hours: object) -> RequirementSpec:
    return a_spec(line, hours=HourSpec.model_validate(hours))


EACH_TWO = {key: Decimal(2) for key in KNOWN}  # six sorts of training: 12 hours at most


@pytest.mark.parametrize(
    ("spec", "code", "found"),
    [
        (a_spec(), "nothing_asked", True),
        (a_spec(supervision=SupervisionLine(source="测试", group=Decimal(1))), "nothing_asked", False),
        (capped(a_line(category="online"), caps={"online": "11.9"}), "never_met", True),
        (capped(a_line(category="online"), caps={"online": "12"}), "never_met", False),
        (capped(a_line(), cap="11.9"), "never_met", True),
        (capped(a_line(), cap="12"), "never_met", False),
        (capped(a_line(), caps=EACH_TWO), "never_met", False),
        (capped(a_line(hours="12.1"), caps=EACH_TWO), "never_met", True),
        (capped(a_line(hours="12.1"), caps={**EACH_TWO, "other": "2.1"}), "never_met", False),
        (a_spec(a_line(), hours=HourSpec(carry=Carry(share=1))), "nothing_to_carry", True),
        (capped(a_line(), caps={"online": 20}, carry={"share": 1}), "nothing_to_carry", False),
        (a_spec(a_line(due=Due(month=9, day=30))), "due_early", True),
        (a_spec(a_line(due=Due(month=10, day=1))), "due_early", False),
        (a_spec(a_line(), a_line(key="two", title="另一条")), "lines_overlap", True),
        (a_spec(a_line(), a_line(key="two", title="另一条", category="online")), "lines_overlap", False),
        (a_spec(a_line(), a_line(key="two", title="另一条", kinds=["part_time"])), "lines_overlap", False),
        (a_spec(a_line(stages=["primary"]), a_line(key="two", title="另", stages=["junior"])), "lines_overlap", False),
        (a_spec(a_line(), a_line(key="two")), "titles_twice", True),
        (a_spec(a_line(source="默认值，请核定")), "still_default", True),
        (a_spec(a_line(source="本地文件")), "still_default", False),
        (a_spec(a_line(), supervision=SupervisionLine(source="测试")), "no_supervision", True),
    ],
)  # fmt: skip
def test_what_can_never_be_met_or_was_hardly_meant_is_found(spec: RequirementSpec, code: str, found: bool) -> None:
    assert (code in {one.code for one in lint(spec, KNOWN)}) is found


def test_what_must_be_put_right_comes_first() -> None:
    spec = a_spec(a_line(hours=13, source="默认值"), hours=HourSpec(cap=Decimal(12)))
    assert [one.weight for one in lint(spec, KNOWN)] == [Weight.MUST, Weight.LOOK]
    assert lint(spec, KNOWN)[0] == Finding("never_met", "每学年培训", Weight.MUST)


def test_what_is_different_is_said_line_by_line() -> None:
    before = a_spec(a_line(), a_line(key="gone", title="去掉的"))
    after = a_spec(
        a_line(hours=16, due=Due(month=7, day=15)), a_line(key="new", title="新加的", category="online"),
        hours=HourSpec(cap=Decimal(72), caps={"online": Decimal(24)}),
    )  # fmt: skip
    assert changed(before, after, KNOWN) == (
        "新增：新加的，专职，网络课程 12 学时，年度结束前",
        "去掉：去掉的",
        "每学年培训：学时 12 → 16",
        "每学年培训：期限 年度结束前 → 7 月 15 日前",
        "全年上限 不封顶 → 72 学时",
        "网络课程上限 不封顶 → 24 学时",
    )


@pytest.mark.parametrize("spec", packs.requirement_packs().values(), ids=list(packs.requirement_packs()))
def test_the_same_requirements_differ_in_nothing(spec: RequirementSpec) -> None:
    assert changed(spec, spec.model_copy(update={"version": "9"}), KNOWN) == ()


def test_each_field_that_is_different_is_said() -> None:
    before, after = packs.requirement_packs()["basic"], packs.requirement_packs()["certified"]
    told = changed(before, after, KNOWN)
    for field in ("名称 ", "一年从几月算起 ", "结转 ", "持证率 不要求 → 60%", "个别督导 0 小时 → 2 小时", "督导对象 "):
        assert any(one.startswith(field) for one in told), field


def test_a_trial_counts_as_if_it_were_published_and_publishes_nothing(world: World) -> None:
    with writing() as session:
        some_hours(session, a_counsellor(session, world), "9")
        some_hours(session, a_counsellor(session, world, "c"), "9")
        tried = queries.Trial(world.orgs["county"], a_spec(a_line(hours="9.1")))
        counts = {row.school: row.met for row in queries.hour_figures(session, SYSTEM_SCOPE, today=TODAY, trial=tried)}
        now = {row.school: row.met for row in queries.hour_figures(session, SYSTEM_SCOPE, today=TODAY)}
    assert (counts["云溪一小"], counts["临川中学"]) == (0, 1)
    assert now["云溪一小"] == 1
