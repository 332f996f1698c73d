"""Resources put there by nobody. Everybody in here is fictitious."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from core.library import packs
from core.library.rules import Facet, ResourceKind, ResourceState
from core.library.rules.drafts import Choices, Classification, ResourceDraft, words_of_draft
from core.library.tables import Resource, ResourceFile, ResourceStep, ResourceTag, ResourceText
from tests.world import World

LONG_AGO = datetime(2026, 3, 2, 8, tzinfo=UTC)
SHELVED = (ResourceState.ON_SHELF, ResourceState.OFF_SHELF)
EXAM = ResourceDraft(
    ResourceKind.LESSON, "考前减压三步法", "用呼吸、书写和同伴支持缓解考试焦虑。", "林示例", 2025, "own_shared", ("junior",),
    ("exam", "stress"), ("emotion",),
)  # fmt: skip
"""A lesson against fear of tests."""
RIGHT = Classification(ResourceKind.MICRO, 2024, "cc_by", ("senior",), ("sleep",), ("learning",))
"""Another kind, year, licence, stage, topic and course than those of EXAM."""


def a_resource(
    session: Session, world: World, at: str = "a", *, shelf: str = "county", draft: ResourceDraft = EXAM, **other: Any
) -> int:
    """A resource of school A on the shelf of the county, found by its words, unless told otherwise; it has no file."""
    usual = {
        "state": ResourceState.ON_SHELF,
        "made_by": world.accounts[f"counsellor_{at}" if at in "abc" else "researcher"],
    }
    known: dict[str, Any] = {**usual, "made_at": LONG_AGO, **other}
    if known["state"] in SHELVED:
        known = {"shelf_id": world.orgs[shelf], "sent_at": LONG_AGO, "shelved_at": LONG_AGO, **known}
    facts = {name: getattr(draft, name) for name in ("kind", "title", "summary", "author", "year", "licence")}
    row = Resource(org_id=world.orgs[at], **facts, **known)
    session.add(row)
    session.flush()
    found_by(session, row, draft)
    session.add(ResourceStep(resource_id=row.id or 0, state=row.state, by_id=row.made_by, at=LONG_AGO))
    session.flush()
    return row.id or 0


def found_by(session: Session, row: Resource, draft: ResourceDraft) -> None:
    """Tags, and words where it is on the shelf."""
    key = row.id or 0
    for facet, values in ((Facet.STAGE, draft.stages), (Facet.TOPIC, draft.topics), (Facet.COURSE, draft.courses)):
        session.add_all(ResourceTag(resource_id=key, facet=facet, value=value) for value in values)
    if row.state is ResourceState.ON_SHELF:
        choices = Choices(packs.topics(), packs.courses(), packs.licences())
        session.add(ResourceText(resource_id=key, **words_of_draft(draft, choices)._asdict()))
    session.flush()


def a_file(session: Session, world: World, resource_id: int, *, kind: str = "pdf", **other: Any) -> int:
    """A file of which no bytes are kept, unless `digest` names some."""
    usual = {"title": "教学设计", "digest": "0" * 64, "size": 1200, "made_by": world.accounts["counsellor_a"]}
    row = ResourceFile(resource_id=resource_id, kind=kind, **{**usual, "made_at": LONG_AGO, **other})
    session.add(row)
    session.flush()
    return row.id or 0
