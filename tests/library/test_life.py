"""The life of a resource: begun, told, handed in, returned, shelved, found, taken along, taken off."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlmodel import Session, select

from core import clock
from core.access import Scope
from core.activities.tables import ActivityFile
from core.audit import AuditEvent
from core.database import files, reading, unowned, writing
from core.errors import Conflict, NotFound, Refused
from core.library import actions, queries
from core.library.rules import ResourceKind, ResourceState, UseKind
from core.library.rules.drafts import Classification
from core.library.tables import Resource, ResourceFile, ResourceText, ResourceUse
from core.media import Received
from tests.activities.builders import an_activity
from tests.library.builders import EXAM, RIGHT, a_file, a_resource
from tests.together import together
from tests.world import World

PDF, OTHER = Received(b"%PDF-1.7 one %%EOF", "pdf", ""), Received(b"%PDF-1.7 two %%EOF", "pdf", "", b"small")
NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)


def seen(world: World, at: str, words: str = "减压") -> list[int]:
    with reading() as session:
        return [row.id for row in queries.search(session, Scope.at(world.paths[at]), words=words).rows]


def state(resource_id: int) -> ResourceState:
    with reading() as session:
        return session.exec(unowned(select(Resource).where(Resource.id == resource_id), Resource)).one().state


def test_a_resource_goes_from_a_draft_to_the_shelf_of_everybody_below(world: World) -> None:
    school, keeper = world.actor("counsellor_a"), world.actor("researcher")
    with writing() as session:
        new = actions.start_resource(session, school, org_id=world.orgs["a"], kind=ResourceKind.LESSON, title="草稿")
        assert actions.save_resource(session, school, resource_id=new, edition=0, draft=EXAM) == 1
        with pytest.raises(Refused, match=r"library\.files_needed"):
            actions.send_resource(session, school, resource_id=new)
        assert not actions.add_resource_file(session, school, resource_id=new, title="教案.pdf", file=PDF).known
        assert actions.add_resource_file(session, school, resource_id=new, title="再来", file=PDF).known
        actions.send_resource(session, school, resource_id=new)
        assert [row.id for row in queries.waiting(session, keeper.scope)] == [new]
        actions.return_resource(session, keeper, resource_id=new, comment="请补充课件")
        assert queries.own_resource(session, school.scope, resource_id=new).comment == "请补充课件"
        edition = actions.send_resource(session, school, resource_id=new)
    assert seen(world, "b") == []
    with writing() as session:
        shelf, found = world.orgs["county"], {"stages": ("junior",), "topics": ("exam",)}
        actions.shelve(session, keeper, resource_id=new, edition=edition, shelf_id=shelf, **found)
        states = [step.state.value for step in queries.steps(session, school.scope, resource_id=new)]
    assert states == ["draft", "sent", "returned", "sent", "on_shelf"]
    assert (seen(world, "a"), seen(world, "b"), seen(world, "county"), seen(world, "c")) == ([new], [new], [new], [])


def test_an_upper_bureau_takes_a_resource_onto_its_own_shelf(world: World) -> None:
    city = world.actor("city_centre")
    with writing() as session:
        here = a_resource(session, world)
        actions.widen(session, city, resource_id=here, shelf_id=world.orgs["city"])
    assert seen(world, "c") == [here]
    with writing() as session, pytest.raises(NotFound):
        actions.take_off(session, world.actor("researcher"), resource_id=here, reason="有新版")
    with writing() as session, pytest.raises(Refused, match=r"library\.shelf_wider"):
        actions.widen(session, city, resource_id=here, shelf_id=world.orgs["county"])


def test_what_is_taken_off_is_found_no_more_and_found_again_once_it_is_put_back(world: World) -> None:
    keeper = world.actor("researcher")
    with writing() as session:
        here = a_resource(session, world)
        actions.take_off(session, keeper, resource_id=here, reason="有新版")
        assert session.exec(unowned(select(ResourceText), ResourceText)).all() == []
    assert seen(world, "b") == []
    with writing() as session, pytest.raises(NotFound):
        actions.download_resource(session, world.actor("counsellor_b"), resource_id=here)
    with writing() as session:
        actions.put_back(session, keeper, resource_id=here)
    assert seen(world, "b") == [here]


def test_a_keeper_puts_right_by_what_a_resource_is_found_and_nothing_else_of_it(world: World) -> None:
    keeper = world.actor("researcher")
    with writing() as session:
        here = a_resource(session, world)
        a_file(session, world, here)
        told = {"resource_id": here, "classification": RIGHT}
        assert actions.reclassify(session, keeper, edition=0, **told) == 1
        with pytest.raises(Conflict, match=r"library\.moved_on"):
            actions.reclassify(session, keeper, edition=0, **told)
        row = queries.resource(session, reader := Scope.at(world.paths["b"]), here)
        totals = [queries.search(session, reader, stages=[stage]).total for stage in (*EXAM.stages, *RIGHT.stages)]
        (event,) = session.exec(unowned(select(AuditEvent), AuditEvent)).all()
    assert Classification(*(getattr(row, name) for name in Classification._fields)) == RIGHT
    assert (row.title, row.summary, row.author, row.org_id) == (*EXAM[1:4], world.orgs["a"])
    assert (event.action, event.details["licence_before"]) == ("resource.reclassified", EXAM.licence)
    assert (totals, seen(world, "b", "高中生睡眠")) == ([0, 1], [here])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stages": ()}, "library.tags_needed"),
        ({"topics": ()}, "library.tags_needed"),
        ({"topics": ("maths",)}, "library.tags"),
        ({"licence": ""}, "library.licence_needed"),
        ({"licence": "mine"}, "library.licence"),
        ({"year": 1999}, "library.year"),
        ({"licence": "view_only"}, "library.nothing_to_see"),
    ],
)
def test_a_classification_that_hides_a_resource_is_refused(
    sqlite_world: World, change: dict[str, Any], code: str
) -> None:
    with writing() as session:
        here = a_resource(session, sqlite_world)
        a_file(session, sqlite_world, here, kind="docx")
        told = RIGHT._replace(**change)
        with pytest.raises(Refused, match=code.replace(".", r"\.") + "$"):
            actions.reclassify(session, sqlite_world.actor("centre"), resource_id=here, edition=0, classification=told)


def test_what_was_taken_off_is_put_right_without_being_found(sqlite_world: World) -> None:
    keeper = sqlite_world.actor("researcher")
    with writing() as session:
        here = a_resource(session, sqlite_world, state=ResourceState.OFF_SHELF)
        actions.reclassify(session, keeper, resource_id=here, edition=0, classification=RIGHT)
        assert session.exec(unowned(select(ResourceText), ResourceText)).all() == []
        actions.put_back(session, keeper, resource_id=here)
    assert seen(sqlite_world, "b", "高中生睡眠") == [here]


def test_what_was_handed_in_anew_is_not_shelved_on_the_look_at_the_version_before(sqlite_world: World) -> None:
    school, keeper = sqlite_world.actor("counsellor_a"), sqlite_world.actor("researcher")
    with writing() as session:
        here = a_resource(session, sqlite_world, state=ResourceState.SENT)
        a_file(session, sqlite_world, here)
        looked_at = queries.own_resource(session, keeper.scope, resource_id=here).edition
        actions.take_back(session, school, resource_id=here)
        actions.add_resource_file(session, school, resource_id=here, title="新的", file=PDF)
        actions.send_resource(session, school, resource_id=here)
        tags = {"shelf_id": sqlite_world.orgs["county"], "stages": ("junior",), "topics": ("exam",)}
        with pytest.raises(Conflict, match=r"library\.moved_on"):
            actions.shelve(session, keeper, resource_id=here, edition=looked_at, **tags)


def test_the_index_follows_the_words(world: World) -> None:
    with writing() as session:
        here = a_resource(session, world)
        session.exec(unowned(select(ResourceText), ResourceText)).one().title = "睡眠 微 课"
        session.flush()
        assert seen_in(world, session, "睡眠") == [here]
        session.delete(session.exec(unowned(select(ResourceText), ResourceText)).one())
        session.flush()
        assert seen_in(world, session, "睡眠") == []


def seen_in(world: World, session: Session, words: str) -> list[int]:
    found = queries.search(session, Scope.at(world.paths["b"]), words=words)
    return [row.id for row in found.rows]


def test_somebody_elses_change_is_not_overwritten(sqlite_world: World) -> None:
    actor = sqlite_world.actor("counsellor_a")
    with writing() as session:
        here = a_resource(session, sqlite_world, state=ResourceState.DRAFT)
        actions.save_resource(session, actor, resource_id=here, edition=0, draft=EXAM)
        with pytest.raises(Conflict, match=r"library\.moved_on"):
            actions.save_resource(session, actor, resource_id=here, edition=0, draft=EXAM)


@pytest.mark.parametrize("at", [ResourceState.SENT, ResourceState.ON_SHELF, ResourceState.OFF_SHELF])
def test_what_was_handed_in_is_not_changed_by_its_submitter(sqlite_world: World, at: ResourceState) -> None:
    actor = sqlite_world.actor("counsellor_a")
    with writing() as session:
        here = a_resource(session, sqlite_world, state=at)
        file = a_file(session, sqlite_world, here)
        for act in (
            lambda: actions.save_resource(session, actor, resource_id=here, edition=0, draft=EXAM),
            lambda: actions.remove_resource(session, actor, resource_id=here),
            lambda: actions.add_resource_file(session, actor, resource_id=here, title="x", file=PDF),
            lambda: actions.remove_resource_file(session, actor, file_id=file),
        ):
            with pytest.raises(Refused, match=r"library\.other_state"):
                act()


def test_a_download_counts_a_person_once_a_day(world: World) -> None:
    teacher = world.actor("class_teacher_b")
    with writing() as session:
        here = a_resource(session, world)
        a_file(session, world, here, digest=files.keep(PDF.content))
        for _ in range(2):
            with clock.stopped_at(NOW):
                taken = actions.download_resource(session, teacher, resource_id=here)
        with clock.stopped_at(NOW.replace(day=2)):
            actions.download_resource(session, teacher, resource_id=here)
        uses = session.exec(unowned(select(ResourceUse), ResourceUse)).all()
    assert taken == actions.Download(PDF.content, "教学设计.pdf", "application/pdf")
    assert [(use.kind, use.on.day) for use in uses] == [(UseKind.DOWNLOAD, 1), (UseKind.DOWNLOAD, 2)]


def test_several_files_come_as_an_archive_in_their_order(sqlite_world: World) -> None:
    actor = sqlite_world.actor("counsellor_a")
    with writing() as session:
        here = a_resource(session, sqlite_world, state=ResourceState.DRAFT)
        actions.add_resource_file(session, actor, resource_id=here, title="一", file=PDF)
        second = actions.add_resource_file(session, actor, resource_id=here, title="二", file=OTHER)
        actions.move_resource_file(session, actor, file_id=second.id, to=0)
        edition = actions.send_resource(session, actor, resource_id=here)
        keeper, tags = sqlite_world.actor("researcher"), {"stages": ("junior",), "topics": ("exam",)}
        shelf = sqlite_world.orgs["county"]
        actions.shelve(session, keeper, resource_id=here, edition=edition, shelf_id=shelf, **tags)
        taken = actions.download_resource(session, sqlite_world.actor("counsellor_b"), resource_id=here)
        row = queries.resource(session, Scope.at(sqlite_world.paths["b"]), here)
        assert queries.thumbs(session, Scope.at(sqlite_world.paths["b"]), rows=[row]) == {here: b"small"}
    with ZipFile(BytesIO(taken.content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "01 二.pdf": OTHER.content,
            "02 一.pdf": PDF.content,
        }
    assert (row.files, row.downloads, row.cover) == (2, 1, second.id)


def test_what_may_only_be_looked_at_is_not_taken_along(sqlite_world: World) -> None:
    with writing() as session:
        here = a_resource(session, sqlite_world, draft=EXAM._replace(licence="view_only"))
        file = a_file(session, sqlite_world, here, digest=files.keep(PDF.content))
        reader = sqlite_world.actor("class_teacher_b")
        with pytest.raises(Refused, match=r"library\.view_only"):
            actions.download_resource(session, reader, resource_id=here)
        assert actions.open_resource_file(session, reader, file_id=file).content == PDF.content
        assert queries.resource(session, Scope.at(sqlite_world.paths["b"]), here).downloads == 0


def test_a_draft_is_seen_by_its_own_organisation_and_its_keepers_alone(sqlite_world: World) -> None:
    with writing() as session:
        here = a_resource(session, sqlite_world, state=ResourceState.DRAFT)
        file = a_file(session, sqlite_world, here, digest=files.keep(PDF.content))
        for who in ("counsellor_a", "researcher"):
            assert actions.open_resource_file(session, sqlite_world.actor(who), file_id=file).mime == "application/pdf"
        for who in ("class_teacher_a", "counsellor_b", "leader"):
            with pytest.raises(NotFound):
                actions.open_resource_file(session, sqlite_world.actor(who), file_id=file)


def test_everybody_says_once_what_they_think_and_nobody_of_their_own(sqlite_world: World) -> None:
    with writing() as session:
        here = a_resource(session, sqlite_world)
        for stars in (2, 5):
            actions.rate(session, sqlite_world.actor("counsellor_b"), resource_id=here, stars=stars, words="好用")
        actions.rate(session, sqlite_world.actor("class_teacher_b"), resource_id=here, stars=4)
        with pytest.raises(Refused, match=r"library\.own_rating"):
            actions.rate(session, sqlite_world.actor("counsellor_a"), resource_id=here, stars=5)
        with pytest.raises(Refused, match=r"library\.rating"):
            actions.rate(session, sqlite_world.actor("counsellor_b"), resource_id=here, stars=6)
        row = queries.resource(session, Scope.at(sqlite_world.paths["a"]), here)
    assert (row.stars, row.ratings) == (4.5, 2)


def test_lessons_are_counted_apart_from_downloads(sqlite_world: World) -> None:
    with writing() as session, clock.stopped_at(NOW):
        here, teacher = a_resource(session, sqlite_world), sqlite_world.actor("class_teacher_b")
        for pupils in (45, None):
            actions.used_in_class(session, teacher, resource_id=here, on=clock.today(), pupils=pupils)
        for wrong in ({"on": clock.today().replace(day=2)}, {"on": clock.today(), "pupils": 0}):
            with pytest.raises(Refused):
                actions.used_in_class(session, teacher, resource_id=here, **wrong)  # type: ignore[arg-type]  # wrong ones
        figures = queries.shelf_figures(session, Scope.at(sqlite_world.paths["b"]))
    assert figures == queries.ShelfFigures(1, 1, 0, 2, 45, {"lesson": 1})


def test_a_course_keeps_its_order_and_shows_what_is_on_the_shelf(sqlite_world: World) -> None:
    keeper, org = sqlite_world.actor("researcher"), sqlite_world.orgs["county"]
    with writing() as session:
        ids = [a_resource(session, sqlite_world, draft=EXAM._replace(title=title)) for title in ("一", "二", "三")]
        for one in ids:
            actions.pick_course(session, keeper, org_id=org, course="emotion", resource_id=one)
        with pytest.raises(Refused, match=r"library\.picked_already"):
            actions.pick_course(session, keeper, org_id=org, course="emotion", resource_id=ids[0])
        actions.order_course(session, keeper, org_id=org, course="emotion", resource_ids=[ids[2], ids[0]])
        actions.unpick_course(session, keeper, org_id=org, course="emotion", resource_id=ids[0])
        actions.take_off(session, keeper, resource_id=ids[1], reason="有新版")
        found = queries.courses(session, Scope.at(sqlite_world.paths["b"]))
        assert queries.courses(session, Scope.at(sqlite_world.paths["c"]))[3].picks == ()
    assert len(found) == 7
    assert [pick.resource.title for course in found for pick in course.picks] == ["三"]


def test_an_activity_becomes_a_draft_with_its_text_and_chosen_files(sqlite_world: World) -> None:
    actor = sqlite_world.actor("counsellor_a")
    with writing() as session:
        held = an_activity(session, sqlite_world, note="请了社区医生来讲。")
        made = {"activity_id": held, "kind": "jpeg", "size": 9, "made_by": actor.user_id, "made_at": NOW}
        fine = ActivityFile(**made, title="会场", digest="a" * 64, thumb="b" * 64)
        open_face = ActivityFile(**made, title="合影", digest="c" * 64, faces=2)
        session.add_all([fine, open_face])
        session.flush()
        with pytest.raises(Refused, match=r"library\.faces_open"):
            actions.from_activity(session, actor, activity_id=held, file_ids=[open_face.id or 0])
        with pytest.raises(NotFound):
            actions.from_activity(session, actor, activity_id=held, file_ids=[99])
        new = actions.from_activity(session, actor, activity_id=held, file_ids=[fine.id or 0])
        row = queries.own_resource(session, actor.scope, resource_id=new)
        (file,) = session.exec(unowned(select(ResourceFile), ResourceFile))
    assert (row.kind, row.title, row.summary, row.activity_id) == ("activity", "家长讲座", "请了社区医生来讲。", held)
    assert (row.year, row.state, row.cover) == (2025, ResourceState.DRAFT, file.id)
    assert (file.digest, file.thumb) == ("a" * 64, "b" * 64)


def test_a_resource_taken_back_is_a_draft_again(sqlite_world: World) -> None:
    actor = sqlite_world.actor("counsellor_a")
    with writing() as session:
        here = a_resource(session, sqlite_world, state=ResourceState.SENT)
        actions.take_back(session, actor, resource_id=here)
        assert queries.waiting(session, sqlite_world.actor("researcher").scope) == []
        actions.remove_resource(session, actor, resource_id=here)
        assert queries.mine(session, actor.scope) == []
    assert state(here) is ResourceState.DRAFT


def test_two_keepers_at_once_put_a_resource_on_the_shelf_once(world: World) -> None:
    with writing() as session:
        here = a_resource(session, world, state=ResourceState.SENT)

    def shelved(who: str) -> str:
        with writing() as session:
            shelf, tags = world.orgs["county"], {"stages": ("junior",), "topics": ("exam",)}
            actions.shelve(session, world.actor(who), resource_id=here, edition=0, shelf_id=shelf, **tags)
        return "done"

    answers = together(lambda: shelved("researcher"), lambda: shelved("centre"))
    assert sorted(answers) == ["done", "library.other_state"]
    with reading() as session:
        steps = queries.steps(session, Scope.at(world.paths["a"]), resource_id=here)
    assert [step.state for step in steps].count(ResourceState.ON_SHELF) == 1
