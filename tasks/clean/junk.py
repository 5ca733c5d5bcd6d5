"""Which lines are never part of a story, by the rules in junk.toml and by script."""

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class JunkRule:
    """One rule of junk.toml: lines that `pattern` matches whole are junk of kind `name`."""

    name: str
    pattern: re.Pattern[str]
    example: str
    keep: str
    weight: float = 8.0


@cache
def junk_rules() -> tuple[JunkRule, ...]:
    """The rules in file order; raises re.error or KeyError when the file is not well formed."""
    entries = tomllib.loads(resources.files("tasks.clean").joinpath("junk.toml").read_text(encoding="utf-8"))["rule"]
    return tuple(
        JunkRule(e["name"], re.compile(e["pattern"], re.IGNORECASE), e["example"], e["keep"], e.get("weight", 8.0)) for e in entries
    )


LONGEST_JUNK = 320


def junk_name(line: str) -> str | None:
    """Name of the rule that marks a trimmed line as junk, or None. Long lines are never junk by rule."""
    if len(line) > LONGEST_JUNK:
        return None
    if not any(c.isalnum() for c in line):
        return "separator"
    for rule in junk_rules():
        if rule.pattern.fullmatch(line):
            return rule.name
    return None


@cache
def junk_weight(name: str) -> float:
    """What a junk line of this kind counts against the body going on past it."""
    return next((r.weight for r in junk_rules() if r.name == name), 8.0)


def main_script(text: str) -> str | None:
    """Unicode script of most letters in a text (LATIN, CYRILLIC, …), None where there are no letters."""
    counts = Counter(_script(c) for c in text[:20_000] if c.isalpha())
    return counts.most_common(1)[0][0] if counts else None


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split(" ")[0]
