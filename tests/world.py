"""The standing organisations and people that every test knows. All of them are fictitious.

示例省 > 示例市 > 云溪区 (schools A 云溪一小, B 云溪中学) and 临川县 (school C 临川中学).
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import bcrypt
from sqlmodel import Session

from core.access import Actor, Grant
from core.accounts.packs import roles
from core.accounts.tables import Account, RoleGrant
from core.database import writing
from core.organisations.rules import Level, Stage
from core.organisations.tables import Organisation, SchoolClass, SchoolFacts

LONG_AGO = datetime(2025, 9, 1, 8, tzinfo=UTC)
SCHOOL_YEAR = 2025
PASSWORD = "Correct-horse-1"
PASSWORD_HASH = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()

TREE = {
    "province": (Level.PROVINCE, "示例省", None),
    "city": (Level.CITY, "示例市", "province"),
    "county": (Level.COUNTY, "云溪区", "city"),
    "other_county": (Level.COUNTY, "临川县", "city"),
    "a": (Level.SCHOOL, "云溪一小", "county"),
    "b": (Level.SCHOOL, "云溪中学", "county"),
    "c": (Level.SCHOOL, "临川中学", "other_county"),
}
STAGES = {"a": [Stage.PRIMARY], "b": [Stage.JUNIOR, Stage.SENIOR], "c": [Stage.JUNIOR]}
CLASSES = {
    "a5": ("a", 5, "1班"),
    "a6": ("a", 6, "1班"),
    "b7": ("b", 7, "1班"),
    "b10": ("b", 10, "1班"),
    "c7": ("c", 7, "1班"),
}
PEOPLE = {
    "leader": ("leader", "county"),
    "admin": ("admin", "county"),
    "researcher": ("researcher", "county"),
    "centre": ("centre", "county"),
    "reviewer": ("reviewer", "county"),
    "province_leader": ("leader", "province"),
    "province_admin": ("admin", "province"),
    "city_centre": ("centre", "city"),
    "school_admin_a": ("school_admin", "a"),
    "school_lead_a": ("school_lead", "a"),
    "counsellor_a": ("counsellor", "a"),
    "counsellor_a2": ("counsellor", "a"),
    "class_teacher_a": ("class_teacher", "a"),
    "school_admin_b": ("school_admin", "b"),
    "counsellor_b": ("counsellor", "b"),
    "class_teacher_b": ("class_teacher", "b"),
    "counsellor_c": ("counsellor", "c"),
    "centre_c": ("centre", "other_county"),
    "nobody": ("no_such_role", "county"),
}
HEADS = {"a5": "class_teacher_a", "b7": "class_teacher_b"}


@dataclass
class World:
    """Ids by the short names above; `actor("counsellor_a")` is that person signed in."""

    orgs: dict[str, int] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        role, org = PEOPLE[who]
        spec = roles().get(role)
        headed = frozenset(self.classes[key] for key, head in HEADS.items() if head == who)
        grants = (Grant(spec, self.orgs[org], self.paths[org], headed),) if spec else ()
        return Actor(self.accounts[who], who, f"{who}的名字", self.orgs[org], grants)


def build_world() -> World:
    """Write the standing world into the empty database of the running test."""
    world = World()
    with writing() as session:
        for key, (level, name, parent) in TREE.items():
            org = Organisation(level=level, name=name, parent_id=world.orgs.get(parent or ""))
            session.add(org)
            session.flush()
            org.path = f"{world.paths.get(parent or '', '/')}{org.id}/"
            world.orgs[key], world.paths[key] = org.id or 0, org.path
        for key, stages in STAGES.items():
            session.add(SchoolFacts(school_id=world.orgs[key], stages=",".join(stages)))
        for who, (role, org_key) in PEOPLE.items():
            world.accounts[who] = account_row(session, who, role, world.orgs[org_key])
        for key, (school, grade, name) in CLASSES.items():
            head = world.accounts.get(HEADS.get(key, ""))
            row = SchoolClass(
                school_id=world.orgs[school], school_year=SCHOOL_YEAR, grade=grade, name=name, head_id=head
            )
            session.add(row)
            session.flush()
            world.classes[key] = row.id or 0
    return world


def account_row(session: Session, who: str, role: str, org_id: int) -> int:
    """An account that may sign in with PASSWORD, holding one role; answers its id."""
    account = Account(
        username=who,
        name=f"{who}的名字",
        home_id=org_id,
        password_hash=PASSWORD_HASH,
        must_change_password=False,
        password_changed_at=LONG_AGO,
        created_at=LONG_AGO,
    )
    session.add(account)
    session.flush()
    session.add(RoleGrant(account_id=account.id or 0, role=role, org_id=org_id, granted_at=LONG_AGO))
    return account.id or 0
