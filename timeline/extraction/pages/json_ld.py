"""The days that a page's JSON for linked data gives, by the vocabulary of schema.org."""

import json
import re
from collections.abc import Iterator
from typing import Any

from timeline.extraction import lexicon

KEYS = re.compile(r'"(datePublished|dateCreated|uploadDate)"\s{0,9}:\s{0,9}"([^"]{4,40})"')
ARTICLE = re.compile(r"Article|Posting|Report|Review|WebPage|Recipe|CreativeWork|Analysis|Opinion")
OTHER = re.compile(r"Comment|Answer|UserReview|Offer|Event|Product$")
NODES = 5000  # nodes of one script that are looked at


def published(script: str) -> Iterator[tuple[str, int]]:
    """The days of publication in one script, with how far they are to be trusted, those of the page itself first."""
    try:
        tree = json.loads(script.strip().strip(";").removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        yield from ((value, 8 if key == "datePublished" else 4) for key, value in KEYS.findall(script)[:1])
        return
    yield from _walk(tree)


def _walk(tree: Any) -> Iterator[tuple[str, int]]:
    """The nodes of a tree, breadth first, without those that are about something else."""
    waiting, parts = [tree], lexicon.words("json-ld-parts")
    for node in waiting:
        if len(waiting) > NODES:
            return
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield from _node(node)
            waiting += [
                part for key, part in node.items() if isinstance(part, dict | list) and key.lower() not in parts
            ]


def _node(node: dict[str, Any]) -> Iterator[tuple[str, int]]:
    kinds = node.get("@type", "")
    kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
    if OTHER.search(kind):
        return
    trust = 4 if not ARTICLE.search(kind) else 7 if kind == "WebPage" else 10
    for key, factor in (("datePublished", trust), ("dateCreated", trust // 2), ("uploadDate", 4)):
        value = node.get(key)
        if isinstance(value, str | int) and value:
            yield str(value), factor
