"""One resource: its files, its facts, the ways to take it along, and what people think of it."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from core.clock import local
from core.library import packs
from core.library.queries import FileRow, RatingRow, ResourceRow
from core.library.rules.drafts import KIND_TITLES
from core.library.rules.files import MOST_AT_ONCE, name_of
from core.library.views import cards
from core.library.views.names import kind_badge
from core.library.views.preview import icon_of, tag
from core.media import MIME
from core.ui import parts
from core.ui.words import month_day, safe, safe_lines

REMARKS = 8
ZIP = "application/zip"


def nobody_picked() -> bool:
    """Which one? Answers whether somebody wants to see the shelf."""
    return parts.empty(
        "local_library", "还没有选资源", "在资源库里点一份“打开”，就会在这里显示。", "去资源库", key="resource.none"
    )


def head(row: ResourceRow) -> None:
    """What it is called and what it is."""
    parts.section(row.title, row.org)
    told = [kind_badge(row.kind), *(f":gray-badge[{safe(one)}]" for one in tags(row))]
    st.markdown(" ".join(told))


def tags(row: ResourceRow) -> list[str]:
    """Stages, topics and courses by their titles."""
    courses = [choice.title for key, choice in packs.courses().items() if key in row.courses]
    topics = [choice.title for key, choice in packs.topics().items() if key in row.topics]
    return [*filter(None, [cards.stage_words(row.stages)]), *dict.fromkeys([*topics, *courses])]


def pick_file(files: Sequence[FileRow], *, key: str) -> FileRow:
    """Which of its files; the first at first."""
    if len(files) == 1:
        return files[0]
    by_id = {one.id: one for one in files}
    chosen = st.pills(
        "文件", list(by_id), default=files[0].id, required=True, wrap=True, key=key,
        format_func=lambda one: f"{icon_of(by_id[one].kind)} {safe(by_id[one].title)}",
    )  # fmt: skip
    return by_id[chosen]


def file_line(file: FileRow) -> None:
    """What the file in hand is."""
    st.caption(f"{tag(file.kind, file.size)}　{safe(file.title)}")


def summary(row: ResourceRow) -> None:
    """What it is about, in the submitter's words."""
    if row.summary:
        st.markdown(safe_lines(row.summary))


def facts(row: ResourceRow) -> None:
    """What is known of it."""
    licence = packs.licences().get(row.licence)
    pairs = [
        ("类型", KIND_TITLES[row.kind]),
        ("学段", cards.stage_words(row.stages)),
        ("主题", cards.topic_words(row.topics)),
        ("年份", f"{row.year} 年"),
        ("作者", row.author or "没有写"),
        ("来自", row.org),
        ("放在", f"{row.shelf}的架上" if row.shelf else ""),
        ("怎样使用", f"{licence.title}：{licence.words}" if licence else "没有写"),
        ("评价", cards.liked(row) or "还没有人评"),
        ("用过", f"下载 {row.downloads:,} 次，上课 {row.lessons:,} 次"),
    ]
    with st.container(border=True):
        parts.facts(parts.Fact(label, words) for label, words in pairs if words)


def may_be_taken(row: ResourceRow) -> bool:
    """Whether the licence lets files be taken along."""
    return packs.may_be_taken(row.licence)


class Taking(NamedTuple):
    """One way to take files along; `file_id` None is all of them."""

    label: str
    file_id: int | None
    name: str
    mime: str
    key: str


def takings(row: ResourceRow, files: Sequence[FileRow], file: FileRow) -> list[Taking]:
    """The file in hand, and all of them where there are several that are not too large together."""
    label = "下载" if len(files) == 1 else "下载这个文件"
    ways = [Taking(label, file.id, name_of(file.title, file.kind), MIME[file.kind], f"resource.take.{file.id}")]
    if len(files) > 1 and sum(one.size for one in files) <= MOST_AT_ONCE:
        ways.append(Taking(f"下载全部 {len(files)} 个", None, name_of(row.title, "zip"), ZIP, f"resource.all.{row.id}"))
    return ways


def remarks(said: Sequence[RatingRow]) -> None:
    """What others wrote, without who they are."""
    for one in [one for one in said if one.words][:REMARKS]:
        st.markdown(
            f"{'★' * one.stars}　{safe(one.words)}  \n:small[:gray[{month_day(local(one.at).date(), year=True)}]]"
        )
