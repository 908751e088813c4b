"""Sees that servers with different schemas give the same data."""

from typing import Any

import httpx
import orjson

MOST = 40


def asked(url: str, body: bytes) -> bytes:
    """The answer to one request.

    Raises:
        SystemExit: it is none, or it holds errors.
    """
    answer = httpx.post(url, content=body, headers={"content-type": "application/json"}, timeout=60)
    if answer.status_code != 200 or "errors" in answer.json():
        raise SystemExit(f"{url} does not answer {body.decode()}: {answer.status_code} {answer.text[:1000]}")
    return answer.content


def plain(data: Any) -> Any:
    """Data without the names of its schema: an object with one field is what is in the field.

    So ``{"nodes": [{"actor": {"name": "A"}}]}`` and ``[{"name": "A"}]`` are the same.
    """
    if isinstance(data, list):
        return [plain(each) for each in data]
    if not isinstance(data, dict):
        return data
    fields = [plain(each) for each in data.values()]
    return fields[0] if len(fields) == 1 else fields


def compare(first: tuple[str, list[bytes]], second: tuple[str, list[bytes]]) -> None:
    """See that two servers, each with its requests in the same order, give the same data.

    Raises:
        SystemExit: they do not; it says where.
    """
    for bodies in list(zip(first[1], second[1], strict=True))[:MOST]:
        one, other = (
            plain(orjson.loads(asked(url, body))) for url, body in zip((first[0], second[0]), bodies, strict=True)
        )
        if one != other or not one:
            raise SystemExit(
                f"not the same data:\n{first[0]} {bodies[0].decode()}\n{second[0]} {bodies[1].decode()}\n"
                f"{orjson.dumps(one).decode()[:3000]}\n{orjson.dumps(other).decode()[:3000]}"
            )
