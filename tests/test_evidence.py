"""What a page says of its day is weighed by where it says it."""

from timeline.extraction.pages import evidence, markup

TITLE = "<title>Rain over the bay</title>"
HEAD = f"{TITLE}<h1>Rain over the bay</h1>"


def weights(html: str, url: str | None = None) -> dict[str, float]:
    return {item.rule: item.weight for item in evidence.heard(markup.read(html), url)}


def test_the_address_weighs_most_and_the_words_for_machines_more_than_the_print() -> None:
    page = "<meta property='article:published_time' content='2021-05-17'>" + HEAD + "<p>17 May 2021</p>"
    found = weights(page, "https://herald.example/2021/05/17/rain")
    assert found["address"] > found["meta"] > found["visible/text"]


def test_what_stands_beside_the_headline_weighs_more_than_what_stands_elsewhere() -> None:
    beside = weights(HEAD + "<p>17 May 2021</p>")
    above = weights(TITLE + "<p>17 May 2021</p><h1>Rain over the bay</h1>")
    far = weights(HEAD + "<p>It rained.</p>" * 30 + "<p>17 May 2021</p>")
    assert beside["visible/text"] > above["visible/text"] > far["visible/text"]


def test_a_label_and_a_property_add_weight() -> None:
    assert (
        weights(HEAD + "<p>Published 17 May 2021</p>")["visible/text"]
        > weights(HEAD + "<p>17 May 2021</p>")["visible/text"]
    )
    named, plain = (weights(HEAD + f"<time {a} datetime=2021-05-17>x</time>") for a in ("itemprop=datePublished", ""))
    assert named["element/time"] > plain["element/time"]


def test_changes_comments_and_copyright_are_not_heard() -> None:
    assert weights(HEAD + "<time class=updated datetime=2021-05-18>x</time>") == {}
    assert weights(HEAD + "<div class=comments><time datetime=2021-05-18>x</time></div>") == {}
    assert weights(HEAD + "<p>Copyright 17 May 2021</p>") == {}


def test_all_is_heard_where_the_headline_itself_stands_in_an_aside() -> None:
    assert weights(f"<div class='widget'>{HEAD}<p>17 May 2021</p></div>") != {}
