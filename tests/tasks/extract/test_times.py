"""Expressions of time and the days they mean."""

from datetime import date

import pytest

from tasks.extract.times import find_times

ANCHOR = date(2021, 12, 30)  # a Thursday
CASES = [
    ("on Dec. 30", False, "2021-12-30", "2021-12-30"),
    ("on January 9 and 10", False, "2022-01-09", "2022-01-10"),  # over New Year
    ("early next month", False, "2022-01-01", "2022-01-10"),
    ("last week", False, "2021-12-20", "2021-12-26"),
    ("on Friday", False, "2021-12-24", "2021-12-24"),
    ("on Friday", True, "2021-12-31", "2021-12-31"),
    ("on Thursday", False, "2021-12-30", "2021-12-30"),
    ("in 2014", False, "2014-01-01", "2014-12-31"),
    ("two days ago", False, "2021-12-28", "2021-12-28"),
    ("10 January", False, "2022-01-10", "2022-01-10"),
    ("tomorrow", False, "2021-12-31", "2021-12-31"),
    ("March 3, 2020", False, "2020-03-03", "2020-03-03"),
]


@pytest.mark.parametrize(("text", "future", "first", "last"), CASES)
def test_value(text: str, future: bool, first: str, last: str) -> None:
    (time,) = find_times(text, ANCHOR, future=future)
    assert (str(time.first), str(time.last)) == (first, last)


@pytest.mark.parametrize("text", ["on Friday", "Dec. 30", "last month", "two weeks ago", "early next month"])
def test_without_an_anchor_nothing_is_guessed(text: str) -> None:
    (time,) = find_times(text, None)
    assert (time.first, time.last) == (None, None)


@pytest.mark.parametrize("text", ["they may march", "31 February 2020 was", "call 555-2014"])
def test_what_is_no_time_has_no_value(text: str) -> None:
    assert [t for t in find_times(text, ANCHOR) if t.first] == []
