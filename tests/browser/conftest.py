"""A real Chromium on a real server: the product started as its newcomer starts it, on a database of its own.

`served` is the address of an app with the standing world in it, `fresh` of one with no database yet; `signed_in(who)` answers
a page of that person in a browser context of its own; `idle(page)` waits until the page has come to rest.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.accounts.rules import PROMISE_WORDING
from core.accounts.tables import Promise
from core.database import writing
from tests.conftest import KEYS, installed
from tests.world import PASSWORD, World, build_world

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--lang=zh-CN"]
AT_REST = "[data-testid='stApp'][data-test-connection-state='CONNECTED'][data-test-script-state='notRunning']"
START = 60  # seconds
PATIENCE = 45_000  # milliseconds; a full test run keeps both cores busy
expect.set_options(timeout=PATIENCE)

SignedIn = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test; without a Chromium each says why it is skipped."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=2))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: browser journeys are not tested"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="session")
def served_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, World]]:
    """A running app with the standing world, and that world; the test process looks at the same database."""
    var = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch, installed(f"sqlite:///{var / 'app.sqlite'}", var, patch, bare=True):
        world = build_world()
        _stamp()
        _promise_for(world)
        with serving(var) as address:
            yield address, world


@pytest.fixture(scope="session")
def served(served_world: tuple[str, World]) -> str:
    """The address of an app with the standing world; everybody in it has promised and uses tests.world.PASSWORD."""
    return served_world[0]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[str]:
    """The address of an app that was just started on an empty folder."""
    with serving(tmp_path) as address:
        yield address


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page that must neither ask the network for anything foreign nor break the content security policy."""
    with watching(page):
        yield page


@contextmanager
def watching(page: Page) -> Iterator[None]:
    """Whatever a page does within must ask the network for nothing foreign and keep the content security policy."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    yield
    ours = ("data:", "blob:", "/".join(page.url.split("/")[:3]) + "/")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert [text for text in said if "Content Security Policy" in text] == []


@pytest.fixture
def signed_in(browser: Browser, browser_context_args: dict[str, Any], served: str) -> Iterator[SignedIn]:
    """`signed_in("counsellor_a", "warnings")`: that person's page at that address, each in a context of its own."""
    contexts = []

    def enter(who: str, slug: str = "") -> Page:
        context = browser.new_context(**browser_context_args)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{served}/{slug}")
        sign_in(page, who)
        return page

    yield enter
    for context in contexts:
        context.close()


def sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    """Fill the form in and wait until the page behind it stands."""
    fill_in(page, who, password)
    expect(page.get_by_role("button", name="登录", exact=True)).to_have_count(0, timeout=PATIENCE)
    idle(page)


def fill_in(page: Page, who: str, password: str) -> None:
    """Type and send, whatever the answer."""
    page.get_by_role("textbox", name="账号").fill(who, timeout=PATIENCE)
    page.get_by_role("textbox", name="密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def idle(page: Page) -> None:
    """Wait until the script has run and the browser has drawn."""
    page.wait_for_selector(AT_REST, state="attached", timeout=PATIENCE)
    page.wait_for_timeout(150)
    page.wait_for_selector(AT_REST, state="attached", timeout=PATIENCE)


def surroundings(var: Path) -> dict[str, str]:
    """The environment of a product whose folder is `var`."""
    return {
        **os.environ,
        "SHOUWANG_VAR": str(var),
        "SHOUWANG_REHEARSAL": "1",
        "SHOUWANG_BCRYPT_COST": "4",
        "SHOUWANG_KEYS": KEYS,
        "DATABASE_URL": f"sqlite:///{var / 'app.sqlite'}",
    }


@contextmanager
def serving(var: Path, **more: str) -> Iterator[str]:
    """Start the product as the README says, on the folder `var`; answers its address."""
    port = _free_port()
    environ = {**surroundings(var), **more}
    command = [sys.executable, "-m", "streamlit", "run", "Home.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1"]
    with (var / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield _wait_for(f"http://127.0.0.1:{port}", server, var / "server.log")
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(START * 5):
        if server.poll() is not None:
            break
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310  # our own server
                return address
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stamp() -> None:
    """The tables were made from the classes: tell the migrations that nothing is pending."""
    from alembic import command

    from core import migrations
    from core.database import engine

    with engine().execution_options(writes=True).begin() as connection:
        command.stamp(migrations._config(connection), "head")


def _promise_for(world: World) -> None:
    with writing() as session:
        for account_id in world.accounts.values():
            session.add(Promise(account_id=account_id, wording=PROMISE_WORDING, made_at=clock.now()))
