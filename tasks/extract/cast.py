"""Who a noun phrase means: persons, governments, bodies and anonymous voices of one article, and their pronouns.

Mentions resolve within the article only; `Cast` holds what has been met so far, in reading order. 'He' and 'she' take the person
with the highest score (pronouns.py), other pronouns the last speaker that fits; a role takes the speaker or person who was said to
hold it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.records import stable_id
from schemas.vocabulary import EntityKind, MentionForm
from tasks.extract.lexicon import Country, base_forms, country_names, is_form_of, roles
from tasks.extract.names import BRACKET, Sighting, abbreviations, clean_name, country_in, fold_name, initials, is_female, sector_of, spelled
from tasks.extract.phrases import Phrase, issuer_of, object_of
from tasks.extract.pronouns import BESIDE, HE, IT, OTHERS, SHE, THEY, candidates, likeliest, subject_around

if TYPE_CHECKING:
    from spacy.tokens import Token

DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my", "some", "any", "another",
    "one", "two", "three", "four", "five", "several", "many", "both",
})  # fmt: skip
# 'the company' is the body that was named last
GENERIC = frozenset({
    "company", "firm", "group", "gang", "party", "militia", "bank", "union", "agency", "organization", "organisation",
    "newspaper", "paper", "charity", "club", "association", "corporation", "institute", "ministry", "department", "court",
    "office", "embassy", "commission", "council", "committee", "government", "movement", "broadcaster", "network", "league",
    "federation", "foundation", "authority", "service", "chain", "retailer", "airline", "carrier", "channel", "station", "publication",
    "magazine", "website", "site", "outlet", "manufacturer", "operator", "utility", "regulator", "watchdog", "university", "tribunal",
})  # fmt: skip
UNSPECIFIC = frozenset({
    "company", "firm", "group", "gang", "bank", "agency", "organization", "organisation", "newspaper", "paper", "charity", "club",
    "network", "broadcaster", "chain", "retailer", "airline", "carrier", "channel", "station", "publication", "magazine", "website",
    "site", "outlet", "manufacturer", "operator", "utility", "regulator", "watchdog",
})  # fmt: skip
FOR_THE_STATE = frozenset({
    "official", "leader", "side", "force", "president", "diplomat", "envoy", "ambassador", "negotiator", "minister", "troop", "soldier",
    "authority", "delegate", "representative", "marine", "patrol", "police", "prosecutor", "warship", "vessel", "ship", "jet",
    "warplane", "tank", "forces",
})  # fmt: skip
OF_THE_STATE = frozenset({
    "police", "prosecutor", "government", "authorities", "administration", "cabinet", "army", "military", "troop", "soldier", "state",
    "regime",
})  # fmt: skip
BODIES = ("organization", "government", "group")
FORMS = frozenset({"company", "corporation", "corp", "inc", "ltd", "limited", "plc", "group", "co"})
NEAR = 1_500  # characters in which a body that was named can be meant by 'the company'


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

    def __init__(self, article_id: str, text: str) -> None:
        self.article_id = article_id
        self.text = text
        self.figures: dict[str, Figure] = {}
        self.mentions: list[Mention] = []
        self.named: list[Mention] = []  # persons and bodies where their names stand
        self._speakers: list[tuple[int, Figure]] = []  # by place of speaking
        self._persons: list[tuple[int, Figure, bool]] = []  # by place of mention; True for the subject of a clause
        self._bodies: list[tuple[int, Figure]] = []  # by place of mention
        self._by_surname: dict[str, list[Figure]] = {}
        self._full_names: dict[str, str] = {}  # acronym or first word → the full name of a body
        self._voices: list[Figure] = []
        self.home: Country | None = None  # the country the article is about
        self._actors: list[tuple[int, Figure]] = []  # who takes part in events, by their place

    # -- names ---------------------------------------------------------------------------------------------------------

    def read_names(self, people: Iterable[Sighting], bodies: Iterable[Sighting]) -> None:
        """Make figures of all names of persons, and learn the full names of bodies; a surname joins its full name."""
        sightings = [(clean_name(s.name), s) for s in people]
        for name, sighting in sightings:
            words = name.split()
            if len(words) > 1 and self._match(name) is None:
                figure = self._person(name)
                figure.female = is_female(name, sighting.title, sighting.role)
                self._by_surname.setdefault(words[-1].lower(), []).append(figure)
        for name, sighting in sightings:
            if not name:
                continue
            figure = self._find_person(name, sighting.title, sighting.start) or self._person(name)
            figure.aliases.add(name)
            if figure.female is None:
                figure.female = is_female(name, sighting.title, sighting.role)
            self._persons.append((sighting.start, figure, sighting.subject))
            self.named.append(Mention(figure, sighting.name, sighting.start, sighting.start + len(sighting.name), "name"))
            if sighting.role:
                self._add_role(figure, sighting.role)
        named = list(bodies)
        self._full_names.update(abbreviations(self.text))
        for sighting in named:
            self._learn_body(_without_article(sighting.name))
        for sighting in named:
            figure = self._body(_without_article(sighting.name), "organization")
            self._bodies.append((sighting.start, figure))
            self.named.append(Mention(figure, sighting.name, sighting.start, sighting.start + len(sighting.name), "name"))

    def _learn_body(self, name: str) -> None:
        name = BRACKET.sub("", name)  # what the bracket stands for tells `abbreviations`
        words = name.split()
        if len(words) > 1 and not name.isupper():
            self._full_names.setdefault(initials(name), name)
            if words[-1].lower().strip(".") in FORMS:
                self._full_names.setdefault(initials(" ".join(words[:-1])), name)
            if words[0][0].isupper() and words[0].lower() not in country_names() and words[0].lower() not in self._by_surname:
                self._full_names.setdefault(words[0], name)

    def _body(self, name: str, kind: EntityKind) -> Figure:
        name = BRACKET.sub("", name)
        short = re.sub(r"[^A-Za-z]", "", name) if name.isupper() else name  # PG&E, U.N.
        full = self._full_names.get(short, name) if " " not in name else name
        figure = self._figure(stable_id("entity", kind, full.lower()), full, kind, country=country_in(full), sector=sector_of(full))
        figure.aliases.add(name)
        return figure

    def _person(self, name: str) -> Figure:
        return self._figure(stable_id("entity", "person", fold_name(name)), name, "person")

    def _match(self, name: str) -> Figure | None:
        """The person of that full name, in whatever spelling or with a middle name more or less."""
        words = name.split()
        for figure in self._by_surname.get(words[-1].lower(), ()):
            first = figure.name.split()[0].lower()
            if first == words[0].lower() or (
                (len(first.strip(".")) == 1 or len(words[0].strip(".")) == 1) and first[0] == words[0][0].lower()
            ):
                return figure
        return None

    def _find_person(self, name: str, title: str = "", at: int | None = None) -> Figure | None:
        words = name.split()
        if not words:
            return None
        if len(words) > 1:
            return self._match(name)
        last = words[-1].lower()
        found = self._by_surname.get(last) or next((f for s, f in self._by_surname.items() if fold_name(s) == fold_name(last)), [])
        female = is_female(name, title)
        fits = [f for f in found if female is None or f.female is None or f.female == female]
        if not fits and found and female is not None:
            return None  # Mrs Lee is not Owen Lee
        if len(fits) > 1 and at is not None:  # two people of one surname: the one named last
            met = next((f for place, f, _ in reversed(self._persons) if place < at and f in fits), None)
            return met or fits[0]
        if fits:
            return fits[0]
        return next((f for figures in self._by_surname.values() for f in figures if f.name.split()[0].lower() == last), None)

    def _add_role(self, figure: Figure, role: str) -> None:
        role = role.strip(" ,")
        if role and role not in figure.roles:
            figure.roles.append(role)
        for word in role.split():
            if (hit := country_names().get(word.lower())) and figure.country is None:
                figure.country = hit[0].code
        figure.country = figure.country or country_in(role)
        figure.sector = figure.sector or sector_of(role)

    def _figure(self, entity_id: str, name: str, kind: EntityKind, **extra: object) -> Figure:
        figure = self.figures.get(entity_id)
        if figure is None:
            figure = self.figures[entity_id] = Figure(entity_id, name, kind)
            for key, value in extra.items():
                setattr(figure, key, value)
        return figure

    # -- phrases -------------------------------------------------------------------------------------------------------

    def named_in(self, spans: Iterable[tuple[int, int]]) -> frozenset[str]:
        """The ids of the persons that are named within spans."""
        spans = list(spans)
        return frozenset(f.entity_id for place, f, _ in self._persons if any(s <= place < e for s, e in spans))

    def resolve(
        self, phrase: Phrase, *, speaking: bool = False, told: bool = False, acting: bool = False, apart: Collection[str] = ()
    ) -> Figure | None:
        """The figure a phrase means, None when it means nobody that can take part. Remembers the mention.

        `speaking`: the article lets it speak; `told`: somebody else tells what it said. With `acting`, seats of power, capitals and
        demonyms stand for their state, as event coding wants it; `apart` are the ids of those whom a pronoun does not mean: who take
        part already, or are named in what the speaker says.
        """
        figure, form = self._identify(phrase, acting, apart)
        if acting and form == "pronoun" and phrase.text.lower() in IT | THEY:
            figure = self._actor_meant(phrase.text.lower(), phrase.start, apart) or figure
        if figure is None and (speaking or told or (acting and is_form_of(phrase.head.text, roles()["parties"]))):
            form = "nominal"
            if phrase.head.tag_ in ("NN", "NNS"):  # 'the archaeologists': who speaks is somebody
                figure = self._role(phrase, phrase.head.text.lower(), acting)
            elif phrase.head.tag_ in ("CD", "DT", "JJ") and any(t.tag_ == "IN" for t in phrase.tokens[1:2]):
                figure = self._voice(phrase, phrase.text, None, plural=phrase.head.text.lower() != "one")  # one of the children
        if figure is None:
            return None
        self.mentions.append(Mention(figure, phrase.text, phrase.start, phrase.end, form))
        if form != "pronoun":
            figure.aliases.add(phrase.text)
        if speaking:
            self.speaks(figure, phrase.start)
        return figure

    def surnames(self) -> frozenset[str]:
        """The surnames met so far, in lower case."""
        return frozenset(self._by_surname)

    def acts(self, figures: Iterable[Figure], at: int) -> None:
        """Remember who takes part in the event told at a place: 'it' and 'they' of the next events may mean them."""
        self._actors.extend((at, figure) for figure in figures)

    def speaks(self, figure: Figure, at: int) -> None:
        """Remember who speaks at a place."""
        self._speakers.append((at, figure))

    def note(self, figure: Figure, text: str, start: int, form: MentionForm = "name") -> None:
        """Remember a mention that nothing else has led to."""
        if form == "name":
            figure.aliases.add(text)
        self.mentions.append(Mention(figure, text, start, start + len(text), form))

    def note_person(self, text: str, start: int) -> None:
        """Remember a person's name where it stands."""
        figure = self._find_person(name, at=start) if (name := clean_name(text)) else None
        if figure is not None:
            self.note(figure, text, start)

    def holder_of(self, phrase: Phrase) -> Figure | None:
        """Who holds the office that a country's name in the plural stands for: 'the U.S. and Russian presidents'."""
        node = phrase.head
        while node.dep_ == "conj":
            node = node.head
        office = (
            _known(node.head.text, roles()["offices"]) if node.dep_ in ("amod", "nmod", "compound") and node.head.tag_ == "NNS" else None
        )
        country = country_in(phrase.text) if office else None
        holder = self._holder(office, country, phrase.start, bare=False) if office and country else None
        if holder is not None:
            self.note(holder, phrase.text, phrase.start, "nominal")
        return holder

    def last_speaker(self, at: int) -> Figure | None:
        """Who spoke last before a place in the text."""
        return next((figure for place, figure in reversed(self._speakers) if place < at), None)

    def _identify(self, phrase: Phrase, acting: bool, apart: Collection[str] = ()) -> tuple[Figure | None, MentionForm]:
        lower = phrase.text.lower()
        capitals = phrase.text.isupper() and len(phrase.text) > 1  # US, WHO
        if phrase.head.tag_ in ("PRP", "PRP$") or (lower in HE | SHE | THEY | OTHERS and not capitals):
            around = self._subject_meant(phrase.head, lower, phrase.start, apart)
            return around or self._pronoun(lower, phrase.start, apart), "pronoun"
        if acting and phrase.head.text.lower() not in self._by_surname and country_names().get(_without_article(phrase.text).lower()):
            place = self._state(phrase, acting)
            if place is not None:
                return place, "name"
        if capitals and phrase.head.tag_ == "WP":
            return self._body(phrase.text, "organization"), "name"  # WHO
        person = self._named_person(phrase)
        if person is not None:
            return person, "name"
        document = _known(phrase.head.text, roles()["documents"])
        if document is not None and not acting:
            issuer = self._issuer(phrase)
            if issuer is not None:
                return issuer, "nominal"
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
        if proper and (hit := self._by_initials(phrase)) is not None:
            return hit, "name"
        if phrase.head.ent_type_ == "ORG" or (
            proper and phrase.head.ent_type_ in ("GPE", "NORP", "FAC", "LOC", "", "PRODUCT", "WORK_OF_ART")
        ):
            name = _without_article(_without_description(phrase))
            if not name or not any(c.isalpha() for c in name):
                return None, "name"
            kind: EntityKind = "group" if phrase.head.ent_type_ == "NORP" else "organization"
            return self._body(name, kind), "name"
        if proper and not acting:  # the model took a name for a work or an event
            words = _without_article(phrase.text).split()
            if 2 <= len(words) <= 3 and all(w[:1].isupper() for w in words) and phrase.tokens[0].tag_ == "NNP":
                return self._person(" ".join(words)), "name"
        if phrase.head.tag_ in ("NN", "NNS") and (body := self._body_meant(phrase)) is not None:
            return body, "nominal"
        return None, "nominal"

    def _by_initials(self, phrase: Phrase) -> Figure | None:
        """WSS of William S. Saturn; RW, who asks the questions, of Riverwatch."""
        word = phrase.text.strip("()[] ")
        if not (2 <= len(word) <= 4 and word.isupper() and word.isalpha()):
            return None
        person = next((f for _, f, _ in self._persons if initials(f.name) == word), None)
        if person is not None or word in self._full_names:
            return person
        label = re.search(rf"^\W*{word}\W", self.text, re.MULTILINE) is not None  # of the turns of an interview
        named = Counter(f.entity_id for _, f in self._bodies if f.name != word and _shortens(word, f.name, label=label))
        return self.figures[max(named, key=lambda n: named[n])] if named else None

    def _issuer(self, phrase: Phrase) -> Figure | None:
        """Whose statement: 'the ministry's statement', 'a statement by the family'; else the body or person that spoke last."""
        owner = next((c for c in phrase.head.children if c.dep_ == "poss"), None)
        if owner is None:
            link = [c for c in phrase.head.children if c.dep_ in ("prep", "acl", "agent") and c.i > phrase.head.i]
            by = next((t for c in link for t in c.subtree if t.text.lower() in ("by", "from")), None)
            owner = object_of(by)
        owner = owner or issuer_of(phrase.head)  # 'Lee issued a statement which said …'
        if owner is None:  # 'the government statement', 'NATO guidelines', 'the Turkish statement'
            beside = [c for c in phrase.head.lefts if c.dep_ in ("compound", "amod", "nmod")]
            owner = next(
                (c for c in beside if (c.tag_ == "NNP" or c.ent_type_ == "NORP") and c.ent_type_ in ("ORG", "NORP", "GPE", "PERSON")), None
            ) or next((c for c in beside if _known(c.text, roles()["bodies"])), None)
        if owner is not None:
            offset = phrase.start - phrase.tokens[0].idx
            tokens = [t for t in owner.subtree if t.dep_ not in ("case", "relcl")]
            first, last = tokens[0], tokens[-1]
            text = "".join(t.text_with_ws for t in owner.doc[first.i : last.i + 1]).strip()
            nation = country_names().get(owner.text.lower()) if owner.dep_ == "amod" else None
            if nation is not None:
                return self.state(nation[0])
            found, _ = self._identify(Phrase(owner, tuple(tokens), offset + first.idx, offset + last.idx + len(last.text), text), False)
            if found is not None:
                return found
        if phrase.tokens[0].text.lower() not in ("the", "this", "that") or len(phrase.tokens) > 2:
            return None
        speaker = self.last_speaker(phrase.start)
        if speaker is not None and speaker.kind in ("organization", "government"):
            return speaker
        return self._last_body(phrase.start)

    def _last_body(self, at: int) -> Figure | None:
        return next((figure for place, figure in reversed(self._bodies) if at - NEAR < place < at), None)

    def _body_meant(self, phrase: Phrase) -> Figure | None:
        """'the ministry' of a ministry that was named, 'the company' of the body that was named last."""
        noun = next((f for f in base_forms(phrase.head.text) if f in GENERIC), None)
        if noun is None or phrase.tokens[0].text.lower() not in ("the", "this", "that") or len(phrase.tokens) > 2:
            return None
        told = next(
            (
                m.figure
                for m in reversed(self.mentions)
                if m.figure.kind in BODIES and re.match(rf"{noun}(?: of\b|$)", m.figure.name.lower())
            ),
            None,
        )
        if told is not None:
            return told  # 'the group' of 'a group of former officials'
        ahead = [(p, f) for p, f in self._bodies if p < phrase.start]
        named = next((f for _, f in reversed(ahead) if f.name.split()[-1].lower() == noun or noun in f.name.lower().split()), None)
        if named is not None:
            return named
        if noun not in UNSPECIFIC:
            return None
        speaker = self.last_speaker(phrase.start)
        if speaker is not None and speaker.kind == "organization":
            return speaker
        return self._last_body(phrase.start)

    # -- pronouns ------------------------------------------------------------------------------------------------------

    def _pronoun(self, word: str, at: int, apart: Collection[str] = ()) -> Figure | None:
        speaker = self.last_speaker(at)
        if word in HE | SHE:
            return self._he_or_she(word in SHE, at, apart)
        if word in THEY:
            if speaker and speaker.kind != "person":
                return speaker
            return self._voices[-1] if self._voices else None
        if word in IT:
            if speaker and speaker.kind in BODIES:
                return speaker
            return self._last_body(at)
        return None

    def _subject_meant(self, pronoun: "Token", word: str, at: int, apart: Collection[str]) -> Figure | None:
        subject = subject_around(pronoun) if word in HE | SHE else None
        if subject is None:
            return None
        figure = self._find_person(clean_name("".join(t.text_with_ws for t in _entity_run(subject))), at=at)
        if figure is None or figure.entity_id in apart or figure.female is (word in HE):
            return None
        return self._sex(figure, word in SHE)

    def _actor_meant(self, word: str, at: int, apart: Collection[str]) -> Figure | None:
        """Who took part last that 'it' (a body or state) or 'they' (a group, body or people) may mean."""
        kinds = BODIES if word in IT else ("group", "government", "organization", "anonymous")
        met = (f for place, f in reversed(self._actors) if place < at and f.entity_id not in apart and f.kind in kinds)
        return next((f for f in met if f.kind != "anonymous" or f.plural), None)

    def _he_or_she(self, female: bool, at: int, apart: Collection[str] = ()) -> Figure | None:
        spoken = [(place, f) for place, f in self._speakers if place < at]  # not always in order: the last by place counts
        voices = [(place, f, True) for place, f in spoken if f.kind == "anonymous" and not f.plural]
        met = [s for s in (*self._persons, *voices) if s[0] < at]
        said_at, speaker = max(spoken, key=lambda s: s[0], default=(-1, None))
        paragraph = self.text.rfind("\n", 0, at) + 1
        known = candidates(met, female)
        figure = likeliest(known, at, paragraph, speaker, said_at, female)
        if figure is not None and figure.entity_id in apart:  # not just anybody else: one who does something near by
            others = [c for c in known if c.figure.entity_id not in apart and c.acted_at >= max(paragraph, at - BESIDE)]
            figure = likeliest(others, at, paragraph, speaker, said_at, female)
        return self._sex(figure, female) if figure is not None else None

    def _sex(self, figure: Figure, female: bool) -> Figure:
        if figure.kind in ("person", "anonymous") and figure.female is None:
            figure.female = female
        return figure

    # -- names and roles -------------------------------------------------------------------------------------------------

    def _named_person(self, phrase: Phrase) -> Figure | None:
        tokens = [t for t in phrase.tokens if t.ent_type_ == "PERSON"]
        if phrase.head.ent_type_ != "PERSON" and not (phrase.head.ent_type_ == "ORG" and phrase.head.tag_ == "NNP"):
            tokens = [t for t in phrase.head.subtree if t.ent_type_ == "PERSON" and t.i > phrase.head.i and _appositive(t, phrase.head)]
        title = phrase.tokens[0].text.lower().strip(".")
        if not tokens:
            named = self._known_run(phrase)
            if named is not None:
                return named
            word = clean_name(phrase.head.text)
            proper = (phrase.head.tag_ in ("NNP", "NNPS") and len(phrase.tokens) <= 3) or (phrase.text == word and word[:1].isupper())
            return self._find_person(word, title, phrase.start) if proper and word.lower() in self._by_surname else None
        last = phrase.head if phrase.head.ent_type_ == "PERSON" else tokens[0]
        run = _entity_run(last)
        name = clean_name("".join(t.text_with_ws for t in run))
        if run[0].i > 0:
            title = run[0].nbor(-1).text.lower().strip(".") if run[0].nbor(-1).text.lower().strip(".") in roles()["titles"] else title
        figure = self._find_person(name, title, phrase.start) or (self._person(name) if name else None)
        if figure and figure.female is None:
            figure.female = is_female(name, title)
        if figure and phrase.head.ent_type_ != "PERSON":
            self._add_role(figure, re.sub(r"^(?:the|a|an)\s+", "", phrase.text, flags=re.IGNORECASE))
        return figure

    def _known_run(self, phrase: Phrase) -> Figure | None:
        """A person whose full name, met before, ends a phrase that the model takes for something else."""
        words = clean_name(phrase.text).split()
        if phrase.head.tag_ not in ("NNP", "NNPS") or len(words) < 2 or words[-1].lower() not in self._by_surname:
            return None
        return next((f for f in self._by_surname[words[-1].lower()] if phrase.text.endswith(f.name)), None)

    def _state(self, phrase: Phrase, acting: bool) -> Figure | None:
        name = _without_article(phrase.text)
        hit = country_names().get(name.lower()) or country_names().get(phrase.head.text.lower() if len(phrase.tokens) <= 2 else "")
        if hit is None and phrase.tokens[-1].tag_ == "POS":
            hit = country_names().get(name[:-2].lower())
        if hit is None:
            return None
        country, form = hit
        if form != "name" and not acting:  # who speaks keeps the name the text gives: the Kremlin, Washington, the Russians
            kind: EntityKind = "group" if form == "demonym" else "government"
            return self._figure(
                stable_id("entity", kind, name.lower()), name, kind, country=country.code, sector=None if kind == "group" else "GOV"
            )
        return self.state(country)

    def state_of(self, figure: Figure) -> Figure | None:
        """The government that an official stands for."""
        if figure.country is None or figure.sector not in ("GOV", "MIL") or figure.kind not in ("person", "anonymous"):
            return None
        return next((self.state(c) for c, _ in country_names().values() if c.code == figure.country), None)

    def state(self, country: Country) -> Figure:
        """The government of a country."""
        return self._figure(
            stable_id("entity", "government", country.name.lower()), country.name, "government", country=country.code, sector="GOV"
        )

    def _role(self, phrase: Phrase, noun: str, acting: bool) -> Figure | None:
        """A role without a name: someone named elsewhere in the article, a voice met before, or a voice of its own."""
        first = phrase.tokens[0].text.lower()
        definite = first in ("the", "this", "that", "his", "her", "their") or (first[:1].isupper() and first not in ("a", "an"))
        country = country_in(phrase.text)
        plural = phrase.head.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in phrase.tokens)
        speaks_for = not any(
            t.text.lower() in ("former", "ex", "and") or (t.tag_ == "IN" and t.text.lower() not in ("of", "in")) for t in phrase.tokens
        )
        if acting and country and speaks_for and (noun in roles()["bodies"] or is_form_of(phrase.head.text, FOR_THE_STATE)):
            code = next(c for c, _ in country_names().values() if c.code == country)
            if plural or noun in roles()["bodies"] | {"ambassador", "envoy"}:
                return self.state(code)
        bare = len(phrase.tokens) <= 2
        indefinite = first in ("a", "an", "one", "another", "some", "two", "several", "many")
        if not plural and not indefinite and (definite or noun in ("president", "chancellor") or phrase.tokens[0].tag_ != "DT"):
            holder = self._holder(noun, country, phrase.start, bare=bare)
            if holder is not None:
                return holder
        if _is_body(noun) and (body := self._body_meant(phrase)) is not None:
            return body
        if (
            acting
            and self.home is not None
            and country is None
            and (noun in OF_THE_STATE or is_form_of(phrase.head.text, OF_THE_STATE))
            and len(phrase.tokens) <= 2
            and phrase.tokens[0].tag_ not in ("PRP$", "CD", "NNP", "JJ")
        ):
            return self.state(self.home)  # 'the government', 'soldiers': those of the country the article is about
        description = re.sub(r"^(?:the|an?|this|that|one|another|two|three|several|some)\s+", "", phrase.text, flags=re.IGNORECASE)
        if noun in roles()["withheld"]:
            return self._voice(phrase, description, country, plural=plural)
        return self._group_or_one(phrase, noun, description, country, plural=plural)

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
        if voice.female is None:
            voice.female = is_female("", role=phrase.head.text)
        if voice not in self._voices:
            self._voices.append(voice)
        return voice

    def _group_or_one(self, phrase: Phrase, noun: str, description: str, country: str | None, *, plural: bool) -> Figure:
        """What a role stands for that names nobody: a body, a group of people, or one of them."""
        name = description[:1].upper() + description[1:] if phrase.head.tag_ in ("NNP", "NNPS") else description
        kind: EntityKind = "organization" if _is_body(noun) else "group" if plural else "anonymous"
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
        if figure.kind == "anonymous" and figure.female is None:
            figure.female = is_female("", role=phrase.head.text)
        return figure

    def _holder(self, noun: str, country: str | None, at: int, *, bare: bool) -> Figure | None:
        """Who was last said to hold the office `noun` (of `country`), a voice of the same description included; else who will be."""
        speaker = self.last_speaker(at)
        if speaker and _holds(speaker, noun, country):
            return speaker
        for voice in reversed(self._voices):
            if _holds(voice, noun, country) and bare:
                return voice
        holders = [(place, figure) for place, figure, _ in self._persons if _holds(figure, noun, country)]
        before = [figure for place, figure in holders if place < at]
        after = [figure for place, figure in holders if place >= at]
        if before:
            return before[-1]
        return after[0] if after and noun in roles()["offices"] and (country is not None or len(set(map(id, after))) == 1) else None


def _holds(figure: Figure, noun: str, country: str | None) -> bool:
    if country and figure.country and country != figure.country:
        return False
    return any(
        noun in {b for w in role.lower().split() for b in base_forms(w.strip(",."))}
        for role in [*figure.roles, figure.name if figure.kind == "anonymous" else ""]
    )


def _is_body(noun: str) -> bool:
    return noun in roles()["bodies"] or noun in GENERIC


def _known(word: str, nouns: frozenset[str]) -> str | None:
    return next((f for f in base_forms(word) if f in nouns), None)


def _without_article(text: str) -> str:
    words = text.split()
    while len(words) > 1 and words[0].lower() in DETERMINERS:
        words.pop(0)
    return re.sub(r"[’']s?$", "", " ".join(words))


def _without_description(phrase: Phrase) -> str:
    """The name of a body without the common noun before it: NRK of 'the public broadcaster NRK'."""
    for token, following in zip(reversed(phrase.tokens[:-1]), reversed(phrase.tokens[1:]), strict=True):
        common = token.tag_ in ("NN", "NNS") and token.ent_type_ == "" and token.text.islower()
        if common and token.whitespace_ and following.tag_ == "NNP" and token.i < phrase.head.i:
            return phrase.text[following.idx - phrase.tokens[0].idx :]
    return phrase.text


def _shortens(short: str, name: str, *, label: bool) -> bool:
    """True for initials of a name; those that label turns may also be letters of its one word: RW of Riverwatch."""
    return initials(name).endswith(short) or (label and " " not in name and len(name) > 4 and spelled(short, name) == name)


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
    if first < last and doc[first].tag_[:2] == "VB":
        first += 1  # 'Said Ann Lee: …'
    return list(doc[first : last + 1])
