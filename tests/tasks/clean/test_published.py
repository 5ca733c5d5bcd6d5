"""Dates of publication: the day as written, the instant only with a zone."""

from datetime import UTC, date, datetime

import pytest

from tasks.clean.published import find_published, is_date_line, published_in, says_updated

CASES = [
    ("30 December 2021, 08:55 AM", date(2021, 12, 30), None, "minute"),
    ("Wednesday 29 December 2021 19:14 GMT", date(2021, 12, 29), datetime(2021, 12, 29, 19, 14, tzinfo=UTC), "minute"),
    ("Published April 26, 2023 2:20pm EDT", date(2023, 4, 26), datetime(2023, 4, 26, 18, 20, tzinfo=UTC), "minute"),
    ("2023-04-28T17:40:08+02:00", date(2023, 4, 28), datetime(2023, 4, 28, 15, 40, 8, tzinfo=UTC), "second"),
    ("12:20pm Jan 7, 2024", date(2024, 1, 7), None, "minute"),
    ("Published on 30/04/2024", date(2024, 4, 30), None, "day"),
    ("03/04/2024", None, None, "year"),  # March or April: not guessed
]


@pytest.mark.parametrize(("line", "day", "instant", "precision"), CASES)
def test_find_published(line: str, day: date | None, instant: datetime | None, precision: str) -> None:
    found = find_published(line)
    assert found is not None
    assert (found.day, found.instant, found.precision) == (day, instant, precision)
    assert found.text in line


FIELDS = [
    ("2017/3/29", date(2017, 3, 29), "day"),
    ("2017.03.29", date(2017, 3, 29), "day"),
    ("29-03-2017", date(2017, 3, 29), "day"),
    ("20170329", date(2017, 3, 29), "day"),
    ("20211230T153000Z", date(2021, 12, 30), "second"),
    ("1490781600", date(2017, 3, 29), "second"),
    ("Wed Mar 29 10:00:00 +0000 2017", date(2017, 3, 29), "second"),
    ("29 Mar 17", date(2017, 3, 29), "day"),
    ("03-04-2017", None, "year"),  # March or April: not guessed
    ("Mon, 03 Apr 17 10:00:00 GMT", date(2017, 4, 3), "second"),
    ("0001-01-01T00:00:00+02:00", None, None),
    ("6. März 2017", None, None),
    ("yesterday", None, None),
]


@pytest.mark.parametrize(("value", "day", "precision"), FIELDS)
def test_a_field_keeps_its_words_also_where_they_name_no_day(value: str, day: date | None, precision: str | None) -> None:
    found = published_in(value)
    assert found is not None
    assert (found.text, found.day, found.precision, found.basis) == (value, day, precision, "metadata")


@pytest.mark.parametrize(
    "line", ["In 2015, it was May.", "The 30 December talks failed, and on 3 May 2020 the border closed for good.", "31 February 2020"]
)
def test_prose_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_the_time_of_an_update_is_told_apart() -> None:
    assert says_updated("Updated 3 May 2020")
    assert not says_updated("Published 3 May 2020")


def test_an_address_is_no_date_and_no_value_has_no_words() -> None:
    assert not is_date_line("Image: /uploads/2016/05/12/lee.jpg")
    assert published_in("N/A") is None
