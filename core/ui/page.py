"""What every page is made of: the guard, the header, and units of work that end in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from sqlmodel import Session
from streamlit.delta_generator import DeltaGenerator

from core import clock, database
from core.access import Actor, Capability, Scope
from core.errors import AppError, NotAllowed, NotSignedIn
from core.organisations import queries as organisations
from core.ui import navigation, parts, presence, state
from core.ui.words import moment, safe

_actions: ContextVar[DeltaGenerator | None] = ContextVar("actions", default=None)
_form: ContextVar[str | None] = ContextVar("form", default=None)


def begin(title: str, *, needs: Capability | tuple[Capability, ...], note: str = "", badges: bool = True) -> Actor:
    """Guard and head of a page, its first statement; answers who is looking.

    `needs` is one capability, or several of which any will do; () asks only for somebody signed in. A stranger, somebody who
    has yet to change the password or to promise, and somebody without the right meet a calm screen instead of the page.
    """
    actor = _guard((needs,) if isinstance(needs, Capability) else needs)
    _form.set(None)
    _head(title, note)
    if badges:
        _badges(actor)
    parts.flashes(state.take_flashes())
    return actor


def closed() -> None:
    """The whole of a page that stands in for one without right."""
    try:
        _present()
        raise NotAllowed
    except AppError as error:
        _calm(error)


def actions() -> DeltaGenerator:
    """The place at the title's right, for at most two buttons."""
    return _actions.get() or st.container(horizontal=True)


@contextmanager
def reading() -> Iterator[Session]:
    """A unit of work for queries. A refusal (NotFound, NotAllowed) is said in words and ends the page. No st.* inside."""
    try:
        with database.reading() as session:
            yield session
    except AppError as error:
        parts.refusal(error)
        st.stop()


@contextmanager
def acting(done: str | None, *, form: str | None = None, rerun: bool = True) -> Iterator[tuple[Session, Actor]]:
    """One act: the actor as of now, one transaction, then the words `done` and a fresh run. No st.* inside.

    `form` names the form (or button) whose key makes a repeated click act once; without it, the last one that asked for its
    form_key. A refusal is said in words, what was typed stays, and the script goes on behind the block.
    """
    name = form or _form.get()
    try:
        with database.writing() as session:
            actor = at_work(presence.actor_in(session))
            session.info["form_key"] = form_key(name) if name else None
            yield session, actor
    except AppError as error:
        if error.code != "already_done":
            parts.refusal(error)
            return
        done = "这一步刚才已经保存，没有重复。"
    if name:
        state.renew(name)
    if done:
        state.flash(done)
    if rerun:
        st.rerun()


def on_click(make: Callable[[Session, Actor], bytes]) -> Callable[[], bytes]:
    """What a download button calls on the click, outside the page's run: `make` acts as whoever is signed in then.

    Its act and the file are one transaction; a refusal gives no file.
    """
    token = presence.token()

    def made() -> bytes:
        with database.writing() as session:
            return make(session, at_work(presence.of_token(session, token)))

    return made


def form_key(form: str) -> str:
    """The key for st.form (or a lone button): the same until the act succeeds, then a new one, which clears the form."""
    _form.set(form)
    return f"{form}.{state.form_token(form)}"


def flash(text: str, kind: state.Tone = "success") -> None:
    """Say something at the top of the next run."""
    state.flash(text, kind)


def at_work(actor: Actor) -> Actor:
    """The actor, once nothing is left to do before work; raises NotSignedIn while password or promise are due."""
    if actor.must_change_password or actor.must_promise:
        raise NotSignedIn
    return actor


def _guard(needs: tuple[Capability, ...]) -> Actor:
    try:
        actor = _present()
        if needs and not actor.can(*needs):
            raise NotAllowed
    except AppError as error:
        _calm(error)
        st.stop()
    return actor


def _present() -> Actor:
    actor = presence.actor()
    if actor is None:
        raise NotSignedIn
    return at_work(actor)


def _calm(error: AppError) -> None:
    if isinstance(error, NotAllowed):
        parts.empty("lock", "这一页不在您的权限里", "需要的话，请找本单位管理员开通。", key="page.not_allowed")
    else:
        parts.empty("login", "请先登录", "登录之后就能看到这一页。", key="page.sign_in")


def _head(title: str, note: str) -> None:
    section = navigation.section_of(title)
    with st.container(key="page-head", gap="xsmall"):
        if section:
            st.caption(f"{safe(section)} / {safe(title)}")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.title(safe(title), anchor=False, width="content")
            _actions.set(st.container(horizontal=True, width="content", gap="small"))
        if note:
            st.markdown(safe(note))


def _badges(actor: Actor) -> None:
    now = clock.now()
    term = clock.term(clock.local(now).date()).label
    badges = (("location_on", _place(actor)), ("calendar_month", term), ("schedule", f"数据截至 {moment(now)}"))
    st.markdown(" ".join(f":gray-badge[:material/{icon}: {safe(words)}]" for icon, words in badges if words))


def _place(actor: Actor) -> str:
    """Where the actor's roles are held: the first place by name, and how many more."""
    places = {grant.org_id: grant.path for grant in actor.grants}
    if not places:
        return ""
    first, path = next(iter(places.items()))
    with database.reading() as session:
        name = organisations.get(session, Scope.at(path), first).name  # a class teacher may know the school's name too
    return name if len(places) == 1 else f"{name} 等 {len(places)} 处"
