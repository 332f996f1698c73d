"""Rows of resources, their files, how they are found, and how they came onto the shelf."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from core.database import Base, Sealed, coded, owned, part_of
from core.library.rules import Facet, ResourceKind, ResourceState


class Resource(Base, table=True):
    """A resource of the organisation that submitted it.

    On the shelf it is for everybody at or below `shelf_id`, the bureau that put it there. `licence` is a key of the
    pack; `author` is told as the submitter wrote it; `activity_id` is the activity it was made from.
    """

    __tablename__ = "resource"
    __table_args__ = (
        CheckConstraint("(shelf_id is not null) = (state in ('on_shelf', 'off_shelf'))", name="shelved"),
        Index("ix_resource_shelf", "shelf_id", "state"),
        Index("ix_resource_org", "org_id", "state"),
        owned("org_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    kind: ResourceKind = Field(sa_type=coded(ResourceKind))
    title: str = Field(max_length=80)
    summary: str = Field(default="", max_length=1000)
    author: str = Field(default="", sa_type=Sealed("resource.author"))
    year: int
    licence: str = Field(default="", max_length=24)
    activity_id: int | None = Field(default=None, foreign_key="activity.id")
    shelf_id: int | None = Field(default=None, foreign_key="organisation.id")
    state: ResourceState = Field(default=ResourceState.DRAFT, sa_type=coded(ResourceState))
    comment: str = Field(default="", max_length=400)
    sent_at: datetime | None = None
    shelved_at: datetime | None = None
    edition: int = 0
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    removed_at: datetime | None = None


class ResourceTag(Base, table=True):
    """One value by which a resource is found."""

    __tablename__ = "resource_tag"
    __table_args__ = (
        UniqueConstraint("resource_id", "facet", "value"),
        Index("ix_resource_tag_value", "facet", "value"),
        part_of("resource", "resource_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(foreign_key="resource.id")
    facet: Facet = Field(sa_type=coded(Facet))
    value: str = Field(max_length=24)


class ResourceFile(Base, table=True):
    """A file of a resource, kept sealed; `thumb` is the digest of a small picture, "" without one."""

    __tablename__ = "resource_file"
    __table_args__ = (
        Index("ix_resource_file_resource", "resource_id", "position"),
        Index("ix_resource_file_digest", "digest"),
        part_of("resource", "resource_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(foreign_key="resource.id")
    position: int = 0
    title: str = Field(max_length=80)
    kind: str = Field(max_length=10)
    digest: str = Field(max_length=64)
    thumb: str = Field(default="", max_length=64)
    size: int
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime
    removed_at: datetime | None = None


class ResourceText(Base, table=True):
    """The words of a resource on the shelf, cut apart by blanks, for the full-text index of either database."""

    __tablename__ = "resource_text"
    __table_args__ = (part_of("resource", "resource_id"),)

    resource_id: int = Field(foreign_key="resource.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    title: str = Field(sa_type=Text)
    tags: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)


class ResourceStep(Base, table=True):
    """What became of a resource, and when."""

    __tablename__ = "resource_step"
    __table_args__ = (part_of("resource", "resource_id"),)

    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(foreign_key="resource.id", index=True)
    state: ResourceState = Field(sa_type=coded(ResourceState))
    comment: str = Field(default="", max_length=400)
    by_id: int = Field(foreign_key="account.id")
    at: datetime


class CoursePick(Base, table=True):
    """A bureau lays a resource into a topic course (专题课程) of the pack, at a position."""

    __tablename__ = "course_pick"
    __table_args__ = (UniqueConstraint("org_id", "course", "resource_id"), owned("org_id"))

    id: int | None = Field(default=None, primary_key=True)
    org_id: int = Field(foreign_key="organisation.id")
    course: str = Field(max_length=24)
    resource_id: int = Field(foreign_key="resource.id", index=True)
    position: int = 0
    by_id: int = Field(foreign_key="account.id")
    at: datetime
