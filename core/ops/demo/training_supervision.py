"""The demo's supervision of counsellors: topics alone, never a pupil. The supervisors are fictitious."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from core import clock
from core.ops.demo.registry import County, morning
from core.ops.demo.training_files import people_of
from core.training import packs
from core.training.actions import record_supervision
from core.training.queries import PersonRow
from core.training.rules import COUNSELLORS, SupervisionKind
from core.training.rules.supervision import SupervisionFacts

SPRING = ((3, 18), (4, 22), (5, 20), (6, 10))
"""Days of last term's groups; whoever came to two has what a term asks."""
SUPERVISORS = ("陆景和", "程示例")
SIZE = 9  # people of a group


def supervise(county: County) -> None:
    """Groups of last term and this one, and some hours one to one; some counsellors have had nothing yet."""
    spring = [date(county.year, month, day) for month, day in SPRING]
    autumn = [county.day - timedelta(days=days) for days in (45, 17)]
    for turn, day in enumerate([*spring, *autumn]):
        who = [row for row in people_of(county) if any(post.kind in COUNSELLORS for post in row.in_post(day))]
        for group in range(2):
            _meet(county, SupervisionKind.GROUP, day + timedelta(days=group), who[group * SIZE :][:SIZE], turn + group)
    for turn, row in enumerate(who[::6]):
        _meet(county, SupervisionKind.INDIVIDUAL, county.day - timedelta(days=3 + turn), [row], turn)


def _meet(county: County, kind: SupervisionKind, day: date, people: Sequence[PersonRow], turn: int) -> None:
    if not people:
        return
    keys = [one.key for one in packs.supervision().topics]
    group = kind is SupervisionKind.GROUP
    facts = SupervisionFacts(
        kind, day, Decimal("2.0") if group else Decimal("1.0"), SUPERVISORS[turn % 2],
        tuple(keys[(turn * 2 + at) % (len(keys) - 1)] for at in range(3 if group else 1)), 3 if group else 1,
    )  # fmt: skip
    with clock.stopped_at(morning(day + timedelta(days=1))):
        record_supervision(
            county.session, county.people["centre"], org_id=county.org_id, facts=facts,
            staff_ids=[row.id for row in people],
        )  # fmt: skip
