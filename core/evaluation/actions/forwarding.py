"""推荐上报: one archive of what a bureau recommends upwards, a paper and the files of every work, and a table of all."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.database import files
from core.errors import Refused
from core.evaluation.actions.loading_contests import check_contest, held_contest
from core.evaluation.queries.contests import ContestRow, contest_seen
from core.evaluation.queries.nominations import NominationRow, nominations
from core.evaluation.queries.works import Work, WorkFile, titles_of_works, work, work_thumbs
from core.evaluation.rules.contest_titles import award_title
from core.evaluation.rules.contests import SHOWN
from core.evaluation.rules.work_facts import facts_of
from core.sheets.export import Table, workbook
from core.sheets.paper import Part, paper

MOST_BYTES = 300 * 2**20
"""An archive is made in memory, and sent to a browser in one piece."""
ON_PAPER = 8  # pictures; all of them lie beside the paper
HEAD = ("序号", "学校", "名称", "类别", "奖项", "评审得分", "推荐理由", "文件夹")


class _Entry(NamedTuple):
    """One work in the archive and its folder: a number and the school, for a title may name somebody."""

    folder: str
    row: NominationRow
    work: Work


def export_forwarded(session: Session, actor: Actor, *, contest_id: int, nomination_ids: Sequence[int] = ()) -> bytes:
    """The archive (.zip) of the works that are recommended upwards, or of these among them.

    A folder a work: 推荐表.docx and its files, numbered, without their titles; 推荐汇总表.xlsx beside the folders. Files that
    may only be looked at stay here, works that are with their school again are left out. Raises
    Refused("contests.nobody_forwarded") for nothing, and Refused("contests.package_large") beyond MOST_BYTES of files.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    held, now = held_contest(session, actor, contest_id), clock.now()
    check_contest(held, *SHOWN)
    contest = contest_seen(session, scope, contest_id)
    chosen = [
        row for row in nominations(session, scope, contest_id=contest_id)
        if row.forwarded and row.is_in and (not nomination_ids or row.id in nomination_ids)
    ]  # fmt: skip
    if not chosen:
        raise Refused("contests.nobody_forwarded")
    order = [award.key for award in contest.awards]
    ranked = sorted(chosen, key=lambda row: (order.index(row.award), -(row.total or 0), row.school, row.id))
    entries = [
        _Entry(f"{at:02d}_{_file_name(row.school)}", row, work(session, scope, nomination_id=row.id))
        for at, row in enumerate(ranked, 1)
    ]
    size = sum(file.size for one in entries for file in _taken(one.work))
    if size > MOST_BYTES:
        raise Refused("contests.package_large", most=MOST_BYTES // 2**20)
    audit.record(session, actor, "contest.package_exported", held, org_id=held.org_id, works=len(entries), bytes=size)
    return _archive(_members(contest, entries, now), now)


def _members(contest: ContestRow, entries: Sequence[_Entry], now: datetime) -> Iterable[tuple[str, bytes]]:
    """Names and contents, one after the other: no two files are open at once."""
    yield "推荐汇总表.xlsx", workbook([_summary(contest, entries)])
    for one in entries:
        yield f"{one.folder}/推荐表.docx", _form(contest, one, now)
        for at, file in enumerate(_taken(one.work), 1):
            yield f"{one.folder}/材料{at:02d}.{_ending(file.kind)}", files.fetch(file.digest)


def _taken(seen: Work) -> Sequence[WorkFile]:
    """The files that go along."""
    return seen.files if seen.may_be_taken else ()


def _archive(members: Iterable[tuple[str, bytes]], now: datetime) -> bytes:
    """Stored, not packed: photographs, videos and papers are packed already."""
    buffer, when = io.BytesIO(), clock.local(now).timetuple()[:6]
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(ZipInfo(name, when), content)
    return buffer.getvalue()


def _summary(contest: ContestRow, entries: Sequence[_Entry]) -> Table:
    lines = [
        (
            at, one.row.school, one.row.title, dict(facts_of(one.work.facts, titles_of_works()))["类别"],
            award_title(contest.awards, one.row.award), _points(one.row), one.row.reason, one.folder,
        )
        for at, one in enumerate(entries, 1)
    ]  # fmt: skip
    return Table("推荐汇总表", HEAD, lines, f"{contest.title}　{contest.org_name}推荐")


def _form(contest: ContestRow, one: _Entry, now: datetime) -> bytes:
    """推荐表 of one work: what it is, what it tells, why it is recommended, some of its pictures."""
    facts = [
        ("学校", one.row.school),
        ("名称", one.row.title),
        *facts_of(one.work.facts, titles_of_works(), named=True),
    ]
    if not one.work.may_be_taken:
        facts.append(("材料", "许可为“仅供在线看”，文件没有放进来"))
    facts += [
        ("奖项", award_title(contest.awards, one.row.award)), ("评审得分", _points(one.row)),
        ("学校推荐理由", one.row.reason), ("推荐单位意见", "　\n\n　　　　　　　　（盖章）　　　　年　　月　　日"),
    ]  # fmt: skip
    shown = list(work_thumbs(one.work).values())[:ON_PAPER]
    about = [Part("内容介绍", [("介绍", one.work.text)])] if one.work.text else []
    pictures = [Part("照片", (), pictures=shown)] if shown else []
    mark = f"{contest.org_name}　推荐上报用　{clock.local(now):%Y-%m-%d}"
    return paper(f"{contest.title}　推荐表", [Part("", facts), *about, *pictures], mark=mark, at=now)


def _points(row: NominationRow) -> str:
    return "" if row.total is None else f"{row.total:.2f}"


def _ending(kind: str) -> str:
    return "jpg" if kind == "jpeg" else kind


def _file_name(text: str) -> str:
    """The name of a school as every system may keep it in a folder's name."""
    return "".join(sign for sign in text if sign.isalnum())[:40] or "学校"
