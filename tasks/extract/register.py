"""The figures of an article by their names: persons, bodies and states, whatever spelling, surname or abbreviation names them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from schemas.records import stable_id
from schemas.vocabulary import EntityKind, MentionForm
from tasks.extract.abbreviations import BRACKET, abbreviations, initials, spelled
from tasks.extract.figures import BODIES, Figure, Mention, called, has_words, is_a, shared_name, singular, without_article
from tasks.extract.lexicon import Country, country_names, is_form_of, organizations, roles
from tasks.extract.names import Sighting, clean_name, country_in, is_female, sector_of
from tasks.extract.offices import names_country, tenures
from tasks.extract.phrases import Phrase
from tasks.extract.spelling import fold_name, is_misspelt

NOT_SPEAKING = re.compile(r"\b(?:former|minority|majority|opposition|member|senator)\b", re.IGNORECASE)
ASKER = re.compile(r"\b([A-Z]\w{4,})(?: \w+){0,2}? (?:spoke|talked|interviewed|sat|met|asked|caught|conducted)\b")
NEAR = 1_500  # characters in which who was named can be meant by 'the company' or 'the two presidents'
MASTHEADS = frozenset({"Chronicle", "Globe", "Herald", "Journal", "Mail", "Mirror", "Post", "Star", "Telegraph", "Times", "Tribune"})


class Register:
    """The figures of one article. Call `read_names` once, with all names."""

    def __init__(self, article_id: str, text: str, day: date | None = None) -> None:
        self.article_id = article_id
        self.text = text
        self.day = day  # of publication
        self.figures: dict[str, Figure] = {}
        self.mentions: list[Mention] = []
        self.named: list[Mention] = []  # persons and bodies where their names stand
        self._speakers: list[tuple[int, Figure]] = []  # by place of speaking
        self._persons: list[tuple[int, Figure, bool]] = []  # by place of mention; True for the subject of a clause
        self._bodies: list[tuple[int, Figure]] = []  # by place of mention
        self._by_surname: dict[str, list[Figure]] = {}
        self._factions: dict[str, Figure] = {}  # by shared_name
        self._full_names: dict[str, str] = {}  # acronym or first word → the full name of a body
        self._voices: list[Figure] = []
        self.introduced: list[tuple[int, str, str]] = []  # persons without a name: place, noun and words of 'a Georgia judge'
        self._issued: dict[str, Figure] = {}  # document noun → who issued the last one
        self._kinds: dict[str, list[tuple[int, Figure, frozenset[str]]]] = {}  # noun → bodies called so, and the words that do it
        self._accused: dict[str, tuple[int, Figure]] = {}  # persons who were arrested, charged or the like, and where first
        self.home: Country | None = None  # the country the article is about
        self.seat: Country | None = None  # whose 'the Senate' is, where it is not that of the state it stands for elsewhere
        self._actors: list[tuple[int, bool, Figure, bool]] = []  # who takes part in events: their place, True for sources, `held` (acts)

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
            if sighting.accused:
                self._accused.setdefault(figure.entity_id, (sighting.start, figure))
            if sighting.role:
                self._add_role(figure, sighting.role)
            elif sighting.title in roles()["offices"]:
                self._add_role(figure, sighting.title)
        for figure in {figure.entity_id: figure for _, figure, _ in self._persons}.values():
            self._take_office(figure)
        named = list(bodies)
        self._full_names.update(abbreviations(self.text))
        for sighting in named:
            self._learn_body(without_article(sighting.name))
            short = BRACKET.match(self.text, sighting.start + len(sighting.name))  # 'Federal Security Service (FSB)'
            if short is not None and _abbreviates(short.group(1), name := without_article(sighting.name)):
                self._full_names.setdefault(short.group(1), name)
        for sighting in named:
            if (state := _seat(without_article(sighting.name))) is not None:
                self.named.append(Mention(self.state(state), sighting.name, sighting.start, sighting.start + len(sighting.name), "name"))
                continue
            figure = self._body(without_article(sighting.name), "organization")
            if sighting.role and sighting.role not in figure.roles:
                figure.roles.append(sighting.role)
            self._bodies.append((sighting.start, figure))
            self.named.append(Mention(figure, sighting.name, sighting.start, sighting.start + len(sighting.name), "name"))
        kinds = {f.entity_id: called(f) for _, f in self._bodies}
        for place, figure in self._bodies:
            for kind in kinds[figure.entity_id]:
                for noun in kind & roles()["generic"]:
                    if not is_a(noun, figure):
                        continue
                    self._kinds.setdefault(noun, []).append((place, figure, kind))
                if (rank := next(iter(sorted(kind & roles()["ranks"])), None)) is not None:  # 'the rebel Valley Front': 'the rebels'
                    figure.noun = figure.noun or rank
                    self._factions.setdefault(shared_name(figure.name), figure)

    def _take_office(self, figure: Figure) -> None:
        """Give a person the country of the offices that the table knows, and those held on the day of publication; only where the text
        names that country and tells no other occupation, for there are namesakes."""
        held = tenures(figure.name, figure.roles, self.day)
        if (
            len({t.country for t in held}) != 1
            or figure.country not in (None, held[0].country)
            or not names_country(self.text, held[0].country)
        ):
            return
        told = {w for role in figure.roles for w in role.lower().split()}
        if told and "counterpart" not in told and not any(is_form_of(w, roles()["offices"]) for w in told):
            return
        figure.country = held[0].country
        now = [t.office for t in held if self.day is not None and t.covers(self.day)]
        if now:
            figure.offices.update(now)
            figure.sector = figure.sector or "GOV"

    def _learn_body(self, name: str) -> None:
        name = BRACKET.sub("", name)  # what the bracket stands for tells `abbreviations`
        words = name.split()
        if len(words) > 1 and not name.isupper():
            self._full_names.setdefault(initials(name), name)
            if words[-1].lower().strip(".") in roles()["company_forms"]:
                self._full_names.setdefault(initials(" ".join(words[:-1])), name)
            first = words[0].lower()
            if (
                words[0][0].isupper()
                and first not in country_names()
                and first not in self._by_surname
                and not self._is_whole(words[0], name)
                and not self._is_place(words[0])
            ):
                self._full_names.setdefault(words[0], name)
            self._learn_paper(words[-1], name)

    def _learn_paper(self, masthead: str, name: str) -> None:
        """Learn that the Post is the Washington Post, unless the story names another Post, or the Post alone before it."""
        if masthead not in MASTHEADS:
            return
        if self._full_names.get(masthead, name) != name:
            self._full_names[masthead] = masthead
        elif not self._is_whole(masthead, name):
            self._full_names[masthead] = name

    def _is_place(self, word: str) -> bool:
        """True for the first word of a body's name where the story has it alone as a place: 'in Christchurch' beside Christchurch Court."""
        return re.search(rf"\b(?:in|near|outside) {re.escape(word)}\b(?![-'’]| [A-Z])", self.text) is not None

    def _is_whole(self, word: str, name: str) -> bool:
        """True for the first word of a body's name that is a body of its own: BBC beside BBC One, a name that the story gives alone first."""
        if word.lower() in organizations() and name.lower() not in organizations():
            return True
        story = self.text.partition("\n")[2] or self.text  # behind the headline
        full = story.find(name)
        if not 0 <= story.find(word) < full:
            return False
        alone = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-]| [A-Z])", story)
        return alone is not None and full > alone.start()

    def _body(self, name: str, kind: EntityKind) -> Figure:
        name = BRACKET.sub("", name)
        short = re.sub(r"[^A-Za-z]", "", name) if name.isupper() else name  # PG&E, U.N.
        full = self._full_names.get(short, name) if " " not in name else name
        if (faction := self._factions.get(shared_name(full))) is not None:
            faction.aliases.add(name)
            return faction
        known = organizations().get(full.lower(), (full,)) if not full.islower() else (full,)  # NATO is one body under whatever name
        figure = self._figure(stable_id("entity", kind, known[0].lower()), full, kind, country=country_in(full), sector=sector_of(full))
        figure.aliases.update({name, *known})
        return figure

    def _faction(self, name: str, noun: str) -> Figure:
        """An armed group by the name that its people share: Houthi rebels are the Houthis, and 'the rebels' after that. Its figure, which
        may have been met before, gets the name that the text gives the group alone."""
        key = shared_name(name)
        if key not in self._factions:
            known = (f for f in self.figures.values() if f.kind in BODIES and shared_name(f.name) == key)
            ranks = "|".join(roles()["ranks"])
            alone = re.search(rf"(?<=\b[Tt]he ){re.escape(name)}s?\b(?![ -](?:{ranks}))", self.text)  # the Houthis, the Taliban
            full = alone.group() if alone is not None else name if noun == name else f"{name} {noun}"  # Democrats, Houthi rebels
            self._factions[key] = next(known, None) or self._body(full, "group")
            self._factions[key].name = full
        figure = self._factions[key]
        figure.aliases.add(name)
        if noun != name:
            figure.noun = figure.noun or singular(noun.lower())
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
        if len(words) > 1 and not (len(words) == 2 and words[0].lower() in roles()["particles"] and self._bearers(words[-1].lower())):
            return self._match(name)
        last = words[-1].lower()
        found = self._bearers(last)
        female = is_female(name, title)
        fits = [f for f in found if female is None or f.female is None or f.female == female]
        if not fits and found and female is not None:
            return None  # Mrs Lee is not Owen Lee
        if not fits:  # Li Baodong, as Li
            fits = [f for figures in self._by_surname.values() for f in figures if f.name.split()[0].lower() == last]
        elif female is None and any(f.sector == "GOV" and not _is_kin(f) for f in fits):
            fits = [f for f in fits if not _is_kin(f)]  # Horn is the minister rather than his wife
        if len(fits) > 1 and at is not None:  # two people of one surname: the one named last
            met = next((f for place, f, _ in reversed(self._persons) if place < at and f in fits), None)
            return met or fits[0]
        return fits[0] if fits else None

    def _bearers(self, surname: str) -> list[Figure]:
        """Persons of a surname in lower case, however the text spells it."""
        known = self._by_surname
        if surname in known:
            return known[surname]
        folded = next((s for s in known if fold_name(s) == fold_name(surname)), None)
        if folded is not None:
            return known[folded]
        article = next((s for s in known if _less_article(s) == _less_article(surname)), None)
        if article is not None:
            return known[article]
        misspelt = [s for s in known if is_misspelt(surname, s)]
        if misspelt:
            return known[misspelt[0]] if len(misspelt) == 1 else []
        first = [f for figures in known.values() for f in figures if surname in f.name.lower().split()[1:-1]]  # of two: Ann Lee Roe
        return first if len(first) == 1 else []

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

    def named_in(self, spans: Iterable[tuple[int, int]]) -> frozenset[str]:
        """The ids of the persons that are named within spans."""
        spans = list(spans)
        return frozenset(f.entity_id for place, f, _ in self._persons if any(s <= place < e for s, e in spans))

    def surnames(self) -> frozenset[str]:
        """The surnames met so far, in lower case."""
        return frozenset(self._by_surname)

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

    def state_of(self, figure: Figure) -> Figure | None:
        """The government that an official stands for."""
        if figure.country is None or figure.sector not in ("GOV", "MIL") or figure.kind not in ("person", "anonymous"):
            return None
        return self.state_by(figure.country)

    def body_of(self, figure: Figure) -> Figure | None:
        """Whom an official's 'we' stands for: the state, the body named in what the text calls him or her ('the NATO secretary-general'),
        or the state that the article is about ('a government spokeswoman')."""
        if (state := self.state_of(figure)) is not None:
            return state
        told = "\n".join(figure.roles)
        names = ((a, f) for f in self.figures.values() if f.kind in BODIES for a in {f.name, *f.aliases} if a[:1].isupper())
        bodies = [(len(a), f) for a, f in names if has_words(a, told) and not self._is_sent_to(a)] if not NOT_SPEAKING.search(told) else []
        if bodies:
            return max(bodies, key=lambda b: b[0])[1]
        national = figure.country is None and self.home is not None and any(has_words(w, told) for w in roles()["national"])
        return self.state(self.home) if national and self.home is not None else None

    def _is_sent_to(self, body: str) -> bool:
        """True for the United Nations of 'the ambassador to the United Nations'."""
        return re.search(rf"\b(?:adviser|ambassador|delegate|envoy|representative) to (?:the )?{re.escape(body)}", self.text) is not None

    def state(self, country: Country) -> Figure:
        """The government of a country."""
        return self._figure(
            stable_id("entity", "government", country.name.lower()), country.name, "government", country=country.code, sector="GOV"
        )

    def state_by(self, code: str) -> Figure | None:
        """The government of the country with a code."""
        return next((self.state(c) for c, _ in country_names().values() if c.code == code), None)

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
        if named or not label:
            return self.figures[max(named, key=lambda n: named[n])] if named else None
        asker = next((m for m in ASKER.finditer(self.text) if _shortens(word, m.group(1), label=True)), None)
        return self._body(asker.group(1), "organization") if asker is not None else None

    def _last_body(self, at: int) -> Figure | None:
        return next(self._bodies_near(at), None)

    def _bodies_near(self, at: int) -> Iterator[Figure]:
        """The bodies that were named shortly before a place, the last first."""
        return (figure for place, figure in reversed(self._bodies) if at - NEAR < place < at)


def _seat(name: str) -> Country | None:
    """The country whose government a house or street stands for: the White House, Downing Street; none for a body like the Senate."""
    country, form = country_names().get(name.lower(), (None, None))
    words = name.split()
    if form != "seat" or name.isupper() or is_form_of(words[0], roles()["public"]) or is_form_of(words[-1], roles()["of_bodies"]):
        return None
    return country


def _abbreviates(short: str, name: str) -> bool:
    """True for FSB behind 'Federal Security Service', and for a word of its letters; not for the city or party of somebody."""
    if " " not in name:
        return False
    if short.isupper() and len(short) > 2:
        return short[0] in initials(name)
    letters = iter(name.lower())
    return name.count(" ") > 1 and short[0] == name[0] and all(letter in letters for letter in short.lower())


def _shortens(short: str, name: str, *, label: bool) -> bool:
    """True for initials of a name; those that label turns may also be letters of its one word: RW of Riverwatch."""
    return initials(name).endswith(short) or (label and " " not in name and len(name) > 4 and spelled(short, name) == name)


def _is_kin(figure: Figure) -> bool:
    """True for somebody who is told of as another's wife, son or the like."""
    return any(is_form_of(w, roles()["kin"]) for role in figure.roles for w in role.split())


def _less_article(surname: str) -> str:
    """A surname in lower case without the Arabic article: al-Hariri is Hariri, too."""
    return re.sub(r"^(?:al|el|ad|ar|as|ash|at|an)-", "", surname)
