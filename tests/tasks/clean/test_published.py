"""Dates of publication: the day as written, the instant only with a zone."""

from datetime import UTC, date, datetime

import pytest

from tasks.clean.published import find_published, is_date_line, says_updated

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


@pytest.mark.parametrize(
    "line", ["In 2015, it was May.", "The 30 December talks failed, and on 3 May 2020 the border closed for good.", "31 February 2020"]
)
def test_prose_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_the_time_of_an_update_is_told_apart() -> None:
    assert says_updated("Updated 3 May 2020")
    assert not says_updated("Published 3 May 2020")
