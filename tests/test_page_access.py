"""Every page x every role: who may sees it, and everybody else a calm screen with nothing of it."""

import pytest

from core.accounts.packs import roles
from core.ui import navigation
from core.ui.navigation import PageSpec
from tests.ui.app import signed_in, words
from tests.world import PEOPLE, World

HOLDERS = {role: next(who for who, (held, _) in PEOPLE.items() if held == role) for role in roles()}
EVERYBODY = " ".join(roles())
MAY: dict[str, str] = {
    "desk": EVERYBODY,
    "overview": "leader researcher centre school_lead counsellor",
    "campaigns": "leader researcher centre school_admin school_lead counsellor class_teacher",
    "upload": "centre school_admin counsellor",
    "results": "leader researcher centre school_admin school_lead counsellor class_teacher",
    "warnings": "centre school_lead counsellor class_teacher",
    "comments": "centre counsellor class_teacher",
    "panels": "centre counsellor",
    "reports": "leader researcher centre school_lead counsellor",
    "cases": "centre school_lead counsellor class_teacher",
    "interview": "centre counsellor",
    "report": "centre school_lead counsellor class_teacher",
    "pupil": "centre counsellor",
    "balance": "leader researcher centre school_lead counsellor",
    "ledgers": "leader researcher centre school_admin school_lead counsellor class_teacher",
    "referrals": "admin centre counsellor",
    "handovers": "centre counsellor",
    "simulator": "researcher centre",
    "marking": "researcher centre reviewer",
    "moderation": "researcher centre reviewer",
    "evaluation_results": "leader researcher centre school_admin school_lead counsellor",
    "students": "centre school_admin school_lead counsellor class_teacher",
    "roster_import": "centre school_admin counsellor",
    "roll_over": "centre school_admin counsellor",
    "organisations": "leader admin researcher centre school_admin school_lead counsellor reviewer",
    "accounts": "admin school_admin",
    "audit": "admin",
    "calendar": "admin researcher centre counsellor",
    "glass": "centre",
    "urgent": "leader researcher centre school_lead counsellor",
    "staffing": "leader researcher centre school_admin school_lead counsellor",
    "certificates": "leader researcher centre school_admin school_lead counsellor",
    "duplicates": "researcher centre school_admin",
    "staff": "leader researcher centre school_admin school_lead counsellor",
    "hours": "leader researcher centre school_admin school_lead counsellor",
    "requirements": "leader researcher centre school_admin school_lead counsellor",
    "sessions": "researcher centre school_admin school_lead counsellor",
    "attendance": "researcher centre school_admin school_lead counsellor",
    "supervision": "leader researcher centre school_admin school_lead counsellor",
    "growth": "researcher centre reviewer school_admin school_lead counsellor class_teacher",
    "agenda": EVERYBODY,
    "board": "leader researcher centre school_admin school_lead counsellor",
    "seasons": "leader researcher centre school_admin school_lead counsellor",
    "checklists": "researcher centre",
    "plans": "leader researcher centre school_admin school_lead counsellor",
    "activity_report": "researcher centre school_admin counsellor",
    "activity_review": "researcher centre",
    "public_education": "leader researcher centre school_admin school_lead counsellor",
    "contests": "leader researcher centre school_admin school_lead counsellor reviewer",
    "judging": "researcher centre reviewer",
    "library": "leader researcher centre school_admin school_lead counsellor class_teacher",
    "resource": "leader researcher centre school_admin school_lead counsellor class_teacher",
    "courses": "leader researcher centre school_admin school_lead counsellor class_teacher",
    "my_resources": "researcher centre school_admin counsellor",
    "shelving": "researcher centre",
    "activities": "leader researcher centre school_admin school_lead counsellor",
    "self": "researcher centre school_admin school_lead counsellor",
    "rubrics": "leader researcher centre school_admin school_lead counsellor",
    "rounds": "leader researcher centre school_admin school_lead counsellor",
    "rated_schools": "researcher centre",
    "raters": "researcher centre",
    "evaluation_after": "researcher centre school_admin school_lead counsellor",
    "weak_items": "researcher centre",
    "chain": "leader researcher centre school_admin school_lead counsellor",
    "recognition": "leader researcher centre school_admin school_lead counsellor",
    "rooms": "leader researcher centre school_admin school_lead counsellor",
    "guide": EVERYBODY,
    "account": EVERYBODY,
}
"""Which roles may open a page, by its slug; a page that is missing here fails the first test."""
CLOSED = "这一页不在您的权限里"


def test_every_page_says_here_who_may_open_it() -> None:
    assert {page.slug for page in navigation.PAGES} == set(MAY)


@pytest.mark.parametrize("spec", navigation.PAGES, ids=[page.slug for page in navigation.PAGES])
def test_a_page_opens_for_those_who_may_alone(sqlite_world: World, spec: PageSpec) -> None:
    for role, who in HOLDERS.items():
        test = signed_in(sqlite_world, who, spec.slug).run()
        assert not test.exception, role
        opened = role in MAY.get(spec.slug, "").split()
        assert (CLOSED in words(test)) is not opened, role
        if not opened:
            assert not test.dataframe, role


@pytest.mark.parametrize("spec", navigation.PAGES, ids=[page.slug for page in navigation.PAGES])
def test_a_page_is_closed_to_a_role_nobody_knows(sqlite_world: World, spec: PageSpec) -> None:
    test = signed_in(sqlite_world, "nobody", spec.slug).run()
    assert not test.exception
    assert (CLOSED in words(test)) is bool(spec.needs)
