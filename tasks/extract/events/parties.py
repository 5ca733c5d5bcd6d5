"""Which words name somebody who can take part in an event: persons, bodies, states, and nouns for them."""

from typing import TYPE_CHECKING

from tasks.extract.lexicon import Trigger, country_names, is_form_of, participants, roles
from tasks.extract.phrases import is_party, objects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

NAMED = ("PERSON", "ORG", "GPE", "NORP")
CHEMICAL = frozenset({"biological", "chemical", "cleaning", "nerve", "toxic"})
DASHES = ("-", "–", "—")
BLAMING = frozenset({"blame", "lay", "pin"})  # somebody for an act: 'blamed the attack on the rebels'
HEADS_OF_STATES = frozenset({"ambassador", "chancellor", "envoy", "leader", "minister", "premier", "president"})
PERSONALLY = frozenset({"arrest", "detain", "die", "kill", "quit", "resign", "retire"})  # what is done by or to the officials themselves
APART = frozenset({"way", "colony", "territory", "passport"})  # things that are not their owner
TIMES = ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT")


def is_inert(token: "Token") -> bool:
    """True for the last word of a name that does not act: Brexit, the Paris Agreement; but New Democracy does."""
    word = token.text.lower()
    return word in roles()["papers"] or (
        word in roles()["inert"] and not any(c.dep_ == "compound" and c.tag_ == "NNP" for c in token.lefts)
    )


def names_actor(token: "Token") -> bool:
    """True for the last word of a name that can act: a person, body or state, or a demonym."""
    if is_inert(token):
        return False
    return (
        token.ent_type_ in NAMED
        and token.tag_ != "POS"
        and token.text not in ("-", "–")
        and (token.ent_type_ != "ORG" or token.i + 1 == len(token.doc) or token.doc[token.i + 1].ent_iob_ != "I")
    ) or (token.text.lower() in country_names() and token.text[0].isupper() and token.text != "Us")


def name_of(token: "Token") -> list["Token"]:
    """The tokens of the name that ends in a token, back to a hyphen: American of 'Russo-American'."""
    first = token.i
    while (
        first > 0
        and token.doc[first].ent_iob_ == "I"
        and token.doc[first - 1].text not in DASHES
        and token.doc[first - 1].ent_type_ == token.ent_type_
    ):
        first -= 1
    while first < token.i and token.doc[first].tag_ == "DT":
        first += 1
    return list(token.doc[first : token.i + 1])


def is_substance(token: "Token") -> bool:
    """True for a nerve agent."""
    return is_form_of(token.text, {"agent"}) and any(c.text.lower() in CHEMICAL for c in token.lefts)


def is_matter(token: "Token") -> bool:
    """True for what is no party: neither a name, a pronoun, nor a noun for people or bodies."""
    if is_inert(token):
        return True
    if is_form_of(token.text, {"head"}) and token.dep_ == "pobj" and not any(c.dep_ == "prep" for c in token.children):
        return True  # shot in the head
    if is_substance(token) or (token.ent_type_ == "LOC" and any(c.dep_ == "poss" for c in token.lefts)):
        return True  # annexed Norland's Red Peninsula
    if (
        token.ent_type_ in NAMED
        or token.tag_ in ("PRP", "PRP$", "NNP", "NNPS", "WP")
        or is_form_of(token.text, participants()["partitive"])
    ):
        return False
    return not is_party(token)


def is_number(token: "Token") -> bool:
    """True for a time, a sum or a count, not for the hundreds of 'hundreds of civilians'."""
    if token.ent_type_ not in TIMES:
        return False
    of = [t for c in token.children if c.text.lower() == "of" for t in objects_of(c)]
    return not (is_form_of(token.text, participants()["partitive"]) and any(not is_matter(t) for t in of))


def bearer(token: "Token") -> "Token":
    """Whose thing it is that an act aims at: 'Putin's proposal' → Putin, 'two Russian ships' → Russian; the token itself for a party."""
    if not is_matter(token) or is_form_of(token.text, APART):
        return token  # 'fought their way into the town'
    return next(iter(owners(token)), token)


def owners(noun: "Token") -> list["Token"]:
    """Names that own or qualify a noun: possessors, demonyms and names before it, names after 'of', 'by', 'from', 'against'."""
    owned = any(c.dep_ == "poss" and c.tag_ != "PRP$" for c in noun.lefts)
    if not owned and is_form_of(noun.text, participants()["between"]):  # 'its border with Norland': the other side
        beyond = [t for p in noun.children if p.dep_ == "prep" and p.text.lower() == "with" for t in objects_of(p) if names_actor(t)]
        if beyond:
            return beyond
    before = [c for c in noun.lefts if c.dep_ == "poss" and (names_actor(c) or c.tag_ == "PRP$" or is_party(c))]
    beside = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")]
    beside += [
        c for b in beside if b.dep_ == "nmod" and b.tag_ == "NN" for c in b.lefts if c.dep_ == "amod"
    ]  # the Russian economy and system
    before += [c for c in beside if names_actor(c) and not is_venue(c)]
    after = [
        b
        for p in noun.children
        if p.dep_ in ("prep", "agent") and p.text.lower() in ("of", "by", "from", "on", "against", "with", "to", "between")
        for c in objects_of(p)
        if not is_matter(b := bearer(c)) and not is_number(c)
    ]
    return before or after


def is_venue(name: "Token") -> bool:
    """True for a city before a noun: 'Geneva talks', 'Minsk agreements' say where, not who."""
    if name.dep_ != "compound" or name.ent_type_ == "PERSON":
        return False
    form = country_form(name) or country_names().get(" ".join(t.text for t in name_of(name)).lower(), (None, None))[1]
    if form is None and is_form_of(name.head.text, {"massacre", "battle", "siege"}):
        return bool(name.ent_type_ != "ORG")  # the Velki massacre
    gathering = is_form_of(name.head.text, {"meeting", "briefing", "summit", "reception", "ceremony", "event"})
    return form == "capital" or (form == "seat" and gathering) or (form is None and name.ent_type_ == "GPE")


def is_site(noun: "Token", trigger: Trigger) -> bool:
    """True for where people protest, which is not whom they protest against: 'a rally in the port city'."""
    where = trigger.event_type == "PROTEST" and noun.tag_ in ("NN", "NNS") and noun.head.text.lower() in ("in", "at", "on")
    return where and is_form_of(noun.text, participants()["sites"])


def in_pair(token: "Token") -> bool:
    """True for Russia and NATO of 'Russia-NATO council talks', which the model may take for one name."""
    doc, i = token.doc, token.i
    joined = (i > 0 and doc[i - 1].text in DASHES) or (i + 1 < len(doc) and doc[i + 1].text in DASHES)
    return joined and (token.text.lower() in country_names() or (token.tag_ == "NNP" and token.text.isupper() and len(token) > 2))


def doers(verb: "Token") -> list["Token"]:
    """Who stands behind the 'by' of a passive."""
    return objects_of(next((c for c in verb.children if c.dep_ == "agent"), None))


def subject_of(verb: "Token") -> "Token | None":
    """The subject of a verb, active or passive."""
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def coordinated(head: "Token") -> list["Token"]:
    """A noun and those that 'and' joins to it."""
    return [head, *(c for c in head.conjuncts if c.i > head.i)]


def country_form(token: "Token") -> str | None:
    """How a word names a country: its `name`, `demonym`, `capital` or `seat` of power; None where it names none."""
    return country_names().get(token.text.lower(), (None, None))[1]


def antecedent(token: "Token", verb: "Token") -> "Token":
    """What a relative pronoun stands for; 'who' behind a body's name is who has a place there: 'the envoy to the Office who left'."""
    if token.text.lower() not in ("who", "which", "that", "whom") or verb.dep_ != "relcl":
        return token
    noun = verb.head
    while token.text.lower() == "who" and noun.ent_type_ in ("ORG", "GPE") and noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        above = noun.head.head
        if above.tag_[:2] != "NN" or not (above.ent_type_ == noun.ent_type_ or is_form_of(above.text, roles()["of_people"])):
            break
        noun = above
    if noun is not verb.head and noun.dep_ == "appos" and noun.head.ent_type_ == "PERSON":
        return noun.head
    return noun if noun.ent_type_ not in ("ORG", "GPE") else verb.head


def party(token: "Token | None", verb: "Token") -> "Token | None":
    """A token, or what it stands for as a relative pronoun of a verb, if that can take part in an event."""
    meant = antecedent(token, verb) if token is not None else None
    return meant if meant is not None and not is_matter(meant) else None


def parties(head: "Token") -> list["Token"]:
    """A head and what is coordinated with it; 'Presidents A and B' are A and B, 'US and Russian officials' US and Russian."""
    named = _names_beside(head)
    if not named and head.tag_ == "NN" and is_form_of(head.text, roles()["offices"]):  # the governor of the valley, Ann Lee
        inner = [t for p in head.children if p.dep_ == "prep" for o in objects_of(p) for t in o.children if t.dep_ == "appos"]
        named = [t for t in inner if t.ent_type_ == "PERSON"]
    described = head.ent_type_ not in NAMED or (head.ent_type_ == "NORP" and named and named[0].ent_type_ == "PERSON")
    if named and described:  # 'the minister, Ann Lee', 'an Australian, Ann Lee'
        return parties(named[0])
    if is_form_of(head.text, participants()["partitive"]):
        whole = [t for p in head.children if p.dep_ == "prep" and p.text.lower() == "of" for t in objects_of(p)]
        if whole:
            return [t for w in whole for t in parties(w)]
    if head.tag_ == "NNS" and head.ent_type_ == "":
        sides = [
            t for t in head.doc[head.left_edge.i : head.i] if names_actor(t) and t.dep_ in ("amod", "compound", "nmod", "conj", "poss")
        ]
        if len(sides) > 1 and any(t.dep_ == "cc" for t in head.doc[sides[0].i : sides[-1].i]):
            return sides
    following = head.i + 1
    if following < len(head.doc) and head.doc[following].text.lower() in ("of", "for"):  # 'the envoy of Norland, Ann Lee'
        following += 1
        while following < len(head.doc) and head.doc[following].tag_ in ("DT", "NNP"):
            following += 1
    if (
        following + 1 < len(head.doc)
        and head.doc[following].text == ","
        and head.ent_type_ == ""
        and is_form_of(head.text, roles()["offices"] | {"counterpart"})
    ):
        beside = head.doc[following + 1]
        if beside.ent_type_ == "PERSON" and beside.ent_iob_ == "B":
            last = beside
            while last.i + 1 < len(last.doc) and last.nbor(1).ent_iob_ == "I" and last.nbor(1).ent_type_ == "PERSON":
                last = last.nbor(1)
            return [last]
    return _included(head) or _delegating(head) or [head, *(t for c in coordinated(head)[1:] for t in _delegating(c) or [_by_name(c)])]


def pair_between(verb: "Token") -> list["Token"]:
    """Norland and Sudria of 'was signed between Norland and Sudria'; empty where no pair stands there."""
    pairs = (parties(t) for c in verb.rights if c.text.lower() == "between" for t in objects_of(c))
    return next((pair for pair in pairs if len(pair) > 1), [])


def _by_name(token: "Token") -> "Token":
    """South Korea of 'its ally South Korea'."""
    return token if token.ent_type_ in NAMED else next(iter(_names_beside(token)), token)


def _names_beside(noun: "Token") -> list["Token"]:
    return [c for c in noun.children if c.dep_ == "appos" and c.ent_type_ in ("PERSON", "ORG", "GPE") and c.i > noun.i]


def _included(head: "Token") -> list["Token"]:
    """Those who are named of a group: 'leaders including Ann Lee and Bo Horn'."""
    if head.tag_ != "NNS" or head.ent_type_:
        return []
    for child in head.children:
        such = child.text.lower() == "as" and any(c.text.lower() == "such" for c in child.children)
        if child.dep_ == "prep" and (such or child.text.lower() in ("including", "like")):
            found = [t for o in objects_of(child) for t in coordinated(o)]
            return found if all(names_actor(t) for t in found) else []
    return []


def _delegating(head: "Token") -> list["Token"]:
    """Whose officials act, where they come from more than one: NATO and Moscow of 'representatives from NATO and Moscow'; Spain and Italy of
    'the foreign ministers of Spain and Italy'."""
    if head.tag_ != "NNS" or not is_form_of(head.text, roles()["for_the_state"] | HEADS_OF_STATES):
        return []
    if is_form_of(head.text, HEADS_OF_STATES) and is_form_of(head.head.text, PERSONALLY):
        return []
    links = [c for c in head.children if c.dep_ == "prep" and c.text.lower() in ("from", "of")]
    found = [t for c in links for o in objects_of(c) for t in coordinated(o)]
    return found if len(found) > 1 and all(names_actor(t) for t in found) else []
