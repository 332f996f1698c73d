"""一生一档: opened for a purpose, written down, whole, and closed to everybody else."""

import io
from datetime import date, timedelta
from itertools import pairwise

import pytest
from docx import Document
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE, Capability
from core.audit import AuditEvent
from core.cases import actions as care
from core.cases.actions.steps import loaded
from core.cases.queries import glass_scope
from core.cases.rules.states import CaseState
from core.database import reading, unowned, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.screening import packs
from core.screening.actions import open_pupil_file, print_pupil_file
from core.screening.queries import PupilFile, pupil_file
from core.screening.rules.series import stretches
from core.screening.views.pupil import picture
from core.students.rules import Population, Purpose
from core.students.tables import Person
from tests.cases.care import GRAVE, MIDDLE, NOW, WHY, act, closed, enrolled, in_care, reported, talked
from tests.cases.test_handovers import offered, the_offer
from tests.screening.builders import a_campaign, brought, enrol, name_of, number_of, phq, pupil
from tests.world import SCHOOL_YEAR, World

SCORES = Capability.SEE_SCORES


def opened(world: World, who: str, person: int, purpose: Purpose = Purpose.TALK, note: str = "") -> PupilFile:
    with writing() as session:
        return open_pupil_file(session, world.actor(who), person_id=person, purpose=purpose, note=note)


def two_waves(world: World) -> tuple[int, list[int]]:
    """A pupil of school B with PHQ-9 12 in autumn and 17 in spring, and both campaigns."""
    row = pupil(1)
    enrol(world, [row])
    waves = []
    for term, days, total in ((1, (date(2025, 9, 10), date(2025, 10, 31)), 12),
                              (2, (date(2026, 3, 1), date(2026, 4, 1)), 17)):  # fmt: skip
        campaign = a_campaign(world, title=f"第{term}次", term=term, opens_on=days[0], closes_on=days[1])
        brought(world, "centre", campaign, [phq(row, total)])
        waves.append(campaign)
    return the_only_person(), waves


def the_only_person() -> int:
    with reading() as session:
        return session.exec(within(SYSTEM_SCOPE, select(Person.id), Person)).one() or 0


def test_a_file_holds_every_wave_with_the_bands_it_is_read_against(world: World) -> None:
    person, waves = two_waves(world)
    file = opened(world, "counsellor_b", person)
    (series,) = file.series
    assert (series.scale, series.low, series.high) == ("phq9", 0, 27)
    assert [(point.campaign_id, point.total) for point in series.points] == [(waves[0], 12.0), (waves[1], 17.0)]
    bands = packs.scale("phq9").total_bands
    expected = [next(band.label for band in bands if band.low <= total <= band.high) for total in (12, 17)]
    assert [point.band for point in series.points] == expected
    assert [span.label for span in series.bands] == [band.label for band in bands]
    policy = packs.policy("ban_xiao_qu")
    assert [row.campaign_id for row in file.filed.warnings] == [waves[1]]
    assert [file.label(row.campaign_id, row.severity) for row in file.filed.warnings] == [
        level.label for level in policy.levels if level.severity == series.points[1].severity
    ]


@pytest.mark.parametrize("key", ["phq9", "mht", "gad7"])
def test_bands_lie_side_by_side_without_gap(key: str) -> None:
    spec = packs.scale(key)
    found = stretches(spec, respondent="self", sex="female", grade=7)
    assert found
    assert all(one.high == next_.low for one, next_ in pairwise(found))
    assert (found[0].low, found[-1].high) == spec.total_range


def test_a_chart_says_nothing_of_whom(sqlite_world: World) -> None:
    person, _ = two_waves(sqlite_world)
    file = opened(sqlite_world, "counsellor_b", person)
    drawn = picture(file.series[0], file.waves, "PHQ-9")
    spec = drawn.chart.to_json()
    assert "17" in spec
    assert not [
        secret for secret in (name_of(1), number_of(1), number_of(1)[-4:], "第1次", "云溪中学") if secret in spec
    ]
    assert (name_of(1) in drawn.alt, "2025 秋 12" in drawn.alt) == (False, True)


def test_opening_is_written_down_with_its_purpose_and_no_name(world: World) -> None:
    person = enrolled(world)
    in_care(world, person)
    opened(world, "counsellor_a", person, Purpose.OTHER, "准备个案督导")
    with reading() as session:
        event = session.exec(
            unowned(select(AuditEvent).where(AuditEvent.action == "pupil_file.opened"), AuditEvent)
        ).one()
    assert event.purpose == "其他：准备个案督导"
    assert event.details == {"why": "other", "door": "place", "person": person}


def test_a_purpose_that_says_nothing_opens_nothing(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    with pytest.raises(Refused, match=r"students\.purpose_needed"):
        opened(sqlite_world, "counsellor_a", person, Purpose.OTHER, "看看")


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("counsellor_b", NotFound), ("counsellor_c", NotFound), ("centre_c", NotFound), ("centre", NotFound),
        ("class_teacher_a", NotAllowed), ("school_lead_a", NotAllowed), ("leader", NotAllowed),
        ("school_admin_a", NotAllowed), ("researcher", NotAllowed), ("admin", NotAllowed),
    ],
)  # fmt: skip
def test_a_file_stays_closed_to_whoever_does_not_look_after_the_pupil(
    sqlite_world: World, who: str, refusal: type[Exception]
) -> None:
    person = enrolled(sqlite_world)
    in_care(sqlite_world, person, tier=MIDDLE)
    with pytest.raises(refusal):
        opened(sqlite_world, who, person)


def test_the_centre_opens_the_file_of_a_case_it_leads_and_is_told_why(world: World) -> None:
    person = enrolled(world)
    in_care(world, person, tier=GRAVE)
    file = opened(world, "centre", person)
    (why,) = file.why_can_i_see(world.actor("centre"))
    assert (why.code, why.level, why.org_id) == ("level", "区级", world.orgs["county"])
    (own,) = file.why_can_i_see(world.actor("counsellor_a"))
    assert (own.code, own.org_id) == ("place", world.orgs["a"])


def test_an_emergency_opens_a_file_for_as_long_as_it_lasts(world: World) -> None:
    person = enrolled(world)
    in_care(world, person, tier=MIDDLE)
    reason = "家长来电说孩子今晚没有回家，需要马上联系"
    with clock.stopped_at(NOW):
        act(world, "centre", care.break_glass, person_id=person, reason=reason)
        file = opened(world, "centre", person)
        assert [why.code for why in file.why_can_i_see(world.actor("centre"))] == ["glass"]
        assert len(file.filed.cases) == 1
    with clock.stopped_at(NOW + timedelta(days=2)), pytest.raises(NotFound):
        opened(world, "centre", person)


def test_an_emergency_opens_no_other_file(sqlite_world: World) -> None:
    person, other = enrolled(sqlite_world), enrolled(sqlite_world, 8001)
    actor = sqlite_world.actor("centre")
    act(sqlite_world, "centre", care.break_glass, person_id=person, reason="家长来电说孩子今晚没有回家，需要马上联系")
    with reading() as session:
        glass = glass_scope(session, actor, other, clock.now())
        assert not glass
        with pytest.raises(NotFound):
            pupil_file(session, actor.over(SCORES), person_id=other, glass=glass)


def test_a_teachers_file_is_closed_to_the_school(sqlite_world: World) -> None:
    teacher = enrolled(sqlite_world, population=Population.TEACHER)
    with pytest.raises(NotFound):
        opened(sqlite_world, "counsellor_a", teacher)
    warning = reported(sqlite_world, teacher, "centre", GRAVE)
    talked(sqlite_world, warning, "centre")
    with pytest.raises(NotFound):
        opened(sqlite_world, "counsellor_a", teacher)
    assert opened(sqlite_world, "centre", teacher).filed.entries


def test_a_file_holds_what_was_written_planned_and_decided(world: World) -> None:
    person = enrolled(world)
    case, warning = in_care(world, person)
    act(world, "counsellor_a", care.add_task, case_id=case, is_goal=True, what="每周谈心", who="心理教师", due_on=None)
    old = act(world, "counsellor_a", care.attach, case_id=case, title="证明", content=b"%PDF-1.7 x")
    talked(world, warning, form="follow_up")
    file = opened(world, "counsellor_a", person)
    assert [row.form for row in file.filed.entries[warning]] == ["interview", "follow_up"]
    assert [row.what for row in file.filed.tasks[case]] == ["每周谈心"]
    assert [(row.id, row.title) for row in file.filed.attachments[case]] == [(old, "证明")]
    assert [row.why for row in file.filed.changes[case]] == [WHY]


def test_a_closed_case_stays_in_the_file(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    case, _ = in_care(sqlite_world, person)
    closed(sqlite_world, case)
    file = opened(sqlite_world, "counsellor_a", person)
    assert file.filed.cases[case].closed_at is not None


def paper_of(world: World, who: str, person: int) -> bytes:
    with writing() as session:
        return print_pupil_file(session, world.actor(who), person_id=person, purpose=Purpose.HANDOVER)


def test_the_paper_names_its_reader_on_every_page_and_holds_the_file(world: World) -> None:
    person = enrolled(world)
    in_care(world, person)
    with clock.stopped_at(NOW):
        document = Document(io.BytesIO(paper_of(world, "counsellor_a", person)))
    for section in document.sections:
        for edge in (section.header, section.footer):
            said = "".join(line.text for line in edge.paragraphs)
            assert "counsellor_a的名字" in said
            assert "2025-10-10 16:00" in said
            assert "转学或升学移交" in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {name_of(8000), number_of(8000), WHY, "近两周情绪低落", "上课时一直趴着，说不想上学"} <= set(cells)
    assert document.core_properties.author == ""


def test_printing_is_an_act_of_its_own(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    in_care(sqlite_world, person)
    paper_of(sqlite_world, "counsellor_a", person)
    with reading() as session:
        events = session.exec(unowned(select(AuditEvent.action).where(AuditEvent.subject == ""), AuditEvent)).all()
    assert "pupil_file.printed" in events
    assert "pupil_file.opened" not in events


def test_who_was_never_on_a_list_has_a_file_for_the_own_school_alone(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    assert opened(sqlite_world, "counsellor_a", person).filed.warnings == ()
    assert opened(sqlite_world, "counsellor_a", person).card.years[0].school_year == SCHOOL_YEAR
    with pytest.raises(NotFound):
        opened(sqlite_world, "centre", person)


def moved(world: World, person: int, to: str) -> None:
    """The roster of another school has the pupil now."""
    with writing() as session:
        statement = within(SYSTEM_SCOPE, select(Person).where(Person.id == person), Person)
        row = session.exec(statement).one()
        row.school_id, row.class_id = world.orgs[to], None


def test_an_open_case_is_read_by_its_school_though_the_pupil_has_moved(sqlite_world: World) -> None:
    person, _ = two_waves(sqlite_world)
    case, _ = in_care(sqlite_world, person, "counsellor_b")
    moved(sqlite_world, person, "a")
    file = opened(sqlite_world, "counsellor_b", person)
    assert list(file.filed.cases) == [case]
    assert [point.total for point in file.series[0].points] == [12.0, 17.0]
    with writing() as session:
        loaded(session, SYSTEM_SCOPE, case).state = CaseState.CLOSED
    with pytest.raises(NotFound):
        opened(sqlite_world, "counsellor_b", person)


def test_the_file_goes_with_the_pupil_and_the_sender_sees_no_more_of_it(world: World) -> None:
    person, _ = two_waves(world)
    case, _ = in_care(world, person, "counsellor_b")
    with clock.stopped_at(NOW):
        offered(world, case, to="a", who="counsellor_b")
        with pytest.raises(NotFound):
            opened(world, "counsellor_a", person)
        act(world, "counsellor_a", care.accept_handover, offer_id=the_offer(world, "counsellor_a"))
    file = opened(world, "counsellor_a", person)
    assert [point.total for point in file.series[0].points] == [12.0, 17.0]
    assert file.filed.cases[case].origin_school_id == world.orgs["b"]
    with pytest.raises(NotFound):
        opened(world, "counsellor_b", person)
