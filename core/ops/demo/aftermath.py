"""What follows the demo's rounds: recognitions of earlier years, things put right or not, a training need."""

from datetime import date, timedelta
from decimal import Decimal

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.queries import RectificationRow
from core.evaluation.rules.recognising import RecognitionDraft
from core.evaluation.rules.rectifying import Wanted, suggestions
from core.evaluation.rules.results import NodeScore
from core.evaluation.rules.states import Rank, RoundState
from core.ops.demo.judging import photograph
from core.ops.demo.registry import County, morning
from core.ops.demo.rounds import Held

EARLIER = (
    ("云江省心理健康教育特色学校", Rank.PROVINCE, "云教心〔2021〕118号", 5, 500),
    ("云江省心理健康教育特色学校", Rank.PROVINCE, "云教心〔2021〕126号", 5, 500),
    ("望江市心理健康教育示范校", Rank.CITY, "望教心〔2023〕12号", 3, 45),
    ("望江市心理健康教育示范校", Rank.CITY, "望教心〔2023〕15号", 3, None),
    ("望江市标准化心理辅导室", Rank.CITY, "望心室〔2022〕31号", 4, -60),
)
"""Title, level, number, how many years ago it was given, and days from today to its last one (None: without end)."""
WEAK = Decimal("0.8")
MOST = 6  # things to put right
NEEDED = "B3"  # 本学年人均培训学时


def by_hand(county: County) -> None:
    """Enter what province and city gave in earlier years."""
    with clock.stopped_at(morning(date(county.year - 1, 9, 20))):
        for school, (title, rank, number, years, days) in zip(county.schools, EARLIER, strict=False):
            until = None if days is None else county.day + timedelta(days=days)
            draft = RecognitionDraft(school.id, title, "", rank, number, date(county.year - years, 6, 15), until)
            actions.add_recognition(county.session, county.people["researcher"], draft=draft)


def put_right(held: Held) -> None:
    """Ask for what is weak, let schools reply, look at some of it again; what is weak becomes training needs."""
    county, year = held.county, held.county.year
    held.advance(RoundState.RECTIFYING, date(year, 5, 20))
    with clock.stopped_at(morning(date(year, 5, 21))):
        _ask(held)
    scope = county.people["researcher"].over(Capability.MANAGE_EVALUATION)
    rows = queries.rectifications(county.session, scope, today=county.day, round_id=held.id)
    rows.sort(key=lambda row: (row.school_id == county.shown.id, row.id))
    with clock.stopped_at(morning(date(year, 5, 22))):
        for row in rows:
            actions.raise_training_needs(
                county.session, county.people["researcher"], round_id=held.id, standard="", code=row.code,
                school_ids=[row.school_id], topic=f"{row.what.partition('：')[0]}：怎样做起来",
            )  # fmt: skip
        actions.raise_training_needs(
            county.session, county.people["researcher"], round_id=held.id, standard="", code=NEEDED,
            school_ids=[one.school.id for one in held.taking[-2:]],
        )  # fmt: skip
    for fate, row in zip(("passed", "again", "done", "passed", "done"), rows[:-1], strict=False):
        _follow(held, row, fate)


def _ask(held: Held) -> None:
    """The weakest item of the shown school and of the weakest ones, by the end of this term."""
    county = held.county
    shown = [one for one in held.taking if one.school.id == county.shown.id]
    for one in [*shown, *[each for each in reversed(held.taking) if each not in shown][: MOST - 1]]:
        scope = one.school.admin.over(Capability.VIEW_EVALUATION)
        told = queries.outcomes(county.session, scope, entry_id=one.entry.id, standard="")
        items = {row.code: NodeScore(row.score, row.most, row.na) for row in told.values() if row.is_item}
        weak = suggestions(held.spec, items, (), below=WEAK)[:1]
        wanted = [Wanted(each.code, each.what, "分管校长", date(county.year, 12, 18)) for each in weak]
        actions.raise_rectification(county.session, county.people["researcher"], entry_id=one.entry.id, wanted=wanted)


def _follow(held: Held, row: RectificationRow, fate: str) -> None:
    county, year = held.county, held.county.year
    school = next(one for one in county.schools if one.id == row.school_id)
    with clock.stopped_at(morning(date(year, 6, 12))):
        added = actions.add_evidence(
            county.session, school.admin, school_id=school.id, title="整改后的照片（示意图）",
            taken_on=date(year, 6, 10), content=photograph(school.id + 7),
        )  # fmt: skip
        actions.reply_rectification(
            county.session, school.admin, rectification_id=row.id, evidence_id=added.id,
            reply="已经补上，制度和记录放在辅导室，照片见佐证。",
        )  # fmt: skip
    if fate != "done":
        with clock.stopped_at(morning(date(year, 6, 22))):
            finding = "现场看过，已经做到。" if fate == "passed" else "做了一半，记录还要接着写。"
            actions.recheck(
                county.session, county.people["centre"], rectification_id=row.id, passed=fate == "passed",
                finding=finding, due_on=date(year, 12, 18),
            )  # fmt: skip
