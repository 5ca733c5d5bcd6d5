"""Expressions of time: spans, TIMEX3 values and the days they mean."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.times import find_times, tag_times
from tasks.extract.times.numbers import number_of

ANCHOR = date(2021, 12, 30)  # a Thursday
CASES = [
    # text, the expression in it, type, value, first and last day
    ("They spoke on Dec. 30.", "Dec. 30", "DATE", "2021-12-30", "2021-12-30", "2021-12-30"),
    ("Talks are on January 9 and 10.", "January 9 and 10", "DATE", "2022-01-09", "2022-01-09", "2022-01-10"),  # over New Year
    ("They meet early next month.", "early next month", "DATE", "2022-01", "2022-01-01", "2022-01-10"),
    ("He left last week.", "last week", "DATE", "2021-W51", "2021-12-20", "2021-12-26"),
    ("He said on Friday", "Friday", "DATE", "2021-12-24", "2021-12-24", "2021-12-24"),
    ("They will meet on Friday", "Friday", "DATE", "2021-12-31", "2021-12-31", "2021-12-31"),
    ("They will meet, she said Friday", "Friday", "DATE", "2021-12-24", "2021-12-24", "2021-12-24"),
    ("on Thursday", "Thursday", "DATE", "2021-12-30", "2021-12-30", "2021-12-30"),
    ("since it annexed the land in 2014", "2014", "DATE", "2014", "2014-01-01", "2014-12-31"),
    ("two days ago", "two days ago", "DATE", "2021-12-28", "2021-12-28", "2021-12-28"),
    ("10 January", "10 January", "DATE", "2022-01-10", "2022-01-10", "2022-01-10"),
    ("tomorrow", "tomorrow", "DATE", "2021-12-31", "2021-12-31", "2021-12-31"),
    ("March 3, 2020", "March 3, 2020", "DATE", "2020-03-03", "2020-03-03", "2020-03-03"),
    ("Saturday, January 8", "Saturday, January 8", "DATE", "2022-01-08", "2022-01-08", "2022-01-08"),
    ("by the end of the year", "the end of the year", "DATE", "2021", "2021-09-01", "2021-12-31"),
    ("at 10 p.m. Wednesday, police said", "at 10 p.m. Wednesday", "TIME", "2021-12-29T22:00", "2021-12-29", "2021-12-29"),
    ("in the third quarter", "the third quarter", "DATE", "2021-Q3", "2021-07-01", "2021-09-30"),
    ("over the past two months", "the past two months", "DURATION", "P2M", "2021-10-30", "2021-12-30"),
    ("last summer", "last summer", "DATE", "2021-SU", "2021-06-01", "2021-08-31"),
    ("the late 1970s", "the late 1970s", "DATE", "197", "1976-09-01", "1979-12-31"),
    ("on Christmas Eve", "Christmas Eve", "DATE", "2021-12-24", "2021-12-24", "2021-12-24"),
    ("in nineteen ninety-one", "nineteen ninety-one", "DATE", "1991", "1991-01-01", "1991-12-31"),
    ("10/24/2021", "10/24/2021", "DATE", "2021-10-24", "2021-10-24", "2021-10-24"),
    ("a three-day visit", "a three-day", "DURATION", "P3D", None, None),
    ("two and a half years", "two and a half years", "DURATION", "P2Y6M", None, None),
    ("every two weeks", "every two weeks", "SET", "P2W", None, None),
    ("He now hopes", "now", "DATE", "PRESENT_REF", "2021-12-30", "2021-12-30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "value", "first", "last"), CASES)
def test_value(text: str, words: str, kind: str, value: str, first: str | None, last: str | None) -> None:
    (time,) = find_times(text, ANCHOR)
    assert (text[time.start : time.end], time.type, time.value) == (words, kind, value)
    assert (time.first and str(time.first), time.last and str(time.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on December 3. A day later, they met again.", "2021-12-04"),
        ("Shelling began on December 3. The following day, troops moved in.", "2021-12-04"),
        ("They signed in 2014. Two years later, they left.", "2016"),
        ("They met in 2014. That year, the war began.", "2014"),
        ("Profit rose in the third quarter from a year earlier.", "2020-Q3"),
    ],
)
def test_counted_from_what_was_told_before(text: str, value: str) -> None:
    assert tag_times(text, ANCHOR)[-1].value == value


@pytest.mark.parametrize("text", ["on Friday", "Dec. 30", "last month", "two weeks ago", "early next month", "next summer"])
def test_without_an_anchor_nothing_is_guessed(text: str) -> None:
    (time,) = find_times(text, None)
    assert (time.first, time.last) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "they may march",
        "call 555-2014",
        "sold $2 million a year",
        "she is 52 years old",
        "three-quarters of the food",
        "Jan Kavan spoke",
        "2014 troops",
        "on 31 February, they said",
    ],
)
def test_what_is_no_time_is_left_out(text: str) -> None:
    assert find_times(text, ANCHOR) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("twenty-four", 24), ("a couple of", 2), ("two and a half", 2.5), ("a hundred", 100), ("a five", 5), ("2 1/2", 2.5), ("lots", None)],
)
def test_number(words: str, number: float | None) -> None:
    assert number_of(words) == number


WORDS = st.sampled_from(
    [
        "last",
        "next",
        "this",
        "early",
        "late",
        "the",
        "of",
        "end",
        "two",
        "31",
        "30",
        "February",
        "May",
        "year",
        "years",
        "week",
        "quarter",
        "century",
        "Monday",
        "ago",
        "later",
        "1999",
        "2021-02-30",
        "9999",
        "0",
        "12:61",
        "p.m.",
        "'80s",
        "past",
        "spring",
        "half",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.one_of(st.none(), st.dates()))
def test_any_words_give_ordered_spans_within_the_text(text: str, anchor: date | None) -> None:
    spans = find_times(text, anchor)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.first is None or (s.last is not None and s.first <= s.last) for s in spans)
