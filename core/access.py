"""Who may do what, where: roles, capabilities, scopes, and the one question every action asks first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from core.errors import NotAllowed


class Capability(StrEnum):
    """One thing a person may do; roles in data/roles.toml are sets of these."""

    VIEW_METRICS = "view_metrics"
    VIEW_COMPLETION = "view_completion"
    VIEW_PEOPLE = "view_people"
    SEE_NAMES = "see_names"
    VIEW_WARNINGS = "view_warnings"
    SEE_SCORES = "see_scores"
    EXPORT_PEOPLE = "export_people"
    MANAGE_ROSTER = "manage_roster"
    MARK_LEAVE = "mark_leave"
    MANAGE_CAMPAIGNS = "manage_campaigns"
    UPLOAD_ANSWERS = "upload_answers"
    VIEW_ORGANISATIONS = "view_organisations"
    MANAGE_ORGANISATIONS = "manage_organisations"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_AUDIT = "view_audit"
    REPORT_CONCERN = "report_concern"
    WORK_CASES = "work_cases"
    APPROVE_CASES = "approve_cases"
    COMMENT_CLASS = "comment_class"
    REVIEW_REPORTS = "review_reports"
    BREAK_GLASS = "break_glass"
    PUBLISH_POLICY = "publish_policy"
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_EVALUATION = "manage_evaluation"
    SELF_ASSESS = "self_assess"
    SCORE_SCHOOLS = "score_schools"
    VIEW_EVALUATION = "view_evaluation"
    MANAGE_STAFF = "manage_staff"
    VIEW_STAFF = "view_staff"
    PLAN_TRAINING = "plan_training"
    ENROL_STAFF = "enrol_staff"
    KEEP_SUPERVISION = "keep_supervision"
    VIEW_OWN_RECORD = "view_own_record"
    RECORD_ACTIVITIES = "record_activities"
    VIEW_ACTIVITIES = "view_activities"
    RUN_SEASONS = "run_seasons"
    USE_LIBRARY = "use_library"
    SUBMIT_RESOURCES = "submit_resources"
    KEEP_LIBRARY = "keep_library"


class RoleSpec(BaseModel):
    """A role as data/roles.toml declares it.

    `reach` = "class" narrows every capability to the classes the person heads; `levels` narrows warnings to those a level
    handles (empty = all); `staff` opens what concerns teachers as people who are cared for;
    `may_grant` names the roles its holder may give to others at or below their own organisation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str
    summary: str
    capabilities: frozenset[Capability]
    reach: Literal["organisation", "class"] = "organisation"
    levels: frozenset[str] = frozenset()
    staff: bool = False
    may_grant: frozenset[str] = frozenset()


class Reach(NamedTuple):
    """One stretch of a scope: everything at or below `path`, optionally only some classes or some handling levels.

    Without `staff` it holds no warning and no case of a teacher.
    """

    path: str
    classes: frozenset[int] | None = None
    levels: frozenset[str] | None = None
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows somebody may touch. Empty means nothing; there is no value that means everything by accident."""

    reaches: tuple[Reach, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reaches)

    def covers(self, path: str) -> bool:
        """Whether the whole organisation at `path` lies inside (not just some of its classes)."""
        return any(path.startswith(reach.path) and reach.classes is None for reach in self.reaches)

    def encloses(self, other: "Scope") -> bool:
        """Whether whoever has this scope sees every row of `other`: its places, its handling levels, teachers too."""
        return all(any(_opens(own, reach) for own in self.reaches) for reach in other.reaches)

    def touches(self, path: str) -> bool:
        """Whether anything of the organisation at `path` lies inside."""
        return any(path.startswith(reach.path) for reach in self.reaches)

    @property
    def at_every_level(self) -> "Scope":
        """The part that no handling level narrows: where everybody's record may be looked into."""
        return Scope(tuple(reach for reach in self.reaches if reach.levels is None))

    @classmethod
    def at(cls, path: str) -> "Scope":
        """Everything at and below one organisation."""
        return cls((Reach(path),))


SYSTEM_SCOPE = Scope((Reach("/", staff=True),))
"""For sign-in, start-up and the command line before an actor is known; never for what a person asked for."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at an organisation, with the classes its holder heads there."""

    role: RoleSpec
    org_id: int
    path: str
    classes: frozenset[int] = frozenset()

    def reach(self) -> Reach:
        """The stretch of rows this grant opens."""
        return Reach(
            self.path,
            self.classes if self.role.reach == "class" else None,
            self.role.levels or None,
            self.role.staff,
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, rebuilt from the database on every run and inside every action."""

    user_id: int
    username: str
    name: str
    org_id: int
    grants: tuple[Grant, ...]
    session_id: str = ""
    must_change_password: bool = False
    must_promise: bool = False

    @property
    def scope(self) -> Scope:
        """Everything any role of this person reaches."""
        return _scope(grant for grant in self.grants)

    def over(self, capability: Capability) -> Scope:
        """Where this person holds `capability`; empty when nowhere."""
        return _scope(grant for grant in self.grants if capability in grant.role.capabilities)

    def can(self, *capabilities: Capability) -> bool:
        """Whether this person holds any of `capabilities` anywhere."""
        return any(self.over(capability) for capability in capabilities)


def require(actor: Actor, capability: Capability) -> Scope:
    """The scope in which `actor` holds `capability`; raises NotAllowed when nowhere. Every action's first line."""
    scope = actor.over(capability)
    if not scope:
        raise NotAllowed(capability=capability.value)
    return scope


def _scope(grants: Iterable[Grant]) -> Scope:
    reaches = {grant.reach() for grant in grants}
    kept = {one for one in reaches if not any(_holds(other, one) for other in reaches if other != one)}
    return Scope(tuple(sorted(kept, key=repr)))


def _opens(own: Reach, other: Reach) -> bool:
    """Whether everything of `other` lies in `own`, which classes do not narrow."""
    if own.classes is not None or not other.path.startswith(own.path) or other.staff > own.staff:
        return False
    return own.levels is None or (other.levels is not None and other.levels <= own.levels)


def _holds(wide: Reach, narrow: Reach) -> bool:
    """Whether everything of `narrow` lies in `wide`, which nothing but its path narrows."""
    if wide.classes is not None or wide.levels is not None or not narrow.path.startswith(wide.path):
        return False
    return wide.staff or not narrow.staff


COMPOUND_SURNAMES = frozenset(
    (
        *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒"),
        *("司空", "端木", "南宫", "夏侯", "轩辕", "独孤", "西门", "百里", "呼延"),
    )
)


def mask_name(name: str) -> str:
    """A name as it is shown by default: the surname, then one star a character (张*, 欧阳**); Latin names keep one letter."""
    name = name.strip()
    keep = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    return name[:keep] + "*" * min(max(len(name) - keep, 1), 3)


def mask_number(number: str) -> str:
    """A student or certificate number as it is shown by default: at most its last four characters."""
    number = re.sub(r"\s", "", number)
    return "…" + number[-4:] if len(number) > 6 else "…" + number[-2:]
