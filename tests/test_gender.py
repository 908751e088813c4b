"""Gender by names and words."""

import pytest

from timeline.extraction.actors import gender


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("Greta", "female"),
        ("Olga", "female"),
        ("Sergei", "male"),
        ("Jean-Claude", "male"),
        ("Robin", None),
        ("Xq", None),
    ],
)
def test_first_names_tell_a_gender_where_they_are_of_one_alone(first: str, told: str | None) -> None:
    assert gender.of_name(first) == told


def test_forms_of_address_and_callings_tell_a_gender() -> None:
    assert gender.of_titles(["mrs"]) == "female"
    assert gender.of_titles(["former", "spokesman"]) == "male"
    assert gender.of_titles(["sen", "president"]) is None
