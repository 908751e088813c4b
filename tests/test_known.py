"""Known actors, found by names, by last name and by role on a day. All are invented."""

from datetime import date

import pytest

from timeline.extraction.actors import offices
from timeline.extraction.actors.known import Known, KnownRole, Register

BERG = Known(
    "berg",
    "Ada Berg",
    "PERSON",
    ("Ада Берг", "Adda Bergh"),
    (
        KnownRole("President of Norway", "norway", "2019-05-02", "2023"),
        KnownRole("mayor of Drammen", until="2019-05-01"),
    ),
)
DAHL = Known("dahl", "Ole Dahl", "PERSON", (), (KnownRole("President of Norway", since="2024", until=".."),))
KIM = Known("kim", "Xu Kimlin", "PERSON")
PORT = Known("port", "Port Authority of Norway", "GOVERNMENT", ("NPA", "Norwegian authorities"))
REGISTER = Register([BERG, DAHL, KIM, PORT])


@pytest.mark.parametrize(
    "name", ["Ada Berg", "ada bergh", "Ада Берг", "Ada M. Berg", "A. Berg", "Adda Berg", "Áda Bérg"]
)
def test_a_person_is_known_by_any_spelling_and_part_of_the_name(name: str) -> None:
    assert REGISTER.named(name.split()) is BERG


def test_another_first_name_is_another_person() -> None:
    assert REGISTER.named(["Eva", "Berg"]) is None


def test_a_last_name_tells_a_person_where_only_one_has_it() -> None:
    assert REGISTER.by_last_name("Bergh") is BERG
    assert REGISTER.by_last_name("Xu") is KIM
    assert Register([BERG, Known("eva-berg", "Eva Berg", "PERSON")]).by_last_name("Berg") is None


@pytest.mark.parametrize(
    ("day", "holder"),
    [(date(2021, 1, 1), BERG), (date(2023, 12, 31), BERG), (date(2024, 1, 1), DAHL), (date(2010, 1, 1), None)],
)
def test_a_role_tells_who_holds_it_on_the_day(day: date, holder: Known | None) -> None:
    office = offices.read(["the", "Norwegian", "president"])
    assert office is not None
    assert REGISTER.holder(office, day) is holder


def test_without_a_day_a_role_held_by_two_tells_nobody() -> None:
    office = offices.read(["the", "Norwegian", "president"])
    assert office is not None
    assert REGISTER.holder(office, None) is None


def test_a_register_is_taken_as_it_is() -> None:
    assert Register.of(REGISTER) is REGISTER
    assert Register.of([BERG]).known == {"berg": BERG}
