"""Who a noun phrase means: persons, governments, bodies and anonymous voices of one article, and their pronouns.

Mentions resolve within the article only; `Cast` holds what has been met so far, in reading order. 'He' and 'she' take the person
with the highest score (pronouns.py), other pronouns the subject around them, or who acted or spoke last; a role takes the speaker or
person who was said to hold it.
"""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from schemas.records import stable_id
from schemas.vocabulary import EntityKind, MentionForm
from tasks.extract.descriptions import Descriptions
from tasks.extract.figures import (
    BODIES,
    Figure,
    Mention,
    is_someone,
    known_form,
    shared_name,
    without_article,
)
from tasks.extract.lexicon import country_names, is_form_of, organizations, roles
from tasks.extract.names import NAMING, clean_name, country_in, is_female
from tasks.extract.phrases import ISSUING, Phrase, issuer_of, object_of, phrase_from, phrase_of
from tasks.extract.pronouns import BESIDE, HE, IT, OTHERS, SHE, THEY, candidates, likeliest, subject_around

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTS = frozenset({"part", "parts", "excerpt", "excerpts", "section", "summary", "text", "copy", "copies", "version", "page"})
SOME = frozenset({"few", "many", "most", "others", "several", "some"})  # who is not told: 'some say'
FINDINGS = frozenset(  # documents that show something rather than say it: of nobody in particular
    {"footage", "image", "photograph", "recording", "test", "video"}
)
BESIDE_NAMES = frozenset({"after", "at", "by", "during", "from", "in", "on", "since", "to", "with"})  # 'Lee in the campaign'


Meant = tuple[Figure | None, MentionForm]  # who is meant, and by what


class Cast(Descriptions):
    """The figures of one article as they are met. Call `read_names` once for all names, then `resolve` in reading order."""

    def resolve(
        self, phrase: Phrase, *, speaking: bool = False, told: bool = False, acting: bool = False, apart: Collection[str] = ()
    ) -> Figure | None:
        """The figure a phrase means, None when it means nobody that can take part. Remembers the mention.

        `speaking`: the article lets it speak; `told`: somebody else tells what it said. With `acting`, seats of power, capitals and
        demonyms stand for their state, as event coding wants it; `apart` are the ids of those whom a pronoun does not mean: who take
        part already, or are named in what the speaker says.
        """
        figure, form = self._identify(phrase, acting, apart)
        if figure is None and (speaking or told or (acting and is_form_of(phrase.head.text, roles()["parties"]))):
            form = "nominal"
            if phrase.head.tag_ in ("NN", "NNS"):  # 'the archaeologists': who speaks is somebody
                figure = self._role(phrase, phrase.head.text.lower(), acting)
            elif phrase.head.tag_ in ("CD", "DT", "JJ") and any(t.tag_ == "IN" for t in phrase.tokens[1:2]):
                figure = self._voice(phrase, phrase.text, None, plural=phrase.head.text.lower() != "one")  # one of the children
            elif phrase.text.lower() in SOME:
                figure = self._voice(phrase, phrase.text, None, plural=True)
        if figure is None:
            return None
        self.mentions.append(Mention(figure, phrase.text, phrase.start, phrase.end, form))
        if form != "pronoun":
            figure.aliases.add(phrase.text)
        if speaking:
            self.speaks(figure, phrase.start)
        return figure

    def acts(self, sources: Iterable[Figure], targets: Iterable[Figure], at: int, *, held: bool = False) -> None:
        """Remember who takes part in the event told at a place: 'it' and 'they' of the next events may mean them. `held`: it leaves those
        it is done to in somebody's hands, who does more to them: '(police arrested three men;) they were charged'."""
        self._actors.extend((at, True, figure, held) for figure in sources)
        self._actors.extend((at, False, figure, held) for figure in targets)

    def speaks(self, figure: Figure, at: int) -> None:
        """Remember who speaks at a place."""
        self._speakers.append((at, figure))

    def holder_of(self, phrase: Phrase) -> Figure | None:
        """Who holds the office that a country's name in the plural stands for: 'the U.S. and Russian presidents'."""
        node = phrase.head
        while node.dep_ == "conj":
            node = node.head
        office = (
            known_form(node.head.text, roles()["offices"])
            if node.dep_ in ("amod", "nmod", "compound") and node.head.tag_ == "NNS"
            else None
        )
        country = country_in(phrase.text) if office else None
        holder = self._holder(office, country, phrase.start, bare=False) if office and country else None
        if holder is None or holder.kind != "person":
            return None  # 'US and Russian officials' are more than the official who spoke
        self.note(holder, phrase.text, phrase.start, "nominal")
        return holder

    def _identify(self, phrase: Phrase, acting: bool, apart: Collection[str] = ()) -> Meant:
        if _is_pronoun(phrase):
            return self._who(phrase, acting, apart), "pronoun"
        return (
            self._known_name(phrase, acting)
            or self._described(phrase, acting, apart)
            or self._new_name(phrase, acting)
            or (self._body_meant(phrase) if phrase.head.tag_ in ("NN", "NNS") else None, "nominal")
        )

    def _who(self, phrase: Phrase, acting: bool, apart: Collection[str]) -> Figure | None:
        """Whom a pronoun means: the subject around it, who took part in what was told last, or who was named near."""
        lower = phrase.text.lower()
        around = self._subject_meant(phrase.head, lower, phrase.start, apart)
        if around is None and acting and lower in IT | THEY:
            around = self._actor_meant(lower, phrase.start, apart, done_to=phrase.head.dep_ in ("nsubjpass", "dobj"))
        if around is None and acting and lower in HE | SHE:
            around = self._one_just_told(lower in SHE, phrase.start, apart)
        return around or self._pronoun(lower, phrase.start, apart, speaking=not acting)

    def _known_name(self, phrase: Phrase, acting: bool) -> Meant | None:
        """Who or what a name means that is known by now: a state, a body, an armed group, a person."""
        capitals = _in_capitals(phrase)
        if acting and phrase.head.text.lower() not in self._by_surname and country_names().get(without_article(phrase.text).lower()):
            place = self._state(phrase, acting)
            if place is not None:
                return place, "name"
        if capitals and (phrase.head.tag_ == "WP" or phrase.text.lower() in organizations()):
            return self._body(phrase.text, "organization"), "name"  # WHO; the UN is not Kim Jong Un
        known = self._factions.get(shared_name(without_article(phrase.text))) or self._named_person(phrase)
        return (known, "name") if known is not None else None

    def _described(self, phrase: Phrase, acting: bool, apart: Collection[str]) -> Meant | None:
        """Who a description means: whose words or document it is, the accused, an armed group, a state, the holder of a role."""
        whole = object_of(next((c for c in phrase.head.rights if c.text == "of"), None)) if phrase.head.text.lower() in PARTS else None
        if whole is not None:  # 'part of the ministry's statement'
            return self._identify(phrase_of(whole, phrase.start - phrase.tokens[0].idx, self.text), acting, apart)
        named = phrase.head.tag_ == "NNP" and phrase.head.ent_type_ == "ORG"  # the Washington Post is no post of Washington's
        document = None if named else known_form(phrase.head.text, roles()["documents"])
        if document is not None and (issuer := self._issuer(phrase, document, acting)) is not None:
            self._issued[document] = issuer
            return issuer, "nominal"
        if (accused := self._accused_meant(phrase)) is not None and accused.entity_id not in apart:
            return accused, "nominal"
        if acting and (faction := self._faction_of(phrase)) is not None:
            return self._faction(faction, phrase.head.text), "name"
        noun = known_form(phrase.head.text, roles()["anonymous"])
        proper = phrase.head.tag_ in ("NNP", "NNPS")
        place = self._state(phrase, acting)
        if place is not None and (noun is None or proper):
            return place, "name"
        if noun is not None and not (proper and phrase.head.text[0].isupper() and phrase.head.ent_type_ in ("ORG", "GPE")):
            return self._role(phrase, noun, acting), "nominal"
        return (place, "name") if place is not None else None

    def _new_name(self, phrase: Phrase, acting: bool) -> Meant | None:
        """What a name stands for that was not met before; nobody, where it is of what does not act."""
        proper = phrase.head.tag_ in ("NNP", "NNPS")
        if acting and phrase.head.text == "West" and len(phrase.tokens) <= 2:
            return self._body("West", "group"), "name"
        told_body = any(known_form(t.text, roles()["generic"]) for t in phrase.tokens if t.i < phrase.head.i)  # the airline Mahan Air
        if acting and phrase.head.ent_type_ in ("GPE", "LOC", "FAC") and not told_body:
            ruling = phrase.head.ent_type_ == "GPE" and phrase.head.dep_ == "nsubj"  # 'Florida banned it': as a subject a place acts
            return self._body(without_article(phrase.text), "government") if ruling else None, "name"
        if proper and (hit := self._by_initials(phrase)) is not None:
            return hit, "name"
        if (faction := self._faction_of(phrase)) is not None:
            return self._faction(faction, phrase.head.text), "name"
        if phrase.head.ent_type_ == "ORG" or (
            proper and phrase.head.ent_type_ in ("GPE", "NORP", "FAC", "LOC", "", "PRODUCT", "WORK_OF_ART")
        ):
            return self._new_body(phrase, acting), "name"
        if proper and not acting:  # the model took a name for a work or an event
            words = without_article(phrase.text).split()
            if 2 <= len(words) <= 3 and all(w[:1].isupper() for w in words) and phrase.tokens[0].tag_ == "NNP":
                return self._person(" ".join(words)), "name"
        return None

    def _new_body(self, phrase: Phrase, acting: bool) -> Figure | None:
        """The body of a name; None for what does not act."""
        name = re.split(r'["“”]|,(?=\S)|\s\([^)]*$', without_article(_without_description(phrase)))[0].rstrip(" -")
        name = next((part for part in re.split(r"\s[-–—]\s", name) if phrase.head.text in part), name)  # EU of 'Ann Lee - EU talks'
        inert = name.lower() in roles()["inert"] or (acting and phrase.head.text.lower() in roles()["papers"])
        if inert or not any(c.isalpha() for c in name):
            return None
        return self._body(name, "group" if phrase.head.ent_type_ == "NORP" else "organization")

    def _faction_of(self, phrase: Phrase) -> str | None:
        """Houthi of 'Houthi rebels', the Houthis; None for those of a state, a town, a person or a creed."""
        words = [t for t in phrase.tokens if t.tag_ != "DT"]
        if len(words) == 1 and phrase.head.ent_type_ == "NORP" and phrase.head.text.endswith("s"):
            return str(phrase.head.text) if phrase.head.text.lower() not in country_names() else None
        if not is_form_of(phrase.head.text, roles()["ranks"]) or words[-1] != phrase.head or not words[0].text[:1].isupper():
            return None
        if len(words) > 2:  # 'Islamic State fighters'
            named = phrase.text[words[0].idx - phrase.tokens[0].idx : phrase.head.idx - phrase.tokens[0].idx].strip()
            known = named.lower() in organizations() or any(
                named in (f.name, *f.aliases) for f in self.figures.values() if f.kind in BODIES
            )
            return named if known else None
        if len(words) != 2:
            return None
        name = str(words[0].text)
        labelled = words[0].tag_ in ("NNP", "NNPS") and words[0].ent_type_ in ("NORP", "ORG")
        known = labelled or re.search(rf"\b[Tt]he {re.escape(name)}s\b", self.text) is not None
        other = name.lower() in country_names() or name.lower() in self._by_surname or is_form_of(name, roles()["ranks"])
        return name if known and not other else None

    def _issuer(self, phrase: Phrase, document: str, acting: bool) -> Figure | None:
        """Whose statement: 'the ministry's statement', 'a statement by the family'; of 'the statement' whoever issued one before, or
        the body that spoke last, if it speaks."""
        owner = _owner_of(phrase.head)
        if owner is not None:
            nation = country_names().get(owner.text.lower()) if owner.dep_ == "amod" else None
            if nation is not None:
                return self.state(nation[0])
            tokens = [t for t in owner.subtree if t.dep_ not in ("case", "relcl")]
            whose = phrase_from(owner, tokens, phrase.start - phrase.tokens[0].idx, self.text)
            found, _ = self._identify(whose, acting)
            if found is None and owner.tag_ in ("NN", "NNS") and known_form(owner.text, roles()["parties"] | roles()["in_bodies"]):
                found = self._role(whose, owner.text.lower(), acting)  # the family's statement
            if found is not None:
                return found
        if phrase.tokens[0].text.lower() not in ("the", "this", "that") or len(phrase.tokens) > 2:
            return None
        if document in self._issued:
            return self._issued[document]
        if (issuer := self._told_to_issue(document, phrase.start)) is not None:
            return issuer
        if acting or document in FINDINGS:
            return None
        speaker = self.last_speaker(phrase.start)
        if speaker is not None and speaker.kind in ("organization", "government"):
            return speaker
        return self._last_body(phrase.start)

    def _told_to_issue(self, document: str, at: int) -> Figure | None:
        """Who is named last before 'a statement' in its sentence: 'The ministry released a statement. (The statement said …)'."""
        told = [m.start() for m in re.finditer(rf"\ban?\s(?:[\w-]+\s)?{re.escape(document)}\b", self.text[:at])]
        if not told:
            return None
        start = max(self.text.rfind(end, 0, told[-1]) for end in (". ", "\n", "” ", '" '))
        named = [m for m in self.named if start < m.start < told[-1]]
        return max(named, key=lambda m: m.start).figure if named else None

    # -- pronouns ------------------------------------------------------------------------------------------------------

    def _pronoun(self, word: str, at: int, apart: Collection[str], *, speaking: bool) -> Figure | None:
        speaker = self.last_speaker(at)
        if word in HE | SHE:
            return self._he_or_she(word in SHE, at, apart, speaking=speaking)
        if word in THEY:
            if speaker and speaker.kind != "person" and speaker.noun not in roles()["documents"]:
                return speaker
            return self._voices[-1] if self._voices else None
        if word in IT:
            if speaker and speaker.kind in BODIES:
                return speaker
            return self._last_body(at)
        return None

    def _subject_meant(self, pronoun: "Token", word: str, at: int, apart: Collection[str]) -> Figure | None:
        subject = subject_around(pronoun) if word in HE | SHE | IT | THEY else None
        if subject is None:
            return None
        if word in IT | THEY:
            return self._body_or_group(subject, at - pronoun.idx, plural=word in THEY)
        named = (
            subject
            if subject.ent_type_ == "PERSON"
            else next((c for c in subject.rights if c.dep_ == "appos" and c.ent_type_ == "PERSON"), None)
        )
        if named is not None:  # 'Ann Lee said she …', 'One senator, Ann Lee, said she …'
            figure = self._find_person(clean_name("".join(t.text_with_ws for t in _entity_run(named))), at=at)
        else:
            figure = self._holder_meant(subject, at - pronoun.idx)
        if figure is None or figure.entity_id in apart or figure.female is (word in HE):
            return None
        return self._sex(figure, word in SHE)

    def _holder_meant(self, subject: "Token", offset: int) -> Figure | None:
        """Who holds the office that a subject tells, where the text names somebody who does: 'the president said he …'."""
        if subject.tag_ != "NN" or not is_form_of(subject.text, roles()["offices"]):
            return None
        figure, _ = self._identify(phrase_of(subject, offset, self.text), acting=True)
        return figure if figure is not None and figure.kind == "person" else None

    def _body_or_group(self, subject: "Token", offset: int, *, plural: bool) -> Figure | None:
        """Who is named by a subject that 'it' or 'they' may take up: a body, a state, or for 'they' more than one person."""
        many = subject.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in subject.rights)
        if subject.ent_type_ == "PERSON" or (many and not plural):
            return None
        figure, form = self._identify(phrase_of(subject, offset, self.text), acting=True)
        fits = figure is not None and (figure.kind in BODIES or (plural and figure.kind == "anonymous")) and form != "pronoun"
        return figure if fits else None

    def _actor_meant(self, word: str, at: int, apart: Collection[str], *, done_to: bool) -> Figure | None:
        """Who took part last that 'it' (a body or state) or 'they' (a group, body or people) may mean: of one event who acted, for 'they'
        and 'them' to whom something is done who it was done to."""
        kinds = BODIES if word in IT else ("group", "government", "organization", "anonymous")
        order = self._actors if word in IT else sorted(self._actors, key=lambda a: (a[0], a[1] is not (done_to and a[3])))
        met = [(p, f) for p, _, f, _ in reversed(order) if p < at and f.entity_id not in apart and f.kind in kinds]
        met = [(p, f) for p, f in met if f.kind != "anonymous" or f.plural]
        if word in THEY:  # 'Norland armed fighters as they advanced': rather many than a state
            many = next((f for p, f in met if p > at - BESIDE and (f.plural or f.kind == "group")), None)
            if many is not None:
                return many
        return met[0][1] if met else None

    def _one_just_told(self, female: bool, at: int, apart: Collection[str]) -> Figure | None:
        """Somebody unnamed whom the sentence has told of, where it names nobody: 'charged the driver and detained him'."""
        start = max(self.text.rfind(end, 0, at) for end in (". ", "\n", "? ", "! "))
        if any(start < m.start < at and m.figure.kind == "person" for m in self.named):
            return None
        near = [f for place, _, f, _ in self._actors if start < place < at and f.entity_id not in apart]
        last = near[-1] if near else None
        fits = last is not None and last.kind == "anonymous" and not last.plural and last.female in (None, female) and is_someone(last)
        return last if fits else None

    def _he_or_she(self, female: bool, at: int, apart: Collection[str], *, speaking: bool) -> Figure | None:
        spoken = [(place, f) for place, f in self._speakers if place < at]  # not always in order: the last by place counts
        voices = [(place, f, True) for place, f in spoken if f.kind == "anonymous" and not f.plural and is_someone(f)]
        met = [s for s in (*self._persons, *voices) if s[0] < at]
        said_at, speaker = max(spoken, key=lambda s: s[0], default=(-1, None))
        paragraph = self.text.rfind("\n", 0, at) + 1
        known = candidates(met, female)
        figure = likeliest(known, at, paragraph, speaker, said_at, female=female, speaking=speaking)
        if figure is not None and figure.entity_id in apart:  # not just anybody else: one who does something near by
            others = [c for c in known if c.figure.entity_id not in apart and c.acted_at >= max(paragraph, at - BESIDE)]
            figure = likeliest(others, at, paragraph, speaker, said_at, female=female, speaking=speaking)
        return self._sex(figure, female) if figure is not None else None

    def _sex(self, figure: Figure, female: bool) -> Figure:
        if figure.kind in ("person", "anonymous") and figure.female is None:
            figure.female = female
        return figure

    # -- roles -------------------------------------------------------------------------------------------------

    def _named_person(self, phrase: Phrase) -> Figure | None:
        tokens = [t for t in phrase.tokens if t.ent_type_ == "PERSON"]
        if not tokens and phrase.head.tag_ == "NN" and (called := _called(phrase.head)) is not None:
            tokens = [called]
        elif phrase.head.ent_type_ != "PERSON" and not (phrase.head.ent_type_ == "ORG" and phrase.head.tag_ == "NNP"):
            tokens = [t for t in phrase.head.subtree if t.ent_type_ == "PERSON" and t.i > phrase.head.i and _appositive(t, phrase.head)]
        title = phrase.tokens[0].text.lower().strip(".")
        if not tokens:
            named = self._known_run(phrase)
            if named is not None:
                return named
            word = clean_name(phrase.head.text)
            proper = (phrase.head.tag_ in ("NNP", "NNPS") and len(phrase.tokens) <= 3) or (phrase.text == word and word[:1].isupper())
            known = word.lower() in self._by_surname or (phrase.head.ent_type_ == "" and self._bearers(word.lower()))
            return self._find_person(word, title, phrase.start) if proper and known else None
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
        name = without_article(phrase.text)
        if name.islower():
            return None  # 'the two states' are not the States
        common = phrase.tokens[-1].i == phrase.head.i and all(t.text.islower() for t in phrase.tokens[:-1])  # 'its ally France'
        hit = country_names().get(name.lower())
        hit = hit or country_names().get(phrase.head.text.lower() if len(phrase.tokens) <= 2 or common else "")
        if hit is None and phrase.tokens[-1].tag_ == "POS":
            hit = country_names().get(name[:-2].lower())
        if hit is None:
            return None
        country, form = hit
        if self.seat is not None and name.lower() in roles()["shared"]:
            country = self.seat
        if form != "name" and not acting:  # who speaks keeps the name the text gives: the Kremlin, Washington, the Russians
            kind: EntityKind = "group" if form == "demonym" else "government"
            return self._figure(
                stable_id("entity", kind, name.lower()), name, kind, country=country.code, sector=None if kind == "group" else "GOV"
            )
        return self.state(country)


def _in_capitals(phrase: Phrase) -> bool:
    """True for US and WHO."""
    return phrase.text.isupper() and len(phrase.text) > 1


def _is_pronoun(phrase: Phrase) -> bool:
    """True for 'he', 'both' and the like; 'US' is a name."""
    words = phrase.head.tag_ in ("PRP", "PRP$") or phrase.text.lower() in HE | SHE | THEY | OTHERS
    return words and not _in_capitals(phrase)


def _without_description(phrase: Phrase) -> str:
    """The name of a body without the common noun before it, and without what stands beside: NRK of 'the public broadcaster NRK'."""
    for token, following in zip(reversed(phrase.tokens[:-1]), reversed(phrase.tokens[1:]), strict=True):
        common = (
            (token.tag_ in ("NN", "NNS") or is_form_of(token.text, roles()["ranks"])) and token.ent_type_ == "" and token.text.islower()
        )
        if common and token.whitespace_ and following.tag_ == "NNP" and token.i < phrase.head.i:
            return phrase.text[following.idx - phrase.tokens[0].idx :]
    behind = (t for t in phrase.tokens[:-1] if t.i > phrase.head.i and t.ent_type_ == "" and t.text.lower() in BESIDE_NAMES)
    beside = next((t for t in behind if t.nbor(1).text.islower()), None)
    return phrase.text[: beside.idx - phrase.tokens[0].idx].rstrip() if beside is not None else phrase.text


def _owner_of(document: "Token") -> "Token | None":
    """Who a document is of, as the words beside it tell: 'NATO guidelines', 'a statement by the family', 'Lee said in a statement'."""
    owner = next((c for c in document.children if c.dep_ == "poss"), None)
    if owner is None:
        link = [c for c in document.children if c.dep_ in ("prep", "acl", "agent") and c.i > document.i]
        owner = object_of(next((t for c in link for t in c.subtree if t.text.lower() in ("by", "from")), None))
    owner = owner or issuer_of(document)  # 'Lee issued a statement which said …'
    if owner is None:  # 'the documents that the Kremlin released'
        given = (c for c in document.rights if c.dep_ == "relcl" and is_form_of(c.text, ISSUING))
        owner = next((t for c in given for t in c.lefts if t.dep_ == "nsubj" and not t.tag_.startswith("W")), None)
    if owner is None:  # 'the government statement', 'NATO guidelines', 'the Turkish statement'
        beside = [c for c in document.lefts if c.dep_ in ("compound", "amod", "nmod")]
        names = (c for c in beside if (c.tag_ == "NNP" or c.ent_type_ == "NORP") and c.ent_type_ in ("ORG", "NORP", "GPE", "PERSON"))
        owner = next(names, None) or next((c for c in beside if known_form(c.text, roles()["bodies"] | roles()["in_bodies"])), None)
    if owner is None and document.dep_ == "pobj" and document.head.text.lower() in ("in", "via", "through"):
        owner = next((c for c in document.head.head.lefts if c.dep_ == "nsubj" and not c.tag_.startswith("W")), None)
    return owner


def _called(noun: "Token") -> "Token | None":
    """Lee of 'a man named Ann Lee', 'the suspect, identified as Ann Lee' and 'detained a man, later identified as Ann Lee'."""
    behind = [c for c in noun.head.rights if c.dep_ == "advcl" and noun.dep_ == "dobj" and 0 < c.i - noun.i <= 3]
    below = (c for c in (*noun.rights, *behind) if c.dep_ in ("acl", "advcl", "relcl") and c.tag_ == "VBN")
    naming = next((c for c in below if is_form_of(c.text, NAMING)), None)
    if naming is None or (naming.dep_ == "relcl" and not any(c.dep_ == "auxpass" for c in naming.children)):
        return None
    links = [naming, *(c for c in naming.children if c.dep_ == "prep" and c.text.lower() == "as")]
    names = (c for link in links for c in link.rights if c.dep_ in ("oprd", "dobj", "pobj", "attr") and c.ent_type_ == "PERSON")
    return next(names, None)


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
