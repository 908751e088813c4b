"""From files of annotations to rows: ``read`` the files into drafts, ``load`` the drafts into a database."""

from timeline.loaders.annotation import read, schema
from timeline.loaders.records import Drafts
from timeline.loaders.store import Outcome, load

__all__ = ["Drafts", "Outcome", "load", "read", "schema"]
