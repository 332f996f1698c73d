"""Policies published, resolved and bound from above, on both engines; trials and crossings of stored sheets."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from core import audit
from core.access import SYSTEM_SCOPE, Capability, Scope
from core.database import reading, within, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.screening import packs
from core.screening.actions import begin_trial, edit_campaign, publish_policy
from core.screening.queries import (
    bound_from_above,
    campaign,
    campaign_list,
    counsellors,
    counts_by_school,
    in_force,
    last_year,
    policy_versions,
    tiers_for,
    twofold,
    wave,
)
from core.screening.rules.cutoffs import adjusted
from core.screening.rules.policy import Severity, TierPolicy
from core.screening.rules.simulation import Simulation
from core.screening.rules.trials import tried
from core.screening.tables import PolicyVersion
from core.students.tables import Enrolment
from tests.screening.builders import a_campaign, a_draft, brought, enrol, phq, pupils
from tests.screening.test_real import BOTH, CODINGS, rows_of
from tests.world import World

SHIPPED = packs.policy("ban_xiao_qu")
GRAVEST = (Severity.GRAVEST, 0)  # PHQ-9 total, 22 as shipped


def at(cut: int, base: TierPolicy = SHIPPED) -> TierPolicy:
    return adjusted(base, {GRAVEST: cut}, packs.scales())


def cut_of(policy: TierPolicy) -> float | None:
    return policy.levels[0].conditions[0].at_least


def publish(
    world: World, policy: TierPolicy, org: str = "county", who: str = "researcher", note: str = "十月研判会定"
) -> int:
    with writing() as session:
        return publish_policy(session, world.actor(who), org_id=world.orgs[org], policy=policy, note=note)


def in_force_at(world: World, org: str) -> TierPolicy:
    with reading() as session:
        return in_force(session, org_id=world.orgs[org])["ban_xiao_qu"]


def policy_of(campaign_id: int) -> TierPolicy:
    with reading() as session:
        return campaign(session, SYSTEM_SCOPE, campaign_id).policy


def test_a_campaign_keeps_the_version_it_was_made_with(world: World) -> None:
    first = a_campaign(world, opened=False)
    publish(world, at(21))
    second = a_campaign(world, opened=False, term=2)
    publish(world, at(20))
    assert [cut_of(policy_of(each)) for each in (first, second)] == [22, 21]
    with reading() as session:
        rows = {row.id: row for row in campaign_list(session, SYSTEM_SCOPE)}
        levels = tiers_for(session, campaign_id=second, org_id=world.orgs["county"])
    assert {rows[first].policy_version, rows[second].policy_version} == {"1.0", "1.0.1"}
    assert [cut_of(rows[each].policy) for each in (first, second)] == [22, 21]
    assert [level.label for level in levels] == [level.label for level in SHIPPED.levels]


def test_a_draft_that_is_saved_again_takes_what_counts_by_then(sqlite_world: World) -> None:
    made = a_campaign(sqlite_world, opened=False)
    publish(sqlite_world, at(21))
    with writing() as session:
        edit_campaign(session, sqlite_world.actor("researcher"), campaign_id=made, draft=a_draft(sqlite_world))
    assert cut_of(policy_of(made)) == 21


def test_sheets_are_graded_by_the_published_version(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(1))
    publish(sqlite_world, at(20))
    made = a_campaign(sqlite_world)
    brought(sqlite_world, "counsellor_b", made, [phq(pupils(1)[0], 20)])
    with reading() as session:
        [school] = counts_by_school(session, SYSTEM_SCOPE, made)
    assert school.severities == {4: 1}  # 3 as shipped, whose cut-off is 22


def test_a_version_is_written_down_with_its_number_and_its_origin(world: World) -> None:
    ids = [publish(world, at(21)), publish(world, at(20), note="  再严一些  ")]
    with reading() as session:
        rows = policy_versions(session, Scope.at(world.paths["a"]))
        [event] = [one for one in audit.events(session, SYSTEM_SCOPE) if one.subject_id == ids[1]]
    assert [(row.id, row.version, row.based_on, row.note) for row in rows] == [
        (ids[1], "1.0.2", "1.0", "再严一些"),
        (ids[0], "1.0.1", "1.0", "十月研判会定"),
    ]
    assert {row.org_name for row in rows} == {"云溪区"}
    assert (event.action, event.details["version"]) == ("policy.published", "1.0.2")
    with reading() as session:
        assert policy_versions(session, Scope.at(world.paths["other_county"])) == []


@pytest.mark.parametrize(("upper", "lower", "may"), [(21, 20, True), (21, 21, True), (21, 22, False)])
def test_below_a_published_policy_only_what_is_stricter_is_published(
    sqlite_world: World, upper: int, lower: int, may: bool
) -> None:
    publish(sqlite_world, at(upper), "city", "city_centre")
    other = at(lower) if lower != upper else adjusted(at(lower), {(Severity.HIGH, 1): 17}, packs.scales())
    if may:
        publish(sqlite_world, other)
        assert in_force_at(sqlite_world, "a") == other.model_copy(update={"version": "1.0.2"})
        return
    with pytest.raises(Refused) as refusal:
        publish(sqlite_world, other)
    assert refusal.value.code == "screening.policy_laxer"
    assert refusal.value.details == {
        "points": 1, "level": "区级跟进", "wanted": "PHQ-9 总分 ≥ 21", "version": "1.0.1",
    }  # fmt: skip
    assert cut_of(in_force_at(sqlite_world, "a")) == 21


def test_the_shipped_cut_offs_bind_nobody(sqlite_world: World) -> None:
    with reading() as session:
        assert bound_from_above(session, org_id=sqlite_world.orgs["county"], key="ban_xiao_qu") is None
    publish(sqlite_world, at(25))
    assert cut_of(in_force_at(sqlite_world, "county")) == 25
    assert cut_of(in_force_at(sqlite_world, "other_county")) == 22


def test_a_stricter_version_from_above_counts_over_what_was_published_below_before(sqlite_world: World) -> None:
    publish(sqlite_world, at(21), "county")
    publish(sqlite_world, at(24), "city", "city_centre")
    assert cut_of(in_force_at(sqlite_world, "county")) == 21
    publish(sqlite_world, at(20), "city", "city_centre")
    assert [cut_of(in_force_at(sqlite_world, org)) for org in ("city", "county", "other_county")] == [20, 20, 20]


REFUSED = {
    "screening.unknown_policy": (at(21).model_copy(update={"key": "nobody_s"}), "有说明"),
    "screening.policy_unsound": (
        SHIPPED.model_copy(update={"levels": (SHIPPED.levels[0].model_copy(update={"conditions": (
            SHIPPED.levels[0].conditions[0].model_copy(update={"at_least": 99.0}),)}), *SHIPPED.levels[1:])}), "有说明"),
    "screening.policy_note_missing": (at(21), "　 "),
    "screening.policy_note_too_long": (at(21), "长" * 301),
    "screening.policy_same": (SHIPPED, "有说明"),
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_not_published(sqlite_world: World, code: str) -> None:
    policy, note = REFUSED[code]
    with pytest.raises(Refused) as refusal:
        publish(sqlite_world, policy, note=note)
    assert refusal.value.code == code
    with reading() as session:
        assert policy_versions(session, SYSTEM_SCOPE) == []


def test_a_note_of_the_longest_kind_is_published(sqlite_world: World) -> None:
    assert publish(sqlite_world, at(21), note="长" * 300)


def test_nobody_publishes_elsewhere_or_without_the_right(sqlite_world: World) -> None:
    for org in ("city", "other_county"):
        with pytest.raises(NotFound):
            publish(sqlite_world, at(21), org)
    for who in ("leader", "admin", "counsellor_a"):
        with pytest.raises(NotAllowed):
            publish(sqlite_world, at(21), who=who)


def test_a_number_that_somebody_else_has_taken_is_a_conflict(world: World) -> None:
    with writing() as session:
        session.add(
            PolicyVersion(
                org_id=world.orgs["city"], key="ban_xiao_qu", version="1.0.2", title="-", content=SHIPPED.model_dump_json(),
                based_on="1.0", published_at=datetime(2025, 10, 1, tzinfo=UTC), by_id=world.accounts["researcher"], note="-",
            )
        )  # fmt: skip
    with pytest.raises(Conflict), writing() as session:
        publish_policy(session, world.actor("researcher"), org_id=world.orgs["county"], policy=at(20), note="再严一些")
    with reading() as session:
        assert len(policy_versions(session, SYSTEM_SCOPE)) == 1


def enrolled(world: World, count: int) -> None:
    """Pupils of school B in this school year and the one before."""
    enrol(world, pupils(count))
    with writing() as session:
        rows = session.exec(within(SYSTEM_SCOPE, select(Enrolment), Enrolment)).all()
        session.add_all(
            Enrolment(**row.model_dump(exclude={"id", "school_year"}), school_year=row.school_year - 1) for row in rows
        )


def uploaded(world: World, totals: list[int], *, start: int = 1, school: str = "b", **other: object) -> int:
    """A campaign with one PHQ-9 sheet a pupil of school B."""
    people = pupils(len(totals), at=school, start=start)
    made = a_campaign(world, **other)  # type: ignore[arg-type]  # a draft's facts
    brought(world, f"counsellor_{school}", made, [phq(one, total) for one, total in zip(people, totals, strict=True)])
    return made


def simulated(session: Session, scope: Scope, *, campaign_id: int, policy: TierPolicy, hide: bool = True) -> Simulation:
    """What the page does with a campaign's scores."""
    return tried(
        wave(session, scope, campaign_id=campaign_id),
        before=campaign(session, scope, campaign_id).policy,
        after=policy,
        last=last_year(session, scope, campaign_id=campaign_id),
        counsellors=counsellors(session, scope),
        hide=hide,
    )


def test_a_trial_agrees_with_what_is_stored_and_moves_who_must_move(world: World) -> None:
    enrolled(world, 7)
    before = uploaded(world, [23, 3, 3, 3, 3, 3], school_year=2024)
    made = uploaded(world, [23, 21, 20, 16, 9, 0])
    with reading() as session:
        same = simulated(session, SYSTEM_SCOPE, campaign_id=made, policy=SHIPPED, hide=False)
        found = simulated(session, SYSTEM_SCOPE, campaign_id=made, policy=at(20), hide=False)
        [stored] = counts_by_school(session, SYSTEM_SCOPE, made)
        assert last_year(session, SYSTEM_SCOPE, campaign_id=before) == {}
    [school] = same.schools
    assert {severity: school.before(severity) for severity in (0, 2, 3, 4)} == stored.severities
    assert school.moves == {(0, 0): 2, (2, 2): 1, (3, 3): 2, (4, 4): 1}
    [school] = found.schools
    assert school == (world.orgs["b"], {(0, 0): 2, (2, 2): 1, (3, 4): 2, (4, 4): 1}, (1, 6), 1)
    assert school.load() == 4 / 30


def test_a_trial_sees_the_schools_of_its_reader_alone(sqlite_world: World) -> None:
    enrol(sqlite_world, [*pupils(2), *pupils(2, at="c", start=50)])
    made = a_campaign(sqlite_world, "city_centre", org_id=sqlite_world.orgs["city"])
    brought(sqlite_world, "counsellor_b", made, [phq(one, 23) for one in pupils(2)])
    brought(sqlite_world, "counsellor_c", made, [phq(one, 23) for one in pupils(2, at="c", start=50)])

    def schools(who: str) -> list[int]:
        scope = sqlite_world.actor(who).over(Capability.PUBLISH_POLICY)
        with reading() as session:
            found = simulated(session, scope, campaign_id=made, policy=SHIPPED)
        return [school.school_id for school in found.schools]

    assert schools("researcher") == [sqlite_world.orgs["b"]]
    assert schools("centre_c") == [sqlite_world.orgs["c"]]
    assert schools("city_centre") == sorted([sqlite_world.orgs["b"], sqlite_world.orgs["c"]])


def test_incomplete_sheets_are_on_no_list_before_and_after_unless_an_item_is_flagged(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(3))
    made = a_campaign(sqlite_world)
    half, flagged, blank = (
        phq(one, 23 if at_ == 0 else 3, critical=3 if at_ == 1 else 0) for at_, one in enumerate(pupils(3))
    )
    for sheet in (half, flagged):
        for item in (1, 2, 3, 4):
            del sheet[f"PHQ-9 第{item}题"]
    for item in range(1, 10):
        del blank[f"PHQ-9 第{item}题"]
    brought(sqlite_world, "counsellor_b", made, [phq(pupils(1)[0], 0) | half, flagged, blank])
    with reading() as session:
        found = simulated(session, SYSTEM_SCOPE, campaign_id=made, policy=at(1), hide=False)
        [stored] = counts_by_school(session, SYSTEM_SCOPE, made)
    assert found.tested == stored.completion.tested
    assert found.schools[0].before(4) == stored.severities.get(4, 0)


def test_counsellors_are_those_who_work_on_cases_at_the_school_itself(sqlite_world: World) -> None:
    with reading() as session:
        found = counsellors(session, SYSTEM_SCOPE)
        own = counsellors(session, Scope.at(sqlite_world.paths["b"]))
    schools = {key: found.get(sqlite_world.orgs[key], 0) for key in ("a", "b", "c")}
    assert schools == {"a": 2, "b": 1, "c": 1}
    assert own == {sqlite_world.orgs["b"]: 1}


def test_beginning_a_trial_is_written_down_with_counts_alone(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(2))
    empty = a_campaign(sqlite_world, term=2)
    made = uploaded(sqlite_world, [23, 1])
    actor = sqlite_world.actor("researcher")
    with writing() as session:
        assert begin_trial(session, actor, campaign_id=made) == 2
    with reading() as session:
        event = audit.events(session, SYSTEM_SCOPE, action="policy.")[0]
    assert (event.action, event.details) == ("policy.simulated", {"campaign": made, "people": 2})
    with writing() as session, pytest.raises(Refused, match="nothing_to_try"):
        begin_trial(session, actor, campaign_id=empty)


def test_a_trial_writes_nothing(sqlite_world: World) -> None:
    enrol(sqlite_world, pupils(2))
    made = uploaded(sqlite_world, [23, 1])
    with reading() as session:
        before = counts_by_school(session, SYSTEM_SCOPE, made)
        simulated(session, SYSTEM_SCOPE, campaign_id=made, policy=at(1))
    with reading() as session:
        assert counts_by_school(session, SYSTEM_SCOPE, made) == before
        assert policy_versions(session, SYSTEM_SCOPE) == []


def test_people_with_a_sheet_in_one_campaign_alone_cross_nothing(world: World) -> None:
    enrolled(world, 4)
    before = uploaded(world, [9, 12, 12], school_year=2024)
    made = uploaded(world, [10, 12, 24], start=2)
    with reading() as session:
        found = twofold(session, SYSTEM_SCOPE, campaign_id=made, before_id=before, scale="phq9").crossed(12)
        nothing = twofold(session, SYSTEM_SCOPE, campaign_id=made, before_id=before, scale="gad7").crossed(10)
    # by pupil 1–4: 9 and none, 12 and 10, 12 and 12, none and 24
    assert found == (0, 1, 1, 0, 2)
    assert nothing == (0, 0, 0, 0, 0)


def test_real_people_who_cross_a_cut_off_between_two_waves(sqlite_world: World, shared: Path) -> None:
    """The 403 people of both Forbes waves: 21 rise to 10 and above, 47 fall below it (counted independently)."""
    made = forbes(sqlite_world, shared)
    scope = sqlite_world.actor("researcher").over(Capability.PUBLISH_POLICY)
    with reading() as session:
        found = twofold(session, scope, campaign_id=made[1], before_id=made[0], scale="phq9").crossed(10)
    assert (found.rose, found.fell) == (21, 47)
    assert found.both + found.only_one <= 403


def forbes(world: World, shared: Path) -> list[int]:
    """Both waves, uploaded and confirmed as campaigns of two years; answers their ids."""
    waves = [rows_of(shared / "real" / f"forbes_wave{wave}_phq9_gad7.csv", "PHQ", "GAD") for wave in (1, 2)]
    enrolled(world, len(waves[0]))
    made = []
    for year, rows in zip((2024, 2025), waves, strict=True):
        made.append(a_campaign(world, scales=BOTH, school_year=year))
        brought(world, "counsellor_b", made[-1], rows, codings=CODINGS)
    return made
