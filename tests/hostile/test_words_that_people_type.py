"""What somebody typed as a title or a name is shown as it was typed: it is no markup, and it fills no blank."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.drawn import DISARMED, HOSTILE, drawn, texts

HOSTILE_TITLES = ["{found.__class__.__mro__}", "{nobody}", "{", "}{0}", "{rate!r:>99}"]


def a_sentence(title: str) -> None:
    from datetime import UTC, date, datetime

    from core.screening import packs
    from core.screening.queries import CampaignRow, Counts
    from core.screening.rules.completion import Completion
    from core.screening.rules.states import CampaignState
    from core.screening.views import overview
    from core.students.rules import Population

    now = datetime(2025, 9, 1, tzinfo=UTC)
    key = next(iter(packs.policies()))
    campaign = CampaignRow(
        1, 1, "/1/", "云溪区", title, 2025, 1, Population.STUDENT, (7,), date(2025, 9, 1), date(2025, 9, 2),
        CampaignState.OPEN, key, "1", 0, now,
    )  # fmt: skip
    whole = Counts(0, Completion(listed=40, valid=40), {0: 40})
    overview.sentence(campaign, whole, overview.table([whole], campaign.policy, hide=True))


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_campaigns_title_fills_no_blank_of_the_leaders_sentence(title: str) -> None:
    test = AppTest.from_function(a_sentence, args=(title,), default_timeout=30).run()
    assert not test.exception
    said = "".join(sign for sign in texts(test) if sign not in "\\\u2060")
    assert title in said
    assert "class 'str'" not in said


def test_a_campaigns_title_is_no_markup() -> None:
    test = AppTest.from_function(a_sentence, args=(HOSTILE,), default_timeout=30).run()
    assert f"##### {DISARMED}" in texts(test)


def classes() -> None:
    from core.organisations.queries import ClassRow
    from core.students.queries import ClassCount
    from core.students.views import lists
    from tests.ui.drawn import HOSTILE

    lists.class_filter([ClassCount(ClassRow(1, 1, 7, HOSTILE, None), 40)], 7)


def test_a_classs_name_is_no_markup_on_a_pill() -> None:
    group = drawn(classes).get("button_group")[0]
    assert group.proto.options[0].content.startswith(DISARMED)


def how_far(title: str) -> None:
    from collections import namedtuple

    from core.screening.rules.completion import Completion
    from core.screening.views import desk

    desk.progress([(namedtuple("Named", "title")(title), Completion(listed=2, valid=1))])


def test_a_campaigns_title_is_no_markup_beside_its_bar() -> None:
    test = AppTest.from_function(how_far, args=(HOSTILE,), default_timeout=30).run()
    assert test.get("progress")[0].proto.text.startswith(DISARMED)
