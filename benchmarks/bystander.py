"""How long a small question waits beside twenty expensive ones: python benchmarks/bystander.py http://127.0.0.1:8000/graphql

Prints one line of JSON for each kind of neighbour: times in milliseconds of a small question that the server knows, of
one it has never seen, and of the others. The neighbours ask from a process of their own.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import count

import httpx

KNOWN = "{ revision }"
NEW = "query Small%d { revision }"
SECONDS = 3.0
ENTRY = "slug date { display edtf } citations { exact source { title publisher { name } hosts { name } } }"
EXPENSIVE = {
    "nobody": "",
    "many rows": f"{{ topics(first: 48) {{ nodes {{ slug entries(first: 100) {{ nodes {{ {ENTRY} }} }} }} }} }}",
    "always new": "{ " + " ".join(f"a%d{n}: entries(first: 100) {{ nodes {{ slug }} }}" for n in range(30)) + " }",
    "wide": "query Q%d { " + "__typename " * 990 + "}",
    "filters": "query Q%d { entries(where: { or: ["
    + '{ partOf: { any: ["a"] } } ' * 49
    + "] }) { totalCount nodes { slug } } }",
    "the schema": "query Q%d { __schema { types { name fields { name args { name } type { name } } } } }",
    "wrong": "{ " + " ".join(f"nothing%d{n} {{ a }}" for n in range(240)) + " }",
}


async def ask(client: httpx.AsyncClient, address: str, query: str, times: list[float]) -> str:
    """Ask once; the time goes into ``times``, in milliseconds. Gives back the code of the answer's error, or OK."""
    began = time.perf_counter()
    response = await client.post(address, json={"query": query})
    times.append((time.perf_counter() - began) * 1000)
    if not response.content.startswith(b'{"errors"'):
        return "OK"
    return str(response.json()["errors"][0]["extensions"]["code"])


async def crowd(address: str, query: str, seconds: float) -> tuple[list[float], Counter[str]]:
    """Let twenty clients ask ``query``, each time another; their times, and the codes they got."""
    until, times, codes = time.perf_counter() + seconds, [], Counter()
    numbers = count(time.time_ns() % 1_000_000_000)

    async def one(client: httpx.AsyncClient) -> None:
        while time.perf_counter() < until:
            codes[await ask(client, address, query.replace("%d", str(next(numbers))), times)] += 1

    limits = httpx.Limits(max_connections=20)
    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        await asyncio.gather(*(one(client) for _ in range(20)))
    return times, codes


async def beside(others: ProcessPoolExecutor, address: str, query: str) -> dict[str, object]:
    """Ask the small questions again and again while twenty clients ask ``query``."""
    known: list[float] = []
    new: list[float] = []
    async with httpx.AsyncClient(timeout=60) as client:
        await ask(client, address, KNOWN, [])
        crowded = others.submit(besieged, address, query, SECONDS) if query else None
        until = time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            await ask(client, address, KNOWN, known)
            await ask(client, address, NEW.replace("%d", str(time.time_ns())), new)
            await asyncio.sleep(0.01)
    times, codes = crowded.result() if crowded else ([], Counter())
    return {"known": told(known), "new": told(new), "large": told(times), "codes": codes}


def besieged(address: str, query: str, seconds: float) -> tuple[list[float], Counter[str]]:
    """:func:`crowd` in a process of its own."""
    return asyncio.run(crowd(address, query, seconds))


def told(times: list[float]) -> dict[str, float]:
    """Number, middle and longest."""
    found = sorted(times) or [0]
    return {"number": len(times), "p50": round(found[len(found) // 2], 1), "longest": round(found[-1], 1)}


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as others:
        others.submit(besieged, sys.argv[1], KNOWN, 0.1).result()
        for name, query in EXPENSIVE.items():
            print(json.dumps({"beside": name, **asyncio.run(beside(others, sys.argv[1], query))}), flush=True)
