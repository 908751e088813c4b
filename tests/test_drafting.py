"""From what was found to drafts that a curator checks."""

from dataclasses import replace

from findings import ARTICLE, FOUND, OFFICIALS
from hypothesis import given
from hypothesis import strategies as st

from timeline.drafts import Document
from timeline.extraction.drafting import drafted, slugged
from timeline.extraction.findings import Actor, Extraction, Mention, Source, Span, Statement
from timeline.kinds import Attitude, Review

DRAFT = drafted(FOUND, ARTICLE, "dam")
SAID = {statement.text: statement for statement in DRAFT.document.statements}


def test_every_entry_is_a_draft_cited_to_the_letter() -> None:
    entries = [*DRAFT.document.events, *DRAFT.document.statements]
    assert len(entries) == 3
    for entry in entries:
        (citation,) = entry.citations
        assert entry.review is Review.DRAFT
        assert citation.exact == ARTICLE[citation.start : citation.end]
        assert ARTICLE.count(f"{citation.prefix or ''}{citation.exact}{citation.suffix}") == 1


def test_a_quotation_stands_without_its_marks_and_keeps_them_in_its_citation() -> None:
    assert SAID["The dam is safe"].citations[0].exact == "“The dam is safe,”"
    assert SAID["The dam is safe"].date == "2024-02-28"
    assert SAID["The dam is safe"].date_reason == "The article says “on Wednesday”."


def test_a_mixed_statement_takes_the_place_of_the_quotation_inside_it() -> None:
    assert "people who never saw a dam" not in SAID
    mixed = SAID["critics “people who never saw a dam”"]
    assert (mixed.speakers, mixed.cue, mixed.attitude) == (["anna-meier"], "called", Attitude.DENIED)


def test_what_cannot_be_stored_is_left_out_of_what_the_page_says() -> None:
    source = Source(title="The \0 dam", byline="Anna\1Meier")
    drawn = drafted(Extraction(source, (), (), (), ()), "The dam.", "dam").document.source
    assert drawn
    assert (drawn.title, drawn.byline) == ("The dam", "Anna Meier")


def test_what_an_editor_put_into_the_words_is_remarked() -> None:
    text = "“We [of the union] stay,” Anna Meier said on Friday."
    speaker = Mention(26, 36, "Anna Meier", "name", "anna-meier")
    said = Statement(0, 25, "direct", Span(37, 41, "said"), (speaker,), "[2024-03-01..2024-03-02]", "quoted/after-cue")
    draft = drafted(Extraction(Source(), (said,), (), (), ()), text, "union")
    (remark,) = draft.remarks["statements", 0]
    assert remark.endswith("bracket '[of the union]' 4-18")
    assert "not before what it tells of" in str(draft.document.statements[0].date_reason)


def test_what_was_said_on_no_day_was_said_by_the_day_of_publication() -> None:
    assert SAID["critics “people who never saw a dam”"].date == "[..2024-03-02]"


def test_a_statement_of_nobody_known_is_told_and_left_out() -> None:
    (told,) = DRAFT.left_out
    assert "The dam broke on Friday" in told
    assert "officials" in told


def test_only_new_actors_that_entries_or_the_source_refer_to_are_proposed() -> None:
    assert [actor.slug for actor in DRAFT.document.actors] == ["anna-meier", "the-post"]
    assert [role.title for role in DRAFT.document.actors[0].roles] == ["Mayor"]


def test_a_known_publisher_is_referred_to_by_its_slug() -> None:
    document = drafted(FOUND, ARTICLE, "dam", {"The Post": "post"}.get).document
    assert document.source
    assert document.source.publisher == "post"
    assert [actor.slug for actor in document.actors] == ["anna-meier"]


def test_whom_the_name_of_a_group_means_is_told_by_its_article_only() -> None:
    officials = Actor("officials", "officials", "GROUP", rule="group/officials")
    said = replace(FOUND.statements[0], speakers=(replace(OFFICIALS, actor="officials"),))
    happened = replace(FOUND.events[0], participants=("officials", "anna-meier"))
    found = replace(FOUND, statements=(said,), events=(happened,), actors=(officials, *FOUND.actors))
    document = drafted(found, ARTICLE, "dam").document
    assert document.statements[0].speakers == ["dam-officials"]
    assert {actor.slug: actor.name for actor in document.actors}["dam-officials"] == "officials"
    assert [participant.actor for participant in document.events[0].participants] == ["anna-meier"]


def test_an_alleged_event_says_so() -> None:
    assert DRAFT.document.events[0].note == "The article has it as alleged."


def test_remarks_name_the_rule_and_the_words_it_rests_on() -> None:
    assert DRAFT.remarks["statements", 0] == [
        "quoted/behind: cue 'told' 118-122, speaker 'Mayor Anna Meier' 101-117, date 'on Wednesday' 132-144"
    ]


def test_entries_that_begin_alike_get_slugs_of_their_own() -> None:
    said = FOUND.statements[1]
    document = drafted(Extraction(Source(), (said, said), (), (), FOUND.actors), ARTICLE, "dam").document
    assert [statement.slug for statement in document.statements] == ["dam-the-dam-is-safe", "dam-the-dam-is-safe-2"]


def test_an_article_without_anything_is_a_source() -> None:
    document = drafted(Extraction(Source(), (), (), (), ()), "x", "x").document
    assert document.model_dump(exclude_defaults=True).keys() == {"source"}


@given(st.text(max_size=500))
def test_a_slug_is_made_of_any_words(words: str) -> None:
    slug = slugged(words)
    assert not slug or Document.model_validate({"topics": [{"slug": slug, "name": "x"}]})
