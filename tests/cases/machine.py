"""A small world of warnings and cases in memory that obeys the rules and nothing else; steps are drawn at random."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from core.cases.rules.deciding import (
    Standing,
    Way,
    check_confirmation,
    check_exclusion,
    check_reconsidering,
    way,
)
from core.cases.rules.states import (
    BALANCED,
    CaseState,
    Closing,
    Found,
    Outcome,
    Step,
    WarningState,
    after,
    check_closing,
    comes_back,
    may_withdraw,
    mirrored,
)
from core.errors import AppError

WAITING = WarningState.AWAITING_INTERVIEW
OWN_WAY = (WAITING, WarningState.EXCLUDED, WarningState.WITHDRAWN)
CLOSES_WITH = (None, *Outcome)


@dataclass
class Warned:
    """A warning as the rules see it."""

    person: int
    state: WarningState = WAITING
    severity: int = 2
    urgent: bool = False
    interviews: int = 0
    case: int | None = None


@dataclass
class Cared:
    """A case as the rules see it."""

    person: int
    severity: int
    state: CaseState = CaseState.IN_CARE
    tasks: int = 0
    outcome: Outcome | None = None
    proposed_by: int | None = None
    closed_by: int | None = None

    @property
    def second_person(self) -> bool:
        return self.severity > 2


@dataclass
class Machine:
    """The world: `ledger` counts where warnings stand by what was seen to happen, never by counting them anew."""

    dice: Random
    people: int = 3
    warnings: list[Warned] = field(default_factory=list)
    cases: list[Cared] = field(default_factory=list)
    ledger: Counter[WarningState] = field(default_factory=Counter)
    raised: int = 0
    withdrawn: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def step(self) -> None:
        """One act at random on something at random, legal or not; a refused one must leave everything as it was."""
        name = self.dice.choice(list(ACTS))
        before = self.seen()
        try:
            told = ACTS[name](self)
        except AppError as refusal:
            self.refused[f"{name} {refusal.code}"] += 1
            assert self.seen() == before, name
            return
        if told:
            self.done[name] += 1
            self._book(name, [one["state"] for one in before[0]])

    def seen(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Everything as it stands now."""
        return [vars(one).copy() for one in self.warnings], [vars(one).copy() for one in self.cases]

    def check(self) -> None:
        """No illegal state, and the balance is exact."""
        counted = Counter(one.state for one in self.warnings)
        assert counted == +self.ledger
        assert sum(counted[state] for state in BALANCED) == self.raised - self.withdrawn
        open_ = [one.person for one in self.cases if one.state is not CaseState.CLOSED]
        assert len(open_) == len(set(open_))
        for one in self.warnings:
            if one.state not in OWN_WAY:
                assert one.case is not None
                assert one.state.value == self.cases[one.case].state.value
                assert one.interviews
            assert one.case is None or self.cases[one.case].person == one.person
        for case in self.cases:
            assert (case.outcome is not None) is (case.state in (CaseState.CLOSING, CaseState.CLOSED))
            if case.state is CaseState.CLOSED:
                assert case.tasks == 0
                assert not case.second_person or case.closed_by != case.proposed_by

    def _book(self, name: str, before: list[WarningState]) -> None:
        """Move the ledger by what changed."""
        for old, new in zip(before, (one.state for one in self.warnings), strict=False):
            if old is not new:
                assert (old, new) in LEGAL.get(name, ()), (name, old, new)
                self.ledger[old] -= 1
                self.ledger[new] += 1
                self.withdrawn += (new is GONE) - (old is GONE)
        for new in self.warnings[len(before) :]:
            assert new.state is WAITING
            self.ledger[new.state] += 1
            self.raised += 1

    def open_case(self, person: int) -> int | None:
        """Where the person's open case stands in the list."""
        return next((at for at, one in enumerate(self.cases) if one.person == person and one.state is not CLOSED), None)

    def mirror(self, at: int) -> None:
        """What core.cases.actions.steps.mirror does."""
        for one in self.warnings:
            if one.case == at and one.state not in OWN_WAY:
                one.state = mirrored(self.cases[at].state)

    def stepped(self, at: int, step: Step) -> None:
        self.cases[at].state = after(self.cases[at].state, step)
        if self.cases[at].state not in (CaseState.CLOSING, CLOSED):
            self.cases[at].outcome = self.cases[at].proposed_by = self.cases[at].closed_by = None
        self.mirror(at)


CLOSED = CaseState.CLOSED
IN_CARE, REFERRED, HANDING_OVER = WarningState.IN_CARE, WarningState.REFERRED, WarningState.HANDING_OVER
CLOSING, DONE, EXCLUDED = WarningState.CLOSING, WarningState.CLOSED, WarningState.EXCLUDED
GONE = WarningState.WITHDRAWN
LEGAL: dict[str, set[tuple[WarningState, WarningState]]] = {
    "exclude": {(WAITING, EXCLUDED)},
    "reconsider": {(EXCLUDED, WAITING)},
    "confirm": {(WAITING, IN_CARE), (WAITING, REFERRED), (WAITING, HANDING_OVER), (CLOSING, IN_CARE), (DONE, IN_CARE)},
    "withdraw": {(WAITING, GONE)},
    "revise": {(state, WAITING) for state in WarningState},
    "refer": {(IN_CARE, REFERRED)},
    "come_back": {(REFERRED, IN_CARE)},
    "hand_over": {(IN_CARE, HANDING_OVER)},
    "take_over": {(HANDING_OVER, IN_CARE)},
    "turn_back": {(HANDING_OVER, IN_CARE)},
    "propose": {(IN_CARE, CLOSING)},
    "keep": {(CLOSING, IN_CARE)},
    "close": {(CLOSING, DONE)},
    "reopen": {(DONE, IN_CARE)},
}
"""What one act may do to a warning, as the field draws it; the other acts move nothing."""


def _report(world: Machine) -> bool:
    if len(world.warnings) >= 4 * world.people:
        return False
    person = world.dice.randrange(world.people)
    world.warnings.append(Warned(person, severity=world.dice.randint(2, 4), urgent=world.dice.random() < 0.2))
    return True


def _on_warning(act: Callable[[Machine, Warned], None]) -> Callable[[Machine], bool]:
    def take(world: Machine) -> bool:
        if not world.warnings:
            return False
        act(world, world.dice.choice(world.warnings))
        return True

    return take


def _on_case(act: Callable[[Machine, int], None]) -> Callable[[Machine], bool]:
    def take(world: Machine) -> bool:
        if not world.cases:
            return False
        act(world, world.dice.randrange(len(world.cases)))
        return True

    return take


def _talk(_world: Machine, one: Warned) -> None:
    if one.state is not WarningState.WITHDRAWN:
        one.interviews += 1


def _standing(world: Machine, one: Warned) -> Standing:
    return Standing(one.state, one.interviews, None if one.case is None else world.cases[one.case].state)


def _exclude(world: Machine, one: Warned) -> None:
    check_exclusion(_standing(world, one))
    one.state = WarningState.EXCLUDED


def _reconsider(_world: Machine, one: Warned) -> None:
    check_reconsidering(one.state)
    one.state = WAITING


def _confirm(world: Machine, one: Warned) -> None:
    standing, open_ = _standing(world, one), world.open_case(one.person)
    check_confirmation(standing)
    tier = world.dice.randint(2, 4)
    how = way(open_ is not None, standing.own_case)
    if how is Way.OPEN:
        world.cases.append(Cared(one.person, tier))
        one.case = len(world.cases) - 1
    elif how is Way.JOIN:
        assert open_ is not None
        world.stepped(open_, Step.JOIN)
        world.cases[open_].severity = max(world.cases[open_].severity, tier)
        one.case = open_
    else:
        assert one.case is not None
        world.stepped(one.case, Step.REOPEN)
        world.cases[one.case].severity = tier
    one.state = mirrored(world.cases[one.case].state)


def _withdraw(_world: Machine, one: Warned) -> None:
    if may_withdraw(one.state, urgent=one.urgent, touched=bool(one.interviews)):
        one.state = WarningState.WITHDRAWN


def _revise(world: Machine, one: Warned) -> None:
    """A corrected sheet says something else; a withdrawn warning stands again."""
    now = Found(world.dice.randint(2, 4), world.dice.random() < 0.2)
    if one.state is WarningState.WITHDRAWN or comes_back(one.state, Found(one.severity, one.urgent), now):
        one.state = WAITING
    one.severity, one.urgent = now


def _walk(step: Step) -> Callable[[Machine, int], None]:
    return lambda world, at: world.stepped(at, step)


def _retier(world: Machine, at: int) -> None:
    world.stepped(at, Step.RETIER)
    world.cases[at].severity = world.dice.randint(2, 4)


def _propose(world: Machine, at: int) -> None:
    world.stepped(at, Step.PROPOSE)
    world.cases[at].outcome, world.cases[at].proposed_by = world.dice.choice(list(Outcome)), world.dice.randint(1, 2)


def _close(world: Machine, at: int) -> None:
    case, closer = world.cases[at], world.dice.randint(1, 2)
    after(case.state, Step.CLOSE)
    check_closing(Closing(case.outcome, case.tasks, case.second_person, case.proposed_by, closer))
    case.closed_by = closer
    world.stepped(at, Step.CLOSE)


def _reopen(world: Machine, at: int) -> None:
    after(world.cases[at].state, Step.REOPEN)
    if world.open_case(world.cases[at].person) is None:
        world.stepped(at, Step.REOPEN)


def _plan(world: Machine, at: int) -> None:
    if world.cases[at].state is not CLOSED:
        world.cases[at].tasks += 1


def _finish(world: Machine, at: int) -> None:
    world.cases[at].tasks = 0


ACTS: dict[str, Callable[[Machine], bool]] = {
    "report": _report,
    "talk": _on_warning(_talk),
    "exclude": _on_warning(_exclude),
    "reconsider": _on_warning(_reconsider),
    "confirm": _on_warning(_confirm),
    "withdraw": _on_warning(_withdraw),
    "revise": _on_warning(_revise),
    "retier": _on_case(_retier),
    "refer": _on_case(_walk(Step.REFER)),
    "come_back": _on_case(_walk(Step.COME_BACK)),
    "hand_over": _on_case(_walk(Step.HAND_OVER)),
    "take_over": _on_case(_walk(Step.TAKE_OVER)),
    "turn_back": _on_case(_walk(Step.TURN_BACK)),
    "propose": _on_case(_propose),
    "keep": _on_case(_walk(Step.KEEP)),
    "close": _on_case(_close),
    "reopen": _on_case(_reopen),
    "plan": _on_case(_plan),
    "finish": _on_case(_finish),
}
