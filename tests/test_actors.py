"""An actor's own timeline, companions and offices on a day, compared with plain Python on both databases."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import ADDRESSEES, DAYS, ENDED, FEW, KNOWN, PARTICIPANTS, ROWS, SPEAKERS, Ask, Where, latest, slugs
from wheres import TREES, shown
from world import Row

from timeline import dates

ACTORS = st.sampled_from(slugs("actor"))


def appearing(row: Row) -> set[str]:
    """Who speaks, is spoken to, or takes part in an entry."""
    return {slug for links in (SPEAKERS, ADDRESSEES, PARTICIPANTS) for slug in links.get(row["id"], ())}


@FEW
@given(actor=ACTORS, where=TREES)
async def test_an_actors_entries_are_all_it_appears_in(actor: str, where: Where, ask: Ask) -> None:
    query = "query ($s: String!, $w: EntryWhere) { actor(slug: $s) { entries(first: 100, where: $w)"
    page = (await ask(query + " { totalCount nodes { slug } } } }", s=actor, w=where))["actor"]["entries"]
    rows = [row for row in shown(where) if actor in appearing(row)]
    rows.sort(key=lambda row: (row["earliest"], row["latest"], row["slug"]))
    assert [node["slug"] for node in page["nodes"]] == [row["slug"] for row in rows]
    assert page["totalCount"] == len(rows)


def companions(actor: str, first: int, known: Callable[[Row], bool] = lambda row: True) -> list[tuple[str, int]]:
    """With whom an actor appears in reviewed entries, most often first."""
    both = Counter(
        slug for row in shown({}) if known(row) and actor in (found := appearing(row)) for slug in found - {actor}
    )
    return sorted(both.items(), key=lambda pair: (-pair[1], pair[0]))[:first]


COMPANIONS = "companions(first: $n) { together actor { slug } }"


@FEW
@given(first=st.integers(0, 9))
async def test_companions_are_those_in_the_same_entries(first: int, ask: Ask) -> None:
    for node in (await ask(f"query ($n: Int!) {{ actors {{ nodes {{ slug {COMPANIONS} }} }} }}", n=first))["actors"][
        "nodes"
    ]:
        found = [(one["actor"]["slug"], one["together"]) for one in node["companions"]]
        assert found == companions(node["slug"], first)


@FEW
@given(actor=ACTORS, day=ENDED)
async def test_companions_on_a_day_are_those_known_of(actor: str, day: str, ask: Ask) -> None:
    query = f"query ($s: String!, $d: String, $n: Int!) {{ actor(slug: $s, knownBy: $d) {{ {COMPANIONS} }} }}"
    found = (await ask(query, s=actor, d=day, n=9))["actor"]["companions"]
    known = companions(actor, 9, lambda row: KNOWN["entry"](row, latest(day)))
    assert [(one["actor"]["slug"], one["together"]) for one in found] == known


@pytest.mark.parametrize("first", [-1, 101])
async def test_a_ranking_is_no_longer_than_a_page(first: int, refused: Ask) -> None:
    assert f"first: {first} is not a page size" in await refused(
        f"{{ actors {{ nodes {{ companions(first: {first}) {{ together }} }} }} }}"
    )


@FEW
@given(day=DAYS)
async def test_roles_on_a_day_may_have_been_held_then(day: str, ask: Ask) -> None:
    query = "query ($d: String!) { actors { nodes { slug rolesOn(day: $d) { title } } } }"
    date = dates.parse(day)
    for node in (await ask(query, d=day))["actors"]["nodes"]:
        held = [
            row["title"]
            for row in sorted(ROWS["role"], key=lambda row: int(row["position"]))
            if f"actor-{row['actor_id']}" == node["slug"]
            and row["since_earliest"] <= date.upper
            and row["until_latest"] >= date.lower
        ]
        assert [role["title"] for role in node["rolesOn"]] == held


async def test_a_day_of_no_calendar_is_refused(refused: Ask) -> None:
    assert "is not an EDTF date" in await refused('{ actors { nodes { rolesOn(day: "2020-02-30") { title } } } }')
