"""The HTTP door: GraphQL at ``/graphql``, the playground, and a first page that says where they are."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from schema import schema
from schema.execution import Executor
from timeline.config import Settings
from timeline.readers import open_reader
from timeline.web import graphql, playground

FIRST_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Timeline</title>
<h1>Timeline</h1>
<p>A data API for timelines.</p>
<ul>
<li>Ask in the <a href="playground">playground</a>.</li>
<li>Send GraphQL to <a href="graphql?query=%7Btimelines%7Bnodes%7Bslug%20title%7D%7D%7D">graphql</a>.</li>
</ul>
"""
SAFE = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


async def first_page(request: Request) -> Response:
    """Where everything is."""
    return HTMLResponse(FIRST_PAGE, headers=SAFE)


def refused(request: Request, error: Exception) -> Response:
    """What is refused before it reaches a page: no such page, a method it does not take, a body too long."""
    assert isinstance(error, HTTPException)
    refusal = graphql.refusal(
        error.status_code, f"{error.detail}: {request.method} {request.url.path[:80]}", graphql.LEGACY
    )
    refusal.headers.update(error.headers or {})
    return refusal


def create_app(settings: Settings) -> Starlette:
    """The application over the database the settings name; it connects when it starts."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        reader = await open_reader(settings.database_url, settings.readers, settings.statement_seconds)
        app.state.executor = Executor(schema._schema, reader, settings.plan_cache)
        yield
        await reader.close()

    routes: list[BaseRoute] = [Route("/", first_page), graphql.route("/graphql")]
    if settings.playground:
        routes += playground.routes()
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: refused})
    app.router.redirect_slashes = False
    return app
