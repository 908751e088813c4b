"""From mentions to actors. All people and bodies are invented, or known to everybody."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction import actors
from timeline.extraction.actors.known import Known, KnownRole
from timeline.extraction.findings import Actor, Mention, Role
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def found(text: str, *known: Known) -> dict[str, Actor]:
    tokens = Tokens(text)
    return {actor.slug: actor for actor in actors.find(tokens, sentences(tokens), known)}


def test_words_in_capitals_that_nobody_asks_for_are_no_actors() -> None:
    assert found("It was the Kestrel that came. The Harvest Moon shone over Thornfield.") == {}


def test_all_names_of_one_person_are_one_actor() -> None:
    text = "Mayor Eva Lind came. Lind sat down, and Ms. Lind paid. Nobody but Eva M. Lind had paid."
    actor = found(text)["eva-m-lind"]
    assert [mention.text for mention in actor.mentions] == ["Eva Lind", "Lind", "Lind", "Eva M. Lind"]
    assert actor.names == ("Eva Lind", "Lind", "Eva M. Lind")


def test_an_actor_has_kind_roles_and_the_rule_that_found_it() -> None:
    actor = found("Eva Lind, the mayor of Mora, came.")["eva-lind"]
    assert (actor.kind, actor.known, actor.rule) == ("PERSON", False, "name/person")
    assert actor.roles == (Role("mayor", "Mora"),)


def test_of_two_with_one_last_name_the_nearer_full_name_decides() -> None:
    text = "Eva Lind came. Then Ole Lind came. Lind paid."
    assert [len(actor.mentions) for actor in found(text).values()] == [1, 2]


def test_of_two_with_one_last_name_in_one_sentence_the_first_decides() -> None:
    text = "Ole Lind denies having robbed Eva Lind. It rained when Lind paid."
    assert [len(actor.mentions) for actor in found(text).values()] == [2, 1]


def test_of_two_with_one_last_name_the_one_named_much_oftener_goes_by_it_alone() -> None:
    text = "Eva Lind came. Eva Lind sang. Eva Lind paid. Then Ole Lind came. Lind paid."
    assert [len(actor.mentions) for actor in found(text).values()] == [4, 1]


def test_a_headline_in_capitals_names_those_of_the_body() -> None:
    text = "Lind Offers Norway Better Ferries\n\nMayor Eva Lind spoke on Monday."
    assert [mention.text for mention in found(text)["eva-lind"].mentions] == ["Lind", "Eva Lind"]
    assert set(found(text)) == {"eva-lind", "norway"}


def test_particles_belong_to_a_last_name_and_letters_behind_it_do_not() -> None:
    actors = found("Eva van Mora came. Ms van Mora sang. Helga Brandt QC came. Then Brandt paid.")
    assert [mention.text for mention in actors["eva-van-mora"].mentions] == ["Eva van Mora", "van Mora"]
    assert [mention.text for mention in actors["helga-brandt-qc"].mentions] == ["Helga Brandt QC", "Brandt"]


def test_who_is_introduced_by_an_office_or_a_trade_is_a_person() -> None:
    actors = found("The minister, Thandazi Qolani, came. Shopkeeper Ebbo Lundo paid.")
    assert [(actor.name, actor.kind) for actor in actors.values()] == [
        ("Thandazi Qolani", "PERSON"),
        ("Ebbo Lundo", "PERSON"),
    ]


def test_a_son_is_known_by_his_first_name_alone() -> None:
    assert found("It was told by her son, Ebbo. Then it rained.")["ebbo"].kind == "PERSON"


def test_a_label_of_initials_is_whoever_has_them() -> None:
    text = "Eva Lind runs a mill.\n\nEL: I mill rye.\n\nEL: I bake."
    assert [mention.text for mention in found(text)["eva-lind"].mentions] == ["Eva Lind", "EL", "EL"]


def test_who_speaks_is_a_person_unless_the_text_tells_otherwise() -> None:
    texts = [
        "Yesterday Vorun paid.",
        "It rained in Vorun. Yesterday Vorun paid.",
        "Bakery chain Vorun paid.",
        "Voruns paid.",
    ]
    kinds = []
    for text in texts:
        word = "Voruns" if "Voruns" in text else "Vorun"
        tokens, start = Tokens(text), text.rindex(word)
        mention = Mention(start, start + len(word), word, "name")
        kinds.append(actors.resolve(tokens, sentences(tokens), [mention])[0][0].kind)
    assert kinds == ["PERSON", "STATE", "ORGANIZATION", "GROUP"]


def test_two_names_joined_by_an_ampersand_are_a_firm() -> None:
    assert found("In March Holm & Berg closed.")["holm-berg"].kind == "ORGANIZATION"


def test_what_takes_part_without_speaking_is_no_actor_by_that_alone() -> None:
    text = "The Kestrel left Port Ulm with some students."
    tokens = Tokens(text)
    others = [Mention(text.index(w), text.index(w) + len(w), w, "nominal") for w in ("Port Ulm", "some students")]
    cast, meant = actors.resolve(tokens, sentences(tokens), [], others=others)
    assert (cast, [mention.actor for mention in meant]) == ([], [None, None])


def test_a_form_of_address_tells_two_with_one_last_name_apart() -> None:
    text = "Eva Lind came. Then Ole Lind came. Mrs. Lind paid."
    assert [len(actor.mentions) for actor in found(text).values()] == [2, 1]


def test_a_last_name_before_both_full_names_is_left_out() -> None:
    text = "Nobody saw Lind there. Eva Lind came. Then Ole Lind came."
    assert [len(actor.mentions) for actor in found(text).values()] == [1, 1]


def test_an_acronym_is_the_body_it_was_written_behind() -> None:
    actor = found("The Union of Railway Workers (URW) met. The URW paid.")["union-of-railway-workers"]
    assert actor.names == ("Union of Railway Workers", "URW")


def test_a_capital_that_acts_is_its_government_and_one_that_is_a_place_is_nobody() -> None:
    assert [a.name for a in found("It rained when Oslo said no.").values()] == ["Norwegian government"]
    assert found("It rained in Oslo.") == {}


def test_a_state_is_one_actor_by_all_its_names() -> None:
    text = "The U.S. and America. The United States won."
    assert found(text)["united-states"].names == ("U.S.", "America", "United States")


def test_groups_named_with_their_state_are_actors() -> None:
    text = "On Monday Norwegian police came. Norway's government paid the Norwegian authorities."
    assert set(found(text)) == {"norwegian-police", "norway", "norwegian-government"}


def test_a_known_actor_is_found_by_its_names_and_keeps_its_slug() -> None:
    known = Known("lind", "Eva Lind", "PERSON", ("Ewa Linde",), (KnownRole("mayor of Mora"),))
    assert found("In the end Ewa Linde paid.", known)["lind"].known
    assert found("In the end Lind paid.", known)["lind"].name == "Eva Lind"
    assert "lind" not in found("In the end Ole Lind paid.", known)


def test_a_slug_of_the_database_is_not_given_to_somebody_new() -> None:
    known = Known("eva-lind", "Evelyn Orr", "PERSON")
    assert set(found("In the end Eva Lind paid.", known)) == {"eva-lind-2"}


def test_mentions_come_back_in_their_order_with_their_places() -> None:
    text = "Eva Lind came. Then she paid."
    mentions = [Mention(20, 23, "she", "pronoun"), Mention(0, 8, "Eva Lind", "name")]
    tokens = Tokens(text)
    meant = actors.resolve(tokens, sentences(tokens), mentions, (), date(2020, 1, 1))[1]
    assert meant == [Mention(20, 23, "she", "pronoun", "eva-lind"), Mention(0, 8, "Eva Lind", "name", "eva-lind")]


PIECES = st.sampled_from(
    ["Eva Lind", "Lind", "Ole Lind", "the mayor", "he", "she", "who", " said ", ", ", ". ", "“", "”", "\n\n", "Oslo",
     "US", "(", ")", "URW", "Union of Roads", "Norway’s government", "Norwegian police", " and ", "his campaign", "\0",
     "漢字", "I", "al-Basri"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.data())
def test_actors_stand_at_their_words_and_come_out_the_same_each_time(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    tokens = Tokens(text)
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 30)), max_size=5))
    mentions = [Mention(a, min(a + size, len(text)), text[a : a + size], "nominal") for a, size in spans]
    cast, meant = actors.resolve(tokens, sentences(tokens), mentions)
    slugs = [actor.slug for actor in cast]
    assert len(set(slugs)) == len(slugs)
    assert {mention.actor for mention in meant} <= {*slugs, None}
    assert all(text[m.start : m.end] == m.text for actor in cast for m in actor.mentions)
    assert (cast, meant) == actors.resolve(tokens, sentences(tokens), mentions)
