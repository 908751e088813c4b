"""What pages ask of an entry, its date and its sources: the fragments that their questions share."""

from typing import Any

WHEN = """
fragment When on Date {
  edtf display earliestIso latestIso precision approximate uncertain start end lasts
}
"""
TOLD = (
    WHEN
    + """
fragment Told on Entry {
  __typename slug review confidence dateReason note
  date { ...When }
  topics { slug name }
  memberships { group headline timeline { slug title } }
  citations {
    key exact prefix suffix state note
    date { ...When }
    source {
      slug title url byline language
      published { ...When }
      publisher { slug name }
      hosts { slug name }
    }
  }
  questions {
    slug text note
    accounts {
      key value attribution note
      date { ...When }
      holder { slug name }
      source { slug title publisher { name } }
      statement { slug }
    }
  }
  ... on Event {
    title summary category
    place { name country }
    partOf { slug title }
    participants { role actor { slug name } }
  }
  ... on Statement {
    kind text cue medium attitude
    speakers { slug name }
    addressees { slug name }
    about { slug title }
    answers { slug }
  }
}
"""
)
PAGE = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { ...Told }"
"""One page of entries."""

ENTRIES_ON_A_PAGE = 30


def paged(given: dict[str, str]) -> dict[str, object]:
    """The variables that choose a page of entries: forward after a cursor, or back before one."""
    if before := given.get("before"):
        return {"last": ENTRIES_ON_A_PAGE, "before": before}
    return {"first": ENTRIES_ON_A_PAGE, "after": given.get("after") or None}


def named(source: dict[str, Any]) -> str:
    """What a source is called: its headline, or whose it is where none is noted."""
    publisher = source.get("publisher")
    return str(source["title"] or (f"{publisher['name']}, no title" if publisher else source["slug"]))


def chained(source: dict[str, Any]) -> str:
    """Who published a source, and through whom it came: ``Press TV via GlobalSecurity.org``."""
    publisher = source["publisher"]["name"] if source["publisher"] else named(source)
    return " via ".join([publisher, *(host["name"] for host in source["hosts"])])
