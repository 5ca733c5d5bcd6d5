"""The parse where news is known to lead the small models astray, mended before anything reads it: a step of the pipeline.

Each function tells one shape. What is mended is the arc (or the tag), so that every rule behind reads the sentence as it stands.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from tasks.extract.lexicon import base_forms, is_form_of, roles, triggers
from tasks.extract.phrases import is_party, object_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

NOUNS = ("NN", "NNP")
CHARGING = frozenset({"accuse", "suspect", "convict", "acquit"})
AIMS = frozenset(
    {"attempt", "bid", "call", "decision", "effort", "move", "offer", "order", "plan", "promise", "proposal", "request", "threat"}
)
OPENING = ("“", '"', "‘", "``")
CLOSING = ("”", '"', "’", "''")
BELOW = frozenset({"acomp", "advmod", "amod", "attr", "dobj", "npadvmod", "oprd", "pobj", "prep", "xcomp"})  # words of a passive
INFLECTED = re.compile(r"(?:ed|ing|[^s]s)$")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


def mend_parse(doc: "Doc") -> "Doc":
    """The Doc with tags and arcs mended; entities stay, and sentences but for a quote behind a colon, which becomes one of its own."""
    codes = _codes()
    for i, label in enumerate(doc.to_array("DEP").tolist()):
        if label in codes:
            token = doc[i]
            for mend in codes[label]:
                if token.dep == label:
                    mend(token)
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            person = entity.root
            _holder_beside_office(entity, person)
            _holder_behind_place(entity, person)
            _circumstances(person)
        elif entity.label_ == "DATE" and entity.end - entity.start == 1:
            _day_before_name(doc[entity.start])
    return doc


def _hang(token: "Token", head: "Token", dep: str) -> None:
    """Give a token another head of its sentence, unless that stands below it."""
    if head.i != token.i and not token.is_ancestor(head) and head.sent.start == token.sent.start:
        token.head, token.dep_ = head, dep


def _noun_for_verb(token: "Token") -> None:
    """What has an article and a preposition is a noun ('on the Lee-Roe chat'); 'accused of spying' has a verb."""
    if token.tag_ in ("VB", "VBP") and any(child.dep_ == "det" for child in token.lefts):
        token.tag_ = "NN"
    charged = token.head.text == "of" and is_form_of(token.head.head.text, CHARGING)
    if charged and token.tag_ == "NN" and token.text.endswith("ing") and token.left_edge.i == token.i:
        token.tag_, token.dep_ = "VBG", "pcomp"


def _holder_beside_office(name: "Span", person: "Token") -> None:
    """Ann Lee of 'the mayor of London, Ann Lee,' stands beside the mayor, not beside London."""
    place = person.head
    if person.dep_ not in ("appos", "conj") or place.dep_ != "pobj" or place.i > person.i or place.ent_type_ == "PERSON":
        return
    before = name.doc[name.start - 1]
    if before.text != "," and (before.i != place.i or person.dep_ != "appos"):
        return
    if any(c.dep_ in ("cc", "conj") and c.i > place.i and c.i != person.i for c in place.children):
        return  # 'of Spain, Italy, and Ann Lee'
    holder, node = None, place
    while node.dep_ in ("pobj", "prep", "conj") and node.head.i < node.i:
        node = node.head
        if node.tag_ in NOUNS and is_form_of(node.text, roles()["offices"]):
            holder = node
    if holder is not None and not _has_name(holder):
        _hang(person, holder, "appos")


def _holder_behind_place(name: "Span", person: "Token") -> None:
    """Ann Lee is the senator of 'came from the senator from Vermont Ann Lee', where no comma sets the name off."""
    link = person.head
    place = name.doc[name.start - 1] if name.start else None
    if person.dep_ != "pobj" or link.text.lower() not in ("from", "of", "for") or place is None or link.i == 0:
        return
    office = link.nbor(-1)
    if place.i > link.i and place.tag_ == "NNP" and place.head.i == person.i and is_form_of(office.text, roles()["offices"]):
        _hang(link, office, "prep")
        if link.head.i == office.i:
            _hang(place, link, "pobj")
            _hang(person, office, "appos")


def _circumstances(person: "Token") -> None:
    """Where and when is told of the meeting, not of the man, in 'met Ann Lee in Oslo on Monday'."""
    verb = person.head
    if person.dep_ == "pobj" and verb.dep_ == "prep" and verb.text.lower() in ("with", "to"):
        verb = verb.head
    elif person.dep_ != "dobj":
        return
    if verb.tag_[:2] != "VB" or verb.i > person.i:
        return
    for link in [c for c in person.rights if c.dep_ == "prep" and c.text.lower() in ("in", "at", "on", "during", "after", "before")]:
        _hang(link, verb, "prep")


def _has_name(office: "Token") -> bool:
    return office.ent_type_ == "PERSON" or any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in office.children)


def _subject_behind_participle(clause: "Token") -> None:
    """Lee is the subject of 'Speaking to Reuters, Lee said …', not a word beside Reuters."""
    verb = clause.head
    if clause.tag_ not in ("VBG", "VBN") or clause.i > verb.i or any(c.dep_ in SUBJECTS and c.i != clause.i for c in verb.lefts):
        return
    beside = [t for t in clause.subtree if t.dep_ == "appos" and t.i < verb.i and t.left_edge.i > clause.i]
    beside = [t for t in beside if t.doc[t.left_edge.i - 1].text == ","]
    if not beside or verb.i - beside[-1].right_edge.i > 2:
        return
    first, *others = beside
    _hang(first, verb, "nsubj")
    clause.dep_ = "advcl"
    for other in others:
        if other.head.i < first.i:
            _hang(other, first, "appos")


def _beside_for_with(token: "Token") -> None:
    """The Front stands beside 'one' in 'One of them, the Front, said …', where nothing joins them."""
    doc, head, first = token.doc, token.head, token.left_edge.i
    if head.dep_ not in ("nsubj", "nsubjpass") or head.i > token.i or token.tag_ not in (*NOUNS, "NNPS") or doc[first - 1].text != ",":
        return
    joined = [c for t in (head, token) for c in t.children if c.dep_ in ("cc", "conj") and c.i != token.i and c.i > head.i]
    last = token.right_edge.i
    if not joined and last + 1 < len(doc) and doc[last + 1].text == "," and head.head.i > last:
        token.dep_ = "appos"


def _medium_before_participle(clause: "Token") -> None:
    """'posted a message on Media blaming Spain': on Media, and the message blames."""
    preposition = clause.head
    subject = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
    if (
        clause.tag_ != "VBG"
        or subject is None
        or preposition.text.lower() not in ("on", "in", "at", "via", "from")
        or preposition.i + 1 != subject.i
    ):
        return
    if subject.tag_ != "NNP" or preposition.head.i > preposition.i:
        return
    verb = preposition.head.head if preposition.head.tag_[:2] == "NN" else preposition.head
    _hang(clause, verb, "advcl")
    _hang(subject, preposition, "pobj")


def _day_before_name(day: "Token") -> None:
    """Friday is the object of 'on' in 'On Friday Berg Motor Company said …', no part of the name."""
    before = day.doc[day.i - 1] if day.i else None
    if before is not None and before.tag_ == "IN" and day.dep_ == "compound" and before.i != day.head.i:
        _hang(day, before, "pobj")


def _day_of_quote(day: "Token") -> None:
    """Yesterday is told of the attack in '“Spain attacked us yesterday,” Lee said'."""
    doc, said = day.doc, day.head
    after = [t.text for t in doc[day.i + 1 : day.i + 3]]
    if day.ent_type_ not in ("DATE", "TIME") or said.i < day.i or len(after) < 2 or after[0] not in (",", ".") or after[1] not in CLOSING:
        return
    told = next((c for c in said.lefts if c.dep_ == "ccomp" and c.i < day.i), None)
    if told is not None:
        _hang(day, told, "npadvmod")


def _as_label(quality: "Token") -> None:
    """'criticised the plan as unfair' has the label behind 'as', as 'as a threat' has."""
    mark = next((c for c in quality.lefts if c.text == "as" and c.dep_ == "advmod" and c.i + 1 == quality.i), None)
    verb = quality.head
    if mark is None or quality.tag_ != "JJ" or verb.i > mark.i or verb.tag_[:2] != "VB" or any(t.text == "as" for t in quality.rights):
        return
    _hang(mark, verb, "prep")
    mark.tag_ = "IN"
    _hang(quality, mark, "amod")


def _aim_of_noun(verb: "Token") -> None:
    """To deploy is what the plan is in 'It was a plan by Spain to deploy troops'."""
    if verb.tag_ != "VB" or not is_form_of(verb.head.text, {"be"}) or not any(c.tag_ == "TO" for c in verb.lefts):
        return
    aim = next((c for c in verb.head.rights if c.dep_ == "attr" and c.i < verb.i and is_form_of(c.text, AIMS)), None)
    if aim is not None:
        _hang(verb, aim, "acl")


def _start_of_event(verb: "Token") -> None:
    """Starting tells of the talks in 'meet for talks in Oslo starting on Monday'."""
    if verb.text.lower() not in ("starting", "beginning"):
        return
    link = next((c for c in verb.head.rights if c.dep_ == "prep" and c.i < verb.i and c.right_edge.i == verb.i - 1), None)
    event = object_of(link)
    if event is not None:
        _hang(verb, event, "acl")


def _second_clause(verb: "Token") -> None:
    """Which means the papers in 'papers the ministry released which tell …', not the releasing."""
    if (
        verb.head.dep_ == "relcl"
        and verb.head.tag_[:2] == "VB"
        and any(c.tag_ in ("WDT", "WP") and c.dep_[:5] == "nsubj" for c in verb.lefts)
    ):
        _hang(verb, verb.head.head, "relcl")


def _behind_the_quote(verb: "Token") -> None:
    """Lee warned in 'Lee said it was “what we want” and warned MPs': a verb behind a closed quote goes on from the one ahead of it."""
    doc, at = verb.doc, verb.i
    while at > 0 and doc[at - 1].tag_ in ("RB", "CC"):
        at -= 1
    if at == verb.i or at < 2 or doc[at - 1].tag_ != "''" or verb.tag_ not in ("VBD", "VBZ", "VBP") or _has_subject(verb):
        return
    opening = next((t.i for t in reversed(doc[verb.sent.start : at - 1]) if t.tag_ == "``"), at)
    if opening < verb.head.i < at:
        above = next((t for t in verb.ancestors if t.i < opening and t.tag_ == verb.tag_), None)
        if above is not None:
            _hang(verb, above, "conj")


def _beside_participle(verb: "Token") -> None:
    """Lee vows in 'Lee left, insisting that Roe stay and vowing to be back': a participle goes on from one, not from the verb between."""
    between, above = verb.head, verb.head.head
    joined = between.dep_ == "ccomp" and between.tag_ in ("VB", "VBD", "VBP", "VBZ") and above.tag_ == "VBG" and above.i < between.i
    if verb.tag_ == "VBG" and joined and not _has_subject(verb):
        _hang(verb, above, "conj")


def _one_of_a_list(name: "Token") -> None:
    """Roe is one of three in 'met with Ann Lee, Eve Roe, and Tom Poe', nobody beside Lee."""
    head = name.head
    listed = any(c.dep_ == "cc" and c.i > name.i and c.nbor(-1).text == "," for c in head.rights)
    if listed and name.ent_type_ == head.ent_type_ == "PERSON" and head.i < name.i:
        name.dep_ = "conj"


def _who_is_called(name: "Token") -> None:
    """Lee is who is called in 'called Ann Lee to discuss it'; the model takes the name for what somebody is called."""
    verb = name.head
    others = any(c.dep_ in ("dobj", "nsubjpass", "auxpass") for c in verb.children)
    if name.ent_type_ == "PERSON" and is_form_of(verb.text, {"call"}) and not others and verb.i < name.i:
        name.dep_ = "dobj"


def _told_behind_circumstance(said: "Token") -> None:
    """What they found is that fish eat, in 'They found when it was warm, fish ate more', not one more clause beside it."""
    told = said.head
    subject = next((c for c in told.lefts if c.dep_ in SUBJECTS and c.i > said.i), None)
    when = next((c for c in said.rights if c.dep_ == "advcl" and c.left_edge.i == said.i + 1 and c.i < told.i), None)
    if said.tag_ != "VBD" or subject is None or when is None or not _has_subject(said) or told.head.i != told.i or not _is_finite(told):
        return
    if when.right_edge.i + 1 < len(said.doc) and when.right_edge.nbor().text == "," and all(c.i >= said.left_edge.i for c in told.lefts):
        said.head, said.dep_ = said, "ROOT"
        told.head, told.dep_ = said, "ccomp"
        when.head = told


def _words_before_quote(verb: "Token") -> None:
    """What stands before a colon and a quote introduces it: the main clause of 'He has a new message: “It is me.”'."""
    doc, quoted = verb.doc, verb.head
    if quoted.i < verb.i or quoted.head.i != quoted.i:
        return
    colon = next((i for i in range(verb.i + 1, quoted.i) if doc[i].text == ":" and doc[i + 1].text in OPENING), None)
    if colon is not None and all(c.i > colon for c in quoted.children if c.i != verb.i and c.dep_ != "punct"):
        verb.head, verb.dep_ = verb, "ROOT"  # two sentences: what introduces, and what is quoted


def _relative_clause(noun: "Token") -> None:
    """'… the tax, which the chief called unfair' has a clause with a subject, not one more noun beside the tax."""
    which = next((c for c in noun.lefts if c.tag_ == "WDT" and c.dep_ == "det" and c.i == noun.left_edge.i), None)
    verb = next((c for c in noun.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")), None)
    if which is None or verb is None:
        return
    _hang(verb, noun.head, "relcl")
    _hang(noun, verb, "nsubj")
    _hang(which, verb, "dobj")
    verb.tag_ = "VBD"


def _subject_behind_medium(noun: "Token") -> None:
    """The valley is the subject of 'said on Media the valley was flooded', where no comma sets it off."""
    medium = noun.head
    first = noun.left_edge
    if medium.dep_ != "pobj" or medium.i + 1 != first.i or first.dep_ != "det" or noun.tag_[:2] != "NN":
        return
    verb = medium.head.head
    told = next((c for c in verb.rights if c.i > noun.i and c.dep_ in ("advcl", "conj", "ccomp") and not _has_subject(c)), None)
    if told is not None and verb.tag_[:2] == "VB" and told.left_edge.i == noun.right_edge.i + 1 and _is_finite(told):
        passive = any(c.dep_ == "auxpass" for c in told.lefts)
        _hang(noun, told, "nsubjpass" if passive else "nsubj")
        told.dep_ = "ccomp"


def _clause_for_object(noun: "Token") -> None:
    """Talks are the subject of what is said in 'signalled that talks – once begun – could succeed', no object of the signal."""
    said = noun.head
    that = next((c for c in noun.lefts if c.text.lower() == "that" and c.tag_ == "IN" and c.dep_ in ("det", "mark")), None)
    told = said.head
    if that is None or said.dep_ != "ccomp" or told.i < noun.i or any(c.dep_ in SUBJECTS for c in told.lefts) or not _is_finite(told):
        return
    said.head, said.dep_ = (said, "ROOT") if told.head.i == told.i else (told.head, told.dep_)
    for token in [c for c in told.lefts if c.i < said.i]:
        token.head = said
    told.head, told.dep_ = said, "ccomp"
    noun.head, noun.dep_ = told, "nsubj"
    that.head, that.dep_ = told, "mark"


def _split_infinitive(to: "Token") -> None:
    """To urge them is what is asked in 'called on Lee to at once and publicly lay it out', though adverbs part it from its 'to'."""
    if to.tag_ != "TO" or any(c.dep_ in ("pobj", "pcomp") for c in to.children) or to.head.i > to.i:
        return
    verb = next((t for t in to.doc[to.i + 1 : to.i + 6] if t.tag_ not in ("RB", "CC")), None)
    if verb is None or verb.i == to.i + 1 or verb.tag_[:2] != "VB" or INFLECTED.search(verb.text) or _has_subject(verb):
        return
    above = to.head
    _hang(to, verb, "aux")
    if to.head.i == verb.i:
        _hang(verb, above, "xcomp")
        verb.tag_ = "VB"


def _agent_below(by: "Token") -> None:
    """Lee stands behind the passive in 'was called a liar by Lee' and 'was said to be ill by Lee', not behind its words."""
    doer = object_of(by) if by.text.lower() == "by" else None
    if doer is None or not (doer.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or is_party(doer) or doer.tag_ == "PRP"):
        return
    node = by.head
    if any(t.noun and len(t.words) == 1 for form in base_forms(node.text) for t in triggers().get(form, ())):
        return  # 'was hit in a raid by the police'
    closed = by.i > 0 and by.nbor(-1).tag_ == "''"  # 'was described as “obsessed” by the police'
    while (node.dep_ in BELOW or (closed and node.dep_ == "pcomp")) and (
        closed or not (node.tag_[:2] == "VB" and not is_form_of(node.text, {"be"}))
    ):
        node = node.head
    passive = node.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in node.lefts) and not any(c.dep_ == "agent" for c in node.rights)
    rest = node.doc[by.right_edge.i + 1 : node.right_edge.i + 1]
    when = (t.is_punct or t.is_space or t.ent_type_ in ("DATE", "TIME") or t.text.lower() in ("on", "in", "at") for t in rest)
    if passive and node.i < by.i and all(when):
        _hang(by, node, "agent")


def _passive_subject(auxiliary: "Token") -> None:
    """Spain is the subject of a passive in 'Spain was committed to it', whatever label the model gives it."""
    verb = auxiliary.head
    if verb.tag_ in ("VBN", "VBD") and auxiliary.i < verb.i:
        for child in verb.lefts:
            if child.dep_ == "nsubj":
                child.dep_ = "nsubjpass"


def _done_to(verb: "Token") -> None:
    """The house is searched in 'had her house searched', and the leader ousted in 'saw its leader ousted', which a model may take for what
    they do."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or verb.head.i > subject.i or any(c.dep_ in ("aux", "mark") for c in verb.lefts):
        return
    alone = not any(c.dep_ in ("dobj", "dative") for c in verb.children)
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and is_form_of(verb.head.text, {"see"}) and alone)
    if participle and is_form_of(verb.head.text, {"have", "get", "want", "see"}):
        subject.dep_ = "nsubjpass"


def _name_behind_noun(name: "Token") -> None:
    """France is the head of 'its ally France', as Bugle is of 'the newspaper Bugle'; persons are found beside what they are."""
    noun = name.head
    bare = (
        noun.tag_ == "NN" and name.tag_ in ("NNP", "NNPS") and name.left_edge.i == noun.i + 1 and name.ent_type_ not in ("PERSON", "DATE")
    )
    known = any(c.dep_ in ("det", "poss") for c in noun.lefts) and name.ent_iob_ != "O"
    if not bare or not known or noun.head.i == noun.i or noun.text[:1].isupper():
        return
    others = [c for c in noun.children if c.i != name.i]
    _hang(name, noun.head, noun.dep_)
    for token in others:
        _hang(token, name, token.dep_)
    _hang(noun, name, "compound")


def _has_subject(verb: "Token") -> bool:
    return any(c.dep_ in (*SUBJECTS, "mark", "cc") for c in verb.lefts)


def _is_finite(verb: "Token") -> bool:
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in (verb, *(c for c in verb.lefts if c.dep_ in ("aux", "auxpass"))))


# What is mended where the model gives an arc this label.
MENDS: dict[str, tuple[Callable[["Token"], None], ...]] = {
    "pobj": (_noun_for_verb,),
    "dobj": (_clause_for_object,),
    "auxpass": (_passive_subject,),
    "prep": (_split_infinitive, _agent_below),
    "agent": (_agent_below,),
    "csubj": (_subject_behind_participle,),
    "conj": (_beside_for_with, _behind_the_quote, _beside_participle),
    "pcomp": (_medium_before_participle,),
    "npadvmod": (_day_of_quote,),
    "advcl": (_as_label, _aim_of_noun, _start_of_event),
    "ccomp": (_words_before_quote, _told_behind_circumstance, _done_to),
    "relcl": (_second_clause,),
    "oprd": (_who_is_called,),
    "appos": (_one_of_a_list, _relative_clause, _subject_behind_medium, _name_behind_noun),
}


@cache
def _codes() -> dict[int, tuple[Callable[["Token"], None], ...]]:
    """MENDS by the numbers that spaCy has for labels, the same in every vocabulary."""
    from spacy.strings import get_string_id

    return {get_string_id(label): mends for label, mends in MENDS.items()}
