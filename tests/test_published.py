"""The day on which a page of HTML was published: each place that may tell, and which of two goes before."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.pages.published import find

TODAY = date(2026, 1, 1)
LD = '<script type="application/ld+json">'
BODY = "<p>Three towns plan a ferry line, and two ships will sail by spring, as their mayors told a reporter.</p>" * 3


def page(head: str = "", below: str = "", above: str = "", after: str = "", lang: str = "en") -> str:
    return f"""<html lang="{lang}"><head><title>Ferry line planned for three towns | Port Herald</title>{head}</head>
<body>{above}<article><h1>Ferry line planned for three towns</h1>{below}{BODY}</article>{after}</body></html>"""


def linked(**node: object) -> str:
    return f"{LD}{json.dumps({'@type': 'NewsArticle', **node})}</script>"


def day(html: str, url: str | None = None) -> str | None:
    found = find(html, url=url, today=TODAY)
    return found.date.isoformat() if found else None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-05-17T09:30:00+02:00">',
        '<meta property="og:article:published_time" content="2021-05-17">',
        '<meta name="parsely-pub-date" content="2021-05-17T09:30:00Z">',
        '<meta name="sailthru.date" content="Mon, 17 May 2021 09:30:00 GMT">',
        '<meta name="DC.date.issued" content="2021-05-17">',
        '<meta name="dcterms.created" content="2021-05-17">',
        '<meta name="cXenseParse:recs:publishtime" content="2021-05-17T09:30:00.000Z">',
        '<meta itemprop="datePublished" content="2021-05-17">',
        '<meta name="date" content="20210517">',
        '<meta name="pubdate" content="May 17, 2021">',
        '<meta name="DC.date" content="Mon May 17 09:30:00 CEST 2021">',
        '<meta name="publish-date" content="202105170930">',
        '<meta name="timestamp" content="1621243800">',
        '<meta http-equiv="date" content="2021-05-17">',
        linked(datePublished="2021-05-17T09:30:00+0200", dateModified="2021-05-19"),
        linked(datePublished="2021-05-17T09:30", comment=[{"@type": "Comment", "datePublished": "2021-05-15"}]),
        LD + '[{"@graph": [{"@type": ["Article"], "datePublished": "2021-05-17"}]}]</script>',
        LD + '{"@type": "Article", "datePublished": "2021-05-17", broken</script>',
        '<script>window.page = {"publishedAt": "2021-05-17T09:30:00Z"}</script>',
    ],
)
def test_what_a_page_says_for_machines_is_read(head: str) -> None:
    assert day(page(head)) == "2021-05-17"


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "<time datetime='2021-05-17T09:30:00+02:00'>Monday</time>"),
        ("en", "<p class='byline'>By Jane Winter, May 17, 2021</p>"),
        ("en", "<p>Published: 17th May 2021 at 9.30am</p>"),
        ("en", "<p>Updated 19 May 2021 | Published 17 May 2021</p>"),
        ("en-US", "<span class='date'>5/17/21</span>"),
        ("en-US", "<p>Posted on <b>5/17/2021</b></p>"),
        ("de", "<p>Veröffentlicht am 17. Mai 2021 um 09:30 Uhr</p>"),
        ("de", "<div>17.05.2021, 09:30 Uhr, aktualisiert 18.05.2021</div>"),
        ("fr", "<p>Publié le 17 mai 2021 à 09h30</p>"),
        ("es", "<p>Publicado el 17 de mayo de 2021</p>"),
        ("tr", "<p>Yayınlanma: 17 Mayıs 2021 09:30</p>"),
        ("ru", "<p>17 мая 2021, 09:30</p>"),
        ("pl", "<p>Opublikowano: 17 maja 2021</p>"),
        ("it", "<p>Pubblicato il 17 maggio 2021</p>"),
        ("pt", "<p>17/05/2021 09h30</p>"),
        ("nl", "<p>Geplaatst op 17 mei 2021</p>"),
        ("hu", "<p>2021. május 17.</p>"),
        ("ja", "<p>2021年5月17日</p>"),
        ("en", "<div class='date'><span>17</span><span>May</span><span>2021</span></div>"),
        ("fr", "<p>Mis à jour le 18/05/2021 - Publié le 17/05/2021</p>"),
        ("en", "<p>Posted: May 17, 2021 / 12:30 PM EDT / Updated: May 18, 2021 / 1:30 PM EDT</p>"),
        ("en", "<p>A film released on 3 May 2019</p><p>17 May 2021</p>"),
    ],
)
def test_what_is_printed_beside_the_headline_is_read(lang: str, line: str) -> None:
    assert day(page(below=line, lang=lang)) == "2021-05-17"


@pytest.mark.parametrize(
    "url",
    [
        "https://herald.example/2021/05/17/ferry",
        "https://herald.example/2021/may/17/ferry",
        "/news/20210517-ferry.html",
    ],
)
def test_the_address_tells(url: str) -> None:
    assert day(page(), url) == "2021-05-17"


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    changed = '<meta property="article:modified_time" content="2021-06-30T10:00:00Z">'
    assert day(page(changed + linked(dateModified="2021-06-30"), "<p>May 17, 2021</p>")) == "2021-05-17"
    assert day(page(below="<p>Last updated: June 30, 2021</p><p>May 17, 2021</p>")) == "2021-05-17"


def test_days_of_comments_other_articles_and_copyright_do_not_count() -> None:
    others = """<div class="related"><h3>More</h3><time datetime="2021-06-01">1 June</time></div>
    <ol id="comments"><li><time datetime="2021-05-18">18 May</time></li></ol><footer>© 2025 Port Herald</footer>"""
    assert day(page(below="<p>May 17, 2021</p>", after=others)) == "2021-05-17"


def test_a_page_that_is_one_form_is_read_like_any_other() -> None:
    form = page(below="<p>May 17, 2021</p>").replace("<article>", "<form class='comment-page'>")
    assert day(form) == "2021-05-17"


def test_a_day_below_the_article_is_read() -> None:
    assert day(page(after="<p>Published on 17 May 2021</p>").replace(BODY, BODY * 12)) == "2021-05-17"


def test_a_title_without_a_heading_is_the_headline() -> None:
    old = page(above="<p>5 December 2025</p><p>Sport</p><p>News</p><p>Letters</p>", below="<p>17 May 2021</p>")
    assert day(old.replace("h1>", "div>")) == "2021-05-17"


def test_the_name_of_the_site_is_not_the_headline() -> None:
    site = "<h1>The Port Herald Online</h1><p>5 December 2025</p><p>Sport</p><p>News</p><p>Letters</p>"
    titled = page(above=site, below="<p>17 May 2021</p>").replace("<title>", "<title>The Port Herald Online: ")
    assert day(titled.replace("<article><h1>", "<article><h2>")) == "2021-05-17"


def test_today_in_the_head_of_the_site_does_not_count() -> None:
    today = "<div class='date'>Friday, 5 December 2025</div><p>Weather</p><p>Sport</p><p>Letters</p>"
    assert day(page(above=today, below="<p>17 May 2021</p>")) == "2021-05-17"


def test_a_day_to_come_and_the_first_second_of_1970_are_refused() -> None:
    head = """<meta property="article:published_time" content="2031-01-01"><meta name="pubdate" content="1970-01-01">"""
    assert day(page(head, "<p>17 May 2021</p>")) == "2021-05-17"


def test_a_reader_s_day_goes_before_the_same_moment_in_utc() -> None:
    night = page(linked(datePublished="2021-05-17T22:30:00Z"), "<p>18 May 2021</p>")
    noon = page(linked(datePublished="2021-05-17T06:30:00+02:00"), "<p>18 May 2021</p>")
    assert (day(night), day(noon)) == ("2021-05-18", "2021-05-17")


def test_time_offset_and_rule_come_with_the_day() -> None:
    found = find(page(linked(datePublished="2021-05-17T09:30:00+0200")), today=TODAY)
    assert found is not None
    assert (found.local_time, found.utc_offset, found.rule) == ("09:30", "+02:00", "published/json-ld")


def test_a_page_that_does_not_tell_has_no_day() -> None:
    assert day(page()) is None
    assert day(page(after="<footer>© 2019 Port Herald</footer>")) is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = find(f"<html><body><time datetime='{text}'>{text}</time></body></html>", today=TODAY)
    assert found is None or found.date <= date(2026, 1, 2)


def test_a_page_that_looks_like_an_address_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *where, **_: asked.append(where) or [])
    assert day("https://herald.example/ferry<b>") is None
    assert asked == []
