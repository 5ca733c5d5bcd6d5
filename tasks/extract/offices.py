"""Who held which office when, by lexicons/office_holders.csv: heads of state and government, and some foreign ministers."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from tasks.extract.lexicon import country_names
from tasks.extract.spelling import fold_name

SURNAME_FIRST = ("CHN", "KOR", "PRK", "SGP", "TWN")


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office of a country (ISO 3166 alpha-3), held from its first day to its last, or still."""

    country: str
    office: str
    name: str
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """True for a day in office; the last one is the successor's."""
        return self.first <= day and (self.last is None or day < self.last)


def tenures(name: str, told: Iterable[str], day: date | None) -> list[Tenure]:
    """The offices of a person by full name; of a surname, where the roles that the text tells have one ('President Macron'), those of the
    one who held it on that day. Empty where the table has more than one who may be meant, or none."""
    folded = _folded(name)
    if " " in folded:
        return _by_name().get(folded, [])
    offices = {role.lower().removesuffix("s") for role in told}
    found = [t for t in _by_surname().get(folded, ()) if t.office in offices and (day is None or t.covers(day))]
    return found if len({t.name for t in found}) == 1 else []


def names_country(text: str, code: str) -> bool:
    """True for a text that names a country: by name, demonym, capital or seat of power."""
    return _naming(code).search(text) is not None


def names_holder(text: str, code: str) -> bool:
    """True for a text with the surname of somebody who held an office of a country."""
    return _holding(code).search(text) is not None


@cache
def _holding(code: str) -> re.Pattern[str]:
    surnames = {t.name.split()[0 if code in SURNAME_FIRST else -1] for held in _by_name().values() for t in held if t.country == code}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(surnames)))})\b") if surnames else re.compile(r"(?!)")


@cache
def _naming(code: str) -> re.Pattern[str]:
    names = sorted((n for n, (country, _) in country_names().items() if country.code == code), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


@cache
def _by_name() -> dict[str, list[Tenure]]:
    found: dict[str, list[Tenure]] = {}
    with resources.files("tasks.extract").joinpath("lexicons", "office_holders.csv").open("r", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            last = date.fromisoformat(row["to"]) if row["to"] else None
            tenure = Tenure(row["country"], row["office"], row["name"], date.fromisoformat(row["from"]), last)
            found.setdefault(_folded(tenure.name), []).append(tenure)
    return found


@cache
def _by_surname() -> dict[str, list[Tenure]]:
    found: dict[str, list[Tenure]] = {}
    for name, held in _by_name().items():
        words = name.split()
        found.setdefault(words[0] if held[0].country in SURNAME_FIRST else words[-1], []).extend(held)
    return found


def _folded(name: str) -> str:
    return fold_name(name).replace("-", " ")
