"""The fictitious staff: one account of every role to try, and a counsellor and an administrator at every school."""

from datetime import datetime
from typing import NamedTuple

import numpy as np
from sqlmodel import Session, select

from core.access import Actor
from core.accounts.actions.hashing import hashed
from core.accounts.actions.installation import DEMO_PASSWORD
from core.accounts.actions.people import blank_account
from core.accounts.queries import grants_of
from core.accounts.rules import PROMISE_WORDING
from core.accounts.tables import Account, Promise, RoleGrant
from core.database import unowned
from core.ops.demo.people import GIVEN, SURNAMES

SHOWN_SCHOOL = "清河中学"
"""The school whose people are on the sign-in page; part of it is still untested this year."""


class Person(NamedTuple):
    """One account: `place` is the name of its organisation."""

    username: str
    name: str
    role: str
    place: str


def shown(county: str) -> list[Person]:
    """One person a role, the ones the sign-in page offers."""
    return [
        Person("leader", "顾明远", "leader", county),
        Person("admin", "沈岚", "admin", county),
        Person("researcher", "林知夏", "researcher", county),
        Person("centre", "方晓棠", "centre", county),
        Person("school", "郑予安", "school_admin", SHOWN_SCHOOL),
        Person("lead", "许静安", "school_lead", SHOWN_SCHOOL),
        Person("counsellor", "周若溪", "counsellor", SHOWN_SCHOOL),
        Person("teacher", "高思远", "class_teacher", SHOWN_SCHOOL),
        Person("expert", "陆景和", "reviewer", county),
    ]


def others(schools: list[str], noise: np.random.Generator) -> list[Person]:
    """A counsellor, an administrator and a head who closes cases at every other school."""
    rest = [name for name in schools if name != SHOWN_SCHOOL]
    people = []
    for at, school in enumerate(rest, 1):
        for role, prefix in (("counsellor", "xl"), ("school_admin", "gl"), ("school_lead", "fg")):
            name = SURNAMES[int(noise.integers(len(SURNAMES)))] + GIVEN[int(noise.integers(len(GIVEN)))]
            people.append(Person(f"{prefix}{at:03d}", name, role, school))
    return people


def raters(county: str) -> list[Person]:
    """Experts beside the shown one, so that there is somebody to draw from."""
    return [Person("zj001", "韩松岩", "reviewer", county), Person("zj002", "叶知秋", "reviewer", county)]


def write(session: Session, people: list[Person], places: dict[str, int], *, now: datetime) -> dict[str, int]:
    """Write the accounts, all with the demo's password and the promise made; answers their ids by username."""
    password_hash = hashed(DEMO_PASSWORD)
    ids: dict[str, int] = {}
    for person in people:
        account = blank_account(session, username=person.username, name=person.name, home_id=places[person.place])
        account.password_hash, account.password_changed_at, account.must_change_password = password_hash, now, False
        session.add(account)
        session.flush()
        ids[person.username] = account.id or 0
        session.add(RoleGrant(account_id=account.id or 0, role=person.role, org_id=account.home_id, granted_at=now))
        session.add(Promise(account_id=account.id or 0, wording=PROMISE_WORDING, made_at=now))
    session.flush()
    return ids


def actor(session: Session, account_id: int, *, now: datetime) -> Actor:
    """Somebody at work, for the demo's own acts."""
    account = session.exec(unowned(select(Account).where(Account.id == account_id), Account)).one()
    return Actor(account_id, account.username, account.name, account.home_id, grants_of(session, account_id, now=now))
