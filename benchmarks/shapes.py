"""The shapes of questions that are measured, in the words of each server's own schema."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import orjson
from sample import Sample

Variables = Iterable[dict[str, str]]

EVENTS = """query ($from: String!, $to: String!) {
  events(first: 50, where: { during: { from: $from, to: $to, match: CERTAINLY } }) { nodes { %s } }
}"""
EVENTS_BY_SECONDS = (
    "query ($since: BigInt!, $till: BigInt!) { eventsWithinList(since: $since, till: $till, first: 50) { %s } }"
)
EVENTS_BY_HAND = "query ($from: String!, $to: String!) { events(from: $from, to: $to, first: 50) { %s } }"
BY_SLUG = "query ($slug: String!) { %s }"


@dataclass(frozen=True)
class Shape:
    """A question: its name, what it asks for, its text for each kind of server, and what its variables may be."""

    name: str
    what: str
    texts: Mapping[str, str]
    variables: Callable[[Sample], Variables]

    def bodies(self, kind: str, sample: Sample) -> list[bytes]:
        """The requests for one kind of server, each with other variables; empty where it has no such question."""
        if kind not in self.texts:
            return []
        text = " ".join(self.texts[kind].split())
        named = [name for name in ("from", "to", "since", "till", "slug", "text", "after") if f"${name}:" in text]
        return [
            orjson.dumps({"query": text, "variables": {name: given[name] for name in named}})
            for given in self.variables(sample)
        ]


SHAPES = (
    Shape(
        "Q1",
        "50 events with actors and sources",
        {
            "timeline": EVENTS
            % """slug title date { edtf } participants { role actor { slug name kind } }
            citations { source { slug title url publisher { name } } }""",
            "postgraphile": EVENTS_BY_SECONDS
            % """slug title date participantsList { role actor { slug name kind } }
            citationsList { source { slug title url publisher { name } } }""",
            "by hand": EVENTS_BY_HAND
            % """slug title date participants { role actor { slug name kind } }
            sources { slug title url publisher { name } }""",
        },
        lambda sample: sample.windows(3 * 365),
    ),
    Shape(
        "Q2",
        "an actor's latest 20 statements with source and events",
        {
            "timeline": BY_SLUG
            % """actor(slug: $slug) { slug name statements(first: 20, orderBy: DATE_DESC) { nodes {
            slug text date { edtf } citations { source { slug title } } about { slug title } } } }""",
            "postgraphile": BY_SLUG
            % """actorBySlug(slug: $slug) { slug name statementsList(first: 20) {
            slug text date citationsList { source { slug title } } aboutList { event { slug title } } } }""",
            "by hand": BY_SLUG
            % """actor(slug: $slug) { slug name statements(first: 20) {
            slug text date sources { slug title } about { slug title } } }""",
        },
        Sample.actors,
    ),
    Shape(
        "Q3",
        "50 events, up to 5 statements each, with speakers",
        {
            "timeline": EVENTS
            % "slug title statements(first: 5) { nodes { slug text date { edtf } speakers { slug name } } }",
            "postgraphile": EVENTS_BY_SECONDS
            % "slug title statementsList(first: 5) { slug text date speakersList { actor { slug name } } }",
            "by hand": EVENTS_BY_HAND % "slug title statements(first: 5) { slug text date speakers { slug name } }",
        },
        lambda sample: sample.windows(3 * 365),
    ),
    Shape(
        "Q4",
        "one event by its slug",
        {
            "timeline": BY_SLUG % "event(slug: $slug) { slug title summary category date { edtf } }",
            "postgraphile": BY_SLUG % "eventBySlug(slug: $slug) { slug title summary category date }",
            "by hand": BY_SLUG % "event(slug: $slug) { slug title summary category date }",
        },
        Sample.events,
    ),
    Shape(
        "Q5",
        "50 entries that possibly overlap a week, long-lasting ones among them",
        {
            "timeline": """query ($from: String!, $to: String!) {
            entries(first: 50, where: { during: { from: $from, to: $to } }) { nodes {
            __typename slug date { edtf display } ... on Event { title } ... on Statement { text } } } }"""
        },
        lambda sample: sample.windows(6),
    ),
    Shape(
        "Q6c",
        "search for a common word, 20 hits",
        {"timeline": "query ($text: String!) { search(text: $text, first: 20) { nodes { kind slug } } }"},
        Sample.common_words,
    ),
    Shape(
        "Q6r",
        "search for a rare word, in ten entries",
        {"timeline": "query ($text: String!) { search(text: $text, first: 20) { nodes { kind slug } } }"},
        Sample.rare_words,
    ),
    Shape(
        "Q6k",
        "search for a known word, in 100 to 200 records, 20 hits",
        {"timeline": "query ($text: String!) { search(text: $text, first: 20) { nodes { kind slug } } }"},
        Sample.known_words,
    ),
    Shape(
        "Q7",
        "histogram of ten years by month",
        {
            "timeline": """query ($from: String!, $to: String!) {
            histogram(by: MONTH, where: { during: { from: $from, to: $to } }) {
            total spread buckets { date { edtf } count } } }"""
        },
        lambda sample: sample.windows(3652),
    ),
    Shape(
        "Q8",
        "50 entries at page 1,000",
        {
            "timeline": """query ($after: String!) { entries(first: 50, after: $after) {
            nodes { slug date { edtf } } pageInfo { endCursor hasNextPage } } }"""
        },
        Sample.cursors,
    ),
    Shape(
        "Q9",
        "how many entries possibly overlap ten years",
        {
            "timeline": """query ($from: String!, $to: String!) {
            entries(first: 0, where: { during: { from: $from, to: $to } }) { totalCount } }"""
        },
        lambda sample: sample.windows(3652),
    ),
    Shape(
        "Q7o",
        "what a widget shows of ten years, in 60 entries",
        {
            "timeline": """query ($from: String!, $to: String!) {
            overview(max: 60, where: { during: { from: $from, to: $to } }) {
            total buckets { count } entries { slug date { display } } } }"""
        },
        lambda sample: sample.windows(3652),
    ),
)


def chosen(names: str) -> list[Shape]:
    """The shapes whose names begin with one of these, with commas between; all of them for none.

    Raises:
        SystemExit: there is no such shape.
    """
    wanted = tuple(name.upper() for name in names.split(",") if name)
    found = [shape for shape in SHAPES if not wanted or shape.name.upper().startswith(wanted)]
    if not found:
        raise SystemExit(f"--shapes {names}: there is none; choose among {', '.join(shape.name for shape in SHAPES)}")
    return found
