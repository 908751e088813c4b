"""Files of annotations: what is refused, where, and with which words; and what a file may leave unsaid."""

import hashlib
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from factories import actor, annotate, dataset, event, loaded, rows, source, statement, timeline

from timeline.exceptions import LoadError, Place
from timeline.kinds import RecordKind
from timeline.loaders import Drafts, read, schema

BROKEN = Path(__file__).parent / "expected" / "broken.txt"


def broken() -> list[object]:
    """Every text of the list with a piece of its error; a » stands where the error must point."""
    cases = re.split(r"^### (.+) \| (.+)\n", BROKEN.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [pytest.param(*cases[n + 1 : n + 3], id=cases[n]) for n in range(0, len(cases), 3)]


@pytest.mark.parametrize(("words", "text"), broken())
def test_a_broken_file_is_refused_at_its_place_and_nothing_is_stored(
    words: str, text: str, tmp_path: Path, database: str
) -> None:
    before, mark, after = text.partition("»")
    (tmp_path / "x.yaml").write_text(before + after, encoding="utf-8")
    with pytest.raises(LoadError) as refused:
        loaded(database, tmp_path / "x.yaml")
    (error,) = refused.value.errors
    assert mark
    assert error.place == Place(str(tmp_path / "x.yaml"), before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert words in error.message
    assert rows(database, "SELECT count(*) FROM change") == [(0,)]


def faults(drafts: Drafts) -> list[str]:
    """The errors of drafts, by file name."""
    return [f"{Path(error.place.path).name}:{error.place.line}: {error.message}" for error in drafts.errors]


def test_all_errors_of_all_files_come_at_once_in_the_order_of_their_places(tmp_path: Path, database: str) -> None:
    (tmp_path / "a.yaml").write_text("events:\n- {slug: a, date: x, title: A, zzz: 1}\n- {slug: a, date: 2020}\n")
    (tmp_path / "b.yaml").write_text(
        "topics:\n- {slug: t, name: T}\nevents:\n- {slug: b, date: 2020, title: B, topics: [u]}"
    )
    (tmp_path / "c.yaml").write_text("topics: [\n")
    with pytest.raises(LoadError) as refused:
        loaded(database, tmp_path)
    places = [(Path(error.place.path).name, error.place.line) for error in refused.value.errors]
    assert places == [("a.yaml", 2), ("a.yaml", 2), ("a.yaml", 3), ("c.yaml", 2)]


def test_a_dangling_reference_is_told_beside_a_fault_of_shape(tmp_path: Path, database: str) -> None:
    path = annotate(
        tmp_path / "x.yaml", events=[event("a", titel="A"), event("b", part_of="c"), event("d", part_of="a")]
    )
    with pytest.raises(LoadError) as refused:
        loaded(database, path)
    messages = [error.message for error in refused.value.errors]
    assert messages[0].startswith("unknown key 'titel'")
    assert messages[1:] == ["there is no event 'c'; add it or correct the slug"]


def test_byte_order_mark_and_windows_lines_load_to_the_same(tmp_path: Path) -> None:
    text = "topics:\n- slug: a\n  name: A\n  description: |\n    one\n    two\n"
    (tmp_path / "a.yaml").write_bytes(text.encode())
    (tmp_path / "b.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (tmp_path / "c.yaml").write_bytes(text.replace("\n", "\r").encode())
    documents = [read([tmp_path / name]).records[0].document() for name in ("a.yaml", "b.yaml", "c.yaml")]
    assert documents[0] == documents[1] == documents[2]


def test_scalars_stay_the_text_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "sources: [{slug: no, language: no, published: 2020-08-30, local_time: 05:28, title: 1e3, byline: ~}]\n"
        "questions: [{slug: q, text: yes, accounts: [{value: 18250}, {value: 0x1F}]}]"
    )
    first, second = (record.document() for record in read([path]).records)
    assert first == {
        "slug": "no", "language": "no", "published": "2020-08-30", "local_time": "05:28", "title": "1e3"
    }  # fmt: skip
    assert [second["text"], *(account["value"] for account in second["accounts"])] == ["yes", "18250", "0x1F"]


def test_entries_stand_on_the_timeline_of_their_folder_unless_they_say_otherwise(tmp_path: Path) -> None:
    events = [event("a", group="streets"), event("b", timelines=[]), event("c", timelines=[{"timeline": "other"}])]
    folder = dataset(tmp_path / "floods", events=events)
    annotate(folder / "deep" / "er.yaml", events=[event("d", headline="Short")])
    drafts = read([folder])
    placed = {record.slug: record.document()["timelines"] for record in drafts.of(RecordKind.EVENT)}
    assert placed == {
        "a": [{"timeline": "floods", "group": "streets"}],
        "b": [],
        "c": [{"timeline": "other"}],
        "d": [{"timeline": "floods", "headline": "Short"}],
    }


def test_a_file_loaded_alone_stands_on_the_timeline_above_it(tmp_path: Path, database: str) -> None:
    folder = dataset(tmp_path / "floods", events=[event()])
    path = annotate(folder / "deep" / "er.yaml", events=[event("a")])
    with pytest.raises(LoadError, match="there is no timeline 'floods'"):
        loaded(database, path)
    loaded(database, folder / "timeline.yaml")
    loaded(database, path)
    assert rows(database, "SELECT origin FROM change WHERE kind = 'EVENT'") == [("floods/deep/er.yaml",)]


def test_a_dataset_whose_timeline_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "floods", events=[event()])
    annotate(folder / "timeline.yaml", expect={})
    assert faults(read([folder])) == ["timeline.yaml:1: says no timeline; add timeline: with slug and title"]
    annotate(folder / "timeline.yaml", timeline=timeline(slug="Floods"))
    (fault,) = {error.message for error in read([folder]).errors}
    assert fault.startswith("slug 'Floods' is no slug")
    assert len(read([folder / "entries.yaml"]).errors) == 1


def test_citations_of_an_article_are_of_that_article(tmp_path: Path) -> None:
    cited = event("a", citations=[{}, {"source": "other"}, {"exact": "x"}, {"key": "gazette-1-2"}])
    path = annotate(tmp_path / "x.yaml", source=source(), events=[cited, event("b")])
    entries = list(read([path]).of(RecordKind.EVENT))
    keys = [[(citation.source, citation.key) for citation in entry.draft.citations] for entry in entries]
    assert keys == [
        [("gazette-1", "gazette-1"), ("other", "other"), ("gazette-1", "gazette-1-3"), ("gazette-1", "gazette-1-2")],
        [("gazette-1", "gazette-1")],
    ]


def test_an_entry_may_have_very_many_of_everything(tmp_path: Path) -> None:
    """Comparing each with all before it would take minutes."""
    many = range(30_000)
    path = annotate(
        tmp_path / "x.yaml",
        source=source(),
        events=[event(topics=[f"t{n}" for n in many], timelines=[{"timeline": f"t{n}"} for n in many])],
        statements=[statement(citations=[{} for _ in many])],
    )
    _, flood, said = read([path]).records
    assert len(set(flood.draft.topics)) == len(flood.draft.timelines) == len(many)
    assert said.draft.citations[-1].key == f"gazette-1-{len(many)}"


def test_counts_are_those_of_the_whole_folder(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "floods", actors=[actor()], source=source(), statements=[statement()])
    annotate(folder / "more.yaml", events=[event(citations=[{"source": "gazette-1"}])])
    right = {"actors": 1, "sources": 1, "events": 1, "statements": 1, "citations": 2, "questions": 0}
    annotate(folder / "timeline.yaml", timeline=timeline(), expect=right)
    assert faults(read([folder])) == []
    assert faults(read([folder / "timeline.yaml"])) == []
    annotate(folder / "timeline.yaml", timeline=timeline(), expect=right | {"citations": 3, "topics": 1})
    assert faults(read([folder])) == [
        "timeline.yaml:13: topics: 1 expected, 0 found",
        "timeline.yaml:11: citations: 3 expected, 2 found",
    ]


def test_a_text_beside_the_file_is_summed_but_kept_only_where_that_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("\ufeffEin Wörtchen\r\n".encode())
    drafts = read([annotate(tmp_path / "x.yaml", source=source())])
    document = drafts.records[0].document()["text"]
    assert document == {"sha256": hashlib.sha256("Ein Wörtchen\n".encode()).hexdigest(), "length": 13}
    assert drafts.texts == {"gazette-1": "Ein Wörtchen\n"}
    kept = read([annotate(tmp_path / "x.yaml", source=source(text={"keep": True}))])
    assert kept.records[0].document()["text"] == {**document, "keep": True, "content": "Ein Wörtchen\n"}


def test_the_schema_accepts_what_the_loader_accepts(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    sound = annotate(
        tmp_path / "x.yaml",
        timeline=timeline(),
        actors=[actor()],
        source=source(),
        events=[event()],
        statements=[statement()],
    )
    validator.validate(yaml.safe_load(sound.read_text()))
    unsound = [
        {"event": []},
        {"events": [event(titel="A")]},
        {"actors": [actor(kind="person")]},
        {"topics": [{"slug": "A b", "name": "x"}]},
    ]
    assert [bool(list(validator.iter_errors(document))) for document in unsound] == [True] * 4


class Editor(yaml.SafeLoader):
    """YAML as editors read it: with numbers, without dates."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def test_the_seed_data_fit_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for path in (Path(__file__).parents[1] / "seed_data").rglob("*.yaml"):
        document = yaml.load(path.read_text("utf-8"), Loader=Editor)  # noqa: S506
        assert [(error.json_path, error.message) for error in validator.iter_errors(document)] == []
