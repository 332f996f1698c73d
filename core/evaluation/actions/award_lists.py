"""公示名单 of a contest: who was awarded, as a paper or a workbook; no scores, no people's names."""

from collections.abc import Sequence

from sqlmodel import Session

from core import audit, clock
from core.access import Actor, Capability, require
from core.errors import Refused
from core.evaluation.actions.loading_contests import check_contest, held_contest
from core.evaluation.queries.contests import ContestRow, contest_seen
from core.evaluation.queries.nominations import HonourRow, honours
from core.evaluation.rules.contest_titles import CONTEST_SUBJECTS, award_title
from core.evaluation.rules.contests import SHOWN
from core.evaluation.rules.dates import long_day
from core.sheets.export import Table, workbook
from core.sheets.paper import Part, paper

HEAD = ("序号", "学校", "名称", "奖项")


def export_awards(session: Session, actor: Actor, *, contest_id: int, as_workbook: bool = False) -> bytes:
    """The list of a contest that is public as .docx, or as .xlsx: highest award first and then by school.

    Raises Refused("contests.not_now") before publicity and Refused("contests.nobody_awarded") for an empty list.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    row, now = held_contest(session, actor, contest_id), clock.now()
    check_contest(row, *SHOWN)
    contest, found = contest_seen(session, scope, contest_id), honours(session, scope, contest_id=contest_id)
    if not found:
        raise Refused("contests.nobody_awarded")
    audit.record(
        session, actor, "contest.list_exported", row, org_id=row.org_id, works=len(found), workbook=as_workbook
    )
    if as_workbook:
        lines = [(number, *_cells(contest, one)) for number, one in enumerate(found, 1)]
        return workbook([Table("公示名单", HEAD, lines, f"{contest.title}　{_appeal(contest)}")])
    mark = f"{contest.org_name}　公示用　{long_day(clock.local(now).date())}"
    return paper(f"{contest.title}　公示名单", _parts(contest, found), mark=mark, at=now)


def _parts(contest: ContestRow, found: Sequence[HonourRow]) -> list[Part]:
    facts = [
        ("评选", CONTEST_SUBJECTS[contest.subject], "主办", contest.org_name),
        ("范围", contest.season or f"{contest.year} 年", "公示期", public_days(contest)),
    ]
    lists = [
        Part(f"{title}（{len(rows)} 个）", [HEAD, *((str(at), *_cells(contest, one)) for at, one in enumerate(rows, 1))],
             header=True)
        for title, rows in _by_award(contest, found)
    ]  # fmt: skip
    lists[-1] = lists[-1]._replace(below=_appeal(contest))
    return [Part("", facts), *lists]


def public_days(contest: ContestRow) -> str:
    """From when until when it is public, in words."""
    if contest.public_from is None or contest.public_until is None:
        return "还没有公示"
    return f"{long_day(contest.public_from)}至{long_day(contest.public_until)}"


def _by_award(contest: ContestRow, found: Sequence[HonourRow]) -> list[tuple[str, list[HonourRow]]]:
    levels = [(award.title, [one for one in found if one.award == award.key]) for award in contest.awards]
    return [(title, rows) for title, rows in levels if rows]


def _cells(contest: ContestRow, one: HonourRow) -> tuple[str, str, str]:
    return one.school, one.title, award_title(contest.awards, one.award)


def _appeal(contest: ContestRow) -> str:
    return f"公示期内如有不同意见，请向{contest.org_name}反映。" if contest.public_until else ""
