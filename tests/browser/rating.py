"""Rounds of the running school year in the standing world, and what they keep of what was done in a browser."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import files, reading, within, writing
from core.evaluation.actions.loading import loaded_round
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState
from core.evaluation.tables import Assignment, Evidence, EvidenceLink, ItemMark, Recognition, SelfMark
from tests.browser.papers import Paper
from tests.evaluation.after import BEST, GRADED
from tests.evaluation.builders import SMALL, a_room, a_round, an_assignment, an_entry
from tests.evaluation.rated import kept
from tests.evaluation.selfing import SHEET
from tests.media.builders import GPS, MAKER, photo
from tests.world import World

PHOTO, DOCUMENT = "辅导室照片", "心理健康制度"
AREA = 24  # ㎡


class Sheets(NamedTuple):
    """An entry and its sheets by rater."""

    entry: int
    of: dict[str, int]


def days(*, over: bool) -> dict[str, Any]:
    """The days of a round: its self-assessment runs on, or is `over`."""
    today = clock.today()
    self_until = today + timedelta(days=-5 if over else 5)
    return {
        "opens_on": today - timedelta(days=30), "school_year": clock.school_year(today), "self_until": self_until,
        "review_until": self_until + timedelta(days=30), "publicity_until": self_until + timedelta(days=40),
    }  # fmt: skip


def a_known_room(world: World) -> None:
    """School A has a room on record."""
    with writing() as session:
        a_room(session, world, area=AREA)


def to_assess(world: World, title: str) -> int:
    """School A at its self-assessment; answers its entry."""
    with writing() as session:
        return an_entry(session, world, a_round(session, world, rubric=SHEET, title=title, **days(over=False)))


def to_mark(world: World, title: str, *raters: str) -> Sheets:
    """School B handed its self-assessment in; each rater has a sheet to mark."""
    with writing() as session:
        round_id = a_round(session, world, rubric=SMALL, state=RoundState.REVIEW, title=title, **days(over=True))
        entry = an_entry(session, world, round_id, "b", EntryState.SUBMITTED)
        return Sheets(entry, {who: an_assignment(session, world, entry, who) for who in raters})


def to_settle(world: World, title: str) -> int:
    """All sheets are handed in; at school B two raters are five points apart, where two are allowed. Answers the round."""
    apart = [{"1.1": 4, "1.2": 6, "1.3": 0}, {"1.1": 9, "1.2": 6, "1.3": 0}]
    facts = {"title": title, "gap_points": Decimal(2), **days(over=True)}
    return kept(world, {"a": [BEST, BEST], "b": apart}, rubric=GRADED, **facts).round_id


def end_publicity(round_id: int) -> None:
    """The days of publicity are over since yesterday."""
    with writing() as session:
        row = loaded_round(session, SYSTEM_SCOPE, round_id)
        row.review_until = row.publicity_until = clock.today() - timedelta(days=1)


def recognised(round_id: int) -> dict[int, str]:
    """The grades in the register by school."""
    return {row.school_id: row.grade for row in _rows(Recognition, Recognition.round_id == round_id)}


def papers() -> list[Paper]:
    """A photograph as a phone takes it, with the place on earth, and a paper of two pages."""
    picture = photo((320, 200))
    assert Image.open(BytesIO(picture)).getexif().get_ifd(GPS)
    buffer = BytesIO()
    leaf = Image.new("RGB", (210, 297), "white")
    leaf.save(buffer, "PDF", save_all=True, append_images=[leaf])
    return [Paper(f"{PHOTO}.jpg", picture), Paper(f"{DOCUMENT}.pdf", buffer.getvalue())]


def self_marks(entry: int) -> dict[str, Mark]:
    """What a school put down."""
    return {row.code: unpacked(row.value) for row in _rows(SelfMark, SelfMark.entry_id == entry)}


def rater_marks(sheet: int) -> dict[str, Mark]:
    """What a rater put down."""
    return {row.code: unpacked(row.value) for row in _rows(ItemMark, ItemMark.assignment_id == sheet)}


def handed_in(sheets: Sheets) -> set[str]:
    """Who submitted."""
    rows = _rows(Assignment, Assignment.entry_id == sheets.entry)
    done = {row.id for row in rows if row.state is AssignmentState.SUBMITTED}
    return {who for who, sheet in sheets.of.items() if sheet in done}


def proofs(entry: int) -> dict[str, set[str]]:
    """The titles of the evidence beside each item."""
    links = _rows(EvidenceLink, EvidenceLink.entry_id == entry)
    titles = {row.id: row.title for row in _rows(Evidence)}
    return {
        code: {titles[one.evidence_id] for one in links if one.code == code} for code in {one.code for one in links}
    }


def kept_photo(entry: int) -> bytes:
    """The photograph beside the items of an entry, as it was kept."""
    ids = {one.evidence_id for one in _rows(EvidenceLink, EvidenceLink.entry_id == entry)}
    (row,) = (row for row in _rows(Evidence) if row.id in ids and row.kind == "jpeg")
    return files.fetch(row.digest)


def tells_where(picture: bytes) -> bool:
    """Whether a picture says where, or with what, it was taken."""
    exif = Image.open(BytesIO(picture)).getexif()
    return bool(exif.get_ifd(GPS)) or MAKER in exif


def _rows(kind: Any, *where: Any) -> list[Any]:
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(kind).where(*where).order_by(kind.id), kind)))
