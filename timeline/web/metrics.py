"""What Prometheus is told at ``/metrics``: requests by page and feed, questions by operation's name, never by text.

Operations are counted by name, which anybody may make up: those of trusted documents, and the first hundred others.
"""

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)
from starlette.requests import Request
from starlette.responses import Response

from schema.codes import code_of
from schema.execution import Answer, Question
from timeline.feeds import FORMATS

MOST_NAMES = 100
SECONDS_TO_WAIT = 0.05
NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,63}")
PATH = "/graphql"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def page_of(scope: Mapping[str, Any]) -> str:
    """What a request is counted as: its page without whose, a feed with its format, or ``other`` where no page is."""
    if scope["path"] == PATH:
        return PATH
    page = str(getattr(scope.get("route"), "path", "other"))
    form = scope.get("path_params", {}).get("format")
    return f"{page.removesuffix('/feed/{format}')}/feed/{form}" if form in FORMATS else page


class Metrics:
    """The counts of one process; those of several workers are added up where Prometheus asks."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._names: set[str] = set()
        self.pages = Counter("timeline_http_requests", "Requests", ["page", "status"], registry=registry)
        self.answers = Counter("timeline_operations", "Questions", ["operation", "code"], registry=registry)
        self.seconds = Histogram(
            "timeline_operation_seconds", "Time to the answer", ["operation"], buckets=BUCKETS, registry=registry
        )
        self.plans = Counter("timeline_plans", "Questions whose plan was at hand, or not", ["kept"], registry=registry)
        self.kept = Counter("timeline_answers", "Answers sent as they were kept, or made", ["kept"], registry=registry)
        # Looking up a counter by its labels takes longer than counting.
        self._pages: dict[tuple[str, int], Counter] = {}
        self._waiting: dict[tuple[str, bool], list[float]] = {}
        self._settling: asyncio.TimerHandle | None = None
        self.short = 0
        self._answers: dict[tuple[str, str], Callable[[float], None]] = {}
        self._plans = {True: self.plans.labels("yes"), False: self.plans.labels("no")}
        self._kept = {word: self.kept.labels(word) for word in ("yes", "no")}
        self.inside = Gauge(
            "timeline_operations_inside", "Questions being answered", registry=registry, multiprocess_mode="livesum"
        )

    def page(self, scope: Mapping[str, Any], status: int) -> None:
        """Count a request."""
        self._page(page_of(scope), status).inc()

    def _page(self, path: str, status: int) -> Counter:
        if (path, status) not in self._pages:
            self._pages[path, status] = self.pages.labels(path, status)
        return self._pages[path, status]

    def answered(self, question: Question, answer: Answer, seconds: float, *, trusted: bool) -> None:
        """Count an answer."""
        name = self._known(question.operation, trusted)
        self._of(name, code_of(answer.errors[0]) if answer.errors else "OK")(seconds)
        self._plans[answer.planned].inc()
        self._kept["no"].inc()

    def good(self, question: Question, *, trusted: bool, kept: bool) -> Callable[[float], None]:
        """What counts a good answer to a known question, made or sent again as it was ``kept``, from its seconds.

        It is called so often that what it is told is counted a moment later, all at once.
        """
        name = self._known(question.operation, trusted)
        waiting = self._waiting.setdefault((name, kept), [])

        def count(seconds: float) -> None:
            waiting.append(seconds)
            if self._settling is None:
                self._settling = asyncio.get_running_loop().call_later(SECONDS_TO_WAIT, self.settle)

        return count

    def settle(self) -> None:
        """Count what waits for it."""
        self._settling = None
        for (name, kept), seconds in self._waiting.items():
            number = len(seconds)
            self.answers.labels(name, "OK").inc(number)
            self._kept["yes" if kept else "no"].inc(number)
            self._plans[True].inc(0 if kept else number)
            observe = self.seconds.labels(name).observe
            for each in seconds:
                observe(each)
            seconds.clear()
        self._page(PATH, 200).inc(self.short)
        self.short = 0

    def _of(self, name: str, code: str) -> Callable[[float], None]:
        if (name, code) not in self._answers:
            answers, seconds = self.answers.labels(name, code), self.seconds.labels(name)

            def count(took: float) -> None:
                answers.inc()
                seconds.observe(took)

            self._answers[name, code] = count
        return self._answers[name, code]

    def _known(self, name: str | None, trusted: bool) -> str:
        if name is None:
            return "anonymous"
        if name not in self._names:
            if not NAME.fullmatch(name) or (len(self._names) >= MOST_NAMES and not trusted):
                return "other"
            self._names.add(name)
        return name

    async def show(self, request: Request) -> Response:
        """The page."""
        self.settle()
        registry = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), headers={"content-type": CONTENT_TYPE_LATEST})
