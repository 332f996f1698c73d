"""What was nominated, as those read it who judge it, who hold the contest, and the school that nominated it."""

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.activities import packs
from core.activities.rules.facts import ActivityFacts
from core.activities.tables import Activity, ActivityFile
from core.database import files, within
from core.errors import NotFound
from core.evaluation.queries.contests import ContestRow, contest_seen
from core.evaluation.rules.states import ContestState, NominationState
from core.evaluation.rules.work_facts import REPORTS_IN, RESOURCES_IN, Made, Titles
from core.evaluation.tables import ContestJudge, Nomination
from core.library import packs as library_packs
from core.library.tables import Resource, ResourceFile
from core.media import PICTURES
from core.organisations.tables import Organisation

TAKEN_BACK = "这份材料现在在学校那里，暂时看不到。"
JUDGED_IN = (ContestState.REVIEW, ContestState.PUBLICITY, ContestState.CLOSED)


class WorkFile(NamedTuple):
    """A file of what was nominated; its content is opened by an act of its own. `size` is in bytes."""

    id: int
    title: str
    kind: str
    digest: str
    thumb: str
    size: int

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as it is."""
        return self.kind in PICTURES


class Work(NamedTuple):
    """One work: an activity that was held, or a resource that was made.

    Its files may be taken along, or looked at only where the licence of a resource says so.
    """

    nomination_id: int
    contest_id: int
    school_id: int
    school: str
    title: str
    facts: ActivityFacts | Made
    text: str
    reason: str
    files: tuple[WorkFile, ...]
    may_be_taken: bool = True


def work(session: Session, scope: Scope, *, nomination_id: int) -> Work:
    """What a school within `scope` nominated, in a contest that the scope sees; NotFound for any other."""
    row = _nominated(session, scope, nomination_id)
    contest_seen(session, scope, row.contest_id)
    return _work(session, scope, row)


def judged_work(session: Session, scope: Scope, *, nomination_id: int, judge_id: int) -> Work:
    """The same for one of the contest's judges, from the review on; NotFound for anybody else."""
    row = _nominated(session, scope, nomination_id)
    contest = contest_seen(session, scope, row.contest_id)
    open_to_judges = contest.state in JUDGED_IN and row.state is NominationState.NOMINATED
    if not (open_to_judges and scope.covers(contest.org_path) and _judges(session, contest, judge_id)):
        raise NotFound
    return _work(session, scope, row)


def titles_of_works() -> Titles:
    """What kinds of works and sorts of partners are called."""
    return Titles(packs.work_kinds(), packs.partners())


def work_thumbs(seen: Work) -> dict[int, bytes]:
    """Small pictures of what was found before, by file; a picture that is gone is left out."""
    found: dict[int, bytes] = {}
    for file in seen.files:
        if file.thumb:
            try:
                found[file.id] = files.fetch(file.thumb)
            except NotFound:
                continue
    return found


def _nominated(session: Session, scope: Scope, nomination_id: int) -> Nomination:
    row = session.exec(within(scope, select(Nomination).where(Nomination.id == nomination_id), Nomination)).first()
    if row is None:
        raise NotFound
    return row


def _work(session: Session, scope: Scope, row: Nomination) -> Work:
    school = session.exec(
        within(scope, select(Organisation.name).where(Organisation.id == row.school_id), Organisation)
    ).one()
    read = _activity if row.activity_id is not None else _resource
    told = read(session, scope, row)
    if not told.is_in:
        told = told._replace(text=TAKEN_BACK, files=[])
    return Work(
        row.id or 0, row.contest_id, row.school_id, school, told.title, told.facts, told.text, row.reason,
        tuple(WorkFile(*(getattr(file, name) for name in WorkFile._fields)) for file in told.files), told.may_be_taken,
    )  # fmt: skip


class _Told(NamedTuple):
    """What an area tells of a work; `is_in` unless the school removed it, or has it with itself again."""

    title: str
    facts: ActivityFacts | Made
    text: str
    files: list[Any]
    is_in: bool
    may_be_taken: bool = True


def _activity(session: Session, scope: Scope, row: Nomination) -> _Told:
    one = session.exec(within(scope, select(Activity).where(Activity.id == row.activity_id), Activity)).one()
    same = {name: getattr(one, name) for name in ActivityFacts._fields if name != "partners"}
    facts = ActivityFacts(**same, partners=tuple(one.partners))
    mine = select(ActivityFile).where(ActivityFile.activity_id == one.id, col(ActivityFile.removed_at).is_(None))
    ordered = mine.order_by(col(ActivityFile.position), col(ActivityFile.id))
    found = list(session.exec(within(scope, ordered, ActivityFile)))
    return _Told(one.title, facts, one.note, found, one.removed_at is None and one.state in REPORTS_IN)


def _resource(session: Session, scope: Scope, row: Nomination) -> _Told:
    one = session.exec(within(scope, select(Resource).where(Resource.id == row.resource_id), Resource)).one()
    mine = select(ResourceFile).where(ResourceFile.resource_id == one.id, col(ResourceFile.removed_at).is_(None))
    ordered = mine.order_by(col(ResourceFile.position), col(ResourceFile.id))
    found = list(session.exec(within(scope, ordered, ResourceFile)))
    is_in = one.removed_at is None and one.state in RESOURCES_IN
    facts = Made(one.kind, one.year, one.author)
    return _Told(one.title, facts, one.summary, found, is_in, library_packs.may_be_taken(one.licence))


def _judges(session: Session, contest: ContestRow, account_id: int) -> bool:
    statement = select(col(ContestJudge.id)).where(
        ContestJudge.contest_id == contest.id, ContestJudge.account_id == account_id
    )
    return session.exec(within(Scope.at(contest.org_path), statement, ContestJudge)).first() is not None
