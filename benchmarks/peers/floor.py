"""The floor: an ASGI application that sends an answer from memory, whatever it is asked; one a path.

``FLOOR`` names the folder with the answers.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

Message = MutableMapping[str, Any]
ANSWERS = {f"/{path.name}": path.read_bytes() for path in Path(os.environ["FLOOR"]).iterdir()}


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Read the body, send the answer."""
    while (await receive()).get("more_body"):
        pass
    body = ANSWERS[scope["path"]]
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
