"""Who may import trainings, and who decides of people who are on file twice."""

from sqlmodel import Session, select

from core.access import Actor, Capability
from core.database import unowned
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.rules.hours_plan import HoursCheck
from core.training.tables import SamePerson, StaffMember
from tests.access_cases import Action, Query
from tests.training.builders import TODAY, a_certificate, a_counsellor
from tests.world import World

MANAGE = Capability.MANAGE_STAFF
KEEPERS = {"a": "researcher centre school_admin"}
FACTS = {"birth_month": "1986-04", "phone": "13800010002"}
HEADERS, ROW = ["姓名", "培训名称", "日期", "学时"], ["林示例", "危机识别", "2025-10-11", "8"]


def twice(session: Session, world: World) -> None:
    """Somebody who is on file twice at one school."""
    for _ in range(2):
        a_certificate(session, a_counsellor(session, world, **FACTS))


def decided(session: Session, world: World) -> None:
    """The two were found to be two people."""
    twice(session, world)
    left, right = both(session)
    actions.keep_apart(session, world.actor("researcher"), left_id=left, right_id=right, reason="是两个人")


def both(session: Session) -> list[int]:
    """The ids of the two files."""
    return [row.id or 0 for row in session.exec(unowned(select(StaffMember).order_by(StaffMember.id), StaffMember))]  # type: ignore[arg-type]  # a column


def checked(session: Session, actor: Actor, world: World, at: str) -> HoursCheck:
    """A workbook of one training of somebody at the school."""
    content = csv_bytes(HEADERS, [ROW])
    return actions.check_hours(session, actor, content=content, filename="学时.csv", school_id=world.orgs[at])


def one(session: Session, world: World) -> None:
    """Somebody on file."""
    a_counsellor(session, world)


ACTIONS = {
    "check_hours": Action(MANAGE, KEEPERS, checked, audited=False, given=one),
    "import_hours": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.import_hours(
        s, actor, checked(s, actor, w, at)), given=one),
    "merge_people": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.merge_people(
        s, actor, keep_id=both(s)[0], other_id=both(s)[1], reason="同一手机"), given=twice),
    "keep_apart": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.keep_apart(
        s, actor, left_id=both(s)[0], right_id=both(s)[1], reason="是两个人"), given=twice),
    "undo_verdict": Action(MANAGE, KEEPERS, lambda s, actor, w, at: actions.undo_verdict(
        s, actor, verdict_id=s.exec(unowned(select(SamePerson), SamePerson)).one().id or 0), given=decided),
}  # fmt: skip
QUERIES = {
    "duplicate_pairs": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.duplicate_pairs(
        s, scope, today=TODAY), twice),
    "verdicts": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.verdicts(s, scope), decided),
    "weights": Query(MANAGE, KEEPERS, lambda s, scope, w, at: queries.weights(
        s, scope, staff_ids=tuple(both(s))), twice),
}  # fmt: skip
