"""The frame around every page: style, gates, sidebar; the script that Streamlit runs."""

import streamlit as st

from core.access import Actor
from core.ui import context, gates, navigation, presence, theme
from core.ui.navigation import PageSpec
from core.ui.words import safe

SIDEBAR = 232  # px
HOME = "home"


def draw() -> None:
    """Draw the frame and run the page asked for, or the gate that stands before it."""
    icon = str(theme.ASSETS / "favicon.svg")  # travels as a data URI: a kept file would ask strangers for the cookie
    folded = navigation.is_folded(context.slug())
    st.set_page_config(
        page_title="守望",
        page_icon=icon,
        layout="wide",
        initial_sidebar_state="collapsed" if folded else SIDEBAR,  # once, and before the pages: else it jumps
    )
    theme.apply_style()
    actor = presence.actor()
    presence.draw_beacon()
    gate = gates.due(actor)
    if actor is None or gate is not None:
        chosen = st.navigation(_behind(gate), position="hidden")
    else:
        presence.stay_awake()
        chosen = st.navigation(_sections(actor), position="sidebar", expanded=True)
        _sidebar(actor)
    chosen.run()


def _behind(gate: gates.Gate | None) -> list[st.Page]:
    """Every address answers with the gate, so that the address asked for is still there once the gate is passed."""
    file = gate.file if gate else gates.Gate.SIGN_IN.file
    slugs = [HOME, *(spec.slug for spec in navigation.PAGES)]
    return [st.Page(file, title="守望", url_path=slug, default=slug == HOME) for slug in slugs]


def _sections(actor: Actor) -> dict[str, list[st.Page]]:
    """All pages by section; those without right are hidden and say so when their address is opened."""
    sections: dict[str, list[st.Page]] = {section: [] for section in navigation.SECTIONS}
    for spec in navigation.PAGES:
        sections[spec.section].append(_page(spec, spec.open_to(actor)))
    landing = navigation.landing(actor)
    first = next(page for page in sections[landing.section] if page.url_path == landing.slug)
    home = st.Page(lambda: st.switch_page(first), title="守望", url_path=HOME, default=True, visibility="hidden")
    sections[navigation.SECTIONS[-1]].append(home)
    return {section: pages for section, pages in sections.items() if pages}


def _page(spec: PageSpec, is_open: bool) -> st.Page:
    return st.Page(
        spec.file if is_open else "pages/access/closed.py",
        title=spec.title,
        icon=f":material/{spec.icon}:",
        url_path=spec.slug,
        visibility="visible" if is_open and spec.listed else "hidden",
    )


def _sidebar(actor: Actor) -> None:
    st.logo(str(theme.ASSETS / "logo-dark.svg"), size="large", icon_image=str(theme.ASSETS / "logo-light.svg"))
    with st.sidebar:
        _account_menu(actor)


def _account_menu(actor: Actor) -> None:
    st.caption(safe("、".join(dict.fromkeys(grant.role.title for grant in actor.grants))))
    account, leave = "我的账号", "退出登录"
    picked = st.menu_button(
        safe(actor.name), [account, leave], icon=":material/account_circle:", key="frame.account", width="stretch"
    )
    if picked == account:
        st.switch_page("pages/access/account.py")
    if picked == leave:
        presence.leave()
        st.rerun()
