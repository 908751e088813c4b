"""States, capitals and demonyms."""

from timeline.extraction.actors import states


def test_a_state_is_known_by_its_names_adjectives_and_people() -> None:
    assert [states.state(word) for word in ("Russian", "Dutch", "Czechia", "U.S.")] == [
        "Russia",
        "Netherlands",
        "Czech Republic",
        "United States",
    ]
    assert states.state("Moscow") is None


def test_every_capital_and_demonym_is_of_a_listed_state() -> None:
    listed = set(states.STATES.values())
    assert set(states.CAPITALS.values()) <= listed
    assert set(states.DEMONYMS.values()) <= listed
    assert len(listed) > 190


def test_a_state_has_one_adjective() -> None:
    assert [states.adjective(state) for state in ("Belarus", "Argentina", "Kiribati")] == [
        "Belarusian",
        "Argentine",
        "Kiribati",
    ]
