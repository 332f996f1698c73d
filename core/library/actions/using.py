"""What people do with resources on the shelf: take them along, use them in class, say what they think."""

from datetime import date
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile

from sqlmodel import Session, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.database import files, within
from core.errors import NotFound, Refused
from core.library import packs
from core.library.actions.loading import files_of, used_resource, written_down
from core.library.rules import UseKind
from core.library.rules.files import MOST_AT_ONCE, Named, name_of, names_of
from core.library.rules.steps import MOST_PUPILS, SAID
from core.library.tables import Resource, ResourceFile, ResourceRating, ResourceUse
from core.media import MIME

ZIP = "application/zip"


class Download(NamedTuple):
    """What is taken along: bytes, what the file is called, its MIME type."""

    content: bytes
    name: str
    mime: str


def download_resource(session: Session, actor: Actor, *, resource_id: int, file_id: int | None = None) -> Download:
    """One file of a resource on the shelf, or (None) all of them: one as it is, several as an archive.

    A person is counted once a day. Raises Refused where the licence lets it be looked at only, and for more than
    MOST_AT_ONCE bytes.
    """
    row = used_resource(session, require(actor, Capability.USE_LIBRARY), resource_id)
    if not packs.may_be_taken(row.licence):
        raise Refused("library.view_only")
    asked = [file for file in files_of(session, row) if file_id in (None, file.id)]
    if not asked:
        raise NotFound
    if sum(file.size for file in asked) > MOST_AT_ONCE:
        raise Refused("library.too_large_at_once", most=MOST_AT_ONCE // 2**20)
    written_down(session, actor, "resource.downloaded", row, files=len(asked))
    _count_once(session, actor, row)
    return _packed(row, asked)


def used_in_class(session: Session, actor: Actor, *, resource_id: int, on: date, pupils: int | None = None) -> None:
    """Write down that the resource was used in a lesson on a day, for so many pupils where somebody counted."""
    row = used_resource(session, require(actor, Capability.USE_LIBRARY), resource_id)
    if not row.made_at.date().replace(month=1, day=1) <= on <= clock.today():
        raise Refused("library.used_on")
    if pupils is not None and not 0 < pupils <= MOST_PUPILS:
        raise Refused("library.pupils", most=MOST_PUPILS)
    session.add(_use(actor, row, UseKind.CLASS, on, pupils))
    session.flush()
    written_down(session, actor, "resource.used", row)


def rate(session: Session, actor: Actor, *, resource_id: int, stars: int, words: str = "") -> None:
    """Say what one thinks of a resource, 1 to 5, or say it anew; nobody rates what they submitted themselves."""
    row = used_resource(session, require(actor, Capability.USE_LIBRARY), resource_id)
    told = " ".join(words.split())
    if not 1 <= stars <= 5 or len(told) > SAID:
        raise Refused("library.rating", most=SAID)
    if row.made_by == actor.user_id:
        raise Refused("library.own_rating")
    rating = _rating(session, actor, row) or ResourceRating(
        resource_id=resource_id, org_id=actor.org_id, account_id=actor.user_id, stars=stars, at=clock.now()
    )
    rating.stars, rating.words, rating.at = stars, told, clock.now()
    session.add(rating)
    session.flush()
    written_down(session, actor, "resource.rated", row)


def _count_once(session: Session, actor: Actor, row: Resource) -> None:
    """The audit, written before, keeps acts one after the other: two clicks at once count once."""
    today = clock.today()
    statement = select(ResourceUse.id).where(
        ResourceUse.resource_id == row.id, ResourceUse.account_id == actor.user_id, ResourceUse.on == today,
        ResourceUse.kind == UseKind.DOWNLOAD,
    )  # fmt: skip
    if session.exec(within(SYSTEM_SCOPE, statement, ResourceUse)).first() is None:
        session.add(_use(actor, row, UseKind.DOWNLOAD, today))
        session.flush()


def _use(actor: Actor, row: Resource, kind: UseKind, on: date, pupils: int | None = None) -> ResourceUse:
    return ResourceUse(
        resource_id=row.id or 0, org_id=actor.org_id, account_id=actor.user_id, kind=kind, on=on, pupils=pupils,
        at=clock.now(),
    )  # fmt: skip


def _rating(session: Session, actor: Actor, row: Resource) -> ResourceRating | None:
    statement = select(ResourceRating).where(
        ResourceRating.resource_id == row.id, ResourceRating.account_id == actor.user_id
    )
    return session.exec(within(SYSTEM_SCOPE, statement, ResourceRating)).first()


def _packed(row: Resource, asked: list[ResourceFile]) -> Download:
    if len(asked) == 1:
        (file,) = asked
        return Download(files.fetch(file.digest), name_of(file.title, file.kind), MIME[file.kind])
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:  # pictures, films and office files are packed already
        for name, file in zip(names_of([Named(one.title, one.kind) for one in asked]), asked, strict=True):
            archive.writestr(name, files.fetch(file.digest))
    return Download(buffer.getvalue(), name_of(row.title, "zip"), ZIP)
