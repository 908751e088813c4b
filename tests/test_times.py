"""Expressions of time as TIMEX3 values (TimeML 1.2.1) and EDTF. The article is of Wednesday, 4 March 2015."""

from datetime import date

import pytest

from timeline.extraction import times
from timeline.extraction.findings import Date
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens

WEDNESDAY = date(2015, 3, 4)


def found(text: str, reference: date | None = WEDNESDAY) -> list[Date]:
    tokens = Tokens(text)
    return times.find(tokens, sentences(tokens), reference)


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(each.text, each.value, each.edtf) for each in found(text)]


@pytest.mark.parametrize(
    "written",
    [
        "30 August 2020",
        "August 30, 2020",
        "Aug. 30, 2020",
        "August 30th, 2020",
        "the 30th of August 2020",
        "Sunday, 30 August 2020",
        "Sunday, Aug. 30, 2020",
        "30-Aug-2020",
        "30/08/2020",
        "30.08.2020",
        "2020-08-30",
    ],
)
def test_day_is_read_in_every_written_form(written: str) -> None:
    assert told(f"The bridge opened on {written} at last.") == [(written, "2020-08-30", "2020-08-30")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mayor resigned on Wednesday.", "2015-03-04"),
        ("The mayor resigned on Thursday.", "2015-02-26"),
        ("The council will vote on Thursday.", "2015-03-05"),
        ("The council met early Tuesday.", "2015-03-03"),
        ("She was there last Friday.", "2015-02-27"),
        ("The inquiry opens next Monday.", "2015-03-09"),
        ("Voting ended Monday last week.", "2015-02-23"),
        ("He fell ill on Dec. 24.", "2014-12-24"),
        ("The fair will open on June 3.", "2015-06-03"),
        ("The trial began in November.", "2014-11"),
        ("The trial began last November.", "2014-11"),
        ("The trial began last February.", "2014-02"),
        ("The trial will begin in November.", "2015-11"),
        ("Payment is due on the 18th.", "2015-03-18"),
        ("Shops stayed shut on Christmas Eve.", "2014-12-24"),
        ("They met at Easter 2020.", "2020-04-12"),
        ("It snowed yesterday.", "2015-03-03"),
        ("Rents rose two years ago.", "2013"),
        ("Rents rose three weeks ago.", "2015-W07"),
        ("The ferry sank ten days ago.", "2015-02-22"),
        ("Prices fell last week.", "2015-W09"),
        ("Earlier this month the port was closed.", "2015-03"),
        ("Sales fell in the third quarter of 2014.", "2014-Q3"),
        ("Sales fell in Q3 2014.", "2014-Q3"),
        ("The school opened in the spring of 1998.", "1998-SP"),
        ("The town grew in the late 1980s.", "198"),
        ("It was built in the 19th century.", "18"),
        ("It was built in nineteen ninety-one.", "1991"),
        ("The siren sounded at 5:28 a.m. GMT.", "2015-03-04T05:28"),
        ("The shop closed at 7pm on Monday.", "2015-03-02T19:00"),
        ("The lights failed on Friday night.", "2015-02-27TNI"),
        ("The lights failed late last night.", "2015-03-03TNI"),
        ("The strike lasted nine months.", "P9M"),
        ("It was a four-day strike.", "P4D"),
        ("The talks took an hour and a half.", "PT1H30M"),
        ("Trains run every Monday.", "XXXX-WXX-1"),
        ("The board meets every two weeks.", "P2W"),
        ("He sang at around 3am on Sunday morning.", "2015-03-01T03:00"),
        ("It struck at 0530 GMT.", "2015-03-04T05:30"),
        ("They parted at 8.30pm.", "2015-03-04T20:30"),
        ("The walk takes 1 hour and 20 minutes.", "PT1H20M"),
        ("Two hundred and thirty days passed.", "P230D"),
        ("They meet twice a year.", "P1Y"),
        ("It was the driest month since '82.", "1982"),
        ("The Sept. 11 attacks changed the law.", "2001-09-11"),
        ("The road was recently closed.", "PAST_REF"),
        ("The road is now closed.", "PRESENT_REF"),
        ("The road will soon be closed.", "FUTURE_REF"),
        ("At present the road is closed.", "PRESENT_REF"),
        ("The other day a goat got loose.", "PAST_REF"),
        ("There was no road at the time.", "PAST_REF"),
        ("They sang of it some time ago.", "PAST_REF"),
        ("The lake froze 5,000 years ago.", "PAST_REF"),
        ("Some day the bridge will be mended.", "FUTURE_REF"),
        ("The tower fell 20 years ago today.", "1995-03-04"),
        ("The ferry stopped a week before the feast.", "P1W"),
        ("The ferry stopped in the days before the feast.", "PXD"),
        ("The walk takes three-and-a-half hours.", "PT3H30M"),
        ("The band was heard in the summer of '69.", "1969-SU"),
        ("They parted on Friday the twenty-seventh.", "2015-02-27"),
        ("The school reopens this fall.", "2015-FA"),
        ("The widow, who died Sunday at home, will be missed.", "2015-03-01"),
        ("Sales fell in the final quarter of 2013.", "2013-Q4"),
        ("The fair opens on the last Friday in June.", "2015-06-26"),
        ("The fair opens on the second weekend of June 2016.", "2016-W23-WE"),
        ("The barn burned in the early hours of Tuesday.", "2015-03-03TMO"),
        ("The barn burned earlier in the day.", "2015-03-04"),
        ("The barn burned at 09.30 GMT.", "2015-03-04T09:30"),
        ("The fleet grew in fiscal year 2012.", "2012"),
        ("The log ends at 2014-05-06 12:30:00 sharp.", "2014-05-06T12:30:00"),
        ("The log ends at 2014-05-06T12:30 sharp.", "2014-05-06"),
        ("He sang last Friday at around 9pm.", "2015-02-27T21:00"),
        ("The bill may come as early as November.", "2015-11"),
        ("Shops stayed shut on Presidents' Day.", "2015-02-16"),
        ("They danced on May Day 2014.", "2014-05-01"),
        ("MONDAY’S RACE", "2015-03-02"),
        ("The circus opens in Olm on Saturday.", "2015-03-07"),
        ("The price could be higher on Saturday.", "2015-03-07"),
        ("The mayor could not be reached on Saturday.", "2015-02-28"),
        ("She would be glad if her son wins in November.", "2015-11"),
        ("They are rushing to mend the dam in November.", "2015-11"),
        ("If his Saturday speech pleases them, he could win.", "2015-02-28"),
        ("Olm shops to remain closed until Saturday", "2015-03-07"),
        ("The club will cut prices on Saturday.", "2015-03-07"),
        ("We wonder what effect it may have in November.", "2015-11"),
        ("They threatened to march in June.", "2015-06"),
        ("We shall see him come November.", "2015-11"),
        ("It had lost half its crew by June.", "2014-06"),
        ("It said it would sail by June.", "2015-06"),
        ("Ahead of Saturday's match he trains alone.", "2015-03-07"),
        ("The ferry stopped this weekend and stayed put.", "2015-W10-WE"),
        ("After losing in Saturday's match, Olm could drop out.", "2015-02-28"),
        ("By late summer, she was well again.", "2014-SU"),
        ("He spent a quarter-century at sea.", "P25Y"),
        ("The batteries last for 30 -- 40 days.", "P30D"),
        ("It shut in the days and weeks after the storm.", "PXD"),
        ("It grew in the years since the storm.", "PXY"),
    ],
)
def test_expression_has_one_value(sentence: str, expected: str) -> None:
    assert [each.value for each in found(sentence)] == [expected]


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("She has lived there since 2004.", "2004/.."),
        ("The museum is shut until Friday.", "/2015-03-06"),
        ("They must leave before 30 August 2020.", "[..2020-08-30]"),
        ("They left after 30 August 2020.", "[2020-08-30..]"),
        ("They left before dawn on Monday.", "2015-03-02"),
        ("It was founded around 1850.", "1850~"),
        ("The road was recently closed.", "[..2015-03-04]"),
        ("Rain fell over the past two weeks.", "2015-02-18/2015-03-04"),
        ("Rain fell last week.", "2015-02-23/2015-03-01"),
        ("The mine opened in the 1990s.", "199X"),
        ("The fair was held in the summer of 2012.", "2012-22"),
        ("Sales fell in the first quarter of 2014.", "2014-33"),
        ("The strike lasted nine months.", None),
    ],
)
def test_words_around_a_date_bound_its_edtf(sentence: str, edtf: str | None) -> None:
    assert [each.edtf for each in found(sentence)] == [edtf]


@pytest.mark.parametrize(
    ("sentence", "first", "second", "edtf"),
    [
        ("The fair ran from 9 to 12 August 2012.", "2012-08-09", "2012-08-12", "2012-08-09/2012-08-12"),
        ("The fair ran May 25-31, 2009.", "2009-05-25", "2009-05-31", "2009-05-25/2009-05-31"),
        ("The fair ran Feb. 11-15.", "2015-02-11", "2015-02-15", "2015-02-11/2015-02-15"),
        ("It rained from 30 May to 2 June 2009.", "2009-05-30", "2009-06-02", "2009-05-30/2009-06-02"),
        ("It was built between 1890 and 1912.", "1890", "1912", "1890/1912"),
        ("The school is shut from December to January.", "2014-12", "2015-01", "2014-12/2015-01"),
        ("The talks ran from Monday to Tuesday.", "2015-03-02", "2015-03-03", "2015-03-02/2015-03-03"),
    ],
)
def test_both_ends_of_a_range_carry_its_interval(sentence: str, first: str, second: str, edtf: str) -> None:
    assert [(each.value, each.edtf) for each in found(sentence)] == [(first, edtf), (second, edtf)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("She won in 1972 and lost that November.", ["1972", "1972-11"]),
        ("She retired on 6 June 2012. The following spring she sailed.", ["2012-06-06", "2013-SP"]),
        ("On 9 May 2014, a Friday, it sank.", ["2014-05-09", "2014-05-09"]),
        ("On Monday he sang. Later in the day he left.", ["2015-03-02", "2015-03-02"]),
        ("It caught fire on 9 May 2014 and by Saturday was gone.", ["2014-05-09", "2014-05-10"]),
        ("The fair opens on 12 October 2015. On the same day she resigned.", ["2015-10-12", "2015-03-04"]),
        ("It was told as long ago as October.", ["2014-10"]),
        ("It rang at 1:30 p.m. EDT (1730 GMT) Tuesday.", ["2015-03-03T13:30", "2015-03-03T17:30", "2015-03-03"]),
        ("It rang between 10 a.m. and noon Monday.", ["2015-03-02T10:00", "2015-03-02T12:00"]),
        ("It opened in January 2009 and shut in October of that year.", ["2009-01", "2009-10"]),
        ("It grew in '98 and '99.", ["1998", "1999"]),
        ("Sales grew in January-March.", ["2015-01", "2015-03"]),
        ("The fair runs on 12, 13 and 14 May.", ["2015-05-12", "2015-05-13", "2015-05-14"]),
    ],
)
def test_date_may_hang_on_the_one_told_before(text: str, values: list[str]) -> None:
    assert [each.value for each in found(text)] == values


def test_clock_that_begins_a_line_is_of_the_day_of_the_article() -> None:
    values = [each.value for each in found("The union called it off on Monday.\n4.52pm: The gates are open.")]
    assert values == ["2015-03-02", "2015-03-04T16:52"]


def test_weekend_told_on_a_monday_has_been() -> None:
    values = [each.value for each in found("The ferry stopped this weekend and stayed put.", date(2015, 3, 2))]
    assert values == ["2015-W09-WE"]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [("the first six months", "2014-01/2014-06"), ("the last three months", "2014-10/2014-12")],
)
def test_months_of_a_year_are_its_months(words: str, edtf: str) -> None:
    assert [each.edtf for each in found(f"Sales fell in {words} of 2014.")] == [edtf, "2014"]


def test_full_stop_behind_a_whole_month_is_none_of_its_own() -> None:
    assert [each.text for each in found("“They sailed in July.” He paused. “It was Sept. 3.”")] == ["July", "Sept. 3"]


def test_week_of_a_month_is_seven_days_of_it() -> None:
    assert [each.edtf for each in found("It rained in the first week of August 2014.")] == ["2014-08-01/2014-08-07"]


def test_day_before_counts_from_the_date_told_last() -> None:
    values = [each.value for each in found("The dam broke on 7 May 2012. A warning had come the day before.")]
    assert values == ["2012-05-07", "2012-05-06"]


def test_story_of_an_earlier_year_goes_on_without_naming_it() -> None:
    values = [each.value for each in found("The dam broke in May 2009. It was mended in August and reopened.")]
    assert values == ["2009-05", "2009-08"]


def test_year_earlier_is_the_same_quarter_of_the_year_before() -> None:
    sentence = "In the fourth quarter it lost $3 million, against $2 million a year earlier."
    assert [each.value for each in found(sentence)] == ["2014-Q4", "2013-Q4"]


def test_order_of_day_and_month_is_learnt_from_the_article() -> None:
    assert [each.value for each in found("It opened on 05/08/2013 and closed on 30/08/2013.")] == [
        "2013-08-05",
        "2013-08-30",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "You may go.",
        "They march on.",
        "The army had 2000 troops.",
        "Nine years old, he sang.",
        "On “This Week” he sang.",
        "He went to Mar-a-Lago.",
        "The fall of the city was near.",
        "It cost $1999.",
        "At least 2000 people came.",
        "The Acme 2000 was a bicycle.",
        "Shares rose three-quarters.",
        "It lost about a quarter, of all it had.",
        "It was the dawn of a new age.",
        "The fall in prices hurt farmers.",
        "A late-night show told of it.",
        "That was the year she left.",
        "On Super Tuesday he won.",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_without_a_reference_only_what_stands_for_itself_is_a_date() -> None:
    text = "On Friday, 3 May 2019, she spoke; on Monday and in June she will speak again."
    assert [(each.value, each.edtf) for each in found(text, None)] == [
        ("2019-05-03", "2019-05-03"),
        ("XXXX-WXX-1", None),
        ("XXXX-06", None),
    ]


def test_every_date_names_its_rule() -> None:
    assert [each.rule for each in found("It opened on 3 May 2019 and shut two years ago, at noon.")] == [
        "date/day",
        "date/ago",
        "time/noon",
    ]
