"""Who a noun phrase means: persons, governments, bodies and anonymous voices of one article, and their pronouns.

Mentions resolve within the article only; `Cast` holds what has been met so far, in reading order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.records import stable_id
from schemas.vocabulary import EntityKind, MentionForm
from tasks.extract.lexicon import Country, base_forms, country_names, roles
from tasks.extract.phrases import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves", "both"})
FIRST = frozenset(
    {
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "what",
        "there",
        "it",
        "its",
        "someone",
        "everyone",
        "nobody",
        "one",
        "some",
        "many",
        "others",
        "all",
        "none",
        "most",
        "few",
        "several",
    }
)
DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "some",
        "any",
        "another",
        "one",
        "two",
        "several",
        "many",
        "both",
    }
)


@dataclass(slots=True)
class Figure:
    """An entity of the article, as far as it has been read."""

    entity_id: str
    name: str
    kind: EntityKind
    country: str | None = None
    sector: str | None = None
    roles: list[str] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    female: bool | None = None
    plural: bool = False


@dataclass(slots=True)
class Mention:
    """One mention that was resolved."""

    figure: Figure
    text: str
    start: int
    end: int
    form: MentionForm


class Cast:
    """The figures of one article. Call `read_names` once for all names, then `resolve` in reading order."""

    def __init__(self, article_id: str) -> None:
        self.article_id = article_id
        self.figures: dict[str, Figure] = {}
        self.mentions: list[Mention] = []
        self._speakers: list[tuple[int, Figure]] = []  # by place of speaking
        self._persons: list[tuple[int, Figure]] = []  # by place of mention
        self._by_surname: dict[str, Figure] = {}
        self._voices: list[Figure] = []

    # -- names ---------------------------------------------------------------------------------------------------------

    def read_names(self, spans: Sequence[tuple[str, int, str, Sequence["Token"]]]) -> None:
        """Make figures of all PERSON names: (name, offset, premodifiers, tokens) in order; a surname joins its full name."""
        full = [(clean_name(n), at, pre) for n, at, pre, _ in spans]
        for name, _, _ in full:
            words = name.split()
            if len(words) > 1 and words[-1].lower() not in self._by_surname:
                self._by_surname[words[-1].lower()] = self._person(name)
        for name, at, pre in full:
            if not name:
                continue
            figure = self._find_person(name) or self._person(name)
            figure.aliases.add(name)
            self._persons.append((at, figure))
            if pre:
                self._add_role(figure, pre)

    def _person(self, name: str) -> Figure:
        return self._figure(stable_id("entity", "person", fold_name(name)), name, "person")

    def _find_person(self, name: str) -> Figure | None:
        words = name.split()
        last = words[-1].lower() if words else ""
        found = self._by_surname.get(last)
        if found is None and len(words) == 1:
            found = next((f for s, f in self._by_surname.items() if fold_name(s) == fold_name(last)), None)
        if found and len(words) > 1 and found.name.split()[0].lower()[0] != words[0].lower()[0]:
            return None  # two people of one surname
        return found

    def _add_role(self, figure: Figure, role: str) -> None:
        role = role.strip(" ,")
        if role and role not in figure.roles:
            figure.roles.append(role)
        words = {b for w in role.lower().split() for b in base_forms(w)}
        if words & roles()["female"]:
            figure.female = True
        for word in role.split():
            if (hit := country_names().get(word.lower())) and figure.country is None:
                figure.country = hit[0].code
        figure.country = figure.country or _country_in(role)
        figure.sector = figure.sector or sector_of(role)

    def _figure(self, entity_id: str, name: str, kind: EntityKind, **extra: object) -> Figure:
        figure = self.figures.get(entity_id)
        if figure is None:
            figure = self.figures[entity_id] = Figure(entity_id, name, kind)
            for key, value in extra.items():
                setattr(figure, key, value)
        return figure

    # -- phrases -------------------------------------------------------------------------------------------------------

    def resolve(self, phrase: Phrase, *, speaking: bool = False, acting: bool = False) -> Figure | None:
        """The figure a phrase means, None when it means nobody that can take part. Remembers the mention.

        With `acting`, seats of power and capitals stand for their state, as event coding wants it.
        """
        figure, form = self._identify(phrase, acting)
        if figure is None:
            return None
        self.mentions.append(Mention(figure, phrase.text, phrase.start, phrase.end, form))
        if form != "pronoun":
            figure.aliases.add(phrase.text)
        if speaking:
            self._speakers.append((phrase.start, figure))
        return figure

    def note(self, figure: Figure, text: str, start: int) -> None:
        """Remember a mention by name that took no part in a quote or event."""
        figure.aliases.add(text)
        self.mentions.append(Mention(figure, text, start, start + len(text), "name"))

    def note_person(self, text: str, start: int) -> None:
        """Remember a person's name where it stands."""
        figure = self._find_person(name) if (name := clean_name(text)) else None
        if figure is not None:
            self.note(figure, text, start)

    def last_speaker(self, at: int) -> Figure | None:
        """Who spoke last before a place in the text."""
        return next((figure for place, figure in reversed(self._speakers) if place < at), None)

    def _identify(self, phrase: Phrase, acting: bool) -> tuple[Figure | None, MentionForm]:
        lower = phrase.text.lower()
        if phrase.head.tag_ in ("PRP", "PRP$") or (lower in SINGULAR | PLURAL | FIRST and phrase.text != "US"):
            return self._pronoun(lower, phrase.start), "pronoun"
        person = self._named_person(phrase)
        if person is not None:
            return person, "name"
        noun = _known(phrase.head.text, roles()["anonymous"])
        proper = phrase.head.tag_ in ("NNP", "NNPS")
        place = self._state(phrase, acting)
        if place is not None and (noun is None or proper):
            return place, "name"
        if noun is not None and not (proper and phrase.head.text[0].isupper() and phrase.head.ent_type_ in ("ORG", "GPE")):
            return self._role(phrase, noun, acting), "nominal"
        if place is not None:
            return place, "name"
        if acting and phrase.head.ent_type_ in ("GPE", "LOC", "FAC"):
            return None, "name"  # a city or a sea does not act
        if phrase.head.ent_type_ == "ORG" or (proper and phrase.head.ent_type_ in ("GPE", "NORP", "FAC", "LOC", "")):
            name = _strip_determiner(phrase)
            if not name or not any(c.isalpha() for c in name):
                return None, "name"
            kind: EntityKind = "group" if phrase.head.ent_type_ == "NORP" else "organization"
            return self._figure(
                stable_id("entity", kind, name.lower()), name, kind, country=_country_in(name), sector=sector_of(name)
            ), "name"
        return None, "nominal"

    def _pronoun(self, word: str, at: int) -> Figure | None:
        speaker = self.last_speaker(at)
        if word in ("he", "she", "him", "her", "his", "hers", "himself", "herself"):
            female = word in ("she", "her", "hers", "herself")
            if speaker and speaker.kind in ("person", "anonymous") and not speaker.plural and speaker.female is not (not female):
                return self._sex(speaker, female)
            for place, figure in reversed(self._persons):
                if place < at and figure.female is not (not female):
                    return self._sex(figure, female)
            return speaker if speaker and speaker.kind == "anonymous" else None
        if word in ("they", "them", "their"):
            if speaker and (speaker.kind != "person"):
                return speaker
            return self._voices[-1] if self._voices else None
        if word == "it" and speaker and speaker.kind in ("organization", "government", "group"):
            return speaker
        return None

    def _sex(self, figure: Figure, female: bool) -> Figure:
        if figure.kind == "person" and figure.female is None:
            figure.female = female
        return figure

    def _named_person(self, phrase: Phrase) -> Figure | None:
        tokens = [t for t in phrase.tokens if t.ent_type_ == "PERSON"]
        if phrase.head.ent_type_ != "PERSON":
            tokens = [t for t in phrase.head.subtree if t.ent_type_ == "PERSON" and (t.dep_ == "appos" or _appositive(t, phrase.head))]
        if not tokens:
            word = clean_name(phrase.head.text).lower()
            return self._by_surname.get(word) if phrase.head.tag_ in ("NNP", "NNPS") and len(phrase.tokens) <= 3 else None
        last = phrase.head if phrase.head.ent_type_ == "PERSON" else tokens[0]
        name = clean_name(" ".join(t.text for t in _entity_run(last)))
        figure = self._find_person(name) or (self._person(name) if name else None)
        if figure and phrase.head.ent_type_ != "PERSON":
            self._add_role(figure, re.sub(r"^(?:the|a|an)\s+", "", phrase.text, flags=re.IGNORECASE))
        return figure

    def _state(self, phrase: Phrase, acting: bool) -> Figure | None:
        name = _strip_determiner(phrase)
        hit = country_names().get(name.lower()) or country_names().get(phrase.head.text.lower() if len(phrase.tokens) <= 2 else "")
        if hit is None and phrase.tokens[-1].tag_ == "POS":
            hit = country_names().get(name[:-2].lower())
        if hit is None:
            return None
        country, form = hit
        if form == "seat" and not acting:
            return self._figure(stable_id("entity", "government", name.lower()), name, "government", country=country.code, sector="GOV")
        return self.state(country)

    def state(self, country: Country) -> Figure:
        """The government of a country."""
        return self._figure(
            stable_id("entity", "government", country.name.lower()), country.name, "government", country=country.code, sector="GOV"
        )

    def _role(self, phrase: Phrase, noun: str, acting: bool) -> Figure | None:
        """A role without a name: someone named elsewhere in the article, a voice met before, or a voice of its own."""
        first = phrase.tokens[0].text.lower()
        definite = first in ("the", "this", "that", "his", "her", "their") or (first[:1].isupper() and first not in ("a", "an"))
        country = _country_in(phrase.text)
        plural = phrase.head.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in phrase.tokens)
        if acting and noun in roles()["bodies"] | {"official", "leader", "side", "force", "president", "officials"} and country:
            code = next(c for c, _ in country_names().values() if c.code == country)
            if plural or noun in roles()["bodies"]:
                return self.state(code)
        if (definite or noun in ("president", "chancellor")) and not plural:
            holder = self._holder(noun, country, phrase.start, bare=len(phrase.tokens) <= 2)
            if holder is not None:
                return holder
        description = re.sub(r"^(?:the|an?|this|that|one|another)\s+", "", phrase.text, flags=re.IGNORECASE)
        withheld = noun in roles()["withheld"]
        if not withheld:
            name = description[:1].upper() + description[1:] if phrase.head.tag_ in ("NNP", "NNPS") else description
            kind: EntityKind = "organization" if noun in roles()["bodies"] else "group" if plural else "anonymous"
            if kind == "organization" and country and noun in ("government", "ministry", "administration", "military", "army", "side"):
                kind = "government"
            named = country is not None or any(t.tag_ in ("NNP", "NNPS") for t in phrase.tokens)
            scope = "" if named and kind != "anonymous" else self.article_id  # "the group" of two articles is not one group
            return self._figure(
                stable_id("entity", kind, scope, name.lower()),
                name,
                kind,
                country=country,
                sector=sector_of(phrase.text),
                plural=plural,
            )
        voice = self._figure(
            stable_id("entity", "anonymous", self.article_id, description.lower()),
            description,
            "anonymous",
            country=country,
            sector=sector_of(phrase.text),
            plural=plural,
        )
        voice.roles = voice.roles or [description]
        if voice not in self._voices:
            self._voices.append(voice)
        return voice

    def _holder(self, noun: str, country: str | None, at: int, *, bare: bool) -> Figure | None:
        """Who was last said to hold the office `noun` (of `country`), a voice of the same description included."""
        speaker = self.last_speaker(at)
        if speaker and _holds(speaker, noun, country):
            return speaker
        for voice in reversed(self._voices):
            if _holds(voice, noun, country) and bare:
                return voice
        for place, figure in reversed(self._persons):
            if place < at and _holds(figure, noun, country):
                return figure
        return None


def _holds(figure: Figure, noun: str, country: str | None) -> bool:
    if country and figure.country and country != figure.country:
        return False
    return any(
        noun in {b for w in role.lower().split() for b in base_forms(w.strip(",."))}
        for role in [*figure.roles, figure.name if figure.kind == "anonymous" else ""]
    )


def clean_name(name: str) -> str:
    """A person's name without titles, marks and possessive ending: 'President Joe Biden’s' → 'Joe Biden'."""
    words = re.sub(r"[“”\"«»()\[\]]|[’']s?$", "", name.strip()).split()
    while len(words) > 1 and words[0].lower().strip(".") in roles()["titles"]:
        words.pop(0)
    return " ".join(w.strip(",;:") for w in words)


def fold_name(name: str) -> str:
    """A name in the form that spellings of one person share: lower case, and -sky, -skyy, -skiy, -skij, -skyi as one."""
    return re.sub(r"sk(?:yy|iy|ij|yi|yj|i|y)(?=n?$|\s)", "sky", name.lower().replace("’", "'"))


def sector_of(text: str) -> str | None:
    """CAMEO agent code of a role or body, by its last known noun."""
    table = roles()["sector"]
    for word in reversed(re.findall(r"[\w-]+", text.lower())):
        for form in base_forms(word):
            if form in table:
                return str(table[form])
    return None


def _country_in(text: str) -> str | None:
    words = re.findall(r"[\w.’'-]+", text)
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size])
            hit = country_names().get(re.sub(r"[’']s$", "", name).lower())
            if hit and name[0].isupper() and not (name.lower() in ("us",) and name != "US"):
                return hit[0].code
    return None


def _known(word: str, nouns: frozenset[str]) -> str | None:
    return next((f for f in base_forms(word) if f in nouns), None)


def _strip_determiner(phrase: Phrase) -> str:
    words = phrase.text.split()
    while len(words) > 1 and words[0].lower() in DETERMINERS:
        words.pop(0)
    return re.sub(r"[’']s?$", "", " ".join(words))


def _appositive(token: "Token", head: "Token") -> bool:
    node = token
    while node.i != head.i and node.head.i != node.i:
        if node.dep_ == "appos" and node.head.i == head.i:
            return True
        if node.dep_ in ("prep", "relcl", "acl", "poss"):
            return False
        node = node.head
    return False


def _entity_run(token: "Token") -> list["Token"]:
    doc = token.doc
    first = last = token.i
    while first > 0 and doc[first].ent_iob_ == "I" and doc[first - 1].ent_type_ == token.ent_type_:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last + 1].ent_type_ == token.ent_type_:
        last += 1
    return list(doc[first : last + 1])
