"""The writer: shapes put together are one function that makes the answer of rows."""

from schema.writer import Row, Run, Writer


def run(*levels: dict[object, list[Row]]) -> Run:
    """A run over the rows of some levels."""
    return Run({}, list(levels))


def test_objects_lists_and_values_are_written_out_as_one_function() -> None:
    writer = Writer()
    name = writer.object([("name", lambda row: f"{row}[1]"), ("kind", writer.constant("ACTOR"))])
    actors = writer.each(lambda row: f"run.rows[0].get({row}[0], ())", name)
    write = writer.done(writer.object([("actors", actors), ("count", writer.call(lambda row, run: len(run.rows)))]))
    answer = {"actors": [{"name": "Anna", "kind": "ACTOR"}, {"name": "Bo", "kind": "ACTOR"}], "count": 1}
    assert write((7,), run({7: [(7, "Anna"), (7, "Bo")]})) == answer
    assert write((8,), run({})) == {"actors": [], "count": 1}


def test_a_value_is_worked_out_once_and_null_has_no_parts() -> None:
    writer, seen = Writer(), []
    compute = writer.name(lambda text: seen.append(text) or text)
    parts = writer.object([("length", lambda value: f"len({value})"), ("text", lambda value: value)])
    write = writer.done(writer.unless_none(lambda row: f"{compute}({row}[0])", parts))
    assert write(("abc",), run()) == {"length": 3, "text": "abc"}
    assert write((None,), run()) is None
    assert seen == ["abc", None]


def test_lists_in_lists_do_not_mix_up_their_rows() -> None:
    writer = Writer()
    inner = writer.each(lambda row: f"run.rows[1].get({row}[0], ())", lambda row: f"{row}[1]")
    outer = writer.each(
        lambda row: "run.rows[0][None]", writer.object([("own", lambda row: f"{row}[0]"), ("of", inner)])
    )
    rows: list[dict[object, list[Row]]] = [{None: [(1,), (2,)]}, {1: [(1, "a"), (1, "b")]}]
    assert writer.done(outer)((), run(*rows)) == [{"own": 1, "of": ["a", "b"]}, {"own": 2, "of": []}]


def test_what_quotes_a_text_cannot_become_code() -> None:
    writer = Writer()
    odd = "'}; import os; {'\\"
    assert writer.done(writer.object([("odd", writer.constant(odd))]))((), run()) == {"odd": odd}
