"""Who held which office when, by lexicons/office_holders.csv: heads of state and government, and some foreign ministers."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from tasks.extract.names import fold_name


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office of a country (ISO 3166 alpha-3), held from its first day to its last, or still."""

    country: str
    office: str
    name: str
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """True for a day in office."""
        return self.first <= day and (self.last is None or day <= self.last)


def tenures(name: str, title: str, day: date | None) -> list[Tenure]:
    """The offices of a person by full name; of a surname with a title ('President Lee') those of the one who held it on that day.
    Empty where the table has more than one who may be meant, or none."""
    folded = fold_name(name).replace("-", " ")
    if " " in folded:
        return _by_name().get(folded, [])
    found = [t for t in _by_surname().get(folded, ()) if title and t.office.split()[-1] == title.lower()]
    found = [t for t in found if day is None or t.covers(day)]
    return found if len({t.name for t in found}) == 1 else []


@cache
def _by_name() -> dict[str, list[Tenure]]:
    found: dict[str, list[Tenure]] = {}
    with resources.files("tasks.extract").joinpath("lexicons", "office_holders.csv").open("r", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            last = date.fromisoformat(row["to"]) if row["to"] else None
            tenure = Tenure(row["country"], row["office"], row["name"], date.fromisoformat(row["from"]), last)
            found.setdefault(fold_name(tenure.name).replace("-", " "), []).append(tenure)
    return found


@cache
def _by_surname() -> dict[str, list[Tenure]]:
    found: dict[str, list[Tenure]] = {}
    for name, held in _by_name().items():
        found.setdefault(name.split()[-1], []).extend(held)
    return found
