"""Numbers that were typed, codes that were named, pictures that were scanned: nothing is lost on the way in silence."""

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image
from pydantic import ValidationError

from core.access import SYSTEM_SCOPE
from core.database import reading
from core.evaluation import queries
from core.evaluation.rules.gaps import gaps
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark, typed
from core.evaluation.rules.merging import merged
from core.evaluation.rules.spec import Item, Kind, Purpose, RubricSpec, Source
from core.evaluation.rules.states import ResultRule, RoundState
from core.evaluation.tables import Moderation
from core.evaluation.views.mark_fields import is_whole_number
from core.media import cleaned
from core.media.leaves import leaves
from tests.evaluation.after import rows_of
from tests.evaluation.rated import advanced, kept
from tests.ui.app import signed_in
from tests.world import World


def one(item: Item, *more: Item) -> RubricSpec:
    return RubricSpec(
        key="one", version="1", title="一项", purpose=Purpose.SUPERVISION, source=Source(document="测试用"),
        items=(Item(code="x", title="别的", points=Decimal(5)), item, *more),
    )  # fmt: skip


WITHOUT_POINTS = [
    Item(code="v", title="事故", kind=Kind.VETO, may_be_na=True),
    Item(code="v", title="只看有没有", kind=Kind.CHECK, may_be_na=True),
    Item(code="v", title="扣分", kind=Kind.DEDUCT, each=Decimal(1), points=Decimal(3), may_be_na=True),
]


@pytest.mark.parametrize("item", WITHOUT_POINTS, ids=lambda item: item.kind.value)
def test_the_chair_is_asked_about_every_item_without_which_there_is_no_result(item: Item) -> None:
    """Whether an item applies is a difference too, also where it gives no points."""
    spec = one(item)
    sheets = [{"x": Mark.of(5), "v": NOT_APPLICABLE}, {"x": Mark.of(5), "v": Mark.of(0)}]
    waits = merged(spec, sheets, {}, ResultRule.CHAIR).unsettled
    assert set(waits) <= set(gaps(spec, sheets, points=Decimal(0), anchors=0))


@pytest.mark.parametrize("code", ["A 1", "A\u30001", " A", "A\n1"])
def test_a_code_with_a_blank_in_it_is_none(code: str) -> None:
    """Codes are kept in lists with blanks between them: one with a blank would come back as two."""
    with pytest.raises(ValidationError):
        Item(code=code, title="事故")


@pytest.mark.parametrize(
    ("entered", "meant"),
    [(0.1 + 0.2, "0.3"), (4.3, "4.3"), (0.7 * 3, "2.1"), (12, "12"), (1e-4, "0.0001"), ("2.50", "2.50")],
)
def test_a_number_is_what_was_typed(entered: float | str, meant: str) -> None:
    assert typed(entered) == Decimal(meant)
    assert typed(entered) % Decimal("0.0001") == 0


def test_a_settlement_begins_from_nothing(sqlite_world: World) -> None:
    """A form that is sent without a choice is not a zero that somebody agreed on."""
    sheets = {"a": [{"1.1": 10, "1.2": 9, "1.3": 0}, {"1.1": 2, "1.2": 9, "1.3": 0}]}
    round_ = kept(sqlite_world, sheets, gap_points=1)
    advanced(sqlite_world, round_.round_id, RoundState.MODERATION)
    test = signed_in(sqlite_world, "researcher", "moderation").run()
    next(one for one in test.text_area if one.label == "理由").set_value("一起看过台账")
    next(one for one in test.button if one.label == "定下来").click().run()
    assert not test.exception
    assert [row.settled_at for row in rows_of(Moderation)] == [None]


@pytest.mark.parametrize("mode", ["I;16", "L", "LA", "1", "P", "RGB", "RGBA"])
def test_a_scan_of_any_depth_stays_legible(mode: str) -> None:
    """Half dark, half light: it is so afterwards."""
    high = {"I;16": 48_000, "1": 1}.get(mode, 200)
    grey = Image.new("L" if mode != "I;16" else mode, (40, 20), 0)
    grey.paste(high, (20, 0, 40, 20))
    buffer = BytesIO()
    (grey if mode in ("I;16", "L") else grey.point(lambda value: 255 if value else 0).convert(mode)).save(buffer, "PNG")
    with Image.open(BytesIO(cleaned(buffer.getvalue(), "png"))) as drawn:
        shown = drawn.convert("L")
        assert shown.getpixel((35, 10)) > 100
        assert shown.getpixel((5, 10)) < 50
        assert shown.getpixel((35, 10)) != 255 or mode != "I;16"


def test_marks_of_a_school_that_is_left_out_say_nothing_about_agreement(world: World) -> None:
    from sqlmodel import select

    from core.database import within, writing
    from core.evaluation.rules.states import EntryState
    from core.evaluation.tables import Entry

    same = {"1.1": 10, "1.2": 9, "1.3": 0}
    round_ = kept(world, {"a": [same, same], "b": [same, same]}, state=RoundState.MODERATION)
    with writing() as session:
        statement = within(SYSTEM_SCOPE, select(Entry).where(Entry.id == round_.entries["b"]), Entry)
        row = session.exec(statement).one()
        row.stood, row.state = row.state, EntryState.EXEMPT
    with reading() as session:
        found = queries.agreement(session, SYSTEM_SCOPE, round_id=round_.round_id)
    assert found is not None
    assert found.entries == 1


def test_a_pdf_that_would_be_drawn_for_hours_is_given_up() -> None:
    """10 MB of full pages painted over each other; it packs into some kilobytes."""
    painting = b"0 0 595 842 re f\n" * 600_000
    assert leaves(a_pdf(painting), seconds=3) is None


def test_an_ordinary_page_is_drawn() -> None:
    drawn = leaves(a_pdf(b"0 0 100 100 re f"))
    assert drawn is not None
    assert drawn.total == 1
    with Image.open(BytesIO(drawn.pages[0])) as page:
        assert (page.format, page.width) == ("JPEG", 1200)


def a_pdf(painting: bytes) -> bytes:
    """A page of A4 with this on it."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(painting), painting),
    ]  # fmt: skip
    made, places = b"%PDF-1.4\n", list[int]()
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%sendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


@pytest.mark.parametrize(
    ("points", "step", "whole"), [("12", "1", True), ("12.5", "1", False), ("12", "0.5", False), ("12", "2", True)]
)
def test_full_points_can_always_be_written(points: str, step: str, whole: bool) -> None:
    """A field of whole numbers would end at 12 where 12.5 is full."""
    item = Item(code="x", title="一项", points=Decimal(points), step=Decimal(step))
    assert is_whole_number(item) is whole
