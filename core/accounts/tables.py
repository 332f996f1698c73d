"""Rows of accounts, of the roles they hold and held, of sign-in sessions and of promises of confidentiality."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from core.database import Base, Sealed, owned


class Account(Base, table=True):
    """One person who may sign in; `home_id` is the organisation that looks after the account.

    `failures` are the moments of the wrong passwords that still count towards a lock (ISO 8601).
    """

    __tablename__ = "account"
    __table_args__ = owned("home_id")

    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(max_length=64, unique=True)
    name: str = Field(sa_type=Sealed("account.name"))
    phone: str | None = Field(default=None, sa_type=Sealed("account.phone"))
    home_id: int = Field(foreign_key="organisation.id", index=True)
    password_hash: str = Field(max_length=80)
    is_active: bool = True
    must_change_password: bool = True
    password_changed_at: datetime | None = None
    failures: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    locked_until: datetime | None = None
    created_at: datetime


class RoleGrant(Base, table=True):
    """A role held at an organisation, inherited by everything below it."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("account_id", "role", "org_id"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: str = Field(max_length=40)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    granted_by: int | None = Field(default=None, foreign_key="account.id")
    granted_at: datetime


class SignInSession(Base, table=True):
    """One device that is signed in. Only digests of its secrets are kept."""

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_handoff", "handoff"),)

    id: int | None = Field(default=None, primary_key=True)
    digest: bytes = Field(sa_type=LargeBinary, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    handoff: bytes | None = Field(default=None, sa_type=LargeBinary)
    handoff_until: datetime | None = None
    device: str = Field(default="", max_length=40)


class Promise(Base, table=True):
    """保密承诺: which wording somebody agreed to, and when."""

    __tablename__ = "promise"
    __table_args__ = (UniqueConstraint("account_id", "wording"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    wording: str = Field(max_length=20)
    made_at: datetime


class Installation(Base, table=True):
    """What this installation is for; the only row has id 1, and without it the installation is real."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="is_the_only_one"),)

    id: int = Field(default=1, primary_key=True)
    demo: bool = False
    since: datetime


class PastPost(Base, table=True):
    """A role that was taken away: where somebody used to work outlasts the right. `since` and `until` bound it."""

    __tablename__ = "past_post"
    __table_args__ = owned("org_id")

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: str = Field(max_length=40)
    org_id: int = Field(foreign_key="organisation.id", index=True)
    since: datetime
    until: datetime
