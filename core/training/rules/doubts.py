"""What stands against a workbook of staff: rows that contradict each other, and people who may be somebody else."""

from collections.abc import Iterator, Sequence
from datetime import date

from core.errors import Gravity, Problem
from core.organisations.rules import Place
from core.training.rules import COUNSELLORS
from core.training.rules.likeness import number_of
from core.training.rules.planned import Group, Placed, PlannedPost
from core.training.rules.planning import BLANK, facts_of, planned, sort_of
from core.training.rules.register import Known, Register, unlike
from core.training.rules.staff import CertificateFacts
from core.training.rules.workbook import PERSONAL


def doubts(group: Group, register: Register, place: Place) -> Iterator[Problem]:
    first, same = group.rows[0].line, group.same
    yield from _disagreeing(group.rows, place)
    yield from _papers_disagreeing(group.rows, place)
    said = facts_of([one.line for one in group.rows], None)
    if same is None and not any(one.line.post for one in group.rows):
        yield place.problem(first.row, "kind", "", "training.post_needed")
    if same is not None and same.kept and unlike(same.facts, said):
        yield place.problem(first.row, "name", first.facts.name, "training.namesake_differs")
    if same is not None and not same.kept and any(one.line.certificate for one in group.rows):
        kept = place.problem(first.row, "name", first.facts.name, "training.kept_elsewhere")
        yield kept._replace(gravity=Gravity.CHECK)
    if same is not None and not same.kept and any(_takes_up(post, same) for post in planned(group).posts):
        yield place.problem(first.row, "until", first.facts.name, "training.post_over_elsewhere")
    numbers = frozenset(filter(None, (number_of(p.line.certificate.number) for p in group.rows if p.line.certificate)))
    schools = [one.school_id for one in group.rows]
    if same is None and register.elsewhere(schools, said, numbers):
        moved = place.problem(first.row, "name", first.facts.name, "training.perhaps_known")
        yield moved._replace(gravity=Gravity.CHECK)


def _takes_up(post: PlannedPost, same: Known) -> bool:
    """Whether a post is new, or lasts longer than on record: both are up to where the file lies, as on the screen."""
    ended = {one.id: one.until for one in same.posts}
    if post.id is None:
        return True
    until = ended[post.id]
    return until is not None and (post.facts.until is None or post.facts.until > until)


def _disagreeing(rows: Sequence[Placed], place: Place) -> Iterator[Problem]:
    """Rows of one person that cannot all be true."""
    distinct = {(one.school_id, one.line.facts, one.line.post): one for one in reversed(rows)}
    told = sorted(distinct.values(), key=lambda one: one.line.row)
    for at, one in enumerate(told):
        found = next(((before, key) for before in told[:at] if (key := _quarrel(before, one))), None)
        if found:
            first, line = str(found[0].line.row), one.line
            yield place.problem(line.row, found[1], line.facts.name, "training.rows_disagree", first=first)


def _papers_disagreeing(rows: Sequence[Placed], place: Place) -> Iterator[Problem]:
    """Rows of one certificate that cannot all be true: one of them would be left out."""
    first: dict[object, tuple[int, CertificateFacts]] = {}
    for line in sorted((one.line for one in rows), key=lambda one: one.row):
        paper = line.certificate
        if paper is None or not number_of(paper.number):
            continue
        row, before = first.setdefault(sort_of(paper), (line.row, paper))
        told = [{getattr(before, name), getattr(paper, name)} for name in ("issued_on", "valid_until", "level")]
        if any(len(both) > 1 and not both & BLANK for both in told):
            yield place.problem(line.row, "number", paper.number, "training.papers_disagree", first=str(row))


def _quarrel(one: Placed, other: Placed) -> str | None:
    """The column in which two rows of one person contradict each other."""
    for key in PERSONAL:
        told = getattr(one.line.facts, key), getattr(other.line.facts, key)
        if told[0] != told[1] and not set(told) & BLANK:
            return key
    left, right = one.line.post, other.line.post
    if (
        left is None
        or right is None
        or one.school_id != other.school_id
        or left[:1] + left[2:] == right[:1] + right[2:]
    ):
        return None
    overlap = left.since <= (right.until or date.max) and right.since <= (left.until or date.max)
    rival = left.kind is right.kind or {left.kind, right.kind} <= set(COUNSELLORS)
    return "name" if overlap and rival else None
