"""A short article of our own, and what there is to find in it, place by place."""

from timeline.extraction.findings import Actor, Date, Event, Extraction, Mention, Role, Source, Span, Statement

ARTICLE = """\
Dam above Altstadt breaks in the night

The dam broke on Friday, officials said.

“The dam is safe,” Mayor Anna Meier told The Post on Wednesday. She called critics “people who never saw a dam”.
"""


def words(text: str, occurrence: int = 0) -> tuple[int, int, str]:
    """Where some words stand in the article."""
    start = -1
    for _ in range(occurrence + 1):
        start = ARTICLE.index(text, start + 1)
    return start, start + len(text), text


def span(text: str, occurrence: int = 0) -> Span:
    return Span(*words(text, occurrence))


def mention(text: str, form: str = "name", actor: str | None = None) -> Mention:
    return Mention(*words(text), form, actor)  # type: ignore[arg-type]


MEIER = mention("Mayor Anna Meier", "name", "anna-meier")
SHE = mention("She", "pronoun", "anna-meier")
OFFICIALS = mention("officials", "nominal")
MIXED = "critics “people who never saw a dam”"
QUOTED = "“people who never saw a dam”"

FOUND = Extraction(
    Source(title="Dam above Altstadt breaks in the night", publisher="The Post", published="2024-03-02"),
    (
        Statement(
            *words("The dam broke on Friday")[:2], "indirect", span("said"), (OFFICIALS,), None, "reported/final"
        ),
        Statement(*words("“The dam is safe,”")[:2], "direct", span("told"), (MEIER,), "2024-02-28", "quoted/behind"),
        Statement(*words(MIXED)[:2], "mixed", span("called"), (SHE,), None, "reported/calls", "denied"),
        Statement(*words(QUOTED)[:2], "direct", span("called"), (SHE,), None, "quoted/before"),
    ),
    (
        Date(*words("on Friday"), "2024-03-01", "DATE", "2024-03-01", "weekday/past"),
        Date(*words("on Wednesday"), "2024-02-28", "DATE", "2024-02-28", "weekday/past"),
    ),
    (
        Event(
            *words("The dam broke on Friday")[:2],
            "The dam broke",
            "2024-03-01",
            ("anna-meier",),
            "alleged",
            "verb/past",
        ),
    ),
    (
        Actor(
            "anna-meier",
            "Anna Meier",
            "PERSON",
            names=("Meier",),
            roles=(Role("Mayor"),),
            mentions=(MEIER, SHE),
            rule="name/full",
        ),
        Actor("the-post", "The Post", "MEDIA", rule="name/list"),
    ),
)
