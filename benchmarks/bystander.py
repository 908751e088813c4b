"""How long a small question waits beside twenty expensive ones: python benchmarks/bystander.py http://127.0.0.1:8000/graphql

Prints one line of JSON for each kind of neighbour: times of the small question and of the others in milliseconds.
"""

import asyncio
import json
import sys
import time

import httpx

SMALL = "{ revision }"
ENTRY = "slug date { display edtf } citations { exact source { title publisher { name } hosts { name } } }"
EXPENSIVE = {
    "nobody": "",
    "many rows": f"{{ topics(first: 48) {{ nodes {{ slug entries(first: 100) {{ nodes {{ {ENTRY} }} }} }} }} }}",
    "always new": "{ " + " ".join(f"a%d{n}: entries(first: 100) {{ nodes {{ slug }} }}" for n in range(30)) + " }",
    "wide": "query Q%d { " + "__typename " * 990 + "}",
    "the schema": "query Q%d { __schema { types { name fields { name args { name } type { name } } } } }",
    "wrong": "{ " + " ".join(f"nothing%d{n} {{ a }}" for n in range(240)) + " }",
}


async def ask(client: httpx.AsyncClient, query: str, times: list[float]) -> int:
    """Ask once; the time goes into ``times``, in milliseconds."""
    began = time.perf_counter()
    response = await client.post(sys.argv[1], json={"query": query})
    times.append((time.perf_counter() - began) * 1000)
    return response.status_code


async def beside(query: str, seconds: float = 3) -> dict[str, object]:
    """Ask the small question again and again while twenty clients ask ``query``."""
    until, small, large = time.perf_counter() + seconds, [], []
    statuses: set[int] = set()

    async def crowd(client: httpx.AsyncClient, number: int) -> None:
        while query and time.perf_counter() < until:
            number += 20
            statuses.add(await ask(client, query.replace("%d", str(number)), large))

    limits = httpx.Limits(max_connections=40)
    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        others = [asyncio.create_task(crowd(client, number)) for number in range(20)]
        while time.perf_counter() < until:
            await ask(client, SMALL, small)
            await asyncio.sleep(0.01)
        await asyncio.gather(*others)
    return {"small": told(small), "large": told(large), "statuses": sorted(statuses)}


def told(times: list[float]) -> dict[str, float]:
    """Number, middle and longest."""
    found = sorted(times) or [0]
    return {"number": len(times), "p50": round(found[len(found) // 2], 1), "longest": round(found[-1], 1)}


if __name__ == "__main__":
    for name, query in EXPENSIVE.items():
        print(json.dumps({"beside": name, **asyncio.run(beside(query))}), flush=True)
