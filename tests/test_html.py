"""HTML becomes clean text that knows its places; what is not the article stays out, and no script is run."""

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.exceptions import ExtraMissingError, NotAnArticleError
from timeline.extraction.pages import html, markup

PAGE = """<!doctype html><html lang="en"><head><title>Ferry line planned - Port Herald</title>
<meta property="og:title" content="Ferry line planned for three towns of the bay">
<meta property="og:site_name" content="Port Herald">
<meta property="article:published_time" content="2021-05-17T09:30:00+02:00">
</head><body><header>Monday, 7 June 2021</header><nav><ul><li>Home<li>World</ul></nav>
<article><h1>Ferry line planned for three towns of the bay</h1>
<p class="byline">By Jane Winter</p><p class=date>17 May 2021</p>
<p>PORT ANSELM, May 17 (AP) &mdash; Three towns plan a ferry line, their mayors said on <b>Saturday</b>&#46;
   &quot;We want ships,&quot; said Irene Calder. It would be the first line of its kind for a very long time.</p>
<script>document.write("<p>The script said that it ran.</p>")</script>
<p>By spring, they said, two ships will sail. The ministry of transport has agreed to lend a third &amp; larger one.</p>
<p>A spokesman said that the harbour would be dredged in March, for which the towns have set money aside.</p></article>
<div class="comments"><p>Posted 3 June 2021: What a fine idea this is, I am for it and so is my sister!</p></div>
<footer>© 2023 Port Herald</footer></body></html>"""


@pytest.fixture(scope="module")
def read() -> html.HtmlPage:
    return html.read(PAGE, url="https://herald.example/ferry")


def test_the_text_is_the_article_with_its_headline(read: html.HtmlPage) -> None:
    paragraphs = read.text.split("\n\n")
    assert paragraphs[0] == "Ferry line planned for three towns of the bay"
    assert paragraphs[-1].startswith("A spokesman said")
    assert not [word for word in ("script", "fine idea", "2023", "Home", "7 June") if word in read.text]


def test_blanks_are_one_and_references_are_read(read: html.HtmlPage) -> None:
    assert 'said on Saturday. "We want ships," said Irene Calder.' in read.text
    assert "a third & larger one" in read.text


def test_every_character_knows_its_place(read: html.HtmlPage) -> None:
    assert len(read.offsets) == len(read.text)
    for character, offset in zip(read.text, read.offsets, strict=True):
        assert offset == html.NOWHERE or PAGE[offset] in (character, "&") or PAGE[offset].isspace()


def test_a_place_in_the_text_is_one_in_the_page(read: html.HtmlPage) -> None:
    start = read.text.index("Saturday")
    assert PAGE[slice(*read.raw(start, start + len("Saturday.")))] == "Saturday</b>&#46;"
    assert read.raw(start, start) == (html.NOWHERE, html.NOWHERE)


def test_the_source_is_what_markup_and_text_tell(read: html.HtmlPage) -> None:
    source = read.page.source
    assert (source.title, source.publisher) == ("Ferry line planned for three towns of the bay", "Port Herald")
    assert (source.published, source.local_time, source.utc_offset) == ("2021-05-17", "09:30", "+02:00")
    assert (source.byline, source.dateline, source.dateline_place) == ("Jane Winter", "2021-05-17", "PORT ANSELM")
    assert source.rules["published"] == "published/meta"


def test_a_given_day_goes_before_that_of_the_markup() -> None:
    assert html.read(PAGE, published="2021-05-16").page.source.published == "2021-05-16"


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        ("https://herald.example/ferry", "https://herald.example/ferry"),
        ("/ferry", None),
        ("//herald.example/ferry", None),
        ("https://herald.example/a ferry", None),
        ("javascript:alert(1)", None),
        (f"https://herald.example/{'f' * 3000}", None),
    ],
)
def test_an_address_that_counts_from_elsewhere_is_none(canonical: str, address: str | None) -> None:
    page = PAGE.replace("<title>", f'<link rel="canonical" href="{canonical}"><title>')
    assert html.read(page).page.source.url == address


def test_a_page_of_links_is_no_article() -> None:
    links = "<html><body>" + "".join(f"<li><a href='/{n}'>Part {n}</a>" for n in range(50)) + "</body></html>"
    with pytest.raises(NotAnArticleError, match=r"^no article found"):
        html.read(links)


def test_html_is_told_from_text() -> None:
    assert html.is_html(PAGE)
    assert html.is_html("\ufeff\n<!-- kept --><div class=page>")
    assert not html.is_html("The mayor wrote: a < b.")
    assert not html.is_html("<3 rain")


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    html._extract.cache_clear()
    with pytest.raises(ExtraMissingError, match=r"pip install 'timeline-api\[html\]'"):
        html.read(PAGE)
    html._extract.cache_clear()


SNIPPETS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<", ">", '"', "'", "&amp;", "&#x41;", "&", "&lt;p&gt;", "<!--", "-->", "<script>",
     "</script>", "<br>", "<time datetime='2020-01-01'>", "</time>", "text ", "\n", "\xa0", "<div class='comment'>",
     "</div>", '<a href="', "<title>", "<h1>", "&NotEqualTilde;", "<![CDATA[", "\0", "😀"]
)  # fmt: skip


@given(st.lists(SNIPPETS | st.text(max_size=6), max_size=40).map("".join))
@example('<a "<b"<p \'x>y')
@example("&NotEqualTilde;&notit;")
def test_whatever_the_page_blocks_know_their_places(page: str) -> None:
    for block in markup.read(page).blocks:
        assert len(block.offsets) == len(block.text)
        assert list(block.offsets) == sorted(block.offsets)
        for character, offset in zip(block.text, block.offsets, strict=True):
            assert page[offset] in (character, "&") or (character == " " and page[offset].isspace())
