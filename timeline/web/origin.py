"""Where the API stands for its readers: what every address that leaves the house begins with."""

import re
from typing import Final

from starlette.requests import Request

HOST: Final = re.compile(r"(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def origin(request: Request, address: str) -> str:
    """The address an operator gave, or where the request was sent to; nothing where that is no host."""
    host = request.headers.get("host", "")
    return address or (f"{request.url.scheme}://{host}" if HOST.fullmatch(host) else "")
