"""Words of events.toml in a sentence: which trigger a token opens, and the tokens it takes."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.lexicon import PARTICLES, Trigger, ambiguous, base_forms, hints, is_form_of, lone_triggers, participants, triggers
from tasks.extract.phrases import BESIDE, object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

TALKING = frozenset({"debate", "discuss", "speak", "talk"})  # what a call by phone is for
OWN = ("aux", "auxpass", "nsubj", "nsubjpass")  # what a preposition never has
BEYOND = frozenset({"nsubj", "advcl", "parataxis", "conj", "mark", "punct", "cc"})  # what is no part of a verb's phrase
CIRCUMSTANCES = BESIDE | {"at", "until"}
WITHIN = frozenset({"compound", "amod", "prep", "pobj", "conj", "dobj", "nmod", "oprd", "acomp", "quantmod", "nummod", "prt"})
DEPTH = 4  # steps down from a verb to the words of its trigger

FIRING = frozenset({"cease", "come", "draw", "exchange", "open", "return", "set", "trade"})
TOPICS = frozenset({"about", "during", "on", "over"})  # of an attack with words


class Leaning:
    """Which types the words of a text tell, for those of its nouns that may mean either of two: 'a strike' of workers or of jets."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._counts: Counter[str] | None = None  # counted where a noun asks for it: few texts have one
        self._accident: bool | None = None

    def is_accident(self) -> bool:
        """True where the text tells of a crash, a fire or a storm, and of no attack."""
        if self._accident is None:
            words = Counter(_harm(token) for p in self._paragraphs for token in p.tokens if token.tag_[:2] in ("NN", "VB"))
            self._accident = words["calamity"] > 1 and not words["attack"]
        return self._accident

    def of(self, meanings: Sequence[Trigger]) -> Trigger:
        """The meaning whose type more words tell; the first one where none does."""
        if self._counts is None:
            self._counts = Counter(kind for p in self._paragraphs for token in p.tokens if (kind := _only_type(token)) is not None)
        return max(meanings, key=lambda t: self._counts[str(t.event_type)] if self._counts else 0)


def _harm(token: "Token") -> str:
    """What a word speaks for: a calamity, an attack, or (as what both do) nothing. Guns and arsonists open and set fire, too."""
    if token.tag_[:2] == "NN" and is_form_of(token.text, participants()["calamities"]):
        shot = is_form_of(token.text, {"fire"}) and is_form_of(token.head.text, FIRING)
        return "attack" if shot else "calamity"
    if is_form_of(token.text, participants()["harming"]):
        return ""
    return "attack" if any(t.event_type == "ASSAULT" for t in lone_triggers(token.text)) else ""


def _only_type(token: "Token") -> str | None:
    """The type that a word tells by itself, if it tells one."""
    if token.tag_[:2] not in ("NN", "VB") or is_form_of(token.text, ambiguous()):
        return None
    hint = next((kind for kind, words in hints().items() if is_form_of(token.text, words)), None)
    if hint is not None:
        return hint if token.tag_[:3] != "NNP" else None  # not the African Union
    types = {t.event_type for t in lone_triggers(token.text)}
    return next(iter(types)) if len(types) == 1 else None


def match(token: "Token", used: set[int], leaning: Leaning) -> tuple[Trigger, list["Token"]] | None:
    """The trigger that a token opens, with its tokens in order: the longest phrase, of those the one whose words stand nearest, else the
    word alone. Tokens that are `used` tell another event already."""
    forms = _opening(token.text)
    if not forms or _in_a_name(token):
        return None
    noun = token.tag_ in ("NN", "NNS") or (token.tag_ in ("NNP", "NNPS") and token.ent_type_ in ("", "EVENT", "LAW"))
    verb = token.tag_.startswith("VB") and token.dep_ != "prep"  # 'given the war', 'following the talks'
    if token.text.lower() == "given" and token.dep_ in ("conj", "advcl") and not any(c.dep_ in OWN for c in token.children):
        return None  # 'and given the war'
    if verb and token.tag_ in ("VBG", "VBN") and _is_joined(token):
        verb = token.nbor(-2).text.lower() in ("counter", "re", "co", "test")  # not 'name-calling'
    phrases = list(_phrases_at(token, forms, used, verb=verb))
    if phrases:
        trigger, tokens = min(
            phrases, key=lambda p: (-len(p[0].words), sum(_steps(w, token) for w in p[1]), sum(abs(w.i - token.i) for w in p[1]))
        )
        return _as_it_leans(trigger, tokens, leaning), tokens
    for form in forms:
        alone = [t for t in triggers()[form] if len(t.words) == 1 and (verb if not t.noun else noun and token.dep_ != "compound")]
        if alone and alone[0].noun:
            if form in ambiguous():
                deadly = [t for t in alone if t.event_type == "ASSAULT"] if _is_deadly(token) else []
                return leaning.of(deadly or alone), [token]
            return _by_complement(token, form, alone[0]), [token]
        if alone:
            return alone[0], [token]
    return None


def _is_deadly(noun: "Token") -> bool:
    """True for what kills, wounds or destroys by its own clause: 'the strike killed ten', 'were killed by a strike'."""
    verb = noun.head if noun.dep_ == "nsubj" else noun.head.head
    caused = noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.text.lower() in ("by", "in"))
    return caused and is_form_of(verb.text, participants()["harming"] - {"hit"})


def _as_it_leans(trigger: Trigger, tokens: Sequence["Token"], leaning: Leaning) -> Trigger:
    """A phrase with a noun of two meanings, of the type that the article leans to: unions launch another strike than jets."""
    if trigger.noun or trigger.event_type is None:
        return trigger
    nouns = ((f, t) for t in tokens if t.tag_[:2] == "NN" for f in base_forms(t.text) if f in ambiguous())
    noun, token = next(nouns, (None, None))
    if token is not None and any(t.dep_ == "compound" and is_form_of(t.text, hints()["ASSAULT"] | {"air"}) for t in token.lefts):
        return trigger  # 'carried out air strikes'
    meanings = [t for t in triggers().get(noun, ()) if t.noun and len(t.words) == 1] if noun is not None else []
    if trigger.event_type not in {t.event_type for t in meanings}:
        return trigger
    meant = leaning.of(sorted(meanings, key=lambda t: t.event_type != trigger.event_type))  # its own, where nothing speaks for another
    return replace(trigger, event_type=meant.event_type, root=meant.root, mode=meant.mode)


def with_words(trigger: Trigger, verb: "Token", sources: Collection["Token"], targets: Collection["Token"]) -> Trigger | None:
    """The accusation that an attack with words is: of one named person on another over something said or done ('Lee attacked Roe over
    taxes'), or of a plan or a person as something ('attacked the plan as a sham'); None for any other trigger."""
    if trigger.noun or len(trigger.words) > 1 or trigger.event_type != "ASSAULT" or not is_form_of(verb.text, {"attack"}):
        return None
    behind = {c.text.lower(): c for c in verb.rights if c.dep_ == "prep"}
    named = bool(sources and targets) and all(t.ent_type_ == "PERSON" for t in (*sources, *targets))
    called = next((c for c in behind["as"].rights if c.dep_ in ("pobj", "amod")), None) if "as" in behind else None
    label = called is not None and not is_form_of(called.text, participants()["purposes"])
    idea = all(t.ent_type_ in ("", "PERSON", "ORG") for t in targets)
    if not ((label and idea) or (named and behind.keys() & TOPICS and "with" not in behind)):
        return None
    return next((t for t in triggers()["attack"] if t.event_type == "ACCUSE"), None)


@cache
def _opening(word: str) -> tuple[str, ...]:
    """The base forms of a word that open a trigger."""
    return tuple(form for form in base_forms(word) if form in triggers())


def _phrases_at(token: "Token", forms: Sequence[str], used: set[int], *, verb: bool) -> Iterator[tuple[Trigger, list["Token"]]]:
    """The longest phrases of each base form that a token opens, with their tokens in order, none of them `used`."""
    if not any(len(triggers()[form][0].words) > 1 for form in forms):  # the longest come first
        return
    below = [*_infinitive_mark(token), *_dependents(token, [token])] if verb else []
    done_to = (
        [token.head] if token.tag_ == "VBN" and token.dep_ == "acl" else []
    )  # of a phrase that tells no event: 'a statement released by'
    said = {form for t in (*done_to, *below) for form in _forms_of(t)}
    for form in forms:
        length = 2
        for trigger in triggers()[form]:
            if len(trigger.words) < length:
                break
            tokens: list[Token] | None = None
            if trigger.noun:
                tokens = _noun_phrase(token, trigger)
            elif verb and not said.isdisjoint(trigger.words[1]):
                tokens = _verb_phrase(token, trigger, below if trigger.event_type is not None else [*done_to, *below])
            if tokens and not used.intersection(t.i for t in tokens):
                length = len(trigger.words)
                yield trigger, tokens


def _forms_of(token: "Token") -> Iterator[str]:
    """What a token may be called in a phrase: see `_says`."""
    yield from base_forms(token.text)
    yield token.ent_type_
    if _is_joined(token):
        yield from base_forms(f"{token.nbor(-2).text}-{token.text}")


def _steps(word: "Token", verb: "Token") -> int:
    """How many arcs of the parse lie between a word and the verb above it: 'call on the president' is 'call on' rather than 'call president'."""
    steps = 0
    while word.i != verb.i and steps <= DEPTH and word.head.i != word.i:
        word, steps = word.head, steps + 1
    return steps


def _in_a_name(token: "Token") -> bool:
    """True for 'Cooperation' of 'Organization for Security and Cooperation'."""
    linked = token.text[0].isupper() and token.i > 1 and token.nbor(-1).text in ("and", "&", "for", "of") and token.tag_[:2] == "NN"
    return linked and token.nbor(-2).tag_ in ("NNP", "NNPS") and token.nbor(-2).text[0].isupper()


def _by_complement(token: "Token", form: str, first: Trigger) -> Trigger:
    """Of the meanings of a noun the one that what follows it fits: 'a call for a vote' is none by telephone, nor are 'calls to vote'."""
    ahead = token.doc[token.i + 1 : token.i + 3]
    by = next((c for c in token.rights if c.text.lower() == "by"), None)
    behind_by = token.doc[by.i + 2 : by.right_edge.i + 2] if by is not None else ()
    asked = any(t.tag_ == "TO" and t.head.tag_ == "VB" and not is_form_of(t.head.text, TALKING) for t in behind_by)
    if asked or (token.tag_ == "NNS" and len(ahead) == 2 and ahead[0].tag_ == "TO" and ahead[1].tag_ == "VB"):
        return next((t for t in triggers()[form] if t.noun and len(t.words) == 1 and t.event_type == "REQUEST"), first)
    clause = any(m.dep_ == "mark" and m.text.lower() == "for" for c in token.rights if c.tag_[:2] == "VB" for m in c.lefts)
    behind = (c for c in token.head.rights if token.dep_ == "dobj" and c.i == token.right_edge.i + 1)  # 'rejected a call by Lee for a vote'
    if not clause and not any(
        c.text.lower() == "for" and any(o.ent_type_ not in ("DATE", "TIME") for o in c.children) for c in (*token.children, *behind)
    ):
        return first  # 'calls for him to resign' are for something, too
    others = (t for t in triggers()[form] if t.noun and len(t.words) == 1 and t.event_type is not None and "for" in t.prepositions)
    return first if "for" in first.prepositions else next(others, first)


def _noun_phrase(token: "Token", trigger: Trigger) -> list["Token"] | None:
    tokens = list(token.doc[token.i : token.i + len(trigger.words)])
    if len(trigger.words) == 3 and trigger.words[1] == {"of"} and is_form_of(token.text, trigger.words[0]):
        of = next((c for c in token.rights if c.text.lower() == "of"), None)  # 'a concentration of (armed) forces'
        inner = object_of(of)
        return [token, of, inner] if of is not None and inner is not None and is_form_of(inner.text, trigger.words[2]) else None
    if (
        len(tokens) == len(trigger.words)
        and all(is_form_of(t.text, words) for words, t in zip(trigger.words, tokens, strict=True))
        and any(t.tag_.startswith("N") for t in tokens)
        and tokens[-1].tag_[:2] in ("NN", "IN", "RP")
    ):
        return tokens
    return None


def _verb_phrase(token: "Token", trigger: Trigger, below: list["Token"]) -> list["Token"] | None:
    """The verb with the words of its trigger among what depends on it (`below`) and on these, in any order."""
    found = [token]
    for words in trigger.words[1:]:
        dependents = below if len(found) == 1 else _dependents(token, found)
        following = next((t for t in dependents if _says(t, words) and _fits(t, token)), None)
        if following is None:
            return None
        found.append(following)
    return sorted(found, key=lambda t: t.i)


def _fits(word: "Token", verb: "Token") -> bool:
    """False for a preposition of another word ('share data on it') or of a date ('called on Friday'), and for what is told beside the
    verb ('sought aid in the talks'): it makes no phrase with the verb."""
    if word.text.lower() in PARTICLES and (word.head.i != verb.i or _is_joined(word)):
        return False  # 'given the Russian build-up'
    if word.tag_ not in ("IN", "RP", "TO"):
        if word.ent_type_ == "PERSON" and any(t.dep_ == "agent" for t in word.ancestors if t.i > verb.i):
            return False  # 'a show hosted by Lee'
        return word.dep_ != "pobj" or word.head.text.lower() not in CIRCUMSTANCES or word.head.head.i != verb.i
    if word.dep_ == "mark":
        return bool(word.i == verb.i + 1)
    return word.head.i == verb.i and not any(c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in word.children)


def _infinitive_mark(verb: "Token") -> list["Token"]:
    """'For' of 'called for the minister to resign', which stands beside the verb and depends on the next one."""
    beside = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    return (
        [beside] if beside is not None and beside.dep_ == "mark" and beside.text.lower() == "for" and beside.head.head.i == verb.i else []
    )


def _dependents(verb: "Token", found: list["Token"]) -> Iterator["Token"]:
    """What depends on the words found so far, level by level, nearest to the verb first: objects, particles, complements."""
    members = {t.i for t in found}
    level = [
        c
        for node in (verb, *(t for t in found if t is not verb))
        for c in node.children
        if (c.i > verb.i or c.dep_ in ("nsubjpass", "neg")) and c.dep_ not in BEYOND
    ]
    for _ in range(DEPTH):
        yield from sorted((t for t in level if t.i not in members), key=lambda t: abs(t.i - verb.i))
        level = [c for t in level if _leads_on(t, members) for c in t.children if c.dep_ in WITHIN and not _aside(c, t, members)]


def _leads_on(token: "Token", members: Collection[int]) -> bool:
    """False for a verb beside the trigger's own: 'continue to investigate the attack' does not continue the attack."""
    return not token.tag_.startswith("VB") or token.i in members or is_form_of(token.text, {"be"})


def _aside(word: "Token", above: "Token", members: Collection[int]) -> bool:
    """True for a preposition of a noun beside the trigger: 'increased its trade with the navy' does not increase the navy."""
    return word.dep_ == "prep" and word.text.lower() != "of" and above.tag_[:2] == "NN" and above.i not in members


def _says(token: "Token", words: frozenset[str]) -> bool:
    """True when a token is a form of one of the words, a joined word of theirs, or of an entity type that they name."""
    if (token.ent_type_ == "DATE" and token.tag_ == "NNP") or (token.tag_ == "VBG" and token.dep_ == "prep"):
        return False  # 'started on March 26' is no march, 'according' no accord
    if token.tag_.startswith("VB") and {"nsubj", "aux"} <= {c.dep_ for c in token.lefts}:
        return False  # 'announce whom they would support': a clause of its own
    if is_form_of(token.text, words) or token.ent_type_ in words:
        return True
    return _is_joined(token) and is_form_of(f"{token.nbor(-2).text}-{token.text}", words)


def _is_joined(token: "Token") -> bool:
    """True behind a hyphen: fire of 'cease-fire'."""
    return bool(token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_)
