"""HTML is read from left to right into blocks, marked pieces, meta elements and scripts."""

from timeline.extraction.pages import markup


def texts(html: str) -> list[str]:
    return [block.text for block in markup.read(html).blocks]


def test_blocks_end_with_their_elements_and_lines_with_theirs() -> None:
    assert texts("<p>One <b>two</b><p>three<br>four</p><ul><li>five<li>six</ul>") == [
        "One two",
        "three",
        "four",
        "five",
        "six",
    ]


def test_what_is_no_text_is_left_out() -> None:
    assert texts("a<!-- b --><style>c</style><script>'<p>d'</script><noscript>e</noscript> f") == ["a f"]


def test_a_mark_that_opens_no_tag_is_text() -> None:
    assert texts("<p>3 < 4 & 5 > 4 <3 &copy &unknown; AT&T</p>") == ["3 < 4 & 5 > 4 <3 © &unknown; AT&T"]


def test_navigation_comments_and_related_articles_are_asides() -> None:
    page = markup.read("<nav>a</nav><div class='x comment-list'><p>b</p></div><p>c</p><div id=related><p>d</div>")
    assert [(block.text, block.aside) for block in page.blocks] == [("a", True), ("b", True), ("c", False), ("d", True)]


def test_pieces_that_speak_of_a_date_are_marked() -> None:
    page = markup.read(
        "<p>By J. <time datetime=2021-05-17>17 <i>May</i></time> and <span class='post-date'>2021</span></p>"
    )
    assert [(piece.tag, piece.attributes.get("datetime"), piece.text) for piece in page.marked] == [
        ("time", "2021-05-17", "17 May"),
        ("span", None, "2021"),
    ]


def test_tags_whose_quotes_do_not_close_end_with_the_next_bracket() -> None:
    assert texts('<p class="a>b</p><p>c</p>') == ["b", "c"]


def test_metas_title_language_and_canonical_address_are_kept() -> None:
    page = markup.read("<html lang=DE><title>A &amp; B</title><link rel=canonical href=/x><META NAME=date CONTENT='1'>")
    assert (page.title, page.language, page.canonical, page.metas) == (
        "A & B",
        "de",
        "/x",
        [{"name": "date", "content": "1"}],
    )
