"""A timeline by somebody who means harm: markup, scripts and letters that turn the line, wherever there is a text."""

from pathlib import Path

from factories import actor, annotate, event, loaded, source, statement, timeline
from sqlalchemy import text

from timeline.config import migrations
from timeline.database import run, upgrade

SCRIPT = "</title><script>window.broken = 1</script><img src=x onerror=window.broken=1>"
RTL = "\u202eنهر \"' الفيضان\u202c"
TEMPLATE = "{{ 7 * 191 }}{% if %}"


def fill(folder: Path) -> str:
    """A database of such a timeline; its address."""
    url = f"sqlite:///{folder}/hostile.db"
    upgrade(url, migrations())
    cited = {"source": "page", "exact": f"{SCRIPT} exact", "prefix": "<b>", "suffix": "</mark>"}
    file = annotate(
        folder / "timeline.yaml",
        timeline=timeline(
            "floods", title=f"Floods {SCRIPT}", description=TEMPLATE, eras=[{"title": SCRIPT, "date": "0000/.."}]
        ),
        actors=[actor("mayor", name=f"Mayor {SCRIPT}", description=RTL), actor("press", name=RTL, kind="MEDIA")],
        sources=[source("page", title=f"{RTL} {SCRIPT}", publisher="press", url="https://page.example/")],
        topics=[{"slug": "water", "name": SCRIPT}],
        events=[
            event("first", title=SCRIPT, summary=TEMPLATE, date="0000~", topics=["water"], citations=[cited]),
            event("second", title=RTL, date="2024-03/..", citations=[cited]),
            event("third", title="W" * 1000, date="-0043-03-15", citations=[cited]),
        ],
        statements=[statement("warning", text=f"“{SCRIPT}”", medium=SCRIPT, date="2024?", citations=[cited])],
        questions=[
            {"slug": "height", "text": SCRIPT, "about": ["first"], "accounts": [{"value": SCRIPT}, {"value": RTL}]}
        ],
    )
    loaded(url, file)
    run(url, lambda connection: connection.execute(text("UPDATE source SET url = 'javascript:window.broken=1'")))
    return url
