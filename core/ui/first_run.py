"""The first screen of an empty installation: 正式启用 or 演示体验."""

import time
from typing import NamedTuple

import streamlit as st

from core import clock, database, settings
from core.accounts import actions, queries
from core.errors import AppError, Refused
from core.organisations import divisions
from core.organisations.divisions import Division
from core.organisations.rules import Level
from core.ui import context, demo_build, parts, presence
from core.ui.card import WIDE, card
from core.ui.device import device_name
from core.ui.sign_in import PASSWORD_RULE
from core.ui.words import safe

KINDS = {
    Level.COUNTY: "区县教育局",
    Level.CITY: "市教育局",
    Level.PROVINCE: "省教育厅",
    Level.SCHOOL: "一所学校",
}
ASK = "请选择"
POLL = 0.3  # seconds between two looks at the demo's progress


class Top(NamedTuple):
    """The organisation at the top of the tree to be."""

    name: str
    level: Level
    code: str | None


class Founder(NamedTuple):
    """The first administrator as typed."""

    username: str
    name: str
    password: str
    again: str


def cards() -> None:
    """Two ways to begin; this is drawn only while nothing exists."""
    with card("欢迎使用守望。这台机器上还没有任何数据，请选择怎么开始。", width=WIDE):
        for_real, demo = st.tabs(["正式启用", "演示体验"])
        with for_real:
            _begin_for_real()
        with demo:
            _begin_demo()


def _begin_for_real() -> None:
    parts.section("1 由哪个单位使用", "以后可以继续添加下级单位和学校")
    top = _pick_top()
    parts.section("2 第一位系统管理员", "管组织和账号，看不到学生")
    founder = _founder_form()
    _about_keys()
    if founder is None:
        return
    if top is None:
        st.warning("请先选好上面的单位。", icon=":material/info:")
    else:
        _found(top, founder)


def _pick_top() -> Top | None:
    kind = st.segmented_control(
        "单位类型",
        list(KINDS),
        default=Level.COUNTY,
        format_func=KINDS.__getitem__,
        key="first_run.kind",
        required=True,
    )
    with st.grid(3, min_column_width=180, gap="small"):
        place = _pick_place(kind or Level.COUNTY)
    if kind is Level.SCHOOL:
        name = st.text_input("学校全称", max_chars=80, key="first_run.school")
        return Top(name.strip(), Level.SCHOOL, None) if name.strip() else None
    return Top(place.name, place.level, place.code) if place and place.level is kind else None


def _pick_place(kind: Level) -> Division | None:
    if kind is Level.SCHOOL:
        return None
    province = _choice("省", divisions.provinces(), "province")
    if province is None or kind is Level.PROVINCE:
        return province
    city = _choice("市", divisions.cities(province.code), "city")
    if kind is Level.CITY:
        return city
    return _choice("区县", divisions.counties((city or province).code), "county")


def _choice(label: str, options: tuple[Division, ...], field: str) -> Division | None:
    return st.selectbox(
        label,
        options,
        index=None,
        format_func=lambda division: division.name,
        placeholder=ASK if options else "没有这一级",
        disabled=not options,
        key=f"first_run.{field}",
    )


def _founder_form() -> Founder | None:
    with st.form("first_run.founder", border=False):
        with st.grid(2, min_column_width=240, gap="small"):
            username = st.text_input(
                "账号", help="2 到 32 个字母、数字或汉字", autocomplete="off", key="first_run.username"
            )
            name = st.text_input("姓名", autocomplete="off", key="first_run.name")
            password = st.text_input("密码", type="password", help=PASSWORD_RULE, key="first_run.password")
            again = st.text_input("再输一次密码", type="password", key="first_run.again")
        sent = st.form_submit_button("启用守望", type="primary", key="first_run.start")
    return Founder(username, name, password.strip(), again.strip()) if sent else None


def _about_keys() -> None:
    current = settings.current()
    st.info(
        f"姓名、作答和备注在数据库里都是加密的。密钥在 {safe(current.var / 'keys.toml')}"
        "（或由部署时的环境变量给出）。请现在就另存一份，与数据库备份分开放：丢了密钥，数据就打不开了。",
        icon=":material/key:",
    )


def _found(top: Top, founder: Founder) -> None:
    now = clock.now()
    try:
        if founder.password != founder.again:
            raise Refused("password.not_the_same")
        with database.writing() as session:
            signed_in = actions.first_administrator(
                session,
                org_name=top.name,
                org_level=top.level,
                org_code=top.code,
                username=founder.username,
                name=founder.name,
                password=founder.password,
                device=device_name(context.user_agent()),
                now=now,
            )
            actor = queries.actor_for(session, signed_in.token, now=now)
    except AppError as error:
        parts.refusal(error)
        return
    presence.enter(signed_in, actor.user_id if actor else 0)
    st.rerun()


def _begin_demo() -> None:
    st.markdown("装入一个虚构的区：24 所学校、约 12,000 名学生、相隔一年的两次普测，以及每种角色的账号。需要一两分钟。")
    st.caption("演示数据都是编的。以后要正式启用，请换一个空的数据目录。")
    build = _demo_builder()
    if build is None:
        st.caption("这个版本没有带演示数据。")
    elif st.button("装入演示数据", type="primary", key="first_run.demo"):
        demo_build.start(build)
    if demo_build.is_begun():
        _follow()


def _demo_builder() -> demo_build.Build | None:
    from core.ops import demo  # the one look upwards: the demo is made with every area's own actions

    build = getattr(demo, "build", None)
    return build and (lambda note: build(progress=note))


def _follow() -> None:
    bar = st.progress(0.0)
    while (now := demo_build.look()) and not (now.is_done or now.has_failed):
        bar.progress(now.share, text=safe(now.words))
        time.sleep(POLL)
    if now.is_done:
        st.rerun()
    st.warning("演示数据没有装好，请再试一次。还是不行，请在命令行运行 python -m core.ops demo 看原因。")
