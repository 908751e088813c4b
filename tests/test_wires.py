"""The heads of a wire are told from other lines with an equals sign."""

from timeline.extraction.pages import wires


def test_the_fields_of_a_head_are_told_with_their_places() -> None:
    text = "DATE=3/7/1999\nTITLE=LAMPS\nCONTENT=\nIt is dark."
    head = wires.head(text)
    assert head is not None
    assert [(key, text[start:end]) for key, start, end in head[0]] == [
        ("DATE", "3/7/1999"),
        ("TITLE", "LAMPS"),
        ("CONTENT", ""),
    ]
    assert text[head[1] :] == "It is dark."


def test_without_its_last_line_there_is_no_head() -> None:
    assert wires.head("DATE=3/7/1999\nIt is dark.") is None
    assert wires.head("E=mc2 is short. CONTENT=") is None


def test_marks_and_labels_are_told() -> None:
    text = "TEXT: It is dark.\n/// Calder act ///\nSo it is.\n/// END OPT ///"
    assert [(kind, text[a:b].strip()) for kind, a, b in wires.marks(text, 0)] == [
        ("label", "TEXT:"),
        ("act", "/// Calder act ///"),
        ("act", "/// END OPT ///"),
    ]
