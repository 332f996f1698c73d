"""What several screens of cases share: levels, badges of states, what somebody asked for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from core.access import Capability
from core.accounts.packs import roles
from core.cases.rules.clocks import has_run_out
from core.cases.rules.deciding import LEAST_WHY
from core.cases.rules.states import CaseState, WarningState
from core.cases.rules.tiering import Tier
from core.ui.words import Level, month_day, safe
from core.ui.words.care import WARNING_STATES

DEFAULT = "默认值，请按本地文件核定"
SLOTS: Mapping[WarningState, str] = {WarningState.CLOSED: "green", WarningState.CLOSING: "yellow"}
LONGEST = 2000  # characters of a rationale
Key = Callable[[str], str]
"""Answers the key of a form by its name (core.ui.page.form_key)."""


class Wish(NamedTuple):
    """What somebody asked for: a public action of core.cases.actions, what it is given, its form, and the words when done."""

    verb: str
    given: Mapping[str, Any]  # the keyword arguments of that action
    form: str
    done: str


class People(NamedTuple):
    """How the people of a screen are called: masked pupils, colleagues by account."""

    pupils: Mapping[int, str]
    colleagues: Mapping[int | None, str]

    def pupil(self, person_id: int) -> str:
        """The masked name, or that the pupil is on another school's roster by now."""
        return self.pupils.get(person_id, "不在本校名册")

    def colleague(self, account_id: int | None) -> str:
        """The colleague's name."""
        return self.colleagues.get(account_id) or ("未定" if account_id is None else "同事")


def caring_roles() -> frozenset[str]:
    """The keys of the roles that work on cases."""
    return frozenset(key for key, role in roles().items() if Capability.WORK_CASES in role.capabilities)


def asks_why(title: str) -> str:
    """The question for a reason, with how much of it is enough."""
    return f"{title}（至少 {LEAST_WHY} 个字）"


def level_of(tier: Tier) -> Level:
    """A tier as it is shown."""
    clock = "当日" if tier.unit == "hours" and tier.amount <= 24 else f"{tier.amount} 个工作日内"
    return Level(tier.severity, tier.label, f"{tier.level}牵头", f"{clock}约谈")


def levels(tiers: Iterable[Tier]) -> dict[int, Level]:
    """Tiers as they are shown, by severity, gravest first."""
    return {tier.severity: level_of(tier) for tier in tiers}


def shown_level(known: Mapping[int, Level], severity: int, level: str) -> Level:
    """The level of a row; one that these tiers do not have is called by its handling level."""
    return known.get(severity) or Level(severity, level)


def state_badge(state: WarningState | CaseState) -> str:
    """Where a warning or a case stands, as Markdown."""
    stands = WarningState(state.value)
    return f":{SLOTS.get(stands, 'gray')}-badge[{WARNING_STATES[stands]}]"


def due_badge(due: date | None, today: date) -> str:
    """The next date as Markdown: what has passed is said plainly, in the colour of what is soon due."""
    if due is None:
        return ":gray-badge[:material/schedule: 还没有约下一次]"
    slot = "yellow" if due <= today else "gray"
    return f":{slot}-badge[:material/schedule: {safe(due_words(due, today))}]"


def due_words(due: date | None, today: date) -> str:
    """今天 / 已过 3 天（5月14日）/ 5月14日; empty without a date."""
    if due is None:
        return ""
    if due == today:
        return "今天"
    return f"已过 {(today - due).days} 天（{month_day(due)}）" if has_run_out(due, today) else month_day(due)
