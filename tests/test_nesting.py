"""Which mixed statement a quotation stands in."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.findings import Statement
from timeline.extraction.speech.nesting import mixed_around


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30), st.sampled_from(["direct", "mixed"])), max_size=12))
def test_the_mixed_statement_around_a_quotation_is_found(places: list[tuple[int, int, str]]) -> None:
    statements = tuple(
        Statement(start, start + length, kind, None, (), None, "")  # type: ignore[arg-type]
        for start, length, kind in places
    )
    for statement, around in zip(statements, mixed_around(statements), strict=True):
        holding = [
            other
            for other in statements
            if other.kind == "mixed" and other.start <= statement.start and statement.end <= other.end
        ]
        assert (around is not None) == (statement.kind == "direct" and bool(holding))
        assert around is None or statements[around] in holding
