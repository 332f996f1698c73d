"""Photographs and files beside an activity: one by one, sealed, blurred for good."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE, Capability
from core.activities import actions, queries
from core.activities.actions import Added
from core.activities.queries import FileRow
from core.activities.rules import ReportState
from core.activities.rules.files import CHANGEABLE, KINDS, MOST_BYTES, MOST_FILES, TITLE, moved, stem, titled
from core.activities.tables import ActivityFile
from core.database import files, reading, unowned, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.media import Received, received
from tests.activities.builders import NOW, an_activity
from tests.activities.file_builders import a_photo, hidden
from tests.media.builders import GPS, PDF, heic, office, photo, split_in_two
from tests.media.test_faces import HOPPER
from tests.world import World


@pytest.fixture
def talk(world: World) -> int:
    return begun(world)


def begun(world: World) -> int:
    with writing() as session:
        return an_activity(session, world)


def act(world: World, verb: str, who: str = "counsellor_a", **given: Any) -> Any:
    with writing() as session:
        return getattr(actions, verb)(session, world.actor(who), **given)


def add(world: World, activity: int, content: bytes, title: str = "签到表", who: str = "counsellor_a") -> Added:
    added = act(world, "add_file", who, activity_id=activity, title=title, content=content)
    assert isinstance(added, Added)
    return added


def refused(world: World, verb: str, **given: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(world, verb, **given)
    return refusal.value.code


def listed(world: World, activity: int, who: str = "counsellor_a") -> list[FileRow]:
    with reading() as session:
        return queries.files(session, world.actor(who).over(Capability.RECORD_ACTIVITIES), activity_id=activity)


def put(world: World, activity: int, content: bytes | None = None, **other: Any) -> int:
    with writing() as session:
        return a_photo(session, activity, world, content, **other)


def blurred_anew(file_id: int) -> Received:
    with reading() as session:
        return hidden(session, file_id)


def test_a_photograph_is_kept_without_its_place_and_with_a_small_picture(world: World, talk: int) -> None:
    added = add(world, talk, photo((900, 600)), title="张三获奖.jpg")
    (row,) = listed(world, talk)
    assert (row.id, added.known, row.title, row.kind, row.faces) == (added.id, False, "照片", "jpeg", 0)
    opened = Image.open(BytesIO(act(world, "open_file", file_id=row.id).content))
    assert (opened.size, opened.getexif().get_ifd(GPS)) == ((900, 600), {})
    with reading() as session:
        thumbs = queries.thumbs(
            session, world.actor("counsellor_a").over(Capability.RECORD_ACTIVITIES), activity_id=talk
        )
    assert Image.open(BytesIO(thumbs[row.id])).size == (480, 320)


def test_a_photograph_of_a_newer_phone_is_kept_as_jpeg(world: World, talk: int) -> None:
    add(world, talk, heic())
    assert [row.kind for row in listed(world, talk)] == ["jpeg"]


def test_what_was_taken_in_before_the_unit_of_work_is_kept_alike(world: World, talk: int) -> None:
    taken = received(photo(), allowed=KINDS, most=MOST_BYTES)
    act(world, "add_file", activity_id=talk, title="", content=taken)
    assert add(world, talk, photo()).known


def test_a_file_keeps_its_name_and_lies_last(world: World, talk: int) -> None:
    add(world, talk, photo())
    add(world, talk, PDF, title=" 签到 表\n ")
    assert [(row.title, row.kind, row.is_photo) for row in listed(world, talk)] == [
        ("照片", "jpeg", True), ("签到 表", "pdf", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ program", "media.kind"),
        (b"", "media.empty"),
        (photo()[:300], "media.broken"),
        (office("word/document.xml", "word/vbaProject.bin"), "media.macros"),
    ],
    ids=["program", "empty", "cut off", "macros"],
)
def test_a_wrong_content_is_refused_and_keeps_none_of_the_others_out(
    sqlite_world: World, content: bytes, code: str
) -> None:
    talk = begun(sqlite_world)
    add(sqlite_world, talk, photo())
    assert refused(sqlite_world, "add_file", activity_id=talk, title="", content=content) == code
    add(sqlite_world, talk, PDF)
    assert len(listed(sqlite_world, talk)) == 2


def test_the_same_sent_again_adds_nothing_also_after_it_was_blurred(world: World, talk: int) -> None:
    first = add(world, talk, photo((80, 60)))
    assert add(world, talk, photo((80, 60))) == (first.id, True)
    act(world, "blur_file", file_id=first.id, given=blurred_anew(first.id))
    assert add(world, talk, photo((80, 60))) == (first.id, True)
    assert len(listed(world, talk)) == 1


def test_what_was_removed_may_come_again(world: World, talk: int) -> None:
    first = add(world, talk, photo())
    given = blurred_anew(first.id)
    act(world, "remove_file", file_id=first.id)
    assert listed(world, talk) == []
    for verb, more in (
        ("open_file", {}), ("remove_file", {}), ("faces_fine", {}), ("move_file", {"to": 0}),
        ("blur_file", {"given": given}),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act(world, verb, file_id=first.id, **more)
    with pytest.raises(NotFound):
        blurred_anew(first.id)
    assert add(world, talk, photo()).id != first.id


@pytest.mark.parametrize(("there", "accepted"), [(MOST_FILES - 1, True), (MOST_FILES, False)])
def test_an_activity_has_20_files_at_most(sqlite_world: World, there: int, accepted: bool) -> None:
    talk = begun(sqlite_world)
    with writing() as session:
        for at in range(there):
            row = {"kind": "pdf", "title": "材料", "digest": f"{at}", "source": f"{at}", "size": 1}
            made = {"made_by": sqlite_world.accounts["admin"], "made_at": NOW}
            session.add(ActivityFile(activity_id=talk, position=at, **row, **made))
    if accepted:
        assert not add(sqlite_world, talk, PDF).known
    else:
        assert refused(sqlite_world, "add_file", activity_id=talk, title="", content=PDF) == "activities.files_full"


@pytest.mark.parametrize("state", list(ReportState))
def test_files_are_changed_before_a_report_is_sent_alone(sqlite_world: World, state: ReportState) -> None:
    with writing() as session:
        activity = an_activity(session, sqlite_world, state=state)
        kept = a_photo(session, activity, sqlite_world)
    acts: dict[str, dict[str, Any]] = {
        "add_file": {"activity_id": activity, "title": "", "content": PDF},
        "move_file": {"file_id": kept, "to": 0},
        "faces_fine": {"file_id": kept},
        "blur_file": {"file_id": kept, "given": blurred_anew(kept)},
        "remove_file": {"file_id": kept},
    }
    for verb, given in acts.items():
        if state in CHANGEABLE:
            act(sqlite_world, verb, **given)
        else:
            assert refused(sqlite_world, verb, **given) == "activities.files_closed"
    if state not in CHANGEABLE:
        assert act(sqlite_world, "open_file", file_id=kept).kind == "jpeg", "what was sent may be looked at"


def test_files_are_put_in_order(world: World, talk: int) -> None:
    one, two, three = (put(world, talk, photo((60 + at, 40)), position=at) for at in range(3))
    act(world, "move_file", file_id=three, to=0)
    assert [row.id for row in listed(world, talk)] == [three, one, two]
    act(world, "move_file", file_id=three, to=99)
    assert [row.id for row in listed(world, talk)] == [one, two, three]


@pytest.mark.parametrize(
    ("to", "order"), [(-1, [3, 1, 2]), (0, [3, 1, 2]), (1, [1, 3, 2]), (2, [1, 2, 3]), (9, [1, 2, 3])]
)
def test_a_place_beyond_an_end_is_that_end(to: int, order: list[int]) -> None:
    assert moved([1, 2, 3], 3, to) == order


def test_faces_wait_until_somebody_looked(world: World, talk: int) -> None:
    kept = put(world, talk)
    assert [row.faces_open for row in listed(world, talk)] == [True]
    act(world, "faces_fine", file_id=kept)
    (row,) = listed(world, talk)
    assert (row.faces_open, row.looked_by) == (False, world.accounts["counsellor_a"])


def test_a_face_on_a_photograph_is_counted_and_gone_once_it_is_blurred(sqlite_world: World) -> None:
    world, talk = sqlite_world, begun(sqlite_world)
    kept = add(world, talk, HOPPER.read_bytes()).id
    (before,) = listed(world, talk)
    assert (before.faces, before.faces_open) == (1, True)
    (box,) = before.boxes
    assert 0.28 < box.top + box.height / 2 < 0.48
    with reading() as session:
        given = hidden(session, kept, before.boxes)
    act(world, "blur_file", file_id=kept, given=given)
    (after,) = listed(world, talk)
    assert (after.faces, after.boxes, after.blurred, after.faces_open) == (0, (), True, False)
    now = act(world, "open_file", file_id=kept).content
    assert now == given.content
    with reading() as session:
        row = session.exec(unowned(select(ActivityFile), ActivityFile)).one()
        assert (row.digest, row.thumb == before.thumb) == (files.digest_of(now), False)


def test_a_photograph_that_became_another_one_meanwhile_is_not_written_over(sqlite_world: World) -> None:
    with writing() as session:
        kept = a_photo(session, an_activity(session, sqlite_world), sqlite_world, split_in_two())
    first = second = blurred_anew(kept)
    act(sqlite_world, "blur_file", file_id=kept, given=first)
    with pytest.raises(Conflict):
        act(sqlite_world, "blur_file", file_id=kept, given=second)


def test_nothing_is_blurred_in_what_is_no_picture(world: World, talk: int) -> None:
    kept, paper = put(world, talk), add(world, talk, PDF).id
    assert refused(world, "blur_file", file_id=paper, given=blurred_anew(kept)) == "activities.no_picture"
    with pytest.raises(NotFound):
        blurred_anew(paper)
    assert refused(world, "faces_fine", file_id=paper) == "activities.no_picture"


def test_the_school_and_the_bureau_above_look_and_nobody_else(world: World, talk: int) -> None:
    kept = put(world, talk)
    for who in ("counsellor_a", "school_lead_a", "researcher", "city_centre"):
        assert act(world, "open_file", who, file_id=kept).mime == "image/jpeg"
    for who in ("counsellor_b", "centre_c"):
        with pytest.raises(NotFound):
            act(world, "open_file", who, file_id=kept)
        assert listed(world, talk, who) == []
    for who in ("leader", "class_teacher_a", "reviewer", "admin"):
        with pytest.raises(NotAllowed):
            act(world, "open_file", who, file_id=kept)
    with reading() as session:
        assert len(audit.events(session, SYSTEM_SCOPE, action="activity.file_opened")) == 4


def test_a_removed_activity_shows_no_files(world: World, talk: int) -> None:
    kept = put(world, talk)
    act(world, "remove", activity_id=talk)
    assert listed(world, talk) == []
    with pytest.raises(NotFound):
        act(world, "open_file", file_id=kept)


def test_what_is_written_down_holds_no_title_and_no_content(world: World, talk: int) -> None:
    add(world, talk, PDF, title="张三的签到表")
    with reading() as session:
        (event,) = audit.events(session, SYSTEM_SCOPE, action="activity.file_added")
    assert event.details == {"kind": "pdf", "size": len(PDF), "faces": 0}


@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [
        ("张三.jpg", "jpeg", "照片"), ("张三.heic", "heic", "照片"), ("签到表.pdf", "pdf", "签到表"), (".pdf", "pdf", ".pdf"),
        ("  .docx", "docx", ".docx"), ("a/b\\c.d.pdf", "pdf", "c.d"),
        ("", "pdf", "材料"), ("长" * (TITLE + 1), "pdf", "长" * TITLE),
    ],
)  # fmt: skip
def test_a_photograph_does_not_keep_its_name(name: str, kind: str, title: str) -> None:
    assert titled(stem(name), kind) == title
