"""The application: its pages, and what every request passes before it reaches one."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from schema import schema
from schema.execution import Executor
from schema.limits import Limits
from timeline.config import Settings, settings
from timeline.readers import Reader, open_reader
from timeline.turns import Turns
from timeline.watch import open_watch
from timeline.web import assets, graphql, health, playground
from timeline.web.answers import Answers
from timeline.web.caching import Revisions
from timeline.web.embed import Embed
from timeline.web.feeds import Feeds
from timeline.web.inside import Inside
from timeline.web.journal import Journal
from timeline.web.lane import Lane
from timeline.web.logs import configure
from timeline.web.memory import settle, tidy
from timeline.web.metrics import PATH, Metrics
from timeline.web.pages import Site
from timeline.web.pages.faults import shown
from timeline.web.questions import Questions
from timeline.web.refusals import FORESEEN
from timeline.web.trusted import Trusted

SECONDS_OF_A_THREAD = 0.001  # before it lets another run: the loop, on which everybody waits, is one of them
EXPOSED = ["etag", "link", "retry-after", "x-request-id", "x-timeline-omitted", "x-timeline-omitted-reasons"]


class Application:
    """What is served: every request passes the journal, but those of the short way, once it is there."""

    lane: Lane | None = None

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request the long way."""
        await self.journal(scope, receive, send)


def create_app(settings: Settings) -> Application:
    """The application over the database the settings name; it connects when it starts."""
    metrics = Metrics()

    front, inside = Front(settings), Inside()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        reader = await open_reader(settings.database_url, settings.readers, settings.statement_seconds)
        sys.setswitchinterval(SECONDS_OF_A_THREAD)
        settle()
        watch = await open_watch(settings.database_url)
        turns = Turns(settings.readers, settings.max_waiting, settings.waiting_seconds)
        revisions = Revisions(reader)
        answers = Answers(watch, settings.answer_cache)
        front.door = _door(reader, answers, revisions, turns, settings, metrics)
        inside.open(front.door.executor, revisions, answers)
        whole.lane = Lane(front.door, whole.journal)
        app.router.routes.append(Route("/readyz", health.Readiness(revisions).show))
        tidying = asyncio.create_task(tidy(turns, answers))
        yield
        tidying.cancel()
        await watch.close()
        await reader.close()

    routes: list[BaseRoute] = [Route("/healthz", health.alive)]
    routes += Feeds(inside, settings.address, settings.cache_seconds).routes()
    routes += Site(inside, settings.address).routes()
    routes += [assets.ROUTE, *Embed(inside).routes()]
    if settings.metrics:
        routes.append(Route("/metrics", metrics.show))
    if settings.playground:
        routes += playground.routes()
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers=dict.fromkeys((*FORESEEN, Exception), shown),
    )
    app.router.redirect_slashes = False  # the redirect would tell a Host that anybody may have sent
    front.pages = app
    whole = Application(Journal(front, metrics, all_requests=settings.log_requests))
    return whole


class Front:
    """Where requests part: questions to their door, which is there once the database is, all others to the pages."""

    pages: ASGIApp
    door: graphql.Door

    def __init__(self, settings: Settings) -> None:
        self._shared = _shared(self._part, settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; questions that no page of another origin asks by the shortest way."""
        if scope["type"] == "http" and scope["path"] == PATH and not _from_page(scope):
            await self.door(scope, receive, send)
        else:
            await self._shared(scope, receive, send)

    async def _part(self, scope: Scope, receive: Receive, send: Send) -> None:
        question = scope["type"] == "http" and scope["path"] == PATH
        await (self.door if question else self.pages)(scope, receive, send)


def _from_page(scope: Scope) -> bool:
    return any(name == b"origin" for name, _ in scope["headers"])


def from_environment() -> Application:
    """The application of one worker process, which knows nothing but the environment."""
    configure(settings().log_format)
    return create_app(settings())


def _door(
    reader: Reader, answers: Answers, revisions: Revisions, turns: Turns, settings: Settings, metrics: Metrics
) -> graphql.Door:
    """What answers questions."""
    executor = Executor(
        schema._schema,
        reader,
        settings.plan_cache,
        limits(settings),
        introspection=settings.introspection,
        turns=turns,
    )
    trusted = Trusted(Path(settings.trusted) if settings.trusted else None, only=settings.trusted_only)
    questions = Questions(trusted, settings.max_body, settings.body_seconds)
    return graphql.Door(questions, executor, revisions, metrics, answers, settings.cache_seconds)


def limits(settings: Settings) -> Limits:
    """How much one request may ask."""
    return Limits(**{limit.name: getattr(settings, f"max_{limit.name}") for limit in fields(Limits)})


def _shared(app: ASGIApp, settings: Settings) -> ASGIApp:
    """The application, its answers readable by pages of the origins allowed."""
    origins = [origin.strip() for origin in settings.cors_origins.split(",") if origin.strip()]
    if not origins:
        return app
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["content-type", "if-none-match", "x-request-id"],
        expose_headers=EXPOSED,
        max_age=86_400,
    )
