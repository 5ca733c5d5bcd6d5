"""Clauses that hang on the wrong word: what a verb goes on from, what is its subject, and what is told."""

import re
from typing import TYPE_CHECKING

from tasks.extract.lexicon import IRREGULAR, is_form_of, lone_triggers
from tasks.extract.phrases import FINITE, is_party, object_of
from tasks.mends.arcs import SUBJECTS, hang, has_subject, is_finite

if TYPE_CHECKING:
    from spacy.tokens import Token

AIMS = frozenset(
    {"attempt", "bid", "call", "decision", "effort", "move", "offer", "order", "plan", "promise", "proposal", "request", "threat"}
)
OPENING = ("“", '"', "‘", "``")
BELOW = frozenset({"acomp", "advmod", "amod", "attr", "dobj", "npadvmod", "oprd", "pobj", "prep", "xcomp"})  # words of a passive
INFLECTED = re.compile(r"(?:ed|ing|[^s]s)$")


def medium_before_participle(clause: "Token") -> None:
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
    hang(clause, verb, "advcl")
    hang(subject, preposition, "pobj")


def as_label(quality: "Token") -> None:
    """'criticised the plan as unfair' has the label behind 'as', as 'as a threat' has."""
    mark = next((c for c in quality.lefts if c.text == "as" and c.dep_ == "advmod" and c.i + 1 == quality.i), None)
    verb = quality.head
    if mark is None or quality.tag_ != "JJ" or verb.i > mark.i or verb.tag_[:2] != "VB" or any(t.text == "as" for t in quality.rights):
        return
    hang(mark, verb, "prep")
    mark.tag_ = "IN"
    hang(quality, mark, "amod")


def aim_of_noun(verb: "Token") -> None:
    """To deploy is what the plan is in 'It was a plan by Spain to deploy troops'."""
    if verb.tag_ != "VB" or not is_form_of(verb.head.text, {"be"}) or not any(c.tag_ == "TO" for c in verb.lefts):
        return
    aim = next((c for c in verb.head.rights if c.dep_ == "attr" and c.i < verb.i and is_form_of(c.text, AIMS)), None)
    if aim is not None:
        hang(verb, aim, "acl")


def start_of_event(verb: "Token") -> None:
    """Starting tells of the talks in 'meet for talks in Oslo starting on Monday'."""
    if verb.text.lower() not in ("starting", "beginning"):
        return
    link = next((c for c in verb.head.rights if c.dep_ == "prep" and c.i < verb.i and c.right_edge.i == verb.i - 1), None)
    event = object_of(link)
    if event is not None:
        hang(verb, event, "acl")


def second_clause(verb: "Token") -> None:
    """Which means the papers in 'papers the ministry released which tell …', not the releasing."""
    if (
        verb.head.dep_ == "relcl"
        and verb.head.tag_[:2] == "VB"
        and any(c.tag_ in ("WDT", "WP") and c.dep_[:5] == "nsubj" for c in verb.lefts)
    ):
        hang(verb, verb.head.head, "relcl")


def told_at_a_time(clause: "Token") -> None:
    """What is said in 'said at the time that police hid the file' is no clause about the time: it has a subject and an object of its own."""
    noun, that = clause.head, clause.left_edge
    if that.text.lower() != "that" or that.head.i != clause.i or noun.dep_ != "pobj" or noun.head.dep_ != "prep":
        return
    said, own = noun.head.head, {c.dep_ for c in clause.children if c.i != that.i}
    if (
        that.dep_ not in ("dobj", "nsubj")
        or that.dep_ not in own
        or said.tag_[:2] != "VB"
        or any(c.dep_ in ("ccomp", "dobj") for c in said.rights)
    ):
        return
    hang(clause, said, "ccomp")
    that.dep_ = "mark"


def behind_the_quote(verb: "Token") -> None:
    """Lee warned in 'Lee said it was “what we want” and warned MPs': a verb behind a closed quote goes on from the one ahead of it."""
    doc, at = verb.doc, verb.i
    while at > 0 and doc[at - 1].tag_ in ("RB", "CC"):
        at -= 1
    if at == verb.i or at < 2 or doc[at - 1].tag_ != "''" or verb.tag_ not in FINITE or has_subject(verb):
        return
    opening = next((t.i for t in reversed(doc[verb.sent.start : at - 1]) if t.tag_ == "``"), at)
    if opening < verb.head.i < at:
        above = next((t for t in verb.ancestors if t.i < opening and t.tag_ == verb.tag_), None)
        if above is not None:
            hang(verb, above, "conj")


def beside_participle(verb: "Token") -> None:
    """Lee vows in 'Lee left, insisting that Roe stay and vowing to be back': a participle goes on from one, not from the verb between."""
    between, above = verb.head, verb.head.head
    joined = between.dep_ == "ccomp" and between.tag_ in ("VB", "VBD", "VBP", "VBZ") and above.tag_ == "VBG" and above.i < between.i
    if verb.tag_ == "VBG" and joined and not has_subject(verb):
        hang(verb, above, "conj")


def told_behind_circumstance(said: "Token") -> None:
    """What they found is that fish eat, in 'They found when it was warm, fish ate more', not one more clause beside it."""
    told = said.head
    subject = next((c for c in told.lefts if c.dep_ in SUBJECTS and c.i > said.i), None)
    when = next((c for c in said.rights if c.dep_ == "advcl" and c.left_edge.i == said.i + 1 and c.i < told.i), None)
    if said.tag_ != "VBD" or subject is None or when is None or not has_subject(said) or told.head.i != told.i or not is_finite(told):
        return
    if when.right_edge.i + 1 < len(said.doc) and when.right_edge.nbor().text == "," and all(c.i >= said.left_edge.i for c in told.lefts):
        said.head, said.dep_ = said, "ROOT"
        told.head, told.dep_ = said, "ccomp"
        when.head = told


def words_before_quote(verb: "Token") -> None:
    """What stands before a colon and a quote introduces it: the main clause of 'He has a new message: “It is me.”'."""
    doc, quoted = verb.doc, verb.head
    if quoted.i < verb.i or quoted.head.i != quoted.i:
        return
    colon = next((i for i in range(verb.i + 1, quoted.i) if doc[i].text == ":" and doc[i + 1].text in OPENING), None)
    if colon is not None and all(c.i > colon for c in quoted.children if c.i != verb.i and c.dep_ != "punct"):
        verb.head, verb.dep_ = verb, "ROOT"  # two sentences: what introduces, and what is quoted


def relative_clause(noun: "Token") -> None:
    """'… the tax, which the chief called unfair' has a clause with a subject, not one more noun beside the tax."""
    which = next((c for c in noun.lefts if c.tag_ == "WDT" and c.dep_ == "det" and c.i == noun.left_edge.i), None)
    verb = next((c for c in noun.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")), None)
    if which is None or verb is None:
        return
    hang(verb, noun.head, "relcl")
    hang(noun, verb, "nsubj")
    hang(which, verb, "dobj")
    verb.tag_ = "VBD"


def split_infinitive(to: "Token") -> None:
    """To urge them is what is asked in 'called on Lee to at once and publicly lay it out', though adverbs part it from its 'to'."""
    if to.tag_ != "TO" or any(c.dep_ in ("pobj", "pcomp") for c in to.children) or to.head.i > to.i:
        return
    verb = next((t for t in to.doc[to.i + 1 : to.i + 6] if t.tag_ not in ("RB", "CC")), None)
    if verb is None or verb.i == to.i + 1 or verb.tag_[:2] != "VB" or INFLECTED.search(verb.text) or has_subject(verb):
        return
    above = to.head
    hang(to, verb, "aux")
    if to.head.i == verb.i:
        hang(verb, above, "xcomp")
        verb.tag_ = "VB"


def agent_below(by: "Token") -> None:
    """Lee stands behind the passive in 'was called a liar by Lee' and 'was said to be ill by Lee', not behind its words."""
    doer = object_of(by) if by.text.lower() == "by" else None
    if doer is None or not (doer.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or is_party(doer) or doer.tag_ == "PRP"):
        return
    node = by.head
    if any(t.noun for t in lone_triggers(node.text)):
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
        hang(by, node, "agent")


def behind_infinitive(verb: "Token") -> None:
    """Lee spoke in 'Lee urged them to go and spoke with Roe': a verb with a tense goes on from one, not from the infinitive between."""
    between = verb.head
    if verb.tag_ not in ("VBD", "VBZ") or between.tag_ != "VB" or has_subject(verb) or has_subject(between):
        return
    above = next((t for t in between.ancestors if t.i < between.i and t.tag_ == verb.tag_), None)
    if above is not None and any(c.dep_ in SUBJECTS for c in above.lefts):
        hang(verb, above, "conj")


def verb_in_relative(verb: "Token") -> None:
    """'the plan, which analysts say minimises the risk': a verb of the clause that is told, not what analysts say."""
    said, which = verb.head, next((c for c in verb.head.lefts if c.tag_ == "WDT"), None)
    if verb.tag_ != "NNS" or said.dep_ != "relcl" or which is None or verb.i != said.i + 1 or any(True for _ in verb.lefts):
        return
    thing = next((c for c in said.rights if c.dep_ == "dobj" and c.i > verb.i and c.left_edge.i == verb.i + 1), None)
    if thing is not None and thing.left_edge.dep_ in ("det", "poss"):
        verb.tag_, verb.dep_ = "VBZ", "ccomp"
        hang(thing, verb, "dobj")
        hang(which, verb, "nsubj")


def verb_behind_stranded_to(verb: "Token") -> None:
    """'Prisoners I spoke to agreed that …': prisoners agree, whom somebody spoke to."""
    clause = verb.head
    to = verb.nbor(-1) if verb.i else verb
    if not verb.text.endswith("ed") or to.tag_ != "TO" or to.head.i != verb.i or clause.dep_ != "relcl" or to.i != clause.i + 1:
        return
    people = clause.head
    verb.head, verb.dep_ = (verb, "ROOT") if people.head.i == people.i else (people.head, people.dep_)
    people.head, people.dep_ = verb, "nsubj"
    to.head, to.dep_, to.tag_ = clause, "prep", "IN"
    verb.tag_ = "VBD"


def past_for_noun(root: "Token") -> None:
    """'A resident shot at officers' has a verb: what has a subject before it and the form of a past tense is no noun."""
    subject = next((c for c in root.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or root.tag_ != "NN" or root.text.lower() not in IRREGULAR:
        return
    if all(c.i == subject.i or c.dep_ == "punct" for c in root.lefts):
        root.tag_ = "VBD"
