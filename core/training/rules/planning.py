"""What becomes of one person: facts, posts and certificates that are new or change; what the rows leave open stays."""

from collections.abc import Iterator, Sequence
from datetime import date

from core.training.rules import COUNSELLORS, Education, Gender
from core.training.rules.likeness import number_of
from core.training.rules.planned import Group, Placed, Planned, PlannedPaper, PlannedPost
from core.training.rules.register import Known, KnownPost
from core.training.rules.staff import CertificateFacts, PersonFacts
from core.training.rules.workbook import PERSONAL, Line, PostFacts

BLANK = frozenset([None, "", Gender.UNTOLD, Education.UNTOLD])


def planned(group: Group) -> Planned:
    lines = [one.line for one in group.rows]
    same = group.same
    if same is not None and not same.kept:
        return Planned(same.school_id, same.facts, same, tuple(_posts(group)), ())
    home = same.school_id if same else _home(group.rows)
    return Planned(home, facts_of(lines, same), same, tuple(_posts(group)), tuple(_papers(lines, same)))


def _home(rows: Sequence[Placed]) -> int:
    """The school of the first post that lasts, else of the first row."""
    lasting = (one.school_id for one in rows if one.line.post and one.line.post.until is None)
    return next(lasting, rows[0].school_id)


def facts_of(lines: Sequence[Line], same: Known | None) -> PersonFacts:
    """What is known of somebody with what the rows say; what they leave open stays."""
    facts = same.facts if same else lines[0].facts
    for key in PERSONAL:
        said = next((value for line in lines if (value := getattr(line.facts, key)) not in BLANK), None)
        facts = facts if said is None else facts._replace(**{key: said})
    return facts


def _posts(group: Group) -> Iterator[PlannedPost]:
    """The posts that are new or change. A row speaks of the post that began that day, else of the one that lasts."""
    said: dict[tuple[int, str, date], PostFacts] = {}
    for one in group.rows:
        if post := one.line.post:
            key = (one.school_id, post.kind.value, post.since)
            before = said.get(key)
            said[key] = post if before is None else before._replace(
                subject=before.subject or post.subject, until=before.until or post.until
            )  # fmt: skip
    left = list(group.same.posts) if group.same else []
    for sure in (True, False):
        for key, post in list(said.items()):
            known = _meant(key[0], post, left, sure=sure)
            if known is None and sure:
                continue
            del said[key]
            left = [one for one in left if one is not known]
            now = post._replace(
                subject=post.subject or (known.subject if known else ""),
                until=post.until or (known.until if known else None),
            )  # fmt: skip
            if known is None or now != PostFacts(known.kind, known.subject, known.since, known.until):
                yield PlannedPost(known.id if known else None, key[0], now)


def _meant(school_id: int, post: PostFacts, left: Sequence[KnownPost], *, sure: bool) -> KnownPost | None:
    here = [one for one in left if one.school_id == school_id]
    exact = [one for one in here if (one.kind, one.since) == (post.kind, post.since)]
    if exact or sure:
        return exact[0] if exact else None
    lasting = [one for one in here if one.until is None and post.until is None]
    counselling = [one for one in lasting if one.kind in COUNSELLORS and post.kind in COUNSELLORS]
    return next((one for one in lasting if one.kind is post.kind), next(iter(counselling), None))


def _papers(lines: Sequence[Line], same: Known | None) -> Iterator[PlannedPaper]:
    """The certificates that are new or change; one is told by its sort and number, else by its number, or sort and day."""
    said: dict[object, tuple[CertificateFacts, bool]] = {}
    for line in lines:
        if line.certificate:
            said.setdefault(sort_of(line.certificate), (line.certificate, line.endless))
    left = list(same.papers) if same else []
    for sure in (True, False):
        for key, (paper, endless) in list(said.items()):
            known = next((one for one in left if _is_meant(one.facts, paper, sure=sure)), None)
            if known is None and sure:
                continue
            del said[key]
            left = [one for one in left if one is not known]
            now = _over(known.facts, paper, endless=endless) if known else paper
            if known is None or now != known.facts:
                yield PlannedPaper(known.id if known else None, now)


def sort_of(paper: CertificateFacts) -> tuple[str, str]:
    """What tells certificates of one person: some issuers number every sort by the holder's identity card."""
    return paper.kind, number_of(paper.number) or paper.same[1]


def _is_meant(known: CertificateFacts, said: CertificateFacts, *, sure: bool) -> bool:
    number = number_of(said.number)
    return sort_of(known) == sort_of(said) or (not sure and bool(number) and number_of(known.number) == number)


def _over(known: CertificateFacts, said: CertificateFacts, *, endless: bool) -> CertificateFacts:
    return said._replace(
        number=said.number or known.number,
        level=said.level or known.level,
        issuer=said.issuer or known.issuer,
        valid_until=None if endless else said.valid_until or known.valid_until,
    )
