"""A library of 2,000 items from templates: most have many near neighbours that differ in one fact alone.

The items that the questions are about are among them; the others are drawn by a fixed seed.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import NamedTuple

from sqlalchemy import insert
from sqlmodel import Session

from core.library import packs
from core.library.rules import Facet, ResourceKind, ResourceState
from core.library.rules.drafts import Choices, ResourceDraft, words_of_draft
from core.library.tables import Resource, ResourceTag, ResourceText
from core.organisations.rules import STAGE_TITLES, Stage
from tests.library.builders import LONG_AGO
from tests.library.seeded_questions import LATER, QUESTIONS
from tests.library.seeded_subjects import METHODS, SUBJECTS
from tests.world import World

ITEMS, SEED = 2000, 525
NEAR, NEIGHBOURS = 3, 6  # facts that near neighbours share, and how many of them are there at least
TITLES = {
    ResourceKind.LESSON: ("{subject}（{stage}心理课·{method}）", "用{method}上好“{subject}”一课", "{subject}教学设计：{method}"),
    ResourceKind.MICRO: ("{subject}微课：{method}", "{method}微课堂——{subject}", "微课《{subject}》（{method}）"),
    ResourceKind.PLAY: ("心理剧《那一天以后》：{subject}", "校园心理剧剧本：{subject}", "《说出来就好》——{subject}"),
    ResourceKind.RESEARCH: ("{stage}学生{subject}的现状与对策", "基于{method}的{subject}实践研究", "{subject}的区域调研报告"),
    ResourceKind.ROOM: ("{subject}个别辅导工作单（{method}）", "{method}辅导记录与指导：{subject}", "辅导室工具：{subject}"),
    ResourceKind.ACTIVITY: ("{subject}主题活动方案（{method}）", "{method}主题活动：{subject}", "“{subject}”活动月案例"),
}  # fmt: skip
USES = (
    "适合班级授课，约 40 分钟，附课件。", "可在午会、班会使用，十五分钟。", "附学生用单和教师说明。", "经两轮试用后修改。",
    "附活动照片和反思。", "材料容易准备，一位老师就能开展。", "已在三所学校试用，反馈良好。", "含流程、话术和注意事项。",
)  # fmt: skip


class Item(NamedTuple):
    """The facts of one item."""

    subject: str
    kind: ResourceKind
    stage: Stage
    method: str


@cache
def items() -> tuple[Item, ...]:
    """All of them, no two alike in their facts."""
    every = sorted(_every(), key=repr)
    asked = [Item(*question[1:]) for question in (*QUESTIONS, *LATER)]
    kept = list(dict.fromkeys([*asked, *(other for item in asked for other in _near(item, every))]))
    rest = Random(SEED).sample([item for item in every if item not in set(kept)], ITEMS - len(kept))
    return tuple(Random(SEED + 1).sample([*kept, *rest], ITEMS))


def _near(item: Item, every: Sequence[Item]) -> list[Item]:
    """Items that differ from this one in nothing but the kind, the stage or the way."""
    near = [other for other in every if other.subject == item.subject and _shared(item, other) == NEAR]
    return Random(repr(item)).sample(near, min(len(near), NEIGHBOURS))


def _shared(one: Item, other: Item) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def draft_of(item: Item) -> ResourceDraft:
    """The item as its submitter tells it; the same item is always told alike."""
    chance = Random(repr(item))
    subject, (method, how) = SUBJECTS[item.subject], METHODS[item.method]
    stage = STAGE_TITLES[item.stage]
    title = chance.choice(TITLES[item.kind]).format(subject=subject.title, stage=stage, method=method)
    summary = "".join((subject.about, how, chance.choice(USES)))
    licence, year = chance.choice(list(packs.licences())), chance.choice([2022, 2023, 2024, 2025])
    return ResourceDraft(
        item.kind, title, summary, "示例教研组", year, licence, (item.stage,), (subject.topic,), (subject.course,)
    )


def fill(session: Session, world: World) -> dict[Item, int]:
    """The whole library on the shelf of the county; answers the ids."""
    choices = Choices(packs.topics(), packs.courses(), packs.licences())
    ids: dict[Item, int] = {}
    tags, texts = [], []
    for key, item in enumerate(items(), start=1):
        draft, ids[item] = draft_of(item), key
        facets = ((Facet.STAGE, draft.stages), (Facet.TOPIC, draft.topics), (Facet.COURSE, draft.courses))
        tags += [{"resource_id": key, "facet": facet, "value": value} for facet, values in facets for value in values]
        texts.append({"resource_id": key, **words_of_draft(draft, choices)._asdict()})
    session.execute(insert(Resource), list(_rows(world)))
    session.execute(insert(ResourceTag), tags)
    session.execute(insert(ResourceText), texts)
    return ids


def _rows(world: World) -> Iterator[dict[str, object]]:
    for key, item in enumerate(items(), start=1):
        draft = draft_of(item)
        facts = {name: getattr(draft, name) for name in ("kind", "title", "summary", "author", "year", "licence")}
        yield {
            **facts, "id": key, "org_id": world.orgs[("a", "b")[key % 2]], "shelf_id": world.orgs["county"],
            "state": ResourceState.ON_SHELF, "made_by": world.accounts["researcher"], "made_at": LONG_AGO,
            "sent_at": LONG_AGO, "shelved_at": LONG_AGO, "comment": "", "edition": 0,
        }  # fmt: skip


def _every() -> Iterator[Item]:
    for key, subject in SUBJECTS.items():
        for stage in subject.stages:
            for kind in ResourceKind:
                for method in METHODS:
                    yield Item(key, kind, stage, method)
