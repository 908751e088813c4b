"""From files of annotations to rows: ``read`` the files into drafts, ``load`` the drafts into a database.

``dump`` writes a database as lines of JSON, ``load_lines`` brings such lines into one.

``verify`` holds the citations of files against texts, without a database; ``schema`` is what editors
check against, ``standing`` tells what a database holds of a kind.
"""

from timeline.loaders.annotation import Annotate, read, schema
from timeline.loaders.bulk import load_lines
from timeline.loaders.export import dump, standing
from timeline.loaders.files import ARTICLES
from timeline.loaders.records import Drafts
from timeline.loaders.store import Outcome, load
from timeline.loaders.verification import Finding, Report, verify

__all__ = [
    "ARTICLES",
    "Annotate",
    "Drafts",
    "Finding",
    "Outcome",
    "Report",
    "dump",
    "load",
    "load_lines",
    "read",
    "schema",
    "standing",
    "verify",
]
