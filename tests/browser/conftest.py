"""The real program on a free port, and Debian's Chromium before it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, sync_playwright

from .view import ready

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A violation of the page's policy counts as an error in its console, also where the browser only notes it.
REPORT_VIOLATIONS = """addEventListener('securitypolicyviolation', (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""


def lacking(reason: str) -> None:
    """End a test for want of something: a skip on a reader's machine, a failure in CI, which has it all."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(url: str) -> bool:
    try:
        return httpx.post(f"{url}/graphql", json={"query": "{ __typename }"}, trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `timeline serve` over a fresh database of the seed data."""
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"TIMELINE_DATABASE_URL": f"sqlite:///{folder / 'timeline.db'}"}
    command = [sys.executable, "-m", "timeline"]
    for words in (["init"], ["load", str(ROOT / "seed_data")]):
        subprocess.run([*command, *words], cwd=ROOT, env=environment, check=True)
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [*command, "serve", "--port", str(port)], cwd=ROOT, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            until = time.monotonic() + 30
            while not answers(url):
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"`timeline serve` does not answer:\n{(folder / 'log').read_text()}")
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module only: while it lives, its event loop keeps async tests from running theirs."""
    path = os.environ.get("TIMELINE_TEST_BROWSER") or shutil.which("chromium")
    if path is None:
        lacking("no browser: install chromium, or name one in TIMELINE_TEST_BROWSER")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@dataclass
class Seen:
    """What a page did beside what it showed: requests to other hosts (stopped), errors in its console."""

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, host: str) -> None:
        def let_through(route: Route) -> None:
            if urlsplit(route.request.url).netloc == host:
                return route.continue_()
            self.foreign.append(route.request.url)
            return route.abort()

        context.route("**/*", let_through)
        context.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("response", self.judge)
        context.add_init_script(REPORT_VIOLATIONS)

    def judge(self, answer: Response) -> None:
        if answer.status >= 400:
            self.errors.append(f"{answer.status} {answer.url}")


@pytest.fixture
def seen() -> Seen:
    return Seen()


@contextmanager
def watched(browser: Browser, address: str, seen: Seen, **more: Any) -> Iterator[BrowserContext]:
    """A window of a browser at an address, which may ask no other host."""
    context = browser.new_context(base_url=address, **more)
    seen.watch(context, urlsplit(address).netloc)
    yield context
    context.close()


@pytest.fixture
def page(browser: Browser, server: str, seen: Seen, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page at the server's address; what it may ask (size, colours) is this fixture's parameter."""
    with watched(browser, server, seen, **getattr(request, "param", {})) as context:
        yield context.new_page()


@pytest.fixture(autouse=True)
def quiet(seen: Seen) -> Iterator[None]:
    """Whatever a test does: nothing leaves the host, nothing fails, the policy is kept."""
    yield
    assert seen == Seen()


@pytest.fixture
def embedded(page: Page) -> Page:
    """The page for frames, its entries shown."""
    page.goto("/embed/belarus-2020")
    return ready(page)
