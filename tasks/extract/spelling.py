"""Spellings of one name: accents, endings of Slavic names, slips of the pen."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from tasks.extract.lexicon import country_names, first_names


def without_accents(text: str) -> str:
    """A text without the marks that combine with its letters: Erdoğan → Erdogan."""
    return text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=10_000)
def fold_name(name: str) -> str:
    """A name in the form that spellings of one person share: lower case without accents, and -sky, -skyy, -skiy, -skij, -skyi as one."""
    return re.sub(r"sk(?:yy|iy|ij|yi|yj|i|y)(?=n?$|\s)", "sky", without_accents(name).lower().replace("’", "'"))


def is_misspelt(name: str, surname: str) -> bool:
    """True for two spellings of one surname in an article: Wasif and Wasef, Pierliusi and Pierluisi; not Turin and Turing."""
    alike = 4 < len(name) == len(surname) and name[0] == surname[0] and OSA.distance(name, surname, score_cutoff=1) <= 1
    return alike and name not in country_names() and name not in first_names()
