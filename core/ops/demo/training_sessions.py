"""The demo's training sessions in every state, with the people whom schools send. Lecturers are fictitious, too."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from core import clock
from core.access import Capability
from core.ops.demo.registry import County, morning
from core.ops.demo.training_files import people_of
from core.ops.demo.training_people import sheet
from core.training.actions import (
    answer_needs,
    check_enrolment,
    enter_feedback,
    import_enrolment,
    make_session,
    open_enrolment,
    set_scores,
    settle_session,
    sign_in,
    start_session,
)
from core.training.queries import PartRow, PersonRow, participants
from core.training.rules import COUNSELLORS, PartState, SessionKind
from core.training.rules.drafts import SessionDraft, numbered
from core.training.rules.feedback import Said

HEADINGS = ("学校", "姓名", "手机后四位")
HALL, TEACHER = "云溪区教师发展中心报告厅（示例）", "程示例"
BEFORE, ENROLLED = timedelta(days=30), timedelta(days=12)
"""How long before its first day a session is opened, and people are enrolled."""
ABSENT, MISSED = 9, 5
"""Every so many people never come, and miss the second of two modules."""
WORDS = (
    "案例很贴近学校，回去就能用。",
    "希望多留一点练习的时间。",
    "",
    "转介的流程讲清楚了。",
    "",
    "下次想听家校沟通。",
    "",
    "",
)

Wanted = Callable[[int, PersonRow], bool]


class Held(NamedTuple):
    """A session of the demo, its draft, and the first and the last of its days."""

    county: County
    id: int
    draft: SessionDraft
    first: date
    last: date

    @property
    def parts(self) -> list[PartRow]:
        """Who is in it."""
        scope = self.county.people["researcher"].over(Capability.PLAN_TRAINING)
        return participants(self.county.session, scope, session_id=self.id)


def plan(
    county: County, kind: SessionKind, title: str, first: date, hours: str | tuple[tuple[str, Decimal], ...],
    category: str, *, days: int = 1, **other: Any,
) -> Held:  # fmt: skip
    """Make a session of the county's; `hours` are those of one sitting, or of modules by title."""
    last = first + timedelta(days=days - 1)
    modules = () if isinstance(hours, str) else numbered(hours)
    draft = SessionDraft(
        county.org_id, kind, title, morning(first), datetime.combine(last, time(17), clock.ZONE),
        Decimal(hours) if isinstance(hours, str) else Decimal(1), category,
        **{"enrol_until": first - timedelta(days=5), "place": HALL, "lecturer": TEACHER, **other}, modules=modules,
    )  # fmt: skip
    with clock.stopped_at(morning(min(first - BEFORE, county.day - timedelta(days=3)))):
        made = make_session(county.session, county.people["researcher"], draft=draft)
    return Held(county, made, draft, first, last)


def opened(held: Held, needs: Collection[int] = ()) -> Held:
    """Let schools see it; say which needs it answers."""
    session, researcher = held.county.session, held.county.people["researcher"]
    with clock.stopped_at(morning(min(held.first - BEFORE, held.county.day - timedelta(days=3)))):
        if needs:
            answer_needs(session, researcher, session_id=held.id, need_ids=needs)
        open_enrolment(session, researcher, session_id=held.id)
    return held


def enrolled(held: Held, wanted: Wanted) -> Held:
    """Enrol those counsellors in post whom `wanted` chooses, and the shown one, from one workbook."""
    county = held.county
    researcher, day = county.people["researcher"], min(held.first - ENROLLED, county.day - timedelta(days=2))
    names = {school.id: school.name for school in county.schools}
    rows = [
        (names[post.school_id], row.name, row.phone[-4:])
        for at, row in enumerate(people_of(county))
        for post in row.in_post(day)[:1]
        if post.kind in COUNSELLORS and (wanted(at, row) or row.account_id == county.shown.counsellor.user_id)
    ]
    with clock.stopped_at(morning(day)):
        check = check_enrolment(
            county.session, researcher, session_id=held.id, content=sheet(HEADINGS, rows), filename="报名表.csv"
        )
        import_enrolment(county.session, researcher, check)
    return held


def attended(held: Held, modules: Sequence[str] = ("",)) -> Held:
    """Start it and let most people sign in at these modules, a few fewer at each."""
    session, researcher, parts = held.county.session, held.county.people["researcher"], held.parts
    with clock.stopped_at(morning(held.first)):
        start_session(session, researcher, session_id=held.id)
    for turn, module in enumerate(modules):
        there = {
            part.id
            for at, part in enumerate(parts)
            if part.name == held.county.shown.counsellor.name
            or (at % ABSENT != ABSENT - 1 and (not turn or at % MISSED != MISSED - turn))
        }
        with clock.stopped_at(morning(held.first + (held.last - held.first) * turn // len(modules))):
            sign_in(session, researcher, session_id=held.id, participation_ids=there, module=module)
    return held


def settled(held: Held) -> Held:
    """Mark the assessment where there is one, end it, and let some say what they think of it."""
    session, researcher = held.county.session, held.county.people["researcher"]
    with clock.stopped_at(morning(held.last + timedelta(days=1))):
        if held.draft.pass_score is not None:
            set_scores(session, researcher, session_id=held.id, scores=_scores(held))
        settle_session(session, researcher, session_id=held.id)
        happy = [part.id for part in held.parts if part.state is PartState.COMPLETED]
        for at, (part, words) in enumerate(zip(happy, WORDS, strict=False)):
            said = Said(5 - at % 2, 4 + at % 2, 5 - at % 3, words)
            enter_feedback(session, researcher, participation_id=part, said=said)
    return held


def _scores(held: Held) -> dict[int, Decimal | None]:
    """Scores between 52 and 98; the shown counsellor did well."""
    shown = held.county.shown.counsellor.name
    return {part.id: Decimal(92 if part.name == shown else 52 + 17 * at % 47) for at, part in enumerate(held.parts)}
