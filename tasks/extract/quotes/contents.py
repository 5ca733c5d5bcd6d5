"""What is said: the stretch that a cue word takes as its content, by the shapes (frames) that cues.toml allows it.

The first shape that the sentence shows is taken: a clause before an infinitive, an infinitive before an object. Shapes follow
the complements of reporting and attitude verbs in English (Levin 1993; PARC 3.0, Pareti 2015).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.vocabulary import CueClass
from tasks.extract.lexicon import PREPOSITIONS, Cue, cues, event_nouns, is_form_of, participants
from tasks.extract.phrases import FINITE, PASSIVE, SUBJECTS, object_of, objects_of, reports_on
from tasks.extract.quotes.asides import without_asides
from tasks.extract.quotes.speakers import ABOUT_THINGS, CITING, is_passive, is_somebody

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = ("PRP", "PRP$", "WP", "WDT", "EX")
TIMES = ("DATE", "TIME")
QUOTES = frozenset('“”‘"«»')
REASONS = frozenset({"of", "for", "over", "as", "on", "with"})
CHARGES = {  # not 'charge your phones as a storm is near', 'hit out on Twitter'
    "attack": {"for"},
    "charge": {"with", "over"},
    "hit": {"for", "over"},
    "lash": {"for", "over"},
}
ASCRIBING = frozenset({"attribute", "ascribe", "compare", "liken", "link", "credit"})
BLAMING = frozenset({"blast", "condemn", "criticise", "criticize", "decry", "denounce", "deplore", "slam"})
BEATING = frozenset({"attack", "introduce"})  # with words or otherwise
CHARGING = frozenset({"accuse", "suspect", "absolve"})
ADDED = frozenset({"for", "of", "against", "over", "between", "including", "regarding", "concerning", "about", "into"})
ANSWERING = frozenset({"response", "connection", "relation", "exchange", "favor", "favour", "support", "return", "light"})
UNADDRESSED = frozenset({"advise", "caution", "counsel", "promise", "warn"})  # what is said to nobody in particular, too
ACTS = frozenset({"change", "check", "end", "freeze", "halt", "pause", "return", "review", "stop"})  # what is ordered to be done
ACTION = ("ing", "ion", "ment", "ure")
EMPTY = frozenset({
    "anonymity", "matter", "thing", "issue", "situation", "case", "one", "something", "nothing", "anything", "everything", "detail",
    "details",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """Offsets of a content within its Doc, the shape it has, and the class of its cue there."""

    start: int
    end: int
    frame: str
    cue_class: CueClass


def content_of(word: "Token", cue: Cue, addressee: "Token | None", passive: bool = False) -> Content | None:
    """The content of a cue, None when the sentence has none in a shape that the cue takes."""
    for frame, read in READERS.items():
        if frame in cue.frames and (tokens := read(word, cue, addressee)):
            if cue.lemma in BEATING and frame in ("charge", "label") and not _is_with_words(word, frame, tokens):
                continue
            if passive and frame == "object":
                continue
            if passive and frame == "label":
                tokens = [t for t in tokens if t.i > word.i]
                if not tokens:
                    continue
            if frame == "clause":
                tokens = _less_day(tokens, word)
            return _content(without_asides(tokens, word, frame), word, frame, cue.frames[frame])
    for child in word.children:
        name = child.text.lower()
        mark = next((c.text.lower() for c in child.lefts if c.dep_ == "mark"), "")
        if child.dep_ in ("advcl", "ccomp", "xcomp") and child.i > word.i and mark in PREPOSITIONS and mark in cue.frames:
            inside = [t for t in child.subtree if not (t.dep_ == "mark" and t.head == child)]
            return _content(inside, word, mark, cue.frames[mark])  # 'calling for the ban to be lifted'
        if child.dep_ == "prep" and name in PREPOSITIONS and name in cue.frames and child.i > word.i and not _is_urged(word, cue):
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None and inner.ent_type_ not in TIMES and inner.tag_ not in PRONOUNS:
                broken = (t for c in child.rights if c.dep_ == "pcomp" for t in c.subtree)  # 're-entering' is three words to the model
                return _content({*inner.subtree, *broken, *_goes_on(inner, child, word)}, word, name, cue.frames[name])
    return None


def _is_urged(word: "Token", cue: Cue) -> bool:
    """True for 'urged money for schools', whose content is the money."""
    return cue.lemma == "urge" and _direct_object(word) is not None


def _is_with_words(word: "Token", frame: str, tokens: Sequence["Token"]) -> bool:
    """True where 'attack' and 'introduce' report words: 'attacked Lee for lying', 'attacked the plan as a sham', 'introduced himself as
    “pro-life”', not 'attacked the town as a warning' nor 'introduced rabbits as food'."""
    thing = _direct_object(word)
    if is_passive(word) or thing is None:
        return False
    if any(t.is_quote for t in tokens):
        return True
    if frame == "charge":
        gerund = any(t.dep_ == "pcomp" and t.head.head.i == word.i for t in tokens)
        return gerund or thing.ent_type_ in ("PERSON", "ORG", "NORP") or thing.tag_ == "PRP"
    holder = word.head if word.tag_ == "VBG" and word.dep_ == "advcl" else word
    subject = next((c for c in holder.lefts if c.dep_ in SUBJECTS), None)
    called = next((t for t in tokens if t.dep_ in ("pobj", "amod") and t.head.text.lower() == "as" and t.head.head.i == word.i), None)
    somebody = subject is not None and (subject.tag_ == "PRP" or is_somebody(subject))
    mere = called is not None and is_form_of(called.text, participants()["purposes"])
    return somebody and not mere and thing.ent_type_ not in ("GPE", "LOC", "FAC") and is_form_of(word.text, {"attack"})


def _less_day(tokens: list["Token"], word: "Token") -> list["Token"]:
    """A clause without the day on which it was said: 'said on Tuesday they had won'."""
    behind = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    day = object_of(behind) if behind.dep_ == "prep" and behind.text.lower() == "on" and behind in tokens else None
    if day is None or day.ent_type_ not in TIMES:
        return tokens
    kept = [t for t in tokens if t.i > day.right_edge.i]
    return tokens if not kept or kept[0].is_punct else kept


def _goes_on(inner: "Token", preposition: "Token", word: "Token") -> list["Token"]:
    """What belongs to the object of a preposition but hangs above it: 'complained of [the board] ignoring it', 'pointed to [it] as proof'."""
    end = max(t.i for t in inner.subtree)
    for verb in (*preposition.rights, *word.rights):
        if verb.i > end and verb.tag_ == "VBG" and verb.dep_ in ("pcomp", "advcl", "acl") and verb.left_edge.i == end + 1:
            return list(verb.subtree)
    return next((list(c.subtree) for c in word.rights if c.i == end + 1 and c.dep_ == "prep" and c.text.lower() == "as"), [])


def _content(tokens: Iterable["Token"], word: "Token", frame: str, cue_class: CueClass) -> Content | None:
    kept = sorted((t for t in tokens if not t.is_space and t.i != word.i), key=lambda t: t.i)
    while len(kept) > 1 and kept[-1].tag_ == "CC":
        kept.pop()  # 'its calls for peace and fired missiles'
    if not kept:
        return None
    return Content(kept[0].idx, kept[-1].idx + len(kept[-1].text), frame, cue_class)


def _clause(word: "Token", cue: Cue, addressee: "Token | None") -> list["Token"]:
    """A finite clause: (that) it rained, whether it rained."""
    clear = next((c for c in word.children if c.text.lower() == cue.particle == "clear"), None)  # made it clear that …
    behind = [c for c in clear.children if c.i > clear.i] if clear is not None else []
    children = sorted([*behind, *word.children], key=lambda c: (c.i < word.i, c.i))
    for child in children:
        if (
            child.dep_ in ("ccomp", "advcl")
            and cue.particle == "clear"
            and any(c.dep_ == "mark" and c.text.lower() == "that" for c in child.lefts)
        ):
            return list(child.subtree)
        if child.i < word.i and any(t.text == ";" for t in word.doc[child.i : word.i]):
            continue
        if child.dep_ == "ccomp" and is_finite(child) and (clear is None or child.i > clear.i):
            thing = _direct_object(word)
            misread = thing == addressee or cue.addressed  # 'cautioned [justice] does not come swiftly'
            if (
                thing is not None
                and (not misread or (cue.lemma in UNADDRESSED and _precedes(thing, child)))
                and thing.i < child.i
                and not any(c.dep_ in (*SUBJECTS, *PASSIVE) for c in child.children)
            ):
                return [*thing.subtree, *child.subtree]  # 'ruled the draft violated the law'
            further = next((c for c in child.rights if reports_on(c)), None)
            if further is not None:
                return [
                    t for t in child.subtree if t.i < further.left_edge.i and not (t.dep_ == "cc" and t.head == child and t.i > child.i)
                ]
            gerund = next((c for c in word.rights if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.left_edge.i == word.i + 1), None)
            if gerund is not None and gerund.i < child.i and not any(c.dep_ in (*SUBJECTS, *PASSIVE) for c in child.lefts):
                return [*gerund.subtree, *child.subtree]  # 'said fixing it may take a year'
            return _without(child.subtree, addressee if _is_subject(addressee, child) and _marked_after(child, addressee) else None)
        thing = _direct_object(word)
        if thing is not None and _lost_its_subject(child, thing) and thing != addressee and "clause" in cue.frames and not cue.addressed:
            return [*thing.subtree, *child.subtree]  # 'tweeted the response required all hands'
        if child.dep_ == "advcl" and child.left_edge.i == word.i + 1 and "infinitive" not in cue.addressed and _is_whole(child):
            return list(child.subtree)  # 'said as a child she was ill'
        if child.dep_ in ("acl", "advcl") and child.i > word.i:
            mark = next((c for c in child.children if c.dep_ == "mark"), None)
            wanted = ("that",) if word.tag_[:2] in ("NN", "JJ") else ("whether", "if") if "infinitive" in cue.addressed else ()
            if mark is not None and mark.text.lower() in wanted and mark.i - word.i < 8:
                return list(child.subtree)
        if child.dep_ in ("relcl", "acl") and child.i > word.i and word.tag_[:2] == "NN" and _is_bare_clause(child):
            return list(child.subtree)
        if child.dep_ == "prep" and child.i > word.i and word.tag_.startswith("VB") and (found := _hung_on(object_of(child))):
            return found
    if word.tag_[:2] == "NN":  # 'stemmed from allegations he bribed a judge': hung on the verb
        beside = (c for node in word.ancestors for c in node.rights if c.dep_ in ("advcl", "ccomp") and c.left_edge.i == word.i + 1)
        clause = next(beside, None)
        if clause is not None and not any(c.dep_ == "mark" for c in clause.lefts) and _is_bare_clause(clause):
            return list(clause.subtree)
        that = _behind_source(word)
        if that is not None and that.text.lower() == "that" and that.dep_ == "mark" and is_finite(that.head):
            return list(that.head.subtree)  # 'fears among activists that …'
    if cue.lemma in CITING and (thing := _direct_object(word)) is not None and is_somebody(thing):
        return _hung_on(thing)  # 'cited officials that it was over'
    if addressee is not None and "clause" in cue.addressed and addressee.i > word.i:
        bare = next((c for c in addressee.rights if c.dep_ == "relcl" and _is_bare_clause(c)), None)
        if bare is not None and "about" in cue.addressed:
            return list(bare.subtree)  # 'told the president we needed it open'
        return _hung_on(addressee) or _hung_on(next((c for c in addressee.rights if c.dep_ == "appos"), None))
    return []


def source_behind(noun: "Token") -> "Token | None":
    """Whose fears or calls: the activists of 'fears among activists that …', whatever the parser hangs them on."""
    if noun.tag_[:2] != "NN" or noun.i + 1 >= len(noun.doc) or noun.nbor().text.lower() not in ("among", "by", "from"):
        return None
    source = object_of(noun.nbor())
    return source if source is not None and is_somebody(source) else None


def _behind_source(noun: "Token") -> "Token | None":
    """The word right behind whose fears or calls it is: 'that' of 'fears among activists that …'."""
    source = source_behind(noun)
    return source.doc[source.i + 1] if source is not None and source.i + 1 < len(source.doc) else None


def _lost_its_subject(verb: "Token", noun: "Token") -> bool:
    """True for a finite verb right behind a noun that must be its subject, which the model makes an adverbial."""
    alone = not any(c.dep_ in (*SUBJECTS, *PASSIVE, "mark", "advmod", "cc") for c in verb.lefts)
    return verb.dep_ == "advcl" and verb.tag_ in FINITE and alone and _precedes(noun, verb)


def _is_whole(verb: "Token") -> bool:
    """True for a finite clause with a subject and no conjunction."""
    own = any(c.dep_ in (*SUBJECTS, "nsubjpass") and not c.tag_.startswith("W") for c in verb.lefts)
    return own and is_finite(verb) and not any(c.dep_ in ("mark", "advmod") and c.tag_ in ("IN", "WRB") for c in verb.lefts)


def _precedes(noun: "Token", clause: "Token") -> bool:
    """True where a noun stands right before a clause."""
    return bool(max(t.i for t in noun.subtree) + 1 == clause.left_edge.i)


def _is_bare_clause(verb: "Token") -> bool:
    """True for 'allegations he bribed a judge', which lacks a 'that', not for 'allegations he made', which has no object of its own."""
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    whole = any(c.dep_ in ("dobj", "xcomp", "ccomp", "attr", "acomp", "nsubjpass") and not c.tag_.startswith("W") for c in verb.children)
    return (
        is_finite(verb) and subject is not None and not subject.tag_.startswith("W") and subject.left_edge.i == verb.left_edge.i and whole
    )


def _hung_on(noun: "Token | None") -> list["Token"]:
    """The that-clause of a verb that the parser hung on a noun between them: 'said in the hearing that it was over'."""
    if noun is None or is_form_of(noun.text, cues("nouns")):
        return []  # 'over concern that …': of the noun's own
    for clause in noun.rights:
        mark = next((c for c in clause.lefts if (c.dep_ == "mark" or c.tag_ == "IN") and c.text.lower() == "that"), None)
        if clause.dep_ in ("relcl", "acl") and mark is not None and mark.i == clause.left_edge.i and is_finite(clause):
            return list(clause.subtree)
    return []


def _infinitive(word: "Token", cue: Cue, addressee: "Token | None") -> list["Token"]:
    """to leave: of 'asked them to leave', 'hopes to win', 'a promise to pay'."""
    for child in word.children:
        if (
            child.dep_ in ("xcomp", "ccomp", "acl", "advcl")
            and child != addressee
            and child.i > word.i
            and any(c.tag_ == "TO" for c in child.lefts)
            and not any(c.tag_ == "WP" and c.i < word.i for c in child.lefts)  # 'what she wants to do'
        ):
            thing = _direct_object(word)
            if (
                child.dep_ == "advcl"
                and addressee is None
                and not (thing is not None and thing.i < child.i and is_form_of(child.text, {"be"}))
            ):
                continue
            tokens = list(child.subtree)
            if "infinitive" in cue.addressed:
                to = next(c.i for c in child.lefts if c.tag_ == "TO")
                return [t for t in tokens if t.i >= to or t.text.lower() in ("not", "never")]
            if thing is not None and thing != addressee and thing.i < child.i:
                return [*thing.subtree, *tokens]  # 'reported the minister to be ill'
            return tokens
    to = _behind_source(word)
    if to is not None and to.tag_ == "TO" and to.head.tag_ == "VB":
        return list(to.head.subtree)  # 'calls by the envoys to postpone it'
    if addressee is not None and "infinitive" in cue.addressed and cue.particle:
        last = max(t.i for t in addressee.subtree)
        to = next((t for t in word.doc[last + 1 : last + 2] if t.tag_ == "TO"), None)
        if to is not None:  # 'calling on Paris to at once lift it': the parser loses the verb behind adverbs
            return [t for t in word.sent if t.i >= to.i and not (t.is_punct and t.i == word.sent[-1].i)]
    return []


def _gerund(word: "Token", cue: Cue, addressee: "Token | None") -> list["Token"]:
    """taking money: of 'denied taking money'."""
    return next(
        (
            list(c.subtree)
            for c in word.children
            if c.dep_ in ("xcomp", "ccomp", "pcomp")
            and c.i > word.i
            and (c.tag_ == "VBG" or any(a.text.lower() == "having" for a in c.lefts))
        ),
        [],
    )


def _object(word: "Token", cue: Cue, addressee: "Token | None") -> list["Token"]:
    """A noun phrase that states what is said: the report."""
    thing = _direct_object(word)
    if (
        thing is None
        or thing == addressee
        or thing.tag_ in PRONOUNS
        or (thing.ent_type_ in TIMES and not any(c.dep_ == "prep" for c in thing.rights))
    ):
        return []
    if (thing.text.lower() in EMPTY and not list(thing.rights)) or (cue.lemma in CITING and is_somebody(thing)):
        return []
    if cue.lemma == "claim" and thing.text.lower() in ("life", "lives", "victim", "victims"):
        return []  # 'the flood claimed ten lives'
    bare = thing.ent_type_ == "PERSON" or (thing.tag_ in ("NNP", "NNPS") and not list(thing.rights))
    if bare and cue.frames["object"] == "speech":
        return []  # 'praised Ann Lee' states nothing
    if (cue.lemma == "endorse" and is_somebody(thing)) or (cue.lemma == "tweet" and not is_form_of(thing.text, cues("nouns"))):
        return []  # 'endorsed the former governor', 'tweeted a photo'
    if cue.lemma == "order" and not any(map(_is_act, [thing, *(o for c in thing.rights if c.text == "of" for o in objects_of(c))])):
        return []  # 'ordered masks'
    return [*thing.subtree, *_added_to(thing, word, cue, addressee)]


def _is_act(noun: "Token") -> bool:
    """True for what can be ordered to be done: an inquiry, a halt, payments."""
    return is_form_of(noun.text, event_nouns() | ACTS) or noun.text.lower().rstrip("s").endswith(ACTION)


def _added_to(thing: "Token", word: "Token", cue: Cue, addressee: "Token | None") -> list["Token"]:
    """in response to the attack: of 'announced measures in response to the attack', which the parser hung on the verb."""
    end = max(t.i for t in thing.subtree)
    found: list[Token] = []
    for child in word.rights:
        aim = child.dep_ == "advcl" and child.left_edge.i == end + 1 and child.left_edge.tag_ == "TO"
        if aim and cue.frames["object"] == "speech":  # announced a law to ban it
            found += child.subtree
            break
        if child.dep_ != "prep" or child.i != end + 1:
            continue
        inner = object_of(child)
        if inner is None or inner == addressee or inner.ent_type_ in TIMES:
            break
        name = child.text.lower()
        if (
            name not in ADDED
            and not (name == "to" and cue.lemma in ABOUT_THINGS)
            and not (name == "in" and is_form_of(inner.text, ANSWERING))
        ):
            break
        found += child.subtree
        end = max(t.i for t in child.subtree)
    return found


def _label(word: "Token", cue: Cue, addressee: "Token | None") -> list["Token"]:
    """An object with what it is called: the plan a disaster; the plan as a disaster."""
    thing = _direct_object(word)
    if thing is None and (to := next((c for c in word.children if c.dep_ == "prep" and c.text.lower() == "to"), None)) is not None:
        thing = next((o for o in objects_of(to) if o.i > to.i), None)  # referred to it as …
    called = next(
        (
            c
            for c in word.children
            if c.i > word.i and (c.dep_ == "oprd" or (c.dep_ == "prep" and c.text.lower() == "as" and any(c.children)))
        ),
        None,
    )
    relative = word.dep_ == "relcl" or any(t.tag_ in ("WP", "WDT") for t in word.doc[word.left_edge.i : word.i])
    if called is not None and thing is None and called.dep_ == "prep" and relative:
        return [*antecedent_phrase(word), *called.subtree]  # 'the death, which they treated as an accident', 'what they referred to as one'
    if called is not None and thing is not None:
        return [*thing.subtree, *called.subtree]
    if called is None and thing is not None and any(c.dep_ == "prep" and c.text.lower() == "as" for c in thing.rights):
        return list(thing.subtree)  # the parser hung 'as safe' on the thing
    if called is None and thing is not None and any(c.dep_ == "acl" and c.tag_ == "JJ" for c in thing.rights):
        return list(thing.subtree)  # 'called its actions defensive in nature'
    if called is None and thing is not None and thing.left_edge.dep_ == "amod" and thing.left_edge.nbor().tag_ == "DT":
        return list(thing.subtree)  # 'found unconstitutional a law of 2005'
    if called is None and thing is not None and thing.dep_ == "dobj" and is_passive(word):
        return list(thing.subtree)  # 'was hailed a hero'
    if called is not None and (called.dep_ == "oprd" or is_passive(word) or (word.tag_ == "VBN" and word.dep_ in ("acl", "advcl"))):
        return list(called.subtree)
    misread = (c for c in word.rights if c.dep_ == "xcomp" and c.tag_[:2] == "NN" and any(o.dep_ == "dobj" for o in c.rights))
    if called is None and thing is None and (name := next(misread, None)) is not None:
        return list(name.subtree)  # 'called Lee a clown and a liar'
    small = next((c for c in word.children if c.dep_ == "ccomp" and c.i > word.i and not is_finite(c)), None)
    if small is not None and any(c.dep_ in SUBJECTS for c in small.children) and small.tag_[:2] in ("NN", "JJ", "VB", "RB", "IN"):
        return list(small.subtree)
    return []


def antecedent_phrase(verb: "Token") -> list["Token"]:
    """The noun phrase that a relative clause tells more of, where it is no subject there: 'the death' of 'the death, which they regretted'."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.i > verb.i or noun.tag_[:2] != "NN":
        return []
    relative = next((t for t in verb.subtree if t.tag_ in ("WDT", "WP")), None)
    subject = next((c for c in verb.lefts if c.dep_ in (*SUBJECTS, "nsubjpass")), None)
    if subject is None or subject == relative:
        return []
    return [t for t in noun.subtree if t.i < verb.left_edge.i]


def _charge(word: "Token", cue: Cue, addressee: "Token | None") -> list["Token"]:
    """An object with its praise or blame: him of lying; her for coming."""
    at = next((c for c in word.rights if cue.particle and c.text.lower() == "at"), None)
    thing = _direct_object(word) or object_of(at)  # hit out at them for waiting
    reasons = CHARGES.get(cue.lemma, REASONS | ({"to"} if cue.lemma in ASCRIBING else set()))
    reason = next(
        (c for c in word.children if c.dep_ in ("prep", "dative") and c.text.lower() in reasons and c.i > word.i and any(c.children)),
        None,
    )
    if is_passive(word) and reason is not None and reason.text.lower() in ("of", "for", "with", "as", "to"):
        return [*reason.subtree, *_joined(reason, word)]  # 'was accused of lying'
    if reason is None and thing is not None:
        inner = next((c for c in thing.rights if c.dep_ == "prep" and c.text.lower() in REASONS), None)
        if inner is not None and (cue.lemma in CHARGING or any(g.dep_ == "pcomp" for g in inner.children)):
            return list(thing.subtree)  # the parser hung 'of lying' on the accused
    quoted = thing is not None and any(t.text in QUOTES and t.head == thing for t in thing.subtree)
    if thing is not None and reason is None and (quoted or (cue.lemma in BLAMING and _do_something(thing))):
        return list(thing.subtree)  # commended “further attempts” by Kyiv, condemned rioters who burn cars
    if thing is None or reason is None or any(c.ent_type_ in TIMES for c in reason.children):
        return []
    return [*thing.subtree, *reason.subtree, *_joined(reason, word)]


def _do_something(people: "Token") -> bool:
    """True for a plural with what they do: 'rioters who burn cars'."""
    return people.tag_ in ("NNS", "DT") and any(
        c.dep_ == "relcl" and any(w.tag_ == "WP" and w.dep_ == "nsubj" for w in c.lefts) for c in people.rights
    )


def _joined(reason: "Token", word: "Token") -> list["Token"]:
    """A second reason that the model joins to the verb: 'accused of lying, and of theft'."""
    more = (c for c in word.rights if c.dep_ in ("conj", "prep") and c.i > reason.i and c.text.lower() == reason.text.lower())
    return next((list(c.subtree) for c in more if c.nbor(-1).dep_ == "cc"), [])


READERS = {"clause": _clause, "label": _label, "infinitive": _infinitive, "gerund": _gerund, "charge": _charge, "object": _object}


def is_finite(token: "Token") -> bool:
    """True for the head of a finite clause."""
    if any(c.tag_ == "TO" for c in token.lefts):
        return False
    if any(c.text.lower() == "having" and c.dep_ == "aux" for c in token.lefts):
        return False
    if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    if any(c.dep_ in ("aux", "auxpass", "mark", "cop", *PASSIVE) and c.tag_ != "TO" for c in token.children):
        return True
    return token.tag_[:2] == "VB" and token.tag_ != "VBG" and any(c.dep_ in (*SUBJECTS, "expl") for c in token.children)


def _direct_object(word: "Token") -> "Token | None":
    return next((c for c in word.children if c.dep_ == "dobj" and c.i > word.i), None)


def _is_subject(token: "Token | None", clause: "Token") -> bool:
    return token is not None and token.dep_ in SUBJECTS and token.head.i == clause.i


def _marked_after(clause: "Token", subject: "Token | None") -> bool:
    return subject is not None and any(c.dep_ == "mark" and c.i > subject.i for c in clause.lefts)


def _without(tokens: Iterable["Token"], dropped: "Token | None") -> list["Token"]:
    if dropped is None:
        return list(tokens)
    away = {t.i for t in dropped.subtree}
    return [t for t in tokens if t.i not in away]
