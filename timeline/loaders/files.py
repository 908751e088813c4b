"""Files as the loader takes them: regular, of bearable size, UTF-8; and folders walked in a fixed order."""

import codecs
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from timeline.exceptions import AnnotationError, Place

MAX_BYTES = 20_000_000
ENDINGS = (".yaml", ".yml")
ARTICLES = (".txt", ".html", ".htm")
"""What the text of an article ends in, which is read only where it is named."""
# Such as a line break, or one that turns what follows from right to left: a terminal would show another name.
CONTROLS = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_text(path: Path) -> str:
    """The text of a file, without byte order mark and with line feeds for line ends.

    Anything but a regular file is refused before it is opened, anything too large before it is read.

    Raises:
        AnnotationError: it is missing, no regular file, too large, unreadable or not UTF-8.
    """
    place = Place(str(path))
    try:
        _require_regular(place, os.stat(path))
        # Without O_NONBLOCK, a pipe put in the file's place meanwhile would hold us for ever.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            _require_regular(place, os.fstat(file.fileno()))
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise AnnotationError(place, f"cannot be read: {_reason(error)}") from None
    return decoded(place, data)


def decoded(place: Place, data: bytes) -> str:
    """The text of some bytes, without byte order mark and with line feeds for line ends.

    Raises:
        AnnotationError: they are too many or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(place, f"more than {MAX_BYTES:,}")
    return _decode(place, data).replace("\r\n", "\n").replace("\r", "\n")


def _require_regular(place: Place, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "no regular file")
        raise AnnotationError(place, f"is {kind}; only regular files are read")
    if status.st_size > MAX_BYTES:
        raise _too_large(place, f"{status.st_size:,}")


def _too_large(place: Place, size: str) -> AnnotationError:
    return AnnotationError(place, f"has {size} bytes, at most {MAX_BYTES:,} are read; split the file")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _decode(place: Place, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise AnnotationError(place, "is UTF-16 or UTF-32; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark.
        data = error.object if isinstance(error.object, bytes) else data
        line, begin = data.count(b"\n", 0, error.start) + 1, data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode("utf-8")) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise AnnotationError(Place(place.path, line, column), message) from None


def found(path: Path) -> Iterator[Path]:
    """The files of annotations a path names: itself, or those of a folder and the folders below, sorted.

    Links to folders are not followed, so that no walk goes round in circles. Hidden files and folders, whose names
    begin with a dot, belong to editors and file systems; they are read only where named.

    Raises:
        AnnotationError: nothing is there, it has another ending, or the folder holds no such file.
    """
    if _named(path).is_dir():
        yield from _within(path)
        return
    if not os.path.lexists(path):
        raise AnnotationError(Place(str(path)), "there is no such file or folder; check the path")
    if path.exists() and not path.is_file():
        _require_regular(Place(str(path)), os.stat(path))
    if not path.name.endswith((*ENDINGS, *ARTICLES)):
        message = "is no file of annotations, which end in .yaml or .yml, and no article, which end in .txt or .html"
        raise AnnotationError(Place(str(path)), message)
    yield path


def _within(folder: Path) -> list[Path]:
    files = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(place, name) for name in names if name.endswith(ENDINGS) and not name.startswith(".")]
    if not files:
        raise AnnotationError(Place(str(folder)), "the folder holds no .yaml or .yml file; name another")
    return sorted(map(_named, files))


def _refuse(error: OSError) -> None:
    raise AnnotationError(Place(str(error.filename)), f"cannot be read: {_reason(error)}")


def _named(path: Path) -> Path:
    """A path whose name can be printed and stored."""
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    if name != str(path):
        raise AnnotationError(Place(name), "the name of the file is not UTF-8; rename it")
    if CONTROLS.search(name):
        raise AnnotationError(Place(ascii(name)), "the name of the file holds a control character; rename it")
    return path
