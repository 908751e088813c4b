"""A small server of files and made-up answers on a port of its own, for pages that stand on somebody else's site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


@dataclass
class Shelf:
    """Where it serves, and what it answers beside its files: bytes and their type by path."""

    address: str = ""
    answers: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def put(self, path: str, body: bytes, media_type: str) -> str:
        """Answer a path, whatever its query, with a body from now on; gives the path back."""
        self.answers[path] = (body, media_type)
        return path


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *given: object, shelf: Shelf, folder: Path) -> None:
        self.shelf = shelf
        super().__init__(*given, directory=str(folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        answer = self.shelf.answers.get(self.path.partition("?")[0])
        if answer is None:
            return super().do_GET()
        body, media_type = answer
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        """Be quiet; the tests see in the browser what went wrong."""


@contextmanager
def serving_files(folder: Path) -> Iterator[Shelf]:
    """A server over a folder, stopped in the end."""
    shelf = Shelf()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, shelf=shelf, folder=folder)) as server:
        shelf.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield shelf
        finally:
            server.shutdown()
            thread.join()
