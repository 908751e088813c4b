"""``timeline serve``: the web door, opened."""

import os
import socket
import tempfile
from typing import TYPE_CHECKING

import click

from timeline.cli.program import with_database
from timeline.exceptions import TimelineError

if TYPE_CHECKING:
    from timeline.config import Settings

WAITING = 2048  # connections the system holds until they are accepted


@click.command()
@click.option("--host", help="Address to listen on  [default: TIMELINE_HOST, else 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for any free one  [default: TIMELINE_PORT, else 8000]",
)
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes that answer  [default: TIMELINE_WORKERS, else 1]"
)
@with_database
def serve(host: str | None, port: int | None, workers: int | None, settings: "Settings") -> None:
    """Serve the API and the playground until Ctrl-C.

    \b
    Examples:
      timeline serve --port 8123
      timeline serve --host 0.0.0.0 --workers 4
    """
    from timeline.config import address_at, migrations
    from timeline.database import parse_url, require_head

    require_head(settings.database_url, migrations())
    with _listen(host or settings.host, settings.port if port is None else port) as listener:
        click.echo(f"Serving {parse_url(settings.database_url).render_as_string()} at")
        for path, what in _addresses(settings):
            click.echo(f"  {address_at(*listener.getsockname()[:2])}{path:<12} {what}")
        click.echo("Stop with Ctrl-C.")
        try:
            _run(settings, workers or settings.workers, listener)
        except KeyboardInterrupt:
            click.echo("Stopped.")


def _run(settings: "Settings", workers: int, listener: socket.socket) -> None:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from timeline.web.logs import configure
    from timeline.web.server import Config

    configure(settings.log_format)
    if workers == 1:
        from timeline.web.app import create_app

        return uvicorn.Server(Config(create_app(settings), settings)).run(sockets=[listener])
    # Workers know nothing but the environment, and leave their counts in a folder for whichever is asked.
    os.environ["TIMELINE_DATABASE_URL"] = settings.database_url
    with tempfile.TemporaryDirectory(prefix="timeline-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        several = Config("timeline.web.app:from_environment", settings, factory=True, workers=workers)
        return Multiprocess(several, [listener]).run()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that already takes connections, so that the addresses printed next are true.

    Raises:
        TimelineError: the address is not ours, or something else listens there.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(WAITING)
    except OSError as error:
        mend = "choose another with --host and --port"
        raise TimelineError(f"cannot listen on {host} port {port}: {error.strerror}; {mend}") from None
    return listener


def _addresses(settings: "Settings") -> list[tuple[str, str]]:
    playground = [("/playground", "GraphiQL with example queries")] if settings.playground else []
    return [("/", "the first page"), *playground, ("/graphql", "the API itself")]
