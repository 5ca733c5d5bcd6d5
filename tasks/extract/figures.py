"""Who or what is meant in an article: figures, their mentions, and what names, roles and descriptions tell of them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from schemas.vocabulary import EntityKind, MentionForm
from tasks.extract.lexicon import base_forms, roles

DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my", "some", "any", "another",
    "one", "two", "three", "four", "five", "several", "many", "both",
})  # fmt: skip
NOT_LEADING = re.compile(r"\b(?:former|ex|bank|parliament|party|opposition|university|company|club|council|union)\b", re.IGNORECASE)
BODIES = ("organization", "government", "group")


@dataclass(slots=True)
class Figure:
    """An entity of the article, as far as it has been read."""

    entity_id: str
    name: str
    kind: EntityKind
    country: str | None = None
    sector: str | None = None
    roles: list[str] = field(default_factory=list)  # in the words of the text
    offices: set[str] = field(default_factory=set)  # held on the day of publication, by the table of office-holders
    aliases: set[str] = field(default_factory=set)
    female: bool | None = None
    plural: bool = False
    noun: str = ""  # base form of the head of its description, where it has no name


@dataclass(slots=True)
class Mention:
    """One mention that was resolved."""

    figure: Figure
    text: str
    start: int
    end: int
    form: MentionForm


def holds(figure: Figure, noun: str, country: str | None, field: Collection[str] = ()) -> bool:
    """True for somebody who was said to hold the office `noun`, of that country if both are known, and in that field; 'the French leader'
    is a president or another of `leading`."""
    if field and not any({*field} <= {*r.lower().split()} for r in (*figure.roles, *figure.offices)):
        return False
    if country and figure.country and country != figure.country:
        return False
    if noun == "leader" and country and figure.country and leads(figure):
        return True
    return any(
        is_office(noun, role) for role in [*figure.roles, *sorted(figure.offices), figure.name if figure.kind == "anonymous" else ""]
    )


def leads(figure: Figure) -> bool:
    """True for somebody who was said to be at the head of a state or government."""
    return any(
        is_office(noun, role) for noun in roles()["leading"] for role in [*figure.roles, *figure.offices] if not NOT_LEADING.search(role)
    )


def is_office(noun: str, role: str) -> bool:
    """True where a role has the noun, not as part of another office: a vice president is not 'the president'."""
    for office in re.split(r",|\b(?:and|of|for|to)\b", role.lower()):
        words = re.findall(r"[\w.’']+", office)
        for at, word in enumerate(words):
            if noun in base_forms(word.strip(".")) and not {*words[: at + 2]} & roles()["lesser"]:
                return True
    return False


def introduces(mention: Mention, noun: str) -> bool:
    """True for 'a group of former officials', which 'the group' takes up."""
    return (
        noun in mention.text and re.match(rf"(?:an?|another|one)\s(?:[\w-]+\s){{0,3}}{noun}(?: of\b|$)", mention.text.lower()) is not None
    )


def called(figure: Figure) -> list[frozenset[str]]:
    """The words, as they stand and in base form, of a body's name, and of each description of it ('Iranian airline Mahan Air')."""
    known = roles()["described"].get(figure.name.lower(), ())
    kinds = (re.split(r"\b(?:for|of|at|in|from|to|by)\b|,", role)[0] for role in figure.roles)
    return [
        frozenset(b for w in re.findall(r"[\w’'-]+", told.lower()) for b in (w, *base_forms(w))) for told in (figure.name, *known, *kinds)
    ]


def is_a(noun: str, figure: Figure) -> bool:
    """False for a noun that another one of the name makes part of something else: no 'Bank Information Center' is a bank."""
    words = re.split(r"\b(?:for|of|at|in|on|from|to|by)\b|,", figure.name.lower())[0].split()
    if not words or noun in base_forms(words[-1]) or all(noun not in base_forms(w) for w in words):
        return True
    return not any(form in roles()["in_bodies"] | roles()["generic"] for form in base_forms(words[-1]))


def has_words(name: str, told: str) -> bool:
    """True where a name stands in a text as whole words."""
    return len(name) > 1 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told) is not None


def shared_name(name: str) -> str:
    """What the Houthis and Houthi rebels share: a name in lower case without its plural."""
    return name.lower().removesuffix("s")


def singular(noun: str) -> str:
    """The base form of a noun: one that the lexicon knows, or without its ending."""
    known = known_form(noun, roles()["common"])
    return known or (base_forms(noun)[1] if noun.endswith("s") and len(base_forms(noun)) > 1 else noun)


def is_someone(figure: Figure) -> bool:
    """True for a voice that is a person's: an official or maker, not an attack or a study."""
    words = re.split(r"\s(?:of|for|in|at|from|on|with|who|to)\s", figure.name.lower())[0].split()
    noun = re.sub(r"[’']s$", "", words[-1]) if words else ""
    if known_form(noun, roles()["common"]) is not None or is_body(noun):
        return known_form(noun, roles()["people"]) is not None
    return noun.endswith(("er", "or", "ist", "ian", "man", "woman", "ant", "ee", "ess"))


def is_body(noun: str) -> bool:
    """True for nouns of organisations: 'ministry', 'company'."""
    return noun in roles()["bodies"] or noun in roles()["generic"]


def known_form(word: str, nouns: frozenset[str]) -> str | None:
    """The base form of a word that is among the nouns."""
    return next((f for f in base_forms(word) if f in nouns), None)


def without_article(text: str) -> str:
    """A name without the determiners before it and a possessive ending."""
    words = text.split()
    while len(words) > 1 and words[0].lower() in DETERMINERS:
        words.pop(0)
    return re.sub(r"[’']s?$", "", " ".join(words))
