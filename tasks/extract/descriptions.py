"""Whom descriptions mean: roles, bodies, groups and states without a name, of one article."""

import re
from abc import abstractmethod
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from schemas.records import stable_id
from schemas.vocabulary import EntityKind
from tasks.extract.figures import (
    BODIES,
    Figure,
    has_words,
    holds,
    introduces,
    is_body,
    known_form,
    singular,
)
from tasks.extract.lexicon import country_names, is_form_of, organizations, roles
from tasks.extract.names import clean_name, country_in, is_female, sector_of
from tasks.extract.phrases import Phrase, object_of
from tasks.extract.register import Register

if TYPE_CHECKING:
    from spacy.tokens import Token

WESTERN = re.compile(r"(?:the )?western [a-z]+$", re.IGNORECASE)
OF_PLACE = frozenset({"of", "in", "from", "near", "around", "along", "at", "on", "inside"})  # 'Russian troops near the border'
# a team of scientists (from the University of Leeds)
GROUP = (
    r"\b[Aa]n?\s((?:[\w-]+\s){{0,3}}(?:team|group)\sof\s(?:[\w-]+\s){{0,2}}(?:{members})s"
    r"(?:\s(?:from|at)\s(?:the\s)?[A-Z][\w.&’'-]*(?:\s(?:of\s(?=[A-Z]))?[A-Z][\w.&’'-]*)*)?)"
)
MINISTERS = frozenset({"minister", "secretary"})  # one office in a field: the foreign secretary is a foreign minister
BYGONE = frozenset({"acting", "ex", "former", "onetime", "outgoing", "shadow"})
OTHER = frozenset({"second", "third", "another", "other", "new", "further", "fellow"})


@cache
def _lesser() -> re.Pattern[str]:
    """Words of a title that make it another office: deputy, former."""
    return re.compile(rf"\b(?:{'|'.join(sorted(roles()['lesser'] | BYGONE))})\b")


class Descriptions(Register):
    """The figures of one article as far as descriptions name them."""

    @abstractmethod
    def _subject_meant(self, pronoun: "Token", word: str, at: int, apart: Collection[str]) -> Figure | None:
        """Whom 'his' and 'her' mean by the subject around them."""

    def last_speaker(self, at: int) -> Figure | None:
        """Who spoke last before a place in the text."""
        return next((figure for place, figure in reversed(self._speakers) if place < at), None)

    def _body_meant(self, phrase: Phrase) -> Figure | None:
        """'the ministry' of a ministry that was named, 'the airline' of one that was called so, 'the company' of the body named last."""
        noun = known_form(phrase.head.text, roles()["generic"])
        first = phrase.tokens[0].text.lower()
        if noun is None or first not in ("the", "this", "that") or phrase.head.tag_ == "NNS":
            return None
        more = {t.text.lower() for t in phrase.tokens[1:] if t.i < phrase.head.i and t.tag_[:2] in ("NN", "JJ")}  # of 'the appeals court'
        if phrase.tokens[-1] != phrase.head or len(phrase.tokens) > 2 + len(more):
            return None
        fits = [(place, f) for place, f, words in self._kinds.get(noun, ()) if words >= more]
        if fits:
            return next((f for place, f in reversed(fits) if place < phrase.start), fits[0][1])
        if more:
            return None
        told = next((m.figure for m in reversed(self.mentions) if m.figure.kind in BODIES and introduces(m, noun)), None)
        if told is not None:
            return told  # 'the group' of 'a group of former officials'
        if noun not in roles()["unspecific"]:
            return None
        speaker = self.last_speaker(phrase.start)
        if speaker is not None and speaker.kind == "organization" and self._may_be(speaker, noun):
            return speaker
        return next((f for f in self._bodies_near(phrase.start) if self._may_be(f, noun)), None)

    def _may_be(self, figure: Figure, noun: str) -> bool:
        """False for a body whose name says that it is something else: no department is 'the company'."""
        words = {w.lower() for w in re.findall(r"[\w’'-]+", figure.name)}
        other = words & roles()["other_bodies"]
        person = words & self._by_surname.keys() or any(is_form_of(w, roles()["offices"]) for w in words)
        medium = figure.name.lower() in roles()["outlets"] and noun not in roles()["media"]
        return noun in words or not (other or person or medium)

    def _role(self, phrase: Phrase, noun: str, acting: bool) -> Figure | None:
        """A role without a name: someone named elsewhere in the article, a voice met before, or a voice of its own."""
        first = phrase.tokens[0].text.lower()
        beside = next((t for t in phrase.tokens if t.i > phrase.head.i and t.tag_ == "IN" and t.text.lower() not in ("of", "in")), None)
        told = phrase.text if beside is None or _is_from_a_country(beside) else phrase.text[: beside.idx - phrase.tokens[0].idx]
        country = country_in(told)  # 'forces around Kyiv' are whose they are
        plural = phrase.head.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in phrase.tokens)
        indefinite = first in ("a", "an", "one", "another", "some", "two", "several", "many")
        if acting and (state := self._acts_for(phrase, noun, country, plural=plural)) is not None:
            return state
        if (led := self._led_before(phrase, noun, acting)) is not None:
            return led
        if noun in roles()["countries"] and not plural and not indefinite and (state := self._state_meant(phrase, country)) is not None:
            return state
        holds = noun not in roles()["countries"] and not is_body(noun)
        if not plural and not indefinite and holds and (holder := self._holder_told(phrase, noun, country, beside)) is not None:
            return holder
        if is_body(noun) and (body := self._body_meant(phrase)) is not None:
            return body
        if acting and self.home is not None and country is None and _is_of_the_state(phrase, noun):
            return self.state(self.home)
        together = (plural or noun == "team") and len(phrase.tokens) <= 2 and first in ("the", "these", "those")
        if together and (group := self._group_meant(noun, phrase.start)) is not None:
            return group
        if first == "the" and len(phrase.tokens) == 2 and not plural and (one := self._introduced(noun, phrase.start)) is not None:
            return one
        description = re.sub(r"^(?:the|an?|this|that|one|another|two|three|several|some)\s+", "", phrase.text, flags=re.IGNORECASE)
        if noun in roles()["withheld"]:
            return self._voice(phrase, description, country, plural=plural)
        return self._group_or_one(phrase, noun, description, country, plural=plural)

    def _introduced(self, noun: str, at: int) -> Figure | None:
        """The one person without a name whom 'a Georgia judge' brought in, for 'the judge'."""
        told = {words for place, word, words in self.introduced if place < at and word == noun}
        if len(told) != 1 or " " not in (name := told.pop()) or is_body(noun):
            return None
        key = stable_id("entity", "anonymous", self.article_id, name.lower())
        return self._figure(key, name, "anonymous", country=country_in(name), sector=sector_of(name), noun=singular(noun))

    def _acts_for(self, phrase: Phrase, noun: str, country: str | None, *, plural: bool) -> Figure | None:
        """The state that bodies and officials act for: 'Russian troops', 'the French embassy', 'the Lee administration'; the West."""
        abroad = {"to"} if noun in ("ambassador", "envoy") else frozenset[str]()  # the Libyan ambassador to Greece
        apart = {t.text.lower() for t in phrase.tokens if t.tag_ in ("IN", "TO")} - OF_PLACE - abroad
        speaks_for = not apart and not any(t.text.lower() in ("former", "ex", "and") for t in phrase.tokens)
        official = is_form_of(phrase.head.text, roles()["for_the_state"]) and (plural or noun in ("ambassador", "envoy"))
        if country and speaks_for and (noun in roles()["state_bodies"] or official):
            return self.state_by(country)
        if plural and WESTERN.match(phrase.text) and is_form_of(phrase.head.text, roles()["western"]):
            return self._body("West", "group")
        return self._state_led(phrase) if noun in roles()["led"] else None

    def _holder_told(self, phrase: Phrase, noun: str, country: str | None, beside: "Token | None") -> Figure | None:
        """Who holds the office of a phrase, where its words ('foreign', 'for the army') fit."""
        if noun in roles()["withheld"] and phrase.tokens[0].text.lower() == "the" and (voice := self._voice_met(phrase)) is not None:
            return voice
        definite = phrase.tokens[0].text.lower() in ("the", "this", "that", "his", "her", "their") or phrase.tokens[0].tag_ != "DT"
        if not definite and noun not in ("president", "chancellor"):
            return None
        if (called := self._called_before(phrase)) is not None:
            return called
        field = {t.text.lower() for t in phrase.tokens} & roles()["fields"]
        nouns = (noun, *MINISTERS - {noun}) if field and noun in MINISTERS else (noun,)
        told = (self._holder(n, country, phrase.start, field, bare=len(phrase.tokens) <= 2) for n in nouns)
        holder = next((h for h in told if h is not None), None)
        if holder is not None and (bodies := _bodies_before(phrase)) and not _serves(holder, bodies):
            met = [f for place, f, _ in reversed(self._persons) if place < phrase.start and _serves(f, bodies)]
            holder = next((f for f in met if any(is_form_of(w, {noun}) for role in f.roles for w in role.split())), holder)
        if holder is None or (beside is not None and beside.text.lower() == "for" and not _speaks_for(holder, beside)):
            return None  # 'the spokesman for the army' is not that of the ministry
        return holder

    def _called_before(self, phrase: Phrase) -> Figure | None:
        """'the vice-foreign minister' of 'Vice-Foreign Minister Ann Lee', whoever was called so last."""
        words = re.sub(r"^the ", "", phrase.text.lower())
        if " " not in words and "-" not in words:
            return None
        called = re.compile(rf"(?<!\w)(?<!-){re.escape(words)}$")
        met = (f for place, f, _ in reversed(self._persons) if place < phrase.start)
        told = ((f, role.lower()) for f in met for role in f.roles if called.search(role.lower()))
        return next((f for f, role in told if not _lesser().search(role.removesuffix(words))), None)

    def _voice_met(self, phrase: Phrase) -> Figure | None:
        """'the administration official' of 'a senior administration official' met before."""
        words = {t.text.lower() for t in phrase.tokens[1:]}
        return next((v for v in reversed(self._voices) if len(words) > 1 and words <= set(v.name.lower().split()) and not v.plural), None)

    def _accused_meant(self, phrase: Phrase) -> Figure | None:
        """The one person who was arrested or charged, for 'the suspect'; for 'the gunman' not if 'a gunman' comes in after that."""
        noun = known_form(phrase.head.text, roles()["accused"]) if phrase.head.tag_ == "NN" and len(self._accused) == 1 else None
        words = [t.text.lower() for t in phrase.tokens]
        if noun is None or words[0] not in ("the", "this") or OTHER.intersection(words) or phrase.tokens[-1] != phrase.head:
            return None
        place, figure = next(iter(self._accused.values()))
        introduced = re.search(rf"\ban?\s(?:[\w-]+\s){{0,2}}{noun}\b", self.text, re.IGNORECASE)
        return figure if introduced is None or introduced.start() < place else None

    def _group_meant(self, noun: str, at: int) -> Figure | None:
        """'the researchers' of 'a team of scientists from Leeds': who was described last by that noun, or alone by one like it."""
        noun = singular(noun)
        factions = {f.entity_id for f in self._factions.values()}
        named = (m.figure for m in reversed(self.mentions) if m.start < at and m.figure.noun)
        met = [f for f in named if " " in f.name or f.entity_id in factions]
        same = next((f for f in met if f.noun == noun), None)
        alike = {f.entity_id: f for f in met if f.noun in roles()["alike"].get(noun, ())}
        return same or (next(iter(alike.values())) if len(alike) == 1 else None) or self._group_told(noun, at)

    def _group_told(self, noun: str, at: int) -> Figure | None:
        """The one group that was told of before, though it did and said nothing yet: 'a team of scientists from Leeds'."""
        members = "|".join(sorted(re.escape(n) for n in roles()["alike"].get(noun, ()) if n != "team"))
        if not members:
            return None
        told = {m.group(1) for m in re.finditer(GROUP.format(members=members), self.text[:at])}
        if len(told) != 1:
            return None
        name = told.pop()
        figure = self._figure(stable_id("entity", "group", self.article_id, name.lower()), name, "group", plural=True)
        figure.noun = figure.noun or noun
        return figure

    def _state_meant(self, phrase: Phrase, country: str | None) -> Figure | None:
        """The state of 'the German government' and 'Iraq's government'; of 'the country' that which the article is about."""
        if country is not None:
            return self.state_by(country) if phrase.tokens[-1] == phrase.head else None
        first = phrase.tokens[0]
        if first.dep_ == "poss" and first.ent_type_ == "PERSON":  # 'Johnson's government'
            owner = self._find_person(clean_name(first.text), at=phrase.start)
            return self.state_of(owner) if owner is not None else None
        if first.text.lower() in ("his", "her") and len(phrase.tokens) == 2:
            owner = self._subject_meant(first, first.text.lower(), phrase.start, ())
            return self.state_of(owner) if owner is not None else None
        bare = len(phrase.tokens) == 1 or (len(phrase.tokens) == 2 and first.text.lower() in ("the", "this", "its", "their"))
        common = phrase.head.tag_ in ("NN", "JJ") and (phrase.head.text.islower() or phrase.head is first)  # not 'The Nation', a paper
        return self.state(self.home) if self.home is not None and bare and common else None

    def _state_led(self, phrase: Phrase) -> Figure | None:
        """The state of 'the Lee administration'."""
        name = next((t for t in phrase.head.lefts if t.dep_ == "compound" and t.tag_ == "NNP"), None)
        leader = self._find_person(clean_name(name.text), at=phrase.start) if name is not None else None
        return self.state_of(leader) if leader is not None else None

    def _led_before(self, phrase: Phrase, noun: str, acting: bool) -> Figure | None:
        """'the administration' of 'the Lee administration' told before: in events its state."""
        words = [t.text.lower() for t in phrase.tokens]
        if noun not in roles()["led"] - roles()["countries"] or words != ["the", noun]:
            return None
        told = [m.group(1) for m in re.finditer(rf"\b([A-Z][\w’'-]+) {noun}\b", self.text[: phrase.start])]
        leader = self._find_person(clean_name(told[-1]), at=phrase.start) if told else None
        if leader is None:
            return None
        name = f"{told[-1]} {noun}"
        return self.state_of(leader) if acting else next((f for f in self.figures.values() if name in (f.name, *f.aliases)), None)

    def _voice(self, phrase: Phrase, description: str, country: str | None, *, plural: bool) -> Figure:
        """A speaker whose name is withheld: one voice per description and article."""
        voice = self._figure(
            stable_id("entity", "anonymous", self.article_id, description.lower()),
            description,
            "anonymous",
            country=country,
            sector=sector_of(phrase.text),
            plural=plural,
        )
        voice.roles = voice.roles or [description]
        voice.noun = voice.noun or singular(phrase.head.text.lower())
        if voice.female is None:
            voice.female = is_female("", role=phrase.head.text)
        if voice not in self._voices:
            self._voices.append(voice)
        return voice

    def _group_or_one(self, phrase: Phrase, noun: str, description: str, country: str | None, *, plural: bool) -> Figure:
        """What a role stands for that names nobody: a body, a group of people, or one of them."""
        name = description[:1].upper() + description[1:] if phrase.head.tag_ in ("NNP", "NNPS") else description
        kind: EntityKind = "organization" if is_body(noun) else "group" if plural else "anonymous"
        if kind == "organization" and country and noun in ("government", "ministry", "administration", "military", "army", "side"):
            kind = "government"
        named = country is not None or any(t.tag_ in ("NNP", "NNPS") for t in phrase.tokens)
        scope = "" if named and kind != "anonymous" else self.article_id  # "the group" of two articles is not one group
        figure = self._figure(
            stable_id("entity", kind, scope, name.lower()),
            name,
            kind,
            country=country,
            sector=sector_of(phrase.text),
            plural=plural,
        )
        figure.noun = figure.noun or singular(noun)
        if figure.kind == "anonymous" and figure.female is None:
            figure.female = is_female("", role=phrase.head.text)
        return figure

    def _holder(self, noun: str, country: str | None, at: int, field: Collection[str] = (), *, bare: bool) -> Figure | None:
        """Who was last said to hold the office `noun` (of `country`, in a `field` such as 'foreign'), a voice of the same description
        included; else who will be."""
        speaker = self.last_speaker(at)
        if speaker and holds(speaker, noun, country, field):
            return speaker
        for voice in reversed(self._voices):
            if holds(voice, noun, country, field) and bare:
                return voice
        holders = [(place, figure) for place, figure, _ in self._persons if holds(figure, noun, country, field)]
        before = [figure for place, figure in holders if place < at]
        after = [figure for place, figure in holders if place >= at]
        if before:
            return before[-1]
        return after[0] if after and noun in roles()["offices"] and (country is not None or len(set(map(id, after))) == 1) else None


def _is_of_the_state(phrase: Phrase, noun: str) -> bool:
    """True for 'the government' and 'soldiers', those of the country that the article is about."""
    if noun not in roles()["of_the_state"] and not is_form_of(phrase.head.text, roles()["of_the_state"]):
        return False
    words = [t for t in phrase.tokens if t.text.lower() not in ("federal", "central", "national")]
    first = phrase.tokens[0]
    return len(words) <= 2 and (first.tag_ not in ("PRP$", "CD", "NNP", "JJ") or first.text.lower() in ("federal", "national"))


def _bodies_before(phrase: Phrase) -> set[str]:
    """All names, in lower case, of the bodies that stand before the head of a phrase: UN, United Nations of 'the UN envoy'."""
    words = [t.text.lower() for t in phrase.tokens if t.tag_ in ("NNP", "NNPS") and t.i < phrase.head.i]
    return {name.lower() for word in words for name in organizations().get(word, ())}


def _serves(figure: Figure, bodies: set[str]) -> bool:
    """True for somebody whose roles name one of the bodies."""
    told = "\n".join(figure.roles).lower()
    return any(has_words(name, told) for name in bodies)


def _speaks_for(figure: Figure, preposition: "Token") -> bool:
    """False for somebody who was said to speak for another body than that of a preposition."""
    body = object_of(preposition)
    told = {w for role in (*figure.roles, *figure.aliases) for w in role.lower().split()}
    bodies = told & roles()["bodies"]
    return body is None or not bodies or body.text.lower() in told or any(c.text.lower() in told for c in body.lefts)


def _is_from_a_country(preposition: "Token") -> bool:
    """True for 'officials from Norland', not for 'officials from the Norland football league'."""
    source = object_of(preposition) if preposition.text.lower() == "from" else None
    return source is not None and source.text.lower() in country_names()
