"""What abbreviations stand for: 'Federal Security Service (FSB)' tells both names of a body."""

import re
from collections.abc import Iterator

BODY_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "&", "from", "to", "by", "at"})
BRACKET = re.compile(r"(?<=\S)\s*\(([A-Z][\w&.-]{1,11})\)")  # (Natriv), behind the full name


def initials(name: str) -> str:
    """The capitals of a name's words: African Union → AU, William S. Saturn → WSS."""
    return "".join(w[0] for w in re.findall(r"[\w’']+", name) if w.lower() not in BODY_WORDS).upper()


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """(short, long) of every 'Long Name (LN)'."""
    return ((short, " ".join(text[start:end].split())) for start, end, short in definitions(text))


def definitions(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, short) of every long name before a bracket: the words that spell what is in it, from the right.

    After Schwartz and Hearst (2003), A simple algorithm for identifying abbreviation definitions in biomedical text.
    """
    for match in BRACKET.finditer(text):
        short, most = match.group(1), 2 * (len(match.group(1)) + 5)
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        before = re.split(r"[()\[\]:;“”\"]|[.!?]\s", line)[-1]
        words = before.rsplit(None, most)
        long = spelled(short, before[len(words[0]) :] if len(words) > most else before)
        if long is not None and " " in long and all(w[:1].isupper() or w in BODY_WORDS for w in long.split()):
            yield match.start() - len(long), match.start(), short


def spelled(short: str, words: str) -> str | None:
    """The shortest end of `words` in which the letters of `short` stand in order, the first of them at the start of a name's word."""
    at = len(words)
    for number, letter in reversed(list(enumerate(short.lower()))):
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (words[at].lower() != letter or (number == 0 and not (words[at].isupper() and not words[at - 1 : at].isalnum()))):
            at -= 1
        if at < 0:
            return None
    return words[at:]
