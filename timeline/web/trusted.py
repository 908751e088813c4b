"""Trusted documents: queries kept in a folder, each in a file named by the sha256 of its text."""

import hashlib
from pathlib import Path


class Trusted:
    """The trusted documents of a folder, or none; with ``only`` nothing else is allowed.

    A file is read when it is first asked for, so that what is trusted while the server runs is so at once.
    """

    def __init__(self, folder: Path | None = None, *, only: bool = False) -> None:
        self.folder = folder
        self.only = only
        self._kept: dict[str, str] = {}

    def get(self, sha: str) -> str | None:
        """The document with this sha256, 64 hexadecimal digits in small letters."""
        if self.folder is None:
            return None
        if sha not in self._kept:
            path = self.folder / f"{sha}.graphql"
            if not path.is_file():
                return None
            self._kept[sha] = path.read_bytes().decode()
        return self._kept[sha]

    def has(self, query: str) -> bool:
        """Whether a query is a trusted document."""
        return self.folder is not None and self.get(digest(query)) is not None

    def add(self, query: str) -> Path:
        """Keep a document; the path of its file."""
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{digest(query)}.graphql"
        path.write_bytes(query.encode())
        return path


def digest(query: str) -> str:
    """The sha256 by which clients name a document."""
    return hashlib.sha256(query.encode()).hexdigest()
