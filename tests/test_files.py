"""Files as the loader takes them: what is refused before it is opened, and how folders are walked."""

import os
import socket
from pathlib import Path

import pytest

from timeline.exceptions import AnnotationError
from timeline.loaders.files import MAX_BYTES, found, read_text


def refusal(path: Path) -> str:
    """What reading a file is refused with."""
    with pytest.raises(AnnotationError) as refused:
        read_text(path)
    return refused.value.message


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.yaml"))
        kinds = {name: refusal(tmp_path / f"{name}.yaml") for name in ("pipe", "folder", "zero", "socket")}
    assert kinds == {
        "pipe": "is a pipe; only regular files are read",
        "folder": "is a folder; only regular files are read",
        "zero": "is a device; only regular files are read",
        "socket": "is a socket; only regular files are read",
    }


def test_links_that_lead_nowhere_or_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "nowhere.yaml").symlink_to("missing")
    (tmp_path / "circle.yaml").symlink_to("circle.yaml")
    assert refusal(tmp_path / "nowhere.yaml") == "cannot be read: No such file or directory"
    assert "symbolic links" in refusal(tmp_path / "circle.yaml")


def test_a_file_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert refusal(tmp_path / "x.yaml").startswith(f"has 100,000,000 bytes, at most {MAX_BYTES:,} are read")


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"a: b\nc: \xff", 2, 4, "byte 0xff is not UTF-8"),
        ("а: \u00e9".encode() + b"\xe9", 1, 5, "byte 0xe9 is not UTF-8"),
        (b"\xef\xbb\xbfa\n\x80", 2, 1, "byte 0x80"),
        (b"a: \xed\xa0\x80", 1, 4, "byte 0xed"),
        ("a: b".encode("utf-16"), 0, 0, "is UTF-16"),
    ],
)
def test_bytes_that_are_not_utf8_are_told_with_their_place(
    data: bytes, line: int, column: int, words: str, tmp_path: Path
) -> None:
    (tmp_path / "x.yaml").write_bytes(data)
    with pytest.raises(AnnotationError, match=words) as refused:
        read_text(tmp_path / "x.yaml")
    assert (refused.value.place.line, refused.value.place.column) == (line, column)


def test_a_folder_is_walked_in_order_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    for name in ("b/c.yaml", "b/a.yml", "a.yaml", "b/notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "b" / "round").symlink_to(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found(tmp_path)] == ["a.yaml", "b/a.yml", "b/c.yaml"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.yaml", "there is no such file or folder"),
        ("empty", "holds no .yaml or .yml file"),
        ("notes.md", "no file of annotations, which end in .yaml or .yml, and no article"),
        ("/dev/stdin", "(is a pipe|is a device|no file of annotations)"),
        ("/dev/zero", "is a device"),
        ("a\0b", r"'.*a\\x00b': the name of the file holds a control character"),
        ("a\nb.yaml", "holds a control character"),
        ("\u202elmay.yaml", r"\\u202elmay.yaml': the name of the file holds a control character"),
    ],
)
def test_a_path_that_names_no_annotations_is_refused(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.md").touch()
    with pytest.raises(AnnotationError, match=words):
        list(found(tmp_path / name))


def test_hidden_files_are_read_only_where_they_are_named(tmp_path: Path) -> None:
    """Editors leave links to nowhere (``.#a.yaml``), other file systems whole binary files (``._a.yaml``)."""
    for name in ("a.yaml", "._a.yaml", ".git/b.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".#a.yaml").symlink_to("somebody@somewhere.1:2")
    assert list(found(tmp_path)) == [tmp_path / "a.yaml"]
    assert list(found(tmp_path / "._a.yaml")) == [tmp_path / "._a.yaml"]


def test_a_file_whose_name_is_not_utf8_is_refused(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml")).touch()
    with pytest.raises(AnnotationError, match=r"\\xff\.yaml: the name of the file is not UTF-8"):
        list(found(tmp_path))
